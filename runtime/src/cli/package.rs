//! `package`.

use super::failure::Failure;
use crate::program::Program;
use clap::{ArgMatches, Command};

pub(super) fn command() -> Command {
    Command::new("package").about("Writes the package that flytectl registers")
}

pub(super) fn run(_: &'static Program, _: &ArgMatches) -> Result<(), Failure> {
    Err(Failure::work("this verb is being written"))
}
