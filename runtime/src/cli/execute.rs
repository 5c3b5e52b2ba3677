//! The verb `execute`.

use super::failure::Failure;
use crate::container::{self, ExecuteOptions};
use crate::program::ProgramInfo;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use std::ffi::OsString;
use std::path::PathBuf;

pub(super) fn command() -> Command {
    Command::new("execute").about("Runs one task in its container; Flyte calls this").args([
        Arg::new("task").long("task").value_name("NAME").required(true).help("Full name of the task"),
        needed_uri("inputs", "Where to read `inputs.pb`"),
        needed_uri("output-prefix", "Where to write `outputs.pb` or `error.pb`"),
        uri("raw-output-data-prefix", "Where to store the task's files and data"),
        uri("checkpoint-path", "Where the task may write a checkpoint"),
        uri("prev-checkpoint", "Where the previous attempt may have written a checkpoint"),
        Arg::new("element")
            .long("element")
            .value_name("INPUT")
            .action(ArgAction::Append)
            .help("An input that is a list, of which the task of a map takes its element"),
        Arg::new("died-of").long("died-of").value_parser(value_parser!(i32)).hide(true),
    ])
}

fn uri(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name("URI").value_parser(value_parser!(OsString)).help(help)
}

/// An argument that must be given and must not be empty.
fn needed_uri(name: &'static str, help: &'static str) -> Arg {
    uri(name, help).value_parser(value_parser!(PathBuf)).required(true)
}

pub(super) fn run(_: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    container::execute(&options(matches)).map_err(Failure::work)
}

/// Reads Flyte's call of the container.
pub(super) fn options(matches: &ArgMatches) -> ExecuteOptions {
    let uri = |name: &str| matches.get_one::<OsString>(name).cloned();
    let needed = |name: &str| matches.get_one::<PathBuf>(name).cloned().unwrap_or_default().into_os_string();
    let call = ExecuteOptions {
        task: matches.get_one::<String>("task").cloned().unwrap_or_default(),
        inputs: needed("inputs"),
        output_prefix: needed("output-prefix"),
        raw_output_data_prefix: uri("raw-output-data-prefix"),
        checkpoint_path: uri("checkpoint-path"),
        prev_checkpoint: uri("prev-checkpoint"),
        elements: matches.get_many("element").into_iter().flatten().cloned().collect(),
        died_of: matches.get_one("died-of").copied(),
    };
    call.filled()
}
