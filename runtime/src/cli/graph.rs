//! `graph`.

use super::entity;
use super::failure::Failure;
use super::output::Output;
use crate::entity::{EntityKind, Registry};
use crate::graph::{Constants, Graph, Nest, draw};
use crate::program::Program;
use clap::{Arg, ArgMatches, Command, value_parser};
use std::path::PathBuf;

pub(super) fn command() -> Command {
    Command::new("graph")
        .about("Prints a workflow's graph")
        .arg(Arg::new("workflow").value_name("WORKFLOW").required(true).help("Its name, or the end of it"))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["mermaid", "dot", "json"])
                .default_value("mermaid")
                .help("Mermaid for READMEs, DOT for Graphviz, or JSON for programs"),
        )
        .arg(
            Arg::new("output")
                .long("output")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("A file to write it to instead; `-` is stdout"),
        )
}

pub(super) fn run(_: &'static Program, matches: &ArgMatches) -> Result<(), Failure> {
    let registry = Registry::collect().map_err(Failure::call)?;
    let text = |name: &str| matches.get_one::<String>(name).map_or("", String::as_str);
    let workflow = entity::find(&registry, text("workflow"))?;
    if !matches!(workflow.kind, EntityKind::Workflow(_)) {
        return Err(Failure::Call(format!(
            "`{}` is a task, and only a workflow has a graph; `list` tells which are workflows",
            workflow.name()
        )));
    }
    // Those inside are not drawn, but what can't be a graph has none.
    let nest =
        Nest::trace([workflow], &registry, Constants::Anywhere).map_err(|errors| Failure::calls(&errors))?;
    let drawn = nest.find(workflow).map(|found| drawn(&found.graph, text("format"))).unwrap_or_default();
    Output::or_stdout(matches.get_one("output")).write(drawn.as_bytes())
}

fn drawn(graph: &Graph, format: &str) -> String {
    match format {
        "dot" => draw::dot(graph),
        "json" => format!("{:#}\n", draw::json(graph)),
        _ => draw::mermaid(graph),
    }
}
