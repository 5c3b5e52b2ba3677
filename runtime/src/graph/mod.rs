//! The graph of a workflow, traced into nodes and bindings.

mod bind;
mod callee;
mod constructors;
mod defaults;
pub(crate) mod draw;
mod moving;
mod nest;
mod part;
mod promise;
mod trace;

pub(crate) use bind::{Bind, Left};
pub use bind::{Bound, constant, out};
pub(crate) use defaults::wrong_defaults;
pub(crate) use nest::{GraphError, Member, Nest};
pub use part::{Element, Named, Several, Taken, field, output, several};
pub use promise::{LiftEach, Promise, Promised, lift, settled};
pub(crate) use trace::{Constants, TraceError, trace};

use crate::entity::{Entity, Variable};
use crate::types::path::Step;
use aileron_grammar::Rule;
use aileron_idl::core::Literal;
use std::collections::BTreeMap;

/// The constructors that the macros name: `workflow2(…)`.
pub(crate) mod entries {
    pub use super::constructors::*;
}

/// The methods that tracers call; the macros import these traits without names.
pub mod methods {
    pub use super::bind::Leave as _;
    pub use super::callee::{
        Awaited as _, Call as _, Missing as _, MistakenCall as _, Plain as _, Settled as _, Unawaited as _,
    };
    pub use super::part::{At as _, Indexed as _, Parts as _};
}

/// A workflow as a graph: its calls of tasks and workflows, and the sources of their inputs.
#[derive(Debug)]
pub(crate) struct Graph {
    /// The workflow's name in Flyte.
    pub name: String,
    /// The inputs, in the order of the parameters.
    pub inputs: Vec<Variable>,
    /// The default of each input; `None` if the input is required.
    pub absent: Vec<Option<Literal>>,
    /// The nodes, in the order of the calls. A node takes values only from inputs and earlier nodes.
    pub nodes: Vec<Node>,
    /// The outputs with their bindings, in the order of the interface.
    pub outputs: Vec<(Variable, Binding)>,
}

/// One call in a workflow.
#[derive(Debug)]
pub(crate) struct Node {
    /// The called task or workflow.
    pub entity: &'static Entity,
    /// The bindings of its inputs, in the order of the parameters.
    pub bindings: Vec<Binding>,
}

/// The source of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Binding {
    /// An input of the workflow, by its index.
    Input(usize),
    /// An output of an earlier node.
    Output {
        /// The index of the node.
        node: usize,
        /// The index of the output.
        output: usize,
    },
    /// A value that is known when the graph is traced.
    Constant(Literal),
    /// A list of such sources.
    List(Vec<Binding>),
    /// A map of such sources.
    Map(BTreeMap<String, Binding>),
    /// A part of the value of an input or an output.
    Part {
        /// The whole value.
        whole: Box<Binding>,
        /// The path to the part, from outside to inside.
        path: Vec<Step>,
    },
}

/// The largest number of nodes of a workflow, including those of the workflows that it calls. More would exceed
/// memory and patience.
pub(crate) const MOST_NODES: u64 = 1_000_000;

/// The id of a node: `n0`, `n1`, … in the order of calls, as flytekit numbers nodes.
pub(crate) fn node_id(index: usize) -> String {
    format!("n{index}")
}

impl Binding {
    /// Calls `found` with each node that must have run before this has a value.
    pub(crate) fn upstream(&self, found: &mut impl FnMut(usize)) {
        match self {
            Binding::Input(_) | Binding::Constant(_) => {}
            Binding::Output { node, .. } => found(*node),
            Binding::List(items) => items.iter().for_each(|item| item.upstream(found)),
            Binding::Map(items) => items.values().for_each(|item| item.upstream(found)),
            Binding::Part { whole, .. } => whole.upstream(found),
        }
    }

    /// The binding for a part of this value.
    #[track_caller]
    fn part(self, step: Step) -> Self {
        match (self, step) {
            (Binding::Part { whole, mut path }, step) => {
                path.push(step);
                Binding::Part { whole, path }
            }
            (Binding::List(mut items), Step::Index(place)) if place < items.len() => items.swap_remove(place),
            (Binding::Map(mut items), Step::Key(key)) if items.contains_key(&key) => {
                items.remove(&key).unwrap_or(Binding::Constant(Literal::default()))
            }
            (whole @ (Binding::Input(_) | Binding::Output { .. }), step) => {
                Binding::Part { whole: Box::new(whole), path: vec![step] }
            }
            (whole, _) => {
                trace::report(
                    Rule::PromisePart,
                    "this constant has no such part, or the part can't be found in a workflow: take the part first"
                        .to_owned(),
                );
                whole
            }
        }
    }
}

impl Node {
    /// The nodes from which this one takes values, each once, sorted.
    pub(crate) fn upstream(&self) -> Vec<usize> {
        let mut nodes = Vec::new();
        for binding in &self.bindings {
            binding.upstream(&mut |node| nodes.push(node));
        }
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }
}

impl std::fmt::Debug for Entity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.kind_name(), self.name())
    }
}
