//! The verb `graph`.

use super::entity;
use super::failure::Failure;
use super::output::Output;
use crate::entity::{Kind, Registry};
use crate::graph::{Constants, Graph, Nest, draw};
use crate::program::ProgramInfo;
use clap::{Arg, ArgMatches, Command, value_parser};
use std::path::PathBuf;

pub(super) fn command() -> Command {
    Command::new("graph")
        .about("Prints a workflow's graph")
        .arg(
            Arg::new("workflow")
                .value_name("WORKFLOW")
                .required(true)
                .help("Name of the workflow, or the end of it"),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["mermaid", "dot", "json"])
                .default_value("mermaid")
                .help("Mermaid for Markdown, DOT for Graphviz, JSON for programs"),
        )
        .arg(
            Arg::new("output")
                .long("output")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("File to write instead of stdout; `-` is stdout"),
        )
}

pub(super) fn run(_: &'static ProgramInfo, matches: &ArgMatches) -> Result<(), Failure> {
    let registry = Registry::collect().map_err(Failure::call)?;
    let text = |name: &str| matches.get_one::<String>(name).map_or("", String::as_str);
    let workflow = entity::find(&registry, text("workflow"), &[Kind::Workflow])?;
    if workflow.is_dynamic() {
        return Err(Failure::Call(format!(
            "`{}` is a dynamic workflow, which makes a graph only when it has its inputs; `run` shows its nodes",
            workflow.name
        )));
    }
    if workflow.kind() == Kind::Task {
        return Err(Failure::Call(format!(
            "`{}` is a task, and only workflows and launch plans have graphs; `list` shows which are which",
            workflow.name
        )));
    }
    // Inner workflows are not drawn, but one that can't become a graph is an error here too.
    let nest = Nest::trace([workflow], Constants::Anywhere).map_err(|errors| Failure::calls(&errors))?;
    let draw_as = nest.find(workflow).map(|found| draw_as(&found.graph, text("format"))).unwrap_or_default();
    Output::or_stdout(matches.get_one("output")).write(draw_as.as_bytes())
}

fn draw_as(graph: &Graph, format: &str) -> String {
    match format {
        "dot" => draw::dot(graph),
        "json" => format!("{:#}\n", draw::json(graph)),
        _ => draw::mermaid(graph),
    }
}
