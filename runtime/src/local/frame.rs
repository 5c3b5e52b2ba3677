//! Blocks under way: the values of each, and how far it is.

use super::template::NodeTemplate;
use super::templates::{BlockKind, Opening, Templates};
use crate::entity::Entity;
#[cfg(feature = "report")]
use crate::graph::Arm;
use crate::graph::{Binding, DYNAMIC, HANDLER_ID, Node, Origin, Reader, Signature, Work, node_id};
use crate::lock::lock;
use crate::types::{ValueError, literal, path};
use aileron_idl::core::{Literal, LiteralCollection, LiteralMap, literal::Value};
use aileron_idl::try_map;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// One use of a block: the run's own, or that of a node that calls a workflow or is a branch.
pub(super) struct Frame<'p> {
    opening: Opening<'p>,
    /// The node whose work the block is.
    caller: Option<NodeRef<'p>>,
    /// The number of the first node.
    number: u64,
    slots: Vec<Mutex<Slot>>,
    /// For each node, how many nodes it still waits for. Those that wait for none wait for the block to be opened.
    waits: Vec<AtomicU32>,
    /// How many of the block's last nodes have not ended.
    left: AtomicUsize,
}

/// A value, and how many times it will still be used.
struct Slot {
    value: Option<Literal>,
    uses: u32,
}

/// A node of a frame.
#[derive(Clone)]
pub(crate) struct NodeRef<'p> {
    pub(super) frame: Arc<Frame<'p>>,
    /// Its index in the block.
    pub(super) node: usize,
}

/// The id of a node in its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NodeId {
    /// `n0`
    Written(usize),
    /// `dn0`: a dynamic workflow has made it.
    Made(usize),
    /// It is a failure handler.
    Handler,
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NodeId::Written(index) => f.write_str(&node_id(*index)),
            NodeId::Made(index) => write!(f, "{DYNAMIC}{}", node_id(*index)),
            NodeId::Handler => f.write_str(HANDLER_ID),
        }
    }
}

impl<'p> Frame<'p> {
    /// Opens a block with values for its inputs, as the work of a node. `number` is that of its first node.
    pub(super) fn new(
        opening: Opening<'p>,
        number: u64,
        caller: Option<NodeRef<'p>>,
        inputs: Vec<Literal>,
    ) -> Self {
        let template = opening.template;
        let mut inputs = inputs.into_iter();
        let slot = |uses: &u32| {
            // The inputs come first. What nobody uses is dropped.
            let value = inputs.next().filter(|_| *uses > 0);
            Mutex::new(Slot { value, uses: *uses })
        };
        Frame {
            opening,
            caller,
            number,
            slots: template.uses.iter().map(slot).collect(),
            waits: template.nodes.iter().map(|node| AtomicU32::new(node.waits.max(1))).collect(),
            left: AtomicUsize::new(template.last),
        }
    }

    /// The values of the block's outputs.
    pub(super) fn outputs(&self) -> Result<Vec<Literal>, ValueError> {
        self.values(&self.opening.block.outputs)
    }

