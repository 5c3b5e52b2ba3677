//! The verbs of the command line. Each file parses the arguments of one verb and calls the room that does the work.

mod cache;
mod check;
mod complete;
mod completions;
mod diff;
mod entity;
mod execute;
mod explain;
mod failure;
mod fast_execute;
mod graph;
mod image;
mod list;
mod output;
mod package;
mod plugins;
mod remote;
mod render;
mod run;
mod serialize;
mod spec_options;
mod usage;

use crate::program::ProgramInfo;
use clap::{ArgMatches, Command};
use failure::Failure;
use remote::{executions, launch, launch_plans, register, signal};
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::ExitCode;

/// A verb of the program.
struct Verb {
    name: &'static str,
    command: fn() -> Command,
    run: fn(&'static ProgramInfo, &ArgMatches) -> Result<(), Failure>,
}

const VERBS: &[Verb] = &[
    Verb { name: "list", command: list::command, run: list::run },
    Verb { name: "run", command: run::command, run: run::run },
    Verb { name: "graph", command: graph::command, run: graph::run },
    Verb { name: "serialize", command: serialize::command, run: serialize::run },
    Verb { name: "package", command: package::command, run: package::run },
    Verb { name: "check", command: check::command, run: check::run },
    Verb { name: "diff", command: diff::command, run: diff::run },
    Verb { name: "bindings", command: remote::bindings::command, run: remote::bindings::run },
    Verb { name: "render", command: render::command, run: render::run },
    Verb { name: "register", command: register::command, run: register::run },
    Verb { name: "launch", command: launch::command, run: launch::run },
    Verb { name: "image", command: image::command, run: image::run },
    Verb { name: "cache", command: cache::command, run: cache::run },
    Verb { name: "executions", command: executions::command, run: executions::run },
    Verb { name: "launch-plans", command: launch_plans::command, run: launch_plans::run },
    Verb { name: "signal", command: signal::command, run: signal::run },
    Verb { name: "execute", command: execute::command, run: execute::run },
    Verb { name: crate::fast::VERB, command: fast_execute::command, run: fast_execute::run },
    Verb { name: "explain", command: explain::command, run: explain::run },
    Verb { name: "completions", command: completions::command, run: completions::run },
];

/// Runs the verb that the program's arguments name.
#[must_use]
pub fn main(program: &'static ProgramInfo) -> ExitCode {
    failure::exit(run_verb(program, &arguments(program)))
}

fn run_verb(program: &'static ProgramInfo, arguments: &[OsString]) -> Result<ExitCode, Failure> {
    if arguments.get(1).is_some_and(|name| name == complete::VERB) {
        return complete::run(program, &arguments[2..]).map(|()| ExitCode::SUCCESS);
    }
    let Some(verb) = arguments.get(1).and_then(|name| VERBS.iter().find(|verb| name == verb.name)) else {
        let matches = usage::read(whole(program), program.name, arguments)?;
        return matches.subcommand_name().map_or(Ok(ExitCode::SUCCESS), plugins::run);
    };
    // Only the arguments of the named verb are built: every task pays for the program's start.
    let command = root(program).subcommand((verb.command)());
    let matches = usage::read(command, &format!("{} {}", program.name, verb.name), arguments)?;
    matches.subcommand().map_or(Ok(()), |(_, matches)| (verb.run)(program, matches))?;
    Ok(ExitCode::SUCCESS)
}

/// The program's arguments, except leading ones that are the binary's own path. Flyte's arguments begin with that
/// path, so an image whose ENTRYPOINT is the binary passes it a second time. Spark passes it as a main file, whose
/// name has to end in `.py`, to the binary that it takes for its interpreter (Spark `SparkSubmit.scala`,
/// `PythonRunner.scala`).
fn arguments(program: &ProgramInfo) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = std::env::args_os().collect();
    let Some((own, rest)) = arguments.split_first() else { return arguments };
    let is_own = |argument: &&OsString| {
        let bytes = argument.as_encoded_bytes();
        let path = bytes.strip_suffix(b".py").unwrap_or(bytes);
        let name = path.rsplit(|byte| *byte == b'/').next();
        name != Some(path)
            && (name == Path::new(own).file_name().map(OsStr::as_encoded_bytes)
                || path == program.binary().as_bytes())
    };
    let leading = rest.iter().take_while(is_own).count();
    drop(arguments.drain(1..=leading));
    arguments
}

fn root(program: &'static ProgramInfo) -> Command {
    let about = if program.about.is_empty() { "Tasks and workflows for Flyte" } else { program.about };
    Command::new(program.name)
        .version(program.version)
        .about(about)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
}

/// The whole command line, for `--help` and for completions.
fn whole(program: &'static ProgramInfo) -> Command {
    let own = VERBS.iter().map(|verb| (verb.command)());
    let added = plugins::commands();
    let added = added.into_iter().filter(|command| VERBS.iter().all(|verb| verb.name != command.get_name()));
    root(program).subcommands(own.chain(added))
}
