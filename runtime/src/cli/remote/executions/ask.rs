//! What `executions` asks the server, and prints.

use super::{described, rows, tree};
use crate::cli::failure::{Failure, note};
use crate::cli::output::Output;
use crate::cli::remote::watching::Watching;
use crate::cli::remote::{outputs, remote_options};
use crate::embed;
use crate::entity::{Kind, Registry};
use crate::program::ProgramInfo;
use crate::remote::{Client, Execution, Executions, Snapshot, State, describe};
use chrono::{DateTime, Utc};
use clap::ArgMatches;
use serde_json::{Value, json};
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::SystemTime;

pub(in crate::cli) fn run(_: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let Some((verb, matches)) = matches.subcommand() else { return Ok(()) };
    let settings = remote_options::settings(matches)?;
    remote_options::connected(settings, async |client| {
        let given = Given { client: &client, matches };
        match verb {
            "list" => given.list().await,
            "get" => given.get().await,
            "watch" => given.watch(&given.execution()).await,
            "outputs" => given.outputs().await,
            "decks" => given.decks().await,
            "terminate" => given.terminate().await,
            "relaunch" => {
                let again = given.execution().relaunch(given.text("name")).await?;
                given.launched(&again).await
            }
            _ => {
                let again = given.execution().recover(given.text("name")).await?;
                given.launched(&again).await
            }
        }
    })
}

/// A call of one of the verbs.
struct Given<'m> {
    client: &'m Client,
    matches: &'m ArgMatches,
}

impl Given<'_> {
    fn text(&self, name: &str) -> Option<&str> {
        self.matches.get_one::<String>(name).map(String::as_str)
    }

    fn is_json(&self) -> bool {
        self.matches.get_flag("json")
    }

    fn execution(&self) -> Execution {
        self.client.execution(self.text("execution").unwrap_or_default())
    }

    async fn list(&self) -> Result<(), Failure> {
        let most = self.matches.get_one("limit").copied().unwrap_or_default();
        let mut executions = self.client.executions().most(most);
        if let Some(name) = self.text("workflow") {
            executions = executions.of_workflow(full_name(name));
        }
        let states = self.matches.get_many::<String>("state").into_iter().flatten();
        executions = states.filter_map(|name| state(name)).fold(executions, Executions::in_state);
        let found = executions.list().await?;
        if self.is_json() {
            return printed(&found.iter().map(described::summary).collect());
        }
        let (header, lines) = rows::table(&found, now());
        note(header);
        let mut stdout = io::stdout().lock();
        for line in lines {
            writeln!(stdout, "{line}")?;
        }
        Ok(())
    }

    async fn get(&self) -> Result<(), Failure> {
        let execution = self.execution();
        let snapshot = execution.snapshot().await?;
        let inputs =
            if self.matches.get_flag("inputs") { Some(execution.input_literals().await?) } else { None };
        if self.is_json() {
            let mut described = described::execution(&snapshot);
            if let Some(inputs) = inputs {
                described["inputs"] = crate::remote::values(&inputs);
            }
            return printed(&described);
        }
        let mut stdout = io::stdout().lock();
        for line in tree::lines(&snapshot, now()) {
            writeln!(stdout, "{line}")?;
        }
        match inputs {
            Some(inputs) => Ok(writeln!(stdout, "inputs: {}", outputs::on_one_line("", &inputs))?),
            None => Ok(()),
        }
    }

    /// Shows the execution until it is over, and then prints its outputs.
    async fn watch(&self, execution: &Execution) -> Result<(), Failure> {
        let snapshot = until_over(execution).await?;
        if self.is_json() {
            printed(&described::execution(&snapshot))?;
        }
        match snapshot.state {
            State::Succeeded if self.is_json() => Ok(()),
            State::Succeeded => self.printed_outputs(execution, &snapshot.entity).await,
            _ if self.is_json() => Err(Failure::Said),
            _ => Err(Failure::work(describe(&snapshot))),
        }
    }

    async fn printed_outputs(&self, execution: &Execution, entity: &str) -> Result<(), Failure> {
        let literals = execution.output_literals().await?;
        Ok(writeln!(io::stdout().lock(), "{}", outputs::on_one_line(entity, &literals))?)
    }

    async fn outputs(&self) -> Result<(), Failure> {
        let execution = self.execution();
        let Some(node) = self.text("node") else {
            let entity = execution.without_nodes().await?.entity;
            return self.printed_outputs(&execution, &entity).await;
        };
        let literals = execution.node_output_literals(node).await?;
        Ok(writeln!(io::stdout().lock(), "{}", outputs::on_one_line("", &literals))?)
    }

    async fn decks(&self) -> Result<(), Failure> {
        let execution = self.execution();
        let decks = match self.text("node") {
            Some(node) => vec![node.to_owned()],
            None => execution.decks().await?,
        };
        if let Some(file) = self.matches.get_one::<PathBuf>("output") {
            let [deck] = &decks[..] else { return Err(Failure::call(which(execution.name(), &decks))) };
            let page = execution.deck(deck).await?;
            return Output::at(file).write(&page);
        }
        let mut links = Vec::new();
        for deck in decks {
            let link = execution.deck_link(&deck).await?;
            links.push((deck, link));
        }
        if self.is_json() {
            return printed(&links.iter().map(|(node, link)| json!({"node": node, "link": link})).collect());
        }
        if links.is_empty() {
            note(format_args!("no node of the execution `{}` has a deck", execution.name()));
        }
        let mut stdout = io::stdout().lock();
        for (node, link) in links {
            writeln!(stdout, "{node}  {link}")?;
        }
        Ok(())
    }

    async fn terminate(&self) -> Result<(), Failure> {
        let execution = self.execution();
        execution.terminate(self.text("cause").unwrap_or("no cause was given")).await?;
        if self.is_json() {
            return printed(&json!({"name": execution.name(), "terminated": true}));
        }
        note(format_args!("the execution `{}` is terminated", execution.name()));
        Ok(())
    }

    /// Prints the name of a new execution, or waits for it.
    async fn launched(&self, execution: &Execution) -> Result<(), Failure> {
        if self.matches.get_flag("wait") {
            note(format_args!("the execution `{}` is launched", execution.name()));
            return self.watch(execution).await;
        }
        if self.is_json() {
            return printed(&json!({"name": execution.name()}));
        }
        Ok(writeln!(io::stdout().lock(), "{}", execution.name())?)
    }
}

