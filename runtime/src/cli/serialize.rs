//! `serialize`.

use super::failure::Failure;
use crate::program::Program;
use clap::{ArgMatches, Command};

pub(super) fn command() -> Command {
    Command::new("serialize").about("Prints or writes the specs that Flyte registers")
}

pub(super) fn run(_: &'static Program, _: &ArgMatches) -> Result<(), Failure> {
    Err(Failure::work("this verb is being written"))
}
