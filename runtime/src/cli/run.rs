//! The verb `run`. It parses its arguments twice: first to find the entity, then its inputs, by its interface.

mod fields;
pub(super) mod flags;
mod form;
pub(super) mod inputs;
mod own_flags;
mod places;
pub(super) mod print;
mod record;
mod report;
mod stdout;
#[cfg(test)]
mod tests;

use super::failure::Failure;
use super::{entity, usage};
use crate::embed;
use crate::entity::{Entity, Failure::Input as Unread, Kind, Registry};
#[cfg(feature = "sqlite")]
use crate::external;
use crate::handlers;
use crate::local::{self, Listener, Options, PlainProgress, RunError, has_display};
use crate::logs;
use crate::program::ProgramInfo;
use crate::setup::{Caching, Engine, GateAnswer, Setup};
use crate::storage::progress;
use aileron_idl::core::Literal;
use clap::{Arg, ArgMatches, Command, value_parser};
pub(super) use flags::values_of_input;
use own_flags::OwnFlags;
use report::Report;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
pub(super) use stdout::Stdout;

/// The entity and all arguments after it.
const CALL: &str = "call";

pub(super) fn command() -> Command {
    Command::new("run")
        .about("Runs a task, a workflow or a launch plan on this machine, without containers")
        .disable_help_flag(true)
        .after_help(
            "`run ENTITY --help` lists the inputs of that entity. Ctrl-C starts no more tasks and gives those that run 20 s to end, or the \
             time in AILERON_GRACE_PERIOD; a second one ends them at once.",
        )
        .arg(
            Arg::new(CALL)
                .value_names(["ENTITY", "--NAME VALUE"])
                .num_args(0..)
                .value_parser(value_parser!(OsString))
                .trailing_var_arg(true)
                .help(
                    "Name of a task, workflow or launch plan, or the end of it, and a value for each input",
                ),
        )
        .args(own_flags::arguments())
}

pub(super) fn run(program: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let registry = Registry::collect().map_err(Failure::call)?;
    let call: Vec<OsString> = matches.get_many(CALL).into_iter().flatten().cloned().collect();
    let Some((name, call)) = call.split_first() else { return Err(entity::unnamed(&registry)) };
    let name = name.to_string_lossy();
    // A launch plan with its workflow's name is what Flyte launches by that name. Else the name has one meaning.
    let entity = entity::find(&registry, &name, &[Kind::Task, Kind::LaunchPlan])?;
    let known_as = format!("{} run {name}", program.name);
    let own = usage::read(command_for(entity, &known_as), &known_as, call)?;
    let given = OwnFlags { before: matches, behind: &own };
    given.check()?;
    if given.is_set("example-inputs") {
        let example = embed::example_inputs(&entity.inputs());
        return Ok(writeln!(std::io::stdout().lock(), "{example:#}")?);
    }
    let engine = match given.text("containers") {
        Some(name) => Engine::named(name),
        None => Engine::from_environment().map_err(Failure::Call)?,
    };
    let pass_env = given.all("pass-env").into_iter().map(variable).collect::<Result<_, _>>()?;
    let answers = answers(&given.all("approve"), &given.all("signal"))?;
    // Defaults of inputs and bodies of workflows are the program's code and may print, too.
    let stdout = Stdout::keep()?;
    let earlier = if given.is_set("resume") { Some(record::earlier(program, entity)?) } else { None };
    let inputs = inputs::gather(&entity.inputs(), &own, given.file("inputs"), earlier.as_ref())?;
    inputs::look_for_files(&entity.inputs(), &inputs)?;
    let processes = given.is_set("processes");
    if processes && cfg!(not(unix)) {
        let why = "`--processes` works on Linux and macOS only, since it needs process groups; remove the flag, or use WSL";
        return Err(Failure::Call(why.to_owned()));
    }
    let report = given.file("report").map(Report::to).transpose()?;
    let plain = (given.text("progress") == Some("plain")).then(PlainProgress::default);
    let listeners = report.iter().map(Report::listener);
    let listeners: Vec<_> = listeners.chain(plain.iter().map(|plain| plain as &dyn Listener)).collect();
    let progress = has_display() && given.text("progress").is_none_or(|how| how == "auto");
    let options = Options {
        jobs: given.one("jobs").copied().unwrap_or_else(Options::default_jobs),
        async_jobs: given.one("async-jobs").copied().unwrap_or_else(Options::default_async_jobs),
        resources: given.one("resources").copied(),
        processes,
        progress,
        listeners: &listeners,
    };
    logs::start(options.progress);
    progress::log(logs::note, false);
    let caching = caching(entity, given.is_set("no-cache"), given.is_set("overwrite-cache"))?;
    let record = match earlier {
        None if given.is_set("no-record") => None,
        earlier => record::of_run(program, entity, &inputs, earlier),
    };
    let setup = Setup {
        engine,
        caching,
        record: record.clone(),
        pass_env,
        answers,
        program: Some(program),
        #[cfg(feature = "sqlite")]
        database: given.file("database").map(Path::to_owned),
        ..Setup::default()
    };
    #[cfg(feature = "sqlite")]
    if setup.database.is_some() {
        external::open_database(&setup).map_err(Failure::call)?;
    }
    handlers::own();
    handlers::name_tasks_at_the_end();
    let ended = local::run(entity, inputs, options, setup);
    let reported = report.as_ref().map_or(Ok(()), |report| report.write(entity, &ended));
    let ended = ended.map_err(failure);
    if let (Err(Failure::Work(_)), Some(_), true) = (&ended, record, options.progress) {
        logs::note("to go on from there, run it again with `--resume`");
    }
    let written = ended.and_then(|outputs| {
        let result = match given.text("set-output") {
            Some("pb") => print::literals(entity.outputs(), outputs),
            form => (print::outputs(&entity.outputs(), &outputs, form == Some("pretty")) + "\n").into_bytes(),
        };
        Ok(stdout.write(&result)?)
    });
    let written = written.and(reported);
    handlers::set_exit_status(i32::from(written.is_err()));
    written
}

