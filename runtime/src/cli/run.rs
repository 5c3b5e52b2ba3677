//! `run`. Its arguments are read twice: first for the entity, then, by that one's interface, for the inputs.

mod flags;
mod form;
mod inputs;
mod places;
mod print;
mod stdout;
#[cfg(test)]
mod tests;

use super::failure::Failure;
use super::{entity, usage};
use crate::entity::{Entity, Failure::Input as Unread, Registry};
use crate::external::{self, Engine, Setup};
use crate::handlers;
use crate::local::{self, Options, RunError, has_display};
use crate::logs;
use crate::program::Program;
use crate::storage::progress;
use aileron_idl::core::Literal;
use clap::builder::PossibleValuesParser;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use stdout::Stdout;

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
                .value_parser(value_parser!(OsString))
                .trailing_var_arg(true)
                .help("A task or workflow, by its name or the end of it, and a value for each input"),
        )
        .args(own_arguments())
}

/// The flags that every entity has, besides its inputs.
fn own_arguments() -> Vec<Arg> {
    vec![
        Arg::new("inputs")
            .long("inputs")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("Inputs as one JSON object, `-` for stdin, or Flyte's own `inputs.pb`; a flag overrides what the file says"),
        Arg::new("jobs")
            .long("jobs")
            .value_name("N")
            .value_parser(jobs)
            .allow_negative_numbers(true)
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
        Arg::new("pass-env")
            .long("pass-env")
            .value_name("NAME")
            .action(ArgAction::Append)
            .help("A variable of this environment that containers, processes and scripts get too; they have those of the task, its secrets, PATH, HOME, LANG, LC_…, TZ and a TMPDIR of their own"),
        #[cfg(feature = "sqlite")]
        Arg::new("database")
            .long("database")
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help("The database that queries run on: a file of SQLite, or a script `….sql` that fills a fresh one; an empty one if not given"),
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
    let call: Vec<OsString> = matches.get_many(CALL).into_iter().flatten().cloned().collect();
    let Some((name, call)) = call.split_first() else { return Err(entity::unnamed(&registry)) };
    let name = name.to_string_lossy();
    let entity = entity::find(&registry, &name)?;
    let known_as = format!("{} run {name}", program.name);
    let own = usage::read(flags::command(entity, &known_as), &known_as, call)?;
    let mut once = own_arguments().into_iter().filter(|flag| !matches!(flag.get_action(), ArgAction::Append));
    if let Some(flag) = once.find(|flag| is_given(&own, flag) && is_given(matches, flag)) {
        return Err(Failure::Call(usage::twice(&format!("--{}", flag.get_id()))));
    }
    // The flags of `run` itself may stand before the entity or behind it.
    let text = |flag| own.get_one::<String>(flag).or_else(|| matches.get_one(flag)).map(String::as_str);
    let file = |flag| own.get_one::<PathBuf>(flag).or_else(|| matches.get_one(flag)).map(PathBuf::as_path);
    let engine = match text("containers") {
        Some(name) => Engine::named(name),
        None => Engine::of_environment().map_err(Failure::Call)?,
    };
    let pass_env = [matches, &own].into_iter().filter_map(|given| given.get_many::<String>("pass-env"));
    let pass_env = pass_env.flatten().map(|name| variable(name)).collect::<Result<_, _>>()?;
    // Defaults and workflows are code of the program's, too.
    let stdout = Stdout::keep()?;
    let inputs = inputs::gather(entity, &own, file("inputs"))?;
    inputs::look_for_files(entity, &inputs)?;
    let jobs = own.get_one("jobs").or_else(|| matches.get_one("jobs")).copied();
    let options = Options { jobs: jobs.unwrap_or_else(Options::default_jobs), progress: has_display() };
    logs::start(options.progress);
    progress::log(logs::note, false);
    external::set_up(Setup { engine, pass_env, program });
    #[cfg(feature = "sqlite")]
    if let Some(file) = file("database") {
        external::set_up_database(file.to_owned()).map_err(Failure::call)?;
    }
    handlers::own();
    handlers::name_tasks_at_the_end();
    let outputs = local::run(entity, &registry, inputs, options).map_err(failure);
    let told = outputs.and_then(|outputs| {
        let result = match text("set-output") {
            Some("pb") => print::literals(entity.outputs(), outputs),
            form => (print::outputs(&entity.outputs(), &outputs, form == Some("pretty")) + "\n").into_bytes(),
        };
        Ok(stdout.write(&result)?)
    });
    handlers::told(i32::from(told.is_err()));
    told
}

/// The inputs in a file, a literal for each in order.
///
/// # Errors
/// With everything that is wrong with them.
pub(super) fn inputs_in(entity: &Entity, file: &Path) -> Result<Vec<Literal>, Failure> {
    inputs::gather(entity, &usage::read(flags::command(entity, ""), "", &[])?, Some(file))
}

fn is_given(matches: &ArgMatches, flag: &Arg) -> bool {
    matches.try_contains_id(flag.get_id().as_str()).is_ok_and(|known| known)
        && matches.value_source(flag.get_id().as_str()) == Some(ValueSource::CommandLine)
}

/// The name of a variable that there is.
fn variable(name: &str) -> Result<String, Failure> {
    if std::env::var_os(name).is_some() {
        return Ok(name.to_owned());
    }
    Err(Failure::Call(format!(
        "`--pass-env {name}`: the environment has no variable of that name, so nothing would be handed on; set it, or \
         leave the flag out"
    )))
}

fn jobs(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| {
        "this is no number of tasks to run at once; write `--jobs 1` or more, or leave it out for as many as there are \
         processors"
            .to_owned()
    })
}

fn failure(error: RunError) -> Failure {
    match error {
        RunError::Graphs(_) | RunError::TooLarge { .. } => Failure::call(error),
        // Of a task that runs alone: nothing but the call gave the value.
        RunError::Task { nodes, failure, .. } if nodes.is_empty() && matches!(*failure, Unread { .. }) => {
            Failure::call(failure)
        }
        RunError::Task { .. } | RunError::Output(_) => Failure::work(error),
    }
}
