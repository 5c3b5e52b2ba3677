//! `graph`.

use super::failure::Failure;
use crate::program::Program;
use clap::{ArgMatches, Command};

pub(super) fn command() -> Command {
    Command::new("graph").about("Prints a workflow's graph")
}

pub(super) fn run(_: &'static Program, _: &ArgMatches) -> Result<(), Failure> {
    Err(Failure::work("this verb is being written"))
}
