//! `execute`.

use super::failure::Failure;
use crate::container::{self, Arguments, Call};
use crate::program::Program;
use clap::{Arg, ArgMatches, Command, value_parser};
use std::ffi::OsString;

pub(super) fn command() -> Command {
    Command::new("execute").about("Runs one task in its container, for Flyte").args([
        Arg::new("task").long("task").value_name("NAME").required(true).help("The task's full name"),
        uri("inputs", "Where inputs.pb is").required(true),
        uri("output-prefix", "Below which outputs.pb or error.pb is written").required(true),
        uri("raw-output-data-prefix", "Below which the task's files and data go"),
        uri("checkpoint-path", "Where the task may leave a checkpoint"),
        uri("prev-checkpoint", "Where the previous attempt may have left one"),
        Arg::new("died-of").long("died-of").value_parser(value_parser!(i32)).hide(true),
    ])
}

fn uri(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name("URI").value_parser(value_parser!(OsString)).help(help)
}

pub(super) fn run(_: &'static Program, matches: &ArgMatches) -> Result<(), Failure> {
    let uri = |name: &str| matches.get_one::<OsString>(name).cloned();
    let call = Call::new(Arguments {
        task: matches.get_one::<String>("task").cloned().unwrap_or_default(),
        inputs: uri("inputs").unwrap_or_default(),
        output_prefix: uri("output-prefix").unwrap_or_default(),
        raw_output_data_prefix: uri("raw-output-data-prefix"),
        checkpoint_path: uri("checkpoint-path"),
        prev_checkpoint: uri("prev-checkpoint"),
        died_of: matches.get_one("died-of").copied(),
    });
    container::execute(&call).map_err(Failure::work)
}
