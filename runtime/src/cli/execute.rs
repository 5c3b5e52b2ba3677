//! `execute`.

use super::failure::Failure;
use crate::program::Program;
use clap::{ArgMatches, Command};

pub(super) fn command() -> Command {
    Command::new("execute").about("Runs one task in its container, for Flyte")
}

pub(super) fn run(_: &'static Program, _: &ArgMatches) -> Result<(), Failure> {
    Err(Failure::work("this verb is being written"))
}
