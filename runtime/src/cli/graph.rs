//! `graph`.

use super::entity;
use super::failure::Failure;
use crate::entity::Registry;
use crate::program::Program;
use clap::{Arg, ArgMatches, Command};

pub(super) fn command() -> Command {
    Command::new("graph")
        .about("Prints a workflow's graph")
        .arg(Arg::new("workflow").value_name("WORKFLOW").required(true).help("Its name, or the end of it"))
}

pub(super) fn run(_: &'static Program, matches: &ArgMatches) -> Result<(), Failure> {
    let registry = Registry::collect().map_err(Failure::call)?;
    let name = matches.get_one::<String>("workflow").map_or("", String::as_str);
    entity::find(&registry, name)?;
    Err(Failure::work("this verb is being written"))
}
