//! A workflow as a graph: blocks of nodes.

use super::branch::Branch;
use super::failure::Handler;
use super::gate::Gate;
use super::{Binding, MapWork, NodeSettings, Origin};
use crate::entity::{Entity, Variable, WorkflowSettings};
use aileron_idl::core::Literal;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

/// A workflow as a graph.
#[derive(Debug)]
pub(crate) struct Graph {
    /// The workflow's name in Flyte.
    pub name: String,
    /// The inputs, in the order of the parameters.
    pub inputs: Vec<Variable>,
    /// The default of each input; `None` if the input is required.
    pub absent: Vec<Option<Literal>>,
    /// The outputs, in the order of the interface. The block has a binding for each.
    pub outputs: Vec<Variable>,
    /// The body.
    pub block: Block,
    /// The call of its failure handler.
    pub failure: Option<Handler>,
    /// The options.
    pub settings: &'static WorkflowSettings,
}

/// Nodes, and what leaves them: the body of a workflow, or an arm of a branch. It is closed: its bindings know only
/// its own inputs and nodes.
#[derive(Debug, Default)]
pub(crate) struct Block {
    /// The nodes, in the order of the calls. A node takes values only from inputs and earlier nodes.
    pub nodes: Vec<Node>,
    /// The bindings of the outputs.
    pub outputs: Vec<Binding>,
}

/// One step of a block.
#[derive(Debug)]
pub(crate) struct Node {
    /// What it does.
    pub work: Work,
    /// Its inputs and outputs.
    pub signature: Arc<Signature>,
    /// The bindings of its inputs, in the order of the signature.
    pub bindings: Vec<Binding>,
    /// The nodes of the block that must have ended before, beside those from which it takes values.
    pub after: Vec<usize>,
    /// What the call asks for in place of what its task does.
    pub settings: Option<NodeSettings>,
    /// The position of the call in the source.
    pub place: &'static Location<'static>,
}

/// What a node does.
#[derive(Debug)]
pub(crate) enum Work {
    /// Runs a task.
    Task(&'static Entity),
    /// Runs a workflow in line, as a part of the same execution.
    Workflow(&'static Entity),
    /// Launches a workflow by one of its launch plans, as an execution of its own.
    LaunchPlan(&'static Entity),
    /// Runs what is registered elsewhere.
    Reference(&'static Entity),
    /// Runs one of several blocks.
    Branch(Branch),
    /// Runs a task for each element of lists.
    Map(MapWork),
    /// Waits for a person or for a time to pass.
    Gate(Gate),
}

impl Work {
    /// What it is, in a word.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Work::Task(_) => "task",
            Work::Workflow(_) => "workflow",
            Work::LaunchPlan(_) => "launch plan",
            Work::Reference(_) => "reference",
            Work::Branch(_) => "branch",
            Work::Map(_) => "map",
            Work::Gate(_) => "gate",
        }
    }
}

/// The inputs and outputs of a node.
#[derive(Debug, Default)]
pub(crate) struct Signature {
    pub inputs: Vec<Variable>,
    pub outputs: Vec<Variable>,
}

/// The largest number of nodes of a workflow, including those of the workflows that it calls. More would exceed
/// memory and patience.
pub(crate) const MOST_NODES: u64 = 1_000_000;

/// The id of a node: `n0`, `n1`, … in the order of calls, as flytekit numbers nodes.
pub(crate) fn node_id(index: usize) -> String {
    format!("n{index}")
}

/// What the ids of nodes begin with that a dynamic workflow made, as in flytekit: `dn0`.
pub(crate) const DYNAMIC: &str = "d";

impl Graph {
    /// What the bindings of the body refer to.
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope { inputs: &self.inputs, nodes: &self.block.nodes }
    }

    /// Calls `found` with each node of the body, of the blocks in it, and of the failure handler.
    pub(crate) fn each_node<'g>(&'g self, found: &mut impl FnMut(&'g Node)) {
        self.block.each_node(found);
        if let Some(handler) = &self.failure {
            handler.block.each_node(found);
        }
    }
}

impl Block {
    /// Calls `found` with each node, and with those of the blocks in it.
    pub(crate) fn each_node<'b>(&'b self, found: &mut impl FnMut(&'b Node)) {
        for node in &self.nodes {
            found(node);
            if let Work::Branch(branch) = &node.work {
                branch.blocks().for_each(|block| block.each_node(found));
            }
        }
    }
}

/// The nodes from which these bindings take values, and those of `after`: each once, sorted.
pub(crate) fn upstream<'b>(bindings: impl IntoIterator<Item = &'b Binding>, after: &[usize]) -> Vec<usize> {
    let mut nodes = after.to_vec();
    bindings.into_iter().for_each(|binding| binding.origins(&mut |origin| nodes.extend(origin.node())));
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}

impl Node {
    /// How many attempts may follow the first.
    pub(crate) fn retries(&self) -> u32 {
        let own = self.settings.filter(|settings| settings.has_retries).map(|settings| settings.others);
        own.or(self.entity().and_then(Entity::settings)).map_or(0, |settings| settings.retries)
    }

    /// How long one attempt may take.
    pub(crate) fn timeout(&self) -> Option<Duration> {
        let own = self.settings.and_then(|settings| settings.others.timeout);
        own.or_else(|| self.entity().and_then(Entity::settings).and_then(|settings| settings.timeout))
    }

    /// The nodes that must have ended before this one starts, each once, sorted.
    pub(crate) fn upstream(&self) -> Vec<usize> {
        upstream(&self.bindings, &self.after)
    }

    /// What it calls.
    pub(crate) fn entity(&self) -> Option<&'static Entity> {
        match &self.work {
            Work::Task(entity)
            | Work::Workflow(entity)
            | Work::LaunchPlan(entity)
            | Work::Reference(entity)
            | Work::Map(MapWork { task: entity, .. }) => Some(entity),
            Work::Branch(_) | Work::Gate(_) => None,
        }
    }

    /// The last part of the called entity's name, which fits into a box.
    pub(crate) fn title(&self) -> String {
        if let Work::Gate(gate) = &self.work {
            return gate.title();
        }
        let Some(entity) = self.entity() else { return "if".to_owned() };
        let name = entity.name.rsplit('.').next().unwrap_or(entity.name);
        if let Work::Map(_) = self.work { format!("map {name}") } else { name.to_owned() }
    }
}

impl Signature {
    /// Of an entity.
    pub(crate) fn of(entity: &Entity) -> Self {
        Signature { inputs: entity.inputs(), outputs: entity.outputs() }
    }
}

/// What a block's bindings refer to: its inputs and its nodes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope<'b> {
    pub inputs: &'b [Variable],
    pub nodes: &'b [Node],
}

impl<'b> Scope<'b> {
    /// The input or output from which a value comes.
    pub(crate) fn variable(self, origin: Origin) -> Option<&'b Variable> {
        match origin {
            Origin::Input(index) => self.inputs.get(index),
            Origin::Output { node, output } => self.nodes.get(node)?.signature.outputs.get(output),
        }
    }
}
