//! The verb `executions`.

#[cfg(feature = "remote")]
mod ask;
#[cfg(feature = "remote")]
mod described;
#[cfg(feature = "remote")]
mod rows;
#[cfg(feature = "remote")]
mod tree;

use super::remote_options;
#[cfg(not(feature = "remote"))]
pub(in crate::cli) use super::without_client as run;
#[cfg(feature = "remote")]
pub(in crate::cli) use ask::run;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};
use std::path::PathBuf;

/// The states that an execution can be in, as a person writes them.
const STATES: [&str; 9] =
    ["queued", "running", "succeeding", "succeeded", "failing", "failed", "aborting", "aborted", "timed-out"];

pub(in crate::cli) fn command() -> Command {
    let verb = |name: &'static str, about: &'static str| Command::new(name).about(about);
    let of_one = |name: &'static str, about: &'static str| verb(name, about).arg(execution());
    let verbs = [
        verb("list", "Lists executions, the newest first: name, state, time, and what runs").args(list()),
        of_one("get", "Shows an execution: its nodes with their states, times, attempts, errors and logs")
            .arg(
                Arg::new("inputs")
                    .long("inputs")
                    .action(ArgAction::SetTrue)
                    .help("Shows the inputs of the execution as well"),
            ),
        of_one("watch", "Shows an execution until it is over, and then prints its outputs as JSON"),
        of_one("outputs", "Prints the outputs of an execution that has succeeded, as JSON")
            .arg(node("Prints the outputs of this node, such as `n0`, or `n0-0-n1` within another")),
        of_one("decks", "Prints links to the decks of an execution, or saves one")
            .arg(node("The node whose deck it is; by default all nodes that have one"))
            .arg(
                Arg::new("output")
                    .long("output")
                    .value_name("FILE")
                    .value_parser(value_parser!(PathBuf))
                    .help("File for the deck's page, instead of a link to it; `-` is stdout"),
            ),
        of_one("terminate", "Ends an execution, with all that runs in it").arg(
            Arg::new("cause")
                .long("cause")
                .value_name("TEXT")
                .help("Why, which Flyte shows to everyone who looks at the execution"),
        ),
        of_one("relaunch", "Launches the same once more, with the same inputs, and prints the new name")
            .args(again()),
        of_one(
            "recover",
            "Launches the same once more and prints the new name; nodes that have succeeded do not run again",
        )
        .args(again()),
    ];
    Command::new("executions")
        .about("Lists, shows, watches, ends and repeats executions on a server")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommands(verbs.map(|verb| verb.arg(json()).args(remote_options::arguments())))
}

fn execution() -> Arg {
    Arg::new("execution").value_name("EXECUTION").required(true).help("Name of the execution")
}

fn node(help: &'static str) -> Arg {
    Arg::new("node").long("node").value_name("NODE").help(help)
}

fn json() -> Arg {
    Arg::new("json").long("json").action(ArgAction::SetTrue).help("Prints JSON for programs")
}

fn list() -> [Arg; 3] {
    [
        Arg::new("limit")
            .long("limit")
            .value_name("N")
            .default_value("20")
            .value_parser(limit)
            .allow_negative_numbers(true)
            .help("How many executions at most"),
        Arg::new("workflow")
            .long("workflow")
            .value_name("WORKFLOW")
            .help("Only executions of this workflow, in any version: its full name, or the end of one of this program's"),
        Arg::new("state")
            .long("state")
            .value_name("STATE")
            .action(ArgAction::Append)
            .ignore_case(true)
            .value_parser(PossibleValuesParser::new(STATES))
            .help("Only executions in this state; may be repeated"),
    ]
}

fn limit(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) | Err(_) => Err("this is not a number of executions; write one from 1 on".to_owned()),
        Ok(limit) => Ok(limit),
    }
}

fn again() -> [Arg; 2] {
    [
        Arg::new("name").long("name").value_name("NAME").help("Name of the new execution; by default one is made"),
        Arg::new("wait")
            .long("wait")
            .action(ArgAction::SetTrue)
            .help("Shows the new execution until it is over, and then prints its outputs as JSON instead of its name"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_at_least_one_execution() {
        assert_eq!(limit("20"), Ok(20));
        for wrong in ["0", "-1", "all", ""] {
            assert!(limit(wrong).is_err(), "{wrong}");
        }
    }

    #[cfg(feature = "remote")]
    #[test]
    fn every_state_of_executions_can_be_written() {
        let written = crate::remote::State::of_executions().map(|state| state.as_str().replace(' ', "-"));
        assert_eq!(written.collect::<Vec<_>>(), STATES);
    }
}
