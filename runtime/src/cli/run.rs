//! `run`.

use super::failure::Failure;
use crate::program::Program;
use clap::{ArgMatches, Command};

pub(super) fn command() -> Command {
    Command::new("run").about("Runs a task or a workflow on this machine, without containers")
}

pub(super) fn run(_: &'static Program, _: &ArgMatches) -> Result<(), Failure> {
    Err(Failure::work("this verb is being written"))
}