fn printed(value: &Value) -> Result<(), Failure> {
    Ok(writeln!(io::stdout().lock(), "{value:#}")?)
}

fn now() -> DateTime<Utc> {
    DateTime::from(SystemTime::now())
}

/// The state with a name of `--state`.
fn state(name: &str) -> Option<State> {
    let name = name.to_lowercase().replace('-', " ");
    State::of_executions().find(|state| state.as_str() == name)
}

/// The full name of a workflow of this program, or the name as it is.
fn full_name(name: &str) -> String {
    let registry = Registry::collect().ok();
    let found = registry.and_then(|registry| embed::find(&registry, name, &[Kind::Workflow]).ok());
    found.filter(|found| found.kind() == Kind::Workflow).map_or(name, |workflow| workflow.name).to_owned()
}

/// Shows on stderr what changes in an execution, until it is over.
async fn until_over(execution: &Execution) -> Result<Snapshot, Failure> {
    Ok(Watching::of(execution).until_over().await?)
}

/// The message if a file can't have all decks.
fn which(execution: &str, decks: &[String]) -> String {
    match decks {
        [] => {
            format!("no node of the execution `{execution}` has a deck, so there is nothing for `--output`")
        }
        several => format!(
            "`--output` takes one deck, and {} have one; choose with `--node`",
            aileron_grammar::suggest::all_of(several.iter().map(String::as_str))
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;

    #[task]
    fn asked_step() {}

    #[workflow]
    fn asked_far_away() {
        asked_step();
    }

    #[test]
    fn a_state_is_written_in_any_case() {
        for name in ["timed-out", "TIMED-OUT", "Timed-Out"] {
            assert_eq!(state(name), Some(State::TimedOut));
        }
        assert_eq!(state("skipped"), None, "no execution is");
    }

    #[test]
    fn a_workflow_of_this_program_may_be_named_by_its_end() {
        assert_eq!(full_name("asked_far_away"), "aileron.cli.remote.executions.ask.tests.asked_far_away");
        assert_eq!(full_name("elsewhere.pipeline"), "elsewhere.pipeline");
        assert_eq!(full_name("asked_step"), "asked_step", "it is a task");
    }

    #[test]
    fn one_file_takes_one_deck() {
        assert_eq!(
            which("f1", &["n0".to_owned(), "n1".to_owned()]),
            "`--output` takes one deck, and `n0` and `n1` have one; choose with `--node`"
        );
        assert_eq!(
            which("f1", &[]),
            "no node of the execution `f1` has a deck, so there is nothing for `--output`"
        );
    }
}
