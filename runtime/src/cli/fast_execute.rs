//! The verb `fast-execute`: `execute` by another build of this program, which was uploaded.

use super::failure::Failure;
use super::{execute, usage};
use crate::container::{self, FastExecuteOptions};
use crate::fast;
use crate::program::ProgramInfo;
use clap::{Arg, ArgMatches, Command, value_parser};
use std::ffi::OsString;

const CALL: &str = "call";

pub(super) fn command() -> Command {
    Command::new(fast::VERB)
        .about("Runs one task in its container with a program that is fetched first; Flyte calls this")
        .hide(true)
        .args([
            Arg::new("program")
                .long("program")
                .value_name("URI")
                .value_parser(value_parser!(OsString))
                .required(true)
                .help("Where the program is"),
            Arg::new("sha256").long("sha256").value_name("HEX").required(true).help("Its SHA-256"),
            Arg::new(CALL)
                .value_name("EXECUTE")
                .value_parser(value_parser!(OsString))
                .num_args(1..)
                .last(true)
                .required(true)
                .help("`execute` and its arguments"),
        ])
}

pub(super) fn run(program: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let arguments: Vec<OsString> = matches.get_many(CALL).into_iter().flatten().cloned().collect();
    if arguments.first().is_none_or(|verb| verb != fast::THEN) {
        let (verb, then) = (fast::VERB, fast::THEN);
        return Err(Failure::call(format_args!(
            "behind the `--` of `{verb}` comes `{then}` with its arguments"
        )));
    }
    let known_as = format!("{} {}", program.name, fast::THEN);
    let call = usage::read(execute::command().no_binary_name(true), &known_as, &arguments[1..])?;
    let options = FastExecuteOptions {
        program: matches.get_one("program").cloned().unwrap_or_default(),
        sha256: matches.get_one("sha256").cloned().unwrap_or_default(),
        call: execute::options(&call),
        arguments,
    };
    container::fast_execute(&options).map_err(Failure::work)
}
