//! The verb `launch`.

#[cfg(feature = "remote")]
mod abort;
mod own_flags;
#[cfg(feature = "remote")]
mod work;

#[cfg(not(feature = "remote"))]
pub(in crate::cli) use super::without_client as run;
#[cfg(feature = "remote")]
pub(in crate::cli) use work::run;

use crate::cli::run::flags;
use crate::entity::Entity;
use clap::{Arg, Command, value_parser};
use std::ffi::OsString;

/// The entity and all arguments after it.
const CALL: &str = "call";

pub(in crate::cli) fn command() -> Command {
    Command::new("launch")
        .about("Launches a task, a workflow or a launch plan on a server")
        .long_about(
            "Launches a task, a workflow or a launch plan on a server, and prints the name of the execution. What this program has is \
             registered first, under the same version as `register`; a name that it does not have is one of the server's: the \
             active launch plan, else the newest version",
        )
        .disable_help_flag(true)
        .after_help(
            "`launch ENTITY --help` lists the inputs of that entity. Files, directories and tables are given by their paths on this \
             machine, and uploaded, or by their addresses.",
        )
        .arg(
            Arg::new(CALL)
                .value_names(["ENTITY", "--NAME VALUE"])
                .num_args(0..)
                .value_parser(value_parser!(OsString))
                .trailing_var_arg(true)
                .help("Name of a task, workflow or launch plan, or the end of it, and a value for each input"),
        )
        .args(own_flags::arguments())
}

/// The command line of `launch ENTITY`.
pub(in crate::cli) fn command_of(entity: &Entity) -> Command {
    flags::command("launch", entity.doc, &entity.inputs(), own_flags::arguments(), "")
}
