//! Which value flows from where to where.

use crate::graph::{Binding, Graph, node_id};

/// One value on its way.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) from: End,
    /// The workflow's input, or the node's output.
    pub(super) output: String,
    pub(super) to: End,
    /// The node's input, or the workflow's output.
    pub(super) input: String,
    /// Whether the node has no other output, so that its name says nothing.
    only: bool,
}

/// Where a value comes from or goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The workflow's inputs, or its outputs.
    Workflow,
    Node(usize),
}

impl End {
    /// The node's id, or the name of the workflow's own end.
    pub(super) fn id(self, workflow: &str) -> String {
        match self {
            End::Workflow => workflow.to_owned(),
            End::Node(index) => node_id(index),
        }
    }
}

impl Edge {
    /// What is written on it: both names, unless one says all.
    pub(super) fn label(&self) -> String {
        let Edge { output, input, only, .. } = self;
        if *only || output == input { input.clone() } else { format!("{output} → {input}") }
    }
}

/// The edges of a graph in the order of their ends, each once.
pub(super) fn of(graph: &Graph) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (index, node) in graph.nodes.iter().enumerate() {
        for (input, binding) in node.entity.inputs().into_iter().zip(&node.bindings) {
            follow(graph, binding, End::Node(index), &input.name, &mut edges);
        }
    }
    for (output, binding) in &graph.outputs {
        follow(graph, binding, End::Workflow, &output.name, &mut edges);
    }
    edges
}

fn follow(graph: &Graph, binding: &Binding, to: End, input: &str, edges: &mut Vec<Edge>) {
    let (from, output, only) = match binding {
        Binding::Input(index) => (End::Workflow, graph.inputs[*index].name.clone(), false),
        Binding::Output { node, output } => {
            let mut outputs = graph.nodes[*node].entity.outputs();
            let only = outputs.len() == 1;
            (End::Node(*node), outputs.swap_remove(*output).name, only)
        }
        Binding::Constant(_) => return,
        Binding::Part { of, .. } => return follow(graph, of, to, input, edges),
        Binding::List(items) => return items.iter().for_each(|item| follow(graph, item, to, input, edges)),
        Binding::Map(items) => return items.values().for_each(|item| follow(graph, item, to, input, edges)),
    };
    let edge = Edge { from, output, to, input: input.to_owned(), only };
    if !edges.contains(&edge) {
        edges.push(edge);
    }
}
