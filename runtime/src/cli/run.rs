//! `run`. Its arguments are read twice: first for the entity, then, by that one's interface, for the inputs.

mod flags;
mod inputs;
mod print;
#[cfg(test)]
mod tests;

use super::entity;
use super::failure::Failure;
use crate::entity::{Entity, Registry};
use crate::external::{self, Engine, Setup};
use crate::local::{self, Options, RunError, has_display};
use crate::logs;
use crate::program::Program;
use aileron_idl::core::Literal;
use clap::builder::PossibleValuesParser;
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::io::Write;
use std::num::NonZeroUsize;

/// The entity and whatever follows it.
const CALL: &str = "call";

pub(super) fn command() -> Command {
    Command::new("run")
        .about("Runs a task or a workflow on this machine, without containers")
        .disable_help_flag(true)
        .after_help("`run ENTITY --help` lists the inputs of that task or workflow.")
        .arg(
            Arg::new(CALL)
                .value_names(["ENTITY", "--NAME VALUE"])
                .num_args(0..)
                .trailing_var_arg(true)
                .help("A task or workflow, by its name or the end of it, and a value for each input"),
        )
        .args(own_arguments())
}

/// The flags that every entity has, besides its inputs.
fn own_arguments() -> [Arg; 6] {
    [
        Arg::new("inputs")
            .long("inputs")
            .value_name("FILE")
            .help("Inputs as one JSON object, `-` for stdin, or Flyte's own `inputs.pb`; a flag overrides what the file says"),
        Arg::new("jobs")
            .long("jobs")
            .value_name("N")
            .value_parser(value_parser!(NonZeroUsize))
            .help("How many tasks run at once; as many as there are processors if not given"),
        Arg::new("no-cache")
            .long("no-cache")
            .action(ArgAction::SetTrue)
            .help("Reuses no results; there is no local cache yet, so this changes nothing"),
        Arg::new("containers")
            .long("containers")
            .value_name("HOW")
            .value_parser(PossibleValuesParser::new(Engine::NAMES))
            .help("How the containers of other images run: by Docker or Podman, or as processes of this machine; by the first of those two that answers if not given"),
        Arg::new("set-output")
            .long("set-output")
            .value_name("FORM")
            .value_parser(["json", "pretty", "pb"])
            .help("The outputs on one line, indented, or as Flyte's own `outputs.pb`; `json` if not given"),
        Arg::new("help").long("help").short('h').action(ArgAction::Help).help("Print help"),
    ]
}

pub(super) fn run(program: &'static Program, matches: &ArgMatches) -> Result<(), Failure> {
    let registry = Registry::collect().map_err(Failure::call)?;
    let mut call = matches.get_many::<String>(CALL).into_iter().flatten();
    let Some(name) = call.next() else { return Err(nothing_named(&registry)) };
    let entity = entity::find(&registry, name)?;
    let command = flags::command(entity, &format!("{} run {name}", program.name));
    let own = match command.try_get_matches_from(call) {
        Ok(own) => own,
        Err(error) if error.kind() == ErrorKind::DisplayHelp => return Ok(error.print()?),
        Err(error) => return Err(told(&error)),
    };
    // The flags of `run` itself may stand before the entity or behind it.
    let text = |flag| own.get_one::<String>(flag).or_else(|| matches.get_one(flag)).map(String::as_str);
    let inputs = inputs::gather(entity, &own, text("inputs"))?;
    let jobs = own.get_one("jobs").or_else(|| matches.get_one("jobs")).copied();
    let options = Options { jobs: jobs.unwrap_or_else(Options::default_jobs), progress: has_display() };
    logs::start(options.progress);
    external::set_up(Setup { engine: text("containers").and_then(Engine::named), program });
    let outputs = local::run(entity, &registry, inputs, options).map_err(failure)?;
    let (form, mut stdout) = (text("set-output"), std::io::stdout().lock());
    if form == Some("pb") {
        return Ok(stdout.write_all(&print::literals(entity.outputs(), outputs))?);
    }
    let printed = print::outputs(&entity.outputs(), &outputs, form == Some("pretty"));
    Ok(writeln!(stdout, "{printed}")?)
}

/// The inputs in a file, a literal for each in order.
///
/// # Errors
/// With everything that is wrong with them.
pub(super) fn inputs_in(entity: &Entity, file: &str) -> Result<Vec<Literal>, Failure> {
    let none = flags::command(entity, "").try_get_matches_from([""; 0]).map_err(|error| told(&error))?;
    inputs::gather(entity, &none, Some(file))
}

fn failure(error: RunError) -> Failure {
    match error {
        RunError::Trace(_) | RunError::Endless { .. } => Failure::call(error),
        RunError::Task { .. } | RunError::Output(_) => Failure::work(error),
    }
}

fn nothing_named(registry: &Registry) -> Failure {
    let line = |(name, entity): (&str, &'static Entity)| format!("\n  {} {name}", entity.kind_name());
    let lines: String = registry.iter().map(line).collect();
    Failure::call(format_args!("what to run is not named: write `run ENTITY`, of these:{lines}"))
}

fn told(error: &clap::Error) -> Failure {
    let text = error.to_string();
    Failure::call(text.strip_prefix("error: ").unwrap_or(&text).trim_end())
}
