//! The verb `completions`.

use super::failure::Failure;
use crate::program::ProgramInfo;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use clap_complete::Shell;
use std::io::Write;

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

pub(super) fn command() -> Command {
    let shell =
        Arg::new("shell").value_name("SHELL").required(true).value_parser(PossibleValuesParser::new(SHELLS));
    Command::new("completions").about("Prints the completions for a shell").arg(shell)
}

pub(super) fn run(program: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let shell: Option<Shell> = matches.get_one::<String>("shell").and_then(|name| name.parse().ok());
    let Some(shell) = shell else { return Err(Failure::call("the shell is unknown")) };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut super::whole(program), program.name, &mut script);
    Ok(std::io::stdout().lock().write_all(&script)?)
}
