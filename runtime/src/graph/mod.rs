//! A workflow traced into nodes and bindings.

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

/// What the macros name: `workflow2(…)`.
pub(crate) mod entries {
    pub use super::constructors::*;
}

/// The methods of a tracer, none of which has a name there.
pub mod methods {
    pub use super::bind::Leave as _;
    pub use super::callee::{
        Awaited as _, Call as _, Missing as _, MistakenCall as _, Plain as _, Settled as _, Unawaited as _,
    };
    pub use super::part::{At as _, Indexed as _, Parts as _};
}

/// A workflow as a graph: calls of tasks and workflows, and where each takes its inputs from.
#[derive(Debug)]
pub(crate) struct Graph {
    /// The workflow's name on the wire.
    pub name: String,
    /// Its inputs, in the parameters' order.
    pub inputs: Vec<Variable>,
    /// What each of them is where nobody gives it; none where somebody must.
    pub absent: Vec<Option<Literal>>,
    /// Its nodes, in the order of their calls. A node takes values only from inputs and earlier nodes.
    pub nodes: Vec<Node>,
    /// Its outputs and what they are bound to, in order.
    pub outputs: Vec<(Variable, Binding)>,
}

/// One call in a workflow.
#[derive(Debug)]
pub(crate) struct Node {
    /// What is called.
    pub entity: &'static Entity,
    /// What each input of it is bound to, in the parameters' order.
    pub bindings: Vec<Binding>,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Binding {
    /// An input of the workflow, by its place.
    Input(usize),
    /// An output of an earlier node, both by their place.
    Output {
        /// The node.
        node: usize,
        /// Which of its outputs.
        output: usize,
    },
    /// A value known when the graph is traced.
    Constant(Literal),
    /// A list of such values.
    List(Vec<Binding>),
    /// A map of such values.
    Map(BTreeMap<String, Binding>),
    /// A part of the value of an input or an output.
    Part {
        /// The whole.
        of: Box<Binding>,
        /// The way to the part, from outside in.
        path: Vec<Step>,
    },
}

/// A workflow of more nodes, with those that it calls written out, is more than a machine can hold, or anybody wait for.
pub(crate) const MOST_NODES: u64 = 1_000_000;

/// `n0`, `n1`, … in the order of calls, as flytekit numbers nodes.
pub(crate) fn node_id(index: usize) -> String {
    format!("n{index}")
}

impl Binding {
    /// The nodes that must be done before this has a value.
    pub(crate) fn upstream(&self, found: &mut impl FnMut(usize)) {
        match self {
            Binding::Input(_) | Binding::Constant(_) => {}
            Binding::Output { node, .. } => found(*node),
            Binding::List(items) => items.iter().for_each(|item| item.upstream(found)),
            Binding::Map(items) => items.values().for_each(|item| item.upstream(found)),
            Binding::Part { of, .. } => of.upstream(found),
        }
    }

    /// A part of this.
    #[track_caller]
    fn part(self, step: Step) -> Self {
        match (self, step) {
            (Binding::Part { of, mut path }, step) => {
                path.push(step);
                Binding::Part { of, path }
            }
            (Binding::List(mut items), Step::Index(place)) if place < items.len() => items.swap_remove(place),
            (Binding::Map(mut items), Step::Key(key)) if items.contains_key(&key) => {
                items.remove(&key).unwrap_or(Binding::Constant(Literal::default()))
            }
            (whole @ (Binding::Input(_) | Binding::Output { .. }), step) => {
                Binding::Part { of: Box::new(whole), path: vec![step] }
            }
            (whole, _) => {
                trace::tell(
                    Rule::PromisePart,
                    "this constant has no such part, or none that can be told here: take it before"
                        .to_owned(),
                );
                whole
            }
        }
    }
}

impl Node {
    /// The nodes that this one takes values from, each once, in order.
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
