//! `graph`.

use super::entity;
use super::failure::Failure;
use crate::entity::{Kind, Registry};
use crate::graph::{Graph, draw, trace};
use crate::program::Program;
use crate::spec::Error;
use crate::storage;
use clap::{Arg, ArgMatches, Command, value_parser};
use std::io::Write;
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
                .help("A file to write it to instead"),
        )
}

pub(super) fn run(_: &'static Program, matches: &ArgMatches) -> Result<(), Failure> {
    let registry = Registry::collect().map_err(Failure::call)?;
    let text = |name: &str| matches.get_one::<String>(name).map_or("", String::as_str);
    let workflow = entity::find(&registry, text("workflow"))?;
    if !matches!(workflow.kind, Kind::Workflow(_)) {
        return Err(Failure::Call(format!(
            "`{}` is a task, and only a workflow has a graph; `list` tells which are workflows",
            workflow.name()
        )));
    }
    let graph = trace(workflow, &registry).map_err(Failure::call)?;
    let drawn = drawn(&graph, text("format"));
    let Some(path) = matches.get_one::<PathBuf>("output") else {
        return Ok(std::io::stdout().lock().write_all(drawn.as_bytes())?);
    };
    storage::save(path, |file| file.write_all(drawn.as_bytes()))
        .map_err(|error| Error::Write { path: path.clone(), error }.into())
}

fn drawn(graph: &Graph, format: &str) -> String {
    match format {
        "dot" => draw::dot(graph),
        "json" => format!("{:#}\n", draw::json(graph)),
        _ => draw::mermaid(graph),
    }
}