    /// The node whose work the block is; none for a run's own, and for a failure handler's.
    pub(super) fn caller(&self) -> Option<&NodeRef<'p>> {
        self.caller.as_ref().filter(|_| self.opening.kind != BlockKind::Handler)
    }

    /// The frame of the handler of this block, which has failed with this error; none if it has none. Nothing is at work in
    /// this block any more.
    pub(super) fn handler(&self, error: Literal) -> Option<Self> {
        let handling = self.opening.handler?;
        let inputs = handling.call.inputs.len() - 1;
        let kept = self.slots[..inputs].iter().map(|slot| lock(slot).value.clone().unwrap_or_default());
        let inputs = kept.chain([error]).collect();
        // Its numbers follow those of the block.
        let opening = handling.opening();
        let own = self.opening.template.size.nodes.saturating_sub(opening.template.size.nodes);
        Some(Frame::new(opening, self.number.saturating_add(own), self.caller.clone(), inputs))
    }

    /// The workflow whose own block it is; none for an arm of a branch.
    pub(super) fn opening(&self) -> Opening<'p> {
        self.opening
    }

    /// The number of its first node, which no other frame of the run has.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    pub(super) fn nodes(frame: &Arc<Self>) -> impl Iterator<Item = NodeRef<'p>> {
        (0..frame.waits.len()).map(|node| NodeRef { frame: Arc::clone(frame), node })
    }

    /// Tells a node that one of those has ended for which it waits. Returns whether it is ready now.
    pub(super) fn release(&self, node: usize) -> bool {
        // Acquire and release: the thread that goes on must see the values that the other nodes stored.
        self.waits[node].fetch_sub(1, Ordering::AcqRel) == 1
    }

    /// Records that one of the last nodes has ended. Returns whether all of the block has.
    pub(super) fn end_one(&self) -> bool {
        self.left.fetch_sub(1, Ordering::AcqRel) == 1
    }

    fn values(&self, bindings: &[Binding]) -> Result<Vec<Literal>, ValueError> {
        let mut values = Values(|origin: Origin, path: &[path::Step]| self.value(origin, path));
        bindings.iter().map(|binding| binding.read(&mut values)).collect()
    }

    /// A value, or a part of it: moved out at its last use, copied before.
    fn value(&self, origin: Origin, path: &[path::Step]) -> Result<Literal, ValueError> {
        let mut slot = lock(&self.slots[self.opening.template.slot(origin)]);
        slot.uses = slot.uses.saturating_sub(1);
        let is_last = slot.uses == 0;
        if !path.is_empty() {
            let part = path::part(slot.value.as_ref().unwrap_or(&Literal::default()), path);
            slot.value.take_if(|_| is_last);
            return part;
        }
        Ok(if is_last { slot.value.take() } else { slot.value.clone() }.unwrap_or_default())
    }
}

/// Frees the frames around this one, if it was the last in them. A nest may be deeper than the stack.
impl Drop for Frame<'_> {
    fn drop(&mut self) {
        let mut caller = self.caller.take();
        while let Some(node) = caller {
            caller = Arc::into_inner(node.frame).and_then(|mut frame| frame.caller.take());
        }
    }
}

/// The values of a block without nodes, which hands on what it gets.
pub(super) fn hand_on(outputs: &[Binding], mut inputs: Vec<Literal>) -> Result<Vec<Literal>, ValueError> {
    let mut values = Vec::with_capacity(outputs.len());
    for (place, binding) in outputs.iter().enumerate() {
        let value = match binding {
            Binding::Value { origin: Origin::Input(input), path }
                if path.is_empty() && !is_used(*input, &outputs[place + 1..]) =>
            {
                std::mem::take(&mut inputs[*input])
            }
            binding => binding.read(&mut Values(|origin: Origin, path: &[path::Step]| match origin {
                Origin::Input(input) => path::part(&inputs[input], path),
                Origin::Output { .. } => Err(ValueError::new("no node has made this value")),
            }))?,
        };
        values.push(value);
    }
    Ok(values)
}

fn is_used(input: usize, bindings: &[Binding]) -> bool {
    let mut is_used = false;
    let mut found = |origin| is_used |= origin == Origin::Input(input);
    for binding in bindings {
        binding.origins(&mut found);
    }
    is_used
}

/// Reads bindings as values, of which this gives those that exist when the workflow runs.
struct Values<F>(F);

impl<F: FnMut(Origin, &[path::Step]) -> Result<Literal, ValueError>> Reader for Values<F> {
    type Out = Result<Literal, ValueError>;

    fn value(&mut self, origin: Origin, path: &[path::Step]) -> Self::Out {
        (self.0)(origin, path)
    }

    fn constant(&mut self, literal: &Literal) -> Self::Out {
        Ok(literal.clone())
    }

    fn list(&mut self, items: Vec<Self::Out>) -> Self::Out {
        let literals = items.into_iter().collect::<Result<_, _>>()?;
        Ok(literal::with(Value::Collection(LiteralCollection { literals })))
    }

    fn map(&mut self, items: BTreeMap<String, Self::Out>) -> Self::Out {
        let literals = try_map(items.into_iter().map(|(key, item)| Ok((key, item?))))?;
        Ok(literal::with(Value::Map(LiteralMap { literals })))
    }
}