/// The command line of `run ENTITY`.
pub(super) fn command_of(entity: &Entity) -> Command {
    command_for(entity, "")
}

/// The command line of `run ENTITY`; `call` is how the user called it.
fn command_for(entity: &Entity, call: &str) -> Command {
    flags::command("run", entity.doc, &entity.inputs(), own_flags::arguments(), call)
}

/// Reads the inputs in a file: a literal for each input, in the order of the interface.
///
/// # Errors
/// Returns every problem with the inputs at once.
pub(super) fn inputs_in(entity: &Entity, file: &Path) -> Result<Vec<Literal>, Failure> {
    let none = usage::read(command_for(entity, ""), "", &[])?;
    inputs::gather(&entity.inputs(), &none, Some(file), None)
}

/// The answers to gates.
fn answers(approved: &[&str], signals: &[&str]) -> Result<BTreeMap<String, GateAnswer>, Failure> {
    let mut answers = BTreeMap::new();
    let approved = approved.iter().map(|name| Ok::<_, Failure>((*name, GateAnswer::Approved)));
    let signals = signals.iter().map(|signal| {
        let (name, value) = signal.split_once('=').ok_or_else(|| {
            Failure::Call(format!(
                "`--signal {signal}`: the value for the gate is missing; write `--signal {signal}=VALUE`"
            ))
        })?;
        Ok((name, GateAnswer::Given(value.to_owned())))
    });
    for answer in approved.chain(signals) {
        let (name, answer) = answer?;
        if answers.insert(name.to_owned(), answer).is_some() {
            return Err(Failure::Call(format!("the gate `{name}` is answered twice; keep one of the two")));
        }
    }
    Ok(answers)
}

/// What to do with the cache.
fn caching(entity: &Entity, is_off: bool, overwrites: bool) -> Result<Caching, Failure> {
    let by_plan = entity.launch_plan().is_some_and(|plan| plan.settings.overwrite_cache);
    match (is_off, overwrites) {
        (true, true) => Err(Failure::Call(
            "`--no-cache` leaves the cache alone, and `--overwrite-cache` replaces what is in it; keep one of the two".to_owned(),
        )),
        (true, false) => Ok(Caching::Off),
        (false, true) => Ok(Caching::Overwrite),
        (false, false) if by_plan => Ok(Caching::Overwrite),
        (false, false) => Ok(Caching::Use),
    }
}

/// Checks that the environment has a variable with that name.
fn variable(name: &str) -> Result<String, Failure> {
    if std::env::var_os(name).is_some() {
        return Ok(name.to_owned());
    }
    Err(Failure::Call(format!(
        "`--pass-env {name}`: the environment has no variable `{name}` to pass on; set it, or remove the flag"
    )))
}

fn failure(error: RunError) -> Failure {
    match error {
        RunError::Graphs(_) | RunError::TooLarge { .. } | RunError::Answers(_) => Failure::call(error),
        // The task runs alone, so its inputs come from the command line.
        RunError::Task { nodes, failure, .. } if nodes.is_empty() && matches!(*failure, Unread { .. }) => {
            Failure::call(failure)
        }
        RunError::Interrupted { .. } => Failure::Interrupted(error.to_string()),
        RunError::Task { .. }
        | RunError::Workflow { .. }
        | RunError::Branch { .. }
        | RunError::Gate { .. }
        | RunError::Handler { .. }
        | RunError::Several { .. }
        | RunError::Output(_) => Failure::work(error),
    }
}
