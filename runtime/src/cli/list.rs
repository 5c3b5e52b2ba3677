//! `list`.

use super::failure::Failure;
use crate::entity::Registry;
use crate::program::Program;
use clap::{Arg, ArgAction, ArgMatches, Command};

pub(super) fn command() -> Command {
    Command::new("list")
        .about("Lists every task, workflow and launch plan")
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("As JSON, for programs"))
}

pub(super) fn run(_: &'static Program, _: &ArgMatches) -> Result<(), Failure> {
    let registry = Registry::collect().map_err(Failure::call)?;
    for (name, entity) in registry.iter() {
        println!("{} {name}", entity.kind_name());
    }
    Ok(())
}
