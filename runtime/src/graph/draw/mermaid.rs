//! Prints a graph in Mermaid, which code hosts render in Markdown.

use super::edges::{self, End};
use crate::graph::{Graph, Work, node_id};
use std::fmt::Write;

/// The graph as a Mermaid flowchart.
pub(crate) fn mermaid(graph: &Graph) -> String {
    let mut text = format!("---\ntitle: {}\n---\nflowchart TD\n", graph.name);
    let edges = edges::edges(graph);
    write(&mut text, edges.iter().any(|edge| edge.from == End::Workflow), "inputs([inputs])");
    for (index, node) in graph.block.nodes.iter().enumerate() {
        let (open, close) = match node.work {
            Work::Task(_) => ("[", "]"),
            Work::Workflow(_) => ("[[", "]]"),
            Work::Branch(_) => ("{", "}"),
        };
        write(&mut text, true, &format!("{}{open}\"{}\"{close}", node_id(index), node.title()));
    }
    write(&mut text, edges.iter().any(|edge| edge.to == End::Workflow), "outputs([outputs])");
    for edge in &edges {
        let (from, to) = (edge.from.id("inputs"), edge.to.id("outputs"));
        write(&mut text, true, &format!("{from} -->|\"{}\"| {to}", edge.label()));
    }
    text
}

fn write(text: &mut String, is_needed: bool, line: &str) {
    if is_needed {
        // Writing to a string does not fail.
        let _ = writeln!(text, "    {line}");
    }
}
