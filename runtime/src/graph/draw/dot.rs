//! Prints a graph in DOT, the language of Graphviz.

use super::edges::{self, End};
use crate::graph::{Graph, Work, node_id};

/// The graph in DOT.
pub(crate) fn dot(graph: &Graph) -> String {
    let edges = edges::edges(graph);
    let mut lines = vec![format!("digraph \"{}\" {{", graph.name), "    node [shape=box];".to_owned()];
    if edges.iter().any(|edge| edge.from == End::Workflow) {
        lines.push("    inputs [shape=ellipse];".to_owned());
    }
    for (index, node) in graph.block.nodes.iter().enumerate() {
        let shape = match node.work {
            Work::Task(_) => "",
            Work::Workflow(_) => ", peripheries=2",
            Work::Branch(_) => ", shape=diamond",
        };
        lines.push(format!("    {} [label=\"{}\"{shape}];", node_id(index), node.title()));
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