impl<'p> NodeRef<'p> {
    /// What the graph says about it.
    pub(super) fn node(&self) -> &'p Node {
        &self.frame.opening.block.nodes[self.node]
    }

    pub(super) fn template(&self) -> &'p NodeTemplate {
        &self.frame.opening.template.nodes[self.node]
    }

    /// Its number in the run. A node that comes later in the body has a larger one, and so have the nodes inside of
    /// this one.
    pub(crate) fn number(&self) -> u64 {
        self.frame.number.saturating_add(self.template().number)
    }

    /// The task that it runs, or the reference in its place; none if it opens a block.
    pub(crate) fn task(&self) -> Option<&'static Entity> {
        match &self.node().work {
            Work::Task(task) | Work::Reference(task) => Some(task),
            Work::Map(map) => Some(map.task),
            Work::Workflow(_) | Work::LaunchPlan(_) | Work::Branch(_) | Work::Gate(_) => None,
        }
    }

    /// The names and types of its inputs and outputs.
    pub(crate) fn signature(&self) -> &'p Signature {
        &self.node().signature
    }

    /// What its box is called in a picture.
    #[cfg(feature = "report")]
    pub(crate) fn title(&self) -> String {
        self.node().title()
    }

    /// The position of its call in the source.
    #[cfg(feature = "report")]
    pub(crate) fn place(&self) -> &'static std::panic::Location<'static> {
        self.node().place
    }

    /// What it is, and what it calls.
    #[cfg(feature = "report")]
    pub(crate) fn kind(&self) -> (&'static str, Option<&'static str>) {
        (self.node().work.kind(), self.node().entity().map(|entity| entity.name))
    }

    /// The arm in which it is, by its index; none if it is in no branch's own block.
    #[cfg(feature = "report")]
    pub(crate) fn arm(&self) -> Option<usize> {
        let Work::Branch(branch) = &self.frame.caller()?.node().work else { return None };
        let own = self.frame.opening.block;
        branch.arms().position(|arm| matches!(arm, Arm::Block(block) if std::ptr::eq(block, own)))
    }

    /// The values of its inputs. They can be taken once, after all nodes have ended for which it waits.
    pub(super) fn inputs(&self) -> Result<Vec<Literal>, ValueError> {
        self.frame.values(&self.node().bindings)
    }

    /// Keeps the values of its outputs that are used.
    pub(super) fn keep(&self, outputs: Vec<Literal>) {
        let slots = self.frame.opening.template.outputs(self.node);
        for (slot, literal) in self.frame.slots[slots].iter().zip(outputs) {
            let mut slot = lock(slot);
            if slot.uses > 0 {
                slot.value = Some(literal);
            }
        }
    }

    /// The nodes that wait for it.
    pub(super) fn followers(&self) -> &'p [usize] {
        self.frame.opening.template.followers(self.node)
    }

    /// Whether it still waits for other nodes.
    pub(super) fn waits(&self) -> bool {
        self.frame.waits[self.node].load(Ordering::Acquire) > 0
    }

    /// This node, the one whose work its block is, and so on.
    pub(crate) fn outwards(&self) -> impl Iterator<Item = &NodeRef<'p>> {
        std::iter::successors(Some(self), |node| node.frame.caller.as_ref())
    }

    /// What holds the blocks in it.
    pub(super) fn home(&self) -> &'p Templates {
        self.frame.opening.home
    }

    /// Its id in its block.
    fn id(&self) -> NodeId {
        match self.frame.opening.kind {
            BlockKind::Handler => NodeId::Handler,
            BlockKind::Made => NodeId::Made(self.node),
            BlockKind::Written => NodeId::Written(self.node),
        }
    }

    /// The ids of the nodes that lead to it, from the inside out. Empty if its task runs alone.
    pub(crate) fn path(&self) -> impl Iterator<Item = NodeId> {
        let is_alone = self.frame.caller.is_none() && self.frame.opening.workflow.is_none();
        self.outwards().filter(move |_| !is_alone).map(NodeRef::id)
    }

    /// The nodes that lead to it, from the inside out, each with its workflow. A node in the arm of a branch is known
    /// by both: `n2/n0`. Empty if its task runs alone.
    pub(super) fn callers(&self) -> Vec<(String, String)> {
        let mut callers = Vec::new();
        let mut within = String::new();
        for node in self.outwards() {
            within =
                if within.is_empty() { node.id().to_string() } else { format!("{}/{within}", node.id()) };
            if let Some(workflow) = node.frame.opening.workflow {
                callers.push((std::mem::take(&mut within), workflow.to_owned()));
            }
        }
        callers
    }
}

impl fmt::Debug for NodeRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut path: Vec<String> = self.path().map(|id| id.to_string()).collect();
        path.reverse();
        f.write_str(&path.join("/"))
    }
}
