//! The edges of a graph: which value is passed from where to where.

use crate::graph::{Binding, Graph, Node, node_id};
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
    let names = |node: &Node| node.entity.outputs().into_iter().map(|output| output.name).collect();
    let mut edges = Edges {
        graph,
        outputs: graph.nodes.iter().map(names).collect(),
        found: Vec::new(),
        sources: HashSet::new(),
    };
    for (index, node) in graph.nodes.iter().enumerate() {
        for (input, binding) in node.entity.inputs().into_iter().zip(&node.bindings) {
            edges.lead_to(End::Node(index), &input.name, binding);
        }
    }
    for (output, binding) in &graph.outputs {
        edges.lead_to(End::Workflow, &output.name, binding);
    }
    edges.found
}

/// The edges that have been found.
struct Edges<'g> {
    graph: &'g Graph,
    /// The names of each node's outputs.
    outputs: Vec<Vec<String>>,
    found: Vec<Edge>,
    /// The sources of the current input.
    sources: HashSet<(End, usize)>,
}

impl Edges<'_> {
    fn lead_to(&mut self, to: End, input: &str, binding: &Binding) {
        self.sources.clear();
        self.follow(to, input, binding);
    }

    fn follow(&mut self, to: End, input: &str, binding: &Binding) {
        let (from, place) = match binding {
            Binding::Input(index) => (End::Workflow, *index),
            Binding::Output { node, output } => (End::Node(*node), *output),
            Binding::Constant(_) => return,
            Binding::Part { whole, .. } => return self.follow(to, input, whole),
            Binding::List(items) => return items.iter().for_each(|item| self.follow(to, input, item)),
            Binding::Map(items) => return items.values().for_each(|item| self.follow(to, input, item)),
        };
        if !self.sources.insert((from, place)) {
            return;
        }
        let (output, only) = match from {
            End::Workflow => (&self.graph.inputs[place].name, false),
            End::Node(node) => (&self.outputs[node][place], self.outputs[node].len() == 1),
        };
        self.found.push(Edge { from, output: output.clone(), to, input: input.to_owned(), only });
    }
}
