//! The verb `graph`.

use super::entity;
use super::failure::Failure;
use super::output::Output;
use crate::entity::{Kind, Registry};
use crate::graph::{Constants, Member, Nest, draw};
use crate::program::ProgramInfo;
#[cfg(feature = "report")]
use crate::report;
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
                .value_parser(["mermaid", "dot", "json", "svg"])
                .default_value("mermaid")
                .help("Mermaid for Markdown, DOT for Graphviz, JSON for programs, SVG for people"),
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
    let Some(found) = nest.find(workflow) else { return Ok(()) };
    let drawing = match text("format") {
        "dot" => draw::dot(&found.graph),
        "json" => format!("{:#}\n", draw::json(&found.graph)),
        "svg" => svg(found, &nest)?,
        _ => draw::mermaid(&found.graph),
    };
    Output::or_stdout(matches.get_one("output")).write(drawing.as_bytes())
}

#[cfg(feature = "report")]
fn svg(found: &Member, nest: &Nest) -> Result<String, Failure> {
    report::svg(&found.graph, nest, found.nodes()).map_err(Failure::call)
}

#[cfg(not(feature = "report"))]
fn svg(_: &Member, _: &Nest) -> Result<String, Failure> {
    Err(Failure::Call(
        "this program can't draw, because it was built without what that needs: build it with the feature `report` of `aileron`, \
         or write `--format mermaid`"
            .to_owned(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;

    #[task]
    fn double(x: i64) -> i64 {
        x * 2
    }

    #[workflow]
    fn drawn(x: i64) -> i64 {
        double(x)
    }

    #[test]
    fn a_drawing_needs_the_feature() {
        let drawn = crate::entity::of_function(crate::entity::id(drawn)).expect("a workflow");
        let nest = Nest::trace([drawn], Constants::Anywhere).expect("a graph");
        match svg(nest.member(0), &nest) {
            Ok(text) => assert!(cfg!(feature = "report") && text.contains("double"), "{text}"),
            Err(Failure::Call(message)) => assert!(message.contains("feature `report`"), "{message}"),
            Err(other) => panic!("the call is wrong, not the work: {other:?}"),
        }
    }
}
