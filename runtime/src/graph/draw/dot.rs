//! Prints a graph in DOT, the language of Graphviz.

use super::edges::{self, End};
use super::{is_workflow, short};
use crate::graph::{Graph, node_id};

/// The graph in DOT.
pub(crate) fn dot(graph: &Graph) -> String {
    let edges = edges::edges(graph);
    let mut lines = vec![format!("digraph \"{}\" {{", graph.name), "    node [shape=box];".to_owned()];
    if edges.iter().any(|edge| edge.from == End::Workflow) {
        lines.push("    inputs [shape=ellipse];".to_owned());
    }
    for (index, node) in graph.nodes.iter().enumerate() {
        let shape = if is_workflow(node) { ", peripheries=2" } else { "" };
        let name = node.entity.name();
        lines.push(format!("    {} [label=\"{}\"{shape}];", node_id(index), short(&name)));
    }
    if edges.iter().any(|edge| edge.to == End::Workflow) {
        lines.push("    outputs [shape=ellipse];".to_owned());
    }
    for edge in &edges {
        let (from, to) = (edge.from.id("inputs"), edge.to.id("outputs"));
        lines.push(format!("    {from} -> {to} [label=\"{}\"];", edge.label()));
    }
    lines.push("}\n".to_owned());
    lines.join("\n")
}
