//! The edges of a workflow: which value is passed from where to where. A branch is one node.

use crate::entity::Variable;
use crate::graph::{Binding, Graph, Origin, Scope, node_id};
use std::collections::HashSet;

/// One value that is passed on.
#[derive(Debug)]
pub(super) struct Edge {
    /// The node, or `inputs`.
    pub(super) from: String,
    /// The name of the workflow's input, or of the node's output.
    pub(super) output: String,
    /// The node, or `outputs`.
    pub(super) to: String,
    /// The name of the node's input, or of the workflow's output.
    pub(super) input: String,
}

/// The edges of a graph, sorted by their ends, each once.
pub(super) fn edges(graph: &Graph) -> Vec<Edge> {
    let mut edges = Vec::new();
    let scope = graph.scope();
    for (index, node) in graph.block.nodes.iter().enumerate() {
        lead(&mut edges, scope, &node_id(index), &node.signature.inputs, &node.bindings);
    }
    lead(&mut edges, scope, "outputs", &graph.outputs, &graph.block.outputs);
    edges
}

fn lead(edges: &mut Vec<Edge>, scope: Scope<'_>, to: &str, inputs: &[Variable], bindings: &[Binding]) {
    let mut sources = HashSet::new();
    for (input, binding) in inputs.iter().zip(bindings) {
        sources.clear();
        binding.origins(&mut |origin: Origin| {
            let Some(source) = scope.variable(origin) else { return };
            if sources.insert(origin) {
                edges.push(Edge {
                    from: origin.node().map_or_else(|| "inputs".to_owned(), node_id),
                    output: source.name.clone(),
                    to: to.to_owned(),
                    input: input.name.clone(),
                });
            }
        });
    }
}
