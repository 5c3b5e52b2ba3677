//! The edges of a graph: which value is passed from where to where.

use crate::graph::{Binding, Graph, Origin, Scope, node_id};
use std::collections::HashSet;

/// One value that is passed on.
#[derive(Debug)]
pub(super) struct Edge {
    pub(super) from: End,
    /// The name of the workflow's input, or of the node's output.
    pub(super) output: String,
    pub(super) to: End,
    /// The name of the node's input, or of the workflow's output.
    pub(super) input: String,
    /// Whether the node has only this output, so its name is not shown.
    only: bool,
}

/// An end of an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum End {
    /// The workflow itself: its inputs or its outputs.
    Workflow,
    Node(usize),
}

impl End {
    /// The node's id, or `workflow` for the workflow itself.
    pub(super) fn id(self, workflow: &str) -> String {
        match self {
            End::Workflow => workflow.to_owned(),
            End::Node(index) => node_id(index),
        }
    }
}

impl Edge {
    /// The label: both names, or one of them if that is enough.
    pub(super) fn label(&self) -> String {
        let Edge { output, input, only, .. } = self;
        if *only || output == input { input.clone() } else { format!("{output} → {input}") }
    }
}

/// The edges of a graph, sorted by their ends, each once.
pub(super) fn edges(graph: &Graph) -> Vec<Edge> {
    let mut edges = Edges { scope: graph.scope(), found: Vec::new(), sources: HashSet::new() };
    for (index, node) in graph.block.nodes.iter().enumerate() {
        for (input, binding) in node.signature.inputs.iter().zip(&node.bindings) {
            edges.lead_to(End::Node(index), &input.name, binding);
        }
    }
    for (output, binding) in graph.outputs.iter().zip(&graph.block.outputs) {
        edges.lead_to(End::Workflow, &output.name, binding);
    }
    edges.found
}

/// The edges that have been found.
struct Edges<'g> {
    scope: Scope<'g>,
    found: Vec<Edge>,
    /// The sources of the current input.
    sources: HashSet<Origin>,
}

impl Edges<'_> {
    fn lead_to(&mut self, to: End, input: &str, binding: &Binding) {
        self.sources.clear();
        binding.origins(&mut |origin| {
            let Some(source) = self.scope.variable(origin) else { return };
            if !self.sources.insert(origin) {
                return;
            }
            let (from, only) = match origin {
                Origin::Input(_) => (End::Workflow, false),
                Origin::Output { node, .. } => {
                    (End::Node(node), self.scope.nodes[node].signature.outputs.len() == 1)
                }
            };
            self.found.push(Edge { from, output: source.name.clone(), to, input: input.to_owned(), only });
        });
    }
}
