//! `execute`.

use super::failure::Failure;
use crate::container::{self, Arguments, ExecuteOptions};
use crate::program::Program;
use clap::{Arg, ArgMatches, Command, value_parser};
use std::ffi::OsString;
use std::path::PathBuf;

pub(super) fn command() -> Command {
    Command::new("execute").about("Runs one task in its container, for Flyte").args([
        Arg::new("task").long("task").value_name("NAME").required(true).help("The task's full name"),
        needed_uri("inputs", "Where inputs.pb is"),
        needed_uri("output-prefix", "Below which outputs.pb or error.pb is written"),
        uri("raw-output-data-prefix", "Below which the task's files and data go"),
        uri("checkpoint-path", "Where the task may leave a checkpoint"),
        uri("prev-checkpoint", "Where the previous attempt may have left one"),
        Arg::new("died-of").long("died-of").value_parser(value_parser!(i32)).hide(true),
    ])
}

fn uri(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name("URI").value_parser(value_parser!(OsString)).help(help)
}

/// A path is never empty, and may be any URI otherwise.
fn needed_uri(name: &'static str, help: &'static str) -> Arg {
    uri(name, help).value_parser(value_parser!(PathBuf)).required(true)
}

pub(super) fn run(_: &'static Program, matches: &ArgMatches) -> Result<(), Failure> {
    let uri = |name: &str| matches.get_one::<OsString>(name).cloned();
    let needed = |name: &str| matches.get_one::<PathBuf>(name).cloned().unwrap_or_default().into_os_string();
    let call = ExecuteOptions::new(Arguments {
        task: matches.get_one::<String>("task").cloned().unwrap_or_default(),
        inputs: needed("inputs"),
        output_prefix: needed("output-prefix"),
        raw_output_data_prefix: uri("raw-output-data-prefix"),
        checkpoint_path: uri("checkpoint-path"),
        prev_checkpoint: uri("prev-checkpoint"),
        died_of: matches.get_one("died-of").copied(),
    });
    container::execute(&call).map_err(Failure::work)
}
