//! The current trace: the blocks that a tracer has open on its thread, and the values that it knows.

use super::block::Scope;
use super::captured::Captured;
use super::error::TraceProblem;
use super::gate;
use super::map_work::{self, Mapped};
use super::order::{Made, Moment};
use super::{Binding, Block, Node, NodeSettings, Signature, Work, settings};
use crate::entity::{self, Entity, Kind, Variable};
use crate::types::FlyteType;
use aileron_grammar::Rule;
use aileron_idl::core::{Literal, LiteralType};
use std::any::TypeId;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::panic::Location;
use std::sync::Arc;

/// A value of a trace, by its index. It knows its trace, so it means nothing in another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    trace: u32,
    index: u32,
}

/// A value that a tracer knows.
struct Known {
    /// The block in whose terms the binding is.
    block: u32,
    binding: Binding,
    /// The type of a constant. Every other value has the type of its origin.
    ty: Option<Arc<LiteralType>>,
}

/// A block to which nodes are added.
struct Open {
    serial: u32,
    nodes: Vec<Node>,
    /// The inputs of the block, and for an arm the sources of them in the block around it.
    inputs: Captured,
    /// The node for which every further node waits.
    guard: Option<usize>,
    /// The nodes for which the nodes of a statement wait.
    waits: Vec<usize>,
    /// The settings of the nodes of a statement; the last are those of the innermost.
    settings: Vec<NodeSettings>,
    /// While each node waits for the one before it: those for which the next one waits.
    order: Option<Vec<usize>>,
    /// The arms of a branch that is not a node yet.
    arms: Vec<u32>,
    /// The map whose task the block records.
    map: Option<OpenMap>,
}

/// A map that is not a node yet.
struct OpenMap {
    /// Through how many lists it goes. Their elements are the first inputs of its block.
    lists: usize,
    place: &'static Location<'static>,
}

/// What is known while a workflow is traced.
#[derive(Default)]
pub(super) struct Trace {
    id: u32,
    /// The open blocks, from outside to inside.
    blocks: Vec<Open>,
    /// How many blocks have been opened.
    opened: u32,
    values: Vec<Known>,
    /// The entities that have been called, with their signatures.
    called: HashMap<TypeId, (&'static Entity, Arc<Signature>)>,
    /// The nodes that made variables.
    made: Vec<Vec<NodePlace>>,
    /// For each block that has been opened, the branch of which it is a closed arm.
    branches: Vec<Option<NodePlace>>,
    /// The position of the construct that is called last.
    called_at: Option<&'static Location<'static>>,
    /// What a built workflow calls on failure, and where it says so.
    handler: Option<(Vec<Node>, &'static Location<'static>)>,
    pub(super) problems: Vec<TraceProblem>,
}

/// A node of a block that may be closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct NodePlace {
    block: u32,
    node: usize,
}

thread_local! {
    static TRACE: RefCell<Trace> = RefCell::default();
}

/// Begins a trace of a body with these inputs.
pub(super) fn begin(inputs: Vec<Variable>) {
    TRACE.with_borrow_mut(|trace| {
        *trace = Trace { id: trace.id.wrapping_add(1), ..Trace::default() };
        trace.open(Captured::inputs(inputs));
    });
}

/// Ends the trace. Returns its outermost block with these outputs, known by their indices, and everything that was wrong.
pub(super) fn end(outputs: Vec<u32>) -> (Block, Vec<TraceProblem>) {
    TRACE.with_borrow_mut(|trace| {
        let mut ended = Trace { id: trace.id, ..Trace::default() };
        std::mem::swap(trace, &mut ended);
        let outputs = outputs.into_iter().filter_map(|index| ended.values.get(index as usize));
        let outputs = outputs.map(|value| value.binding.clone()).collect();
        let nodes = ended.blocks.into_iter().next().map_or_else(Vec::new, |block| block.nodes);
        (Block { nodes, outputs }, ended.problems)
    })
}

/// Opens an arm of a branch: a block that takes its inputs from the open one.
pub(super) fn open(inputs: Captured) {
    TRACE.with_borrow_mut(|trace| trace.open(inputs));
}

/// Closes the innermost block. Returns its nodes, and what it takes from the block around it.
pub(super) fn close() -> (Vec<Node>, Captured) {
    TRACE.with_borrow_mut(|trace| {
        let Some(block) = trace.blocks.pop() else { return Default::default() };
        if let Some(outer) = trace.blocks.last_mut() {
            outer.arms.push(block.serial);
        }
        (block.nodes, block.inputs)
    })
}

/// Opens the block that records the task of a map through that many lists.
pub(super) fn open_map(elements: Captured, lists: usize) {
    TRACE.with_borrow_mut(|trace| {
        let place = trace.called_at.unwrap_or(Location::caller());
        trace.open(elements);
        if let Some(block) = trace.blocks.last_mut() {
            // What the map waits for, its task does not wait for.
            (block.map, block.order) = (Some(OpenMap { lists, place }), None);
        }
    });
}

/// Closes that block, and adds the node of the map. Returns its index.
pub(super) fn close_map(map: &Mapped) -> usize {
    TRACE.with_borrow_mut(|trace| {
        let Some(Open { nodes, inputs, map: Some(OpenMap { lists, place }), .. }) = trace.blocks.pop() else {
            return NO_NODE;
        };
        match map_work::node(nodes, inputs, lists, map, place) {
            Ok(node) => trace.add(node),
            Err(problem) => {
                // A call that can't be a node is a problem already.
                if trace.problems.iter().all(|other| other.place != problem.place) {
                    trace.problems.push(problem);
                }
                NO_NODE
            }
        }
    })
}

/// Keeps a value of the innermost block.
pub(super) fn keep(binding: Binding) -> Place {
    keep_typed(binding, None)
}

/// Keeps a value of the innermost block whose type may be known.
pub(super) fn keep_typed(binding: Binding, ty: Option<Arc<LiteralType>>) -> Place {
    TRACE.with_borrow_mut(|trace| trace.keep(binding, ty))
}

/// What was kept by this index: its binding in terms of the innermost block, and its type if it is known.
pub(super) fn kept(index: u32) -> (Binding, Option<Arc<LiteralType>>) {
    let place = TRACE.with_borrow(|trace| Place { trace: trace.id, index });
    let binding = recall(place);
    let ty = type_of(place, &binding);
    (binding, ty)
}

/// The binding of a value, in terms of the innermost block.
#[track_caller]
pub(super) fn recall(place: Place) -> Binding {
    // A closure would be the caller whose position is reported.
    if let Some(binding) = TRACE.with_borrow_mut(|trace| trace.recall(place)) {
        return binding;
    }
    report(
        Rule::Collection,
        "this promise belongs to another graph, or to an arm of a branch that is over: take the value out of the arm as \
         the value of the `if`"
            .to_owned(),
    );
    Binding::Constant(Literal::default())
}

/// The type of a value of the innermost block.
pub(super) fn type_of(place: Place, binding: &Binding) -> Option<Arc<LiteralType>> {
    TRACE.with_borrow(|trace| {
        let constant = trace.values.get(place.index as usize).and_then(|value| value.ty.clone());
        constant.or_else(|| trace.blocks.last()?.scope().type_of(binding))
    })
}

/// The values that follow a value which was kept.
pub(super) fn following(first: Place) -> impl Iterator<Item = Place> {
    (first.index..).map(move |index| Place { index, ..first })
}

impl Place {
    pub(super) fn index(self) -> u32 {
        self.index
    }
}

/// Records a call. Returns the index of its node.
pub(super) fn call(
    function: TypeId,
    rust_name: &'static str,
    bindings: Vec<Binding>,
    place: &'static Location<'static>,
) -> usize {
    if function == entity::id(crate::gate::sleep) {
        return gate::sleep(bindings, place);
    }
    TRACE.with_borrow_mut(|trace| {
        let Some((entity, signature)) = trace.entity(function) else {
            trace.problems.push(no_entity(rust_name, place));
            return NO_NODE;
        };
        let work = match entity.kind() {
            Kind::Task => Work::Task(entity),
            Kind::Workflow => Work::Workflow(entity),
            Kind::LaunchPlan => Work::LaunchPlan(entity),
            Kind::Reference => Work::Reference(entity),
        };
        trace.add(Node { work, signature, bindings, after: Vec::new(), settings: None, place })
    })
}

/// Notes what a built workflow calls on failure.
pub(super) fn handle(nodes: Vec<Node>, place: &'static Location<'static>) {
    TRACE.with_borrow_mut(|trace| {
        if let Some((_, first)) = trace.handler.replace((nodes, place)) {
            let message =
                format!("a workflow has one failure handler, and {first} sets one already: remove one");
            trace.problems.push(TraceProblem { rule: Rule::HandlerCall, place: place.to_string(), message });
        }
    });
}

/// What a built workflow calls on failure, and where it says so.
pub(super) fn handled() -> Option<(Vec<Node>, &'static Location<'static>)> {
    TRACE.with_borrow_mut(|trace| trace.handler.take())
}

/// Notes the position of the construct that is about to be called.
pub(super) fn calling(place: &'static Location<'static>) {
    TRACE.with_borrow_mut(|trace| trace.called_at = Some(place));
}

/// Records a node. Returns its index.
pub(super) fn add(node: Node) -> usize {
    TRACE.with_borrow_mut(|trace| trace.add(node))
}

/// A node for which another one waits.
enum Reached {
    /// It is in the innermost block.
    Here(usize),
    /// It is outside of that block, and the branch around the block waits for it.
    ByBranch,
}

impl Reached {
    fn here(self) -> Option<usize> {
        match self {
            Reached::Here(node) => Some(node),
            Reached::ByBranch => None,
        }
    }
}

/// The index of a node that could not be recorded. The trace has a problem then, so its graph is never read.
pub(super) const NO_NODE: usize = usize::MAX;

/// Lets every further node of the innermost block wait for this one.
pub(super) fn guard(node: usize) {
    TRACE.with_borrow_mut(|trace| {
        if let Some(block) = trace.blocks.last_mut() {
            block.guard = Some(node);
        }
    });
}

/// The current moment.
pub(super) fn here() -> Moment {
    TRACE.with_borrow(|trace| {
        let block = trace.blocks.last();
        block.map_or(Moment { block: 0, nodes: 0 }, |block| Moment {
            block: block.serial,
            nodes: block.nodes.len(),
        })
    })
}

/// Keeps the nodes that made a variable. Returns their index.
pub(super) fn made(since: Moment, promises: &[Place]) -> u32 {
    TRACE.with_borrow_mut(|trace| {
        let mut nodes: Vec<_> = promises.iter().flat_map(|place| trace.makers(*place)).collect();
        if nodes.is_empty() {
            nodes = trace.last_since(since);
        }
        trace.made.push(nodes);
        u32::try_from(trace.made.len() - 1).unwrap_or(u32::MAX)
    })
}

/// The same for a variable that other nodes made before.
pub(super) fn made_again(before: Made, since: Moment, promises: &[Place]) -> u32 {
    let index = made(since, promises);
    TRACE.with_borrow_mut(|trace| {
        let earlier = trace.made.get(before.0 as usize).cloned().unwrap_or_default();
        let is_of_arm = earlier.iter().any(|node| node.block != since.block);
        if let Some(nodes) = trace.made.last_mut().filter(|_| is_of_arm && promises.is_empty()) {
            nodes.extend(earlier);
        }
    });
    index
}

/// The nodes that made a variable, as nodes of the innermost block. For those of a block around it, the branch that
/// holds the innermost block waits.
pub(super) fn predecessors(variable: &str, made: Made, place: &Location<'_>) -> Vec<usize> {
    TRACE.with_borrow_mut(|trace| {
        let nodes = trace.made.get(made.0 as usize).cloned().unwrap_or_default();
        let reached: Option<Vec<_>> = nodes.iter().map(|node| trace.reach(*node)).collect();
        match reached {
            Some(found) if !found.is_empty() => found.into_iter().filter_map(Reached::here).collect(),
            reached => {
                let why = if reached.is_some() { "no node has made it" } else { "another arm has made it" };
                let message = format!(
                    "no node can wait for `{variable}`, since {why}: name a variable that a call before this one made"
                );
                trace.problems.push(TraceProblem { rule: Rule::NodeOrder, place: place.to_string(), message });
                Vec::new()
            }
        }
    })
}

/// Lets each new node of the innermost block wait for these nodes. Returns the block, and for how many nodes its nodes
/// waited before.
pub(super) fn wait(nodes: Vec<usize>) -> (u32, usize) {
    TRACE.with_borrow_mut(|trace| {
        let Some(block) = trace.blocks.last_mut() else { return (0, 0) };
        let before = block.waits.len();
        block.waits.extend(nodes);
        (block.serial, before)
    })
}

/// Ends what `wait` began.
pub(super) fn wait_no_more(block: u32, before: usize) {
    TRACE.with_borrow_mut(|trace| {
        if let Some(block) = trace.open_block(block) {
            block.waits.truncate(before);
        }
    });
}

/// Lets each new node of the innermost block wait for the one before it, and the first for these nodes. Returns the
/// block, and whether its nodes were in order already.
pub(super) fn order(nodes: Vec<usize>) -> (u32, bool) {
    TRACE.with_borrow_mut(|trace| {
        let Some(block) = trace.blocks.last_mut() else { return (0, false) };
        let within = block.order.is_some();
        block.order.get_or_insert_default().extend(nodes);
        (block.serial, within)
    })
}

/// Ends what `order` began.
pub(super) fn order_no_more(block: u32) {
    TRACE.with_borrow_mut(|trace| {
        if let Some(block) = trace.open_block(block) {
            block.order = None;
        }
    });
}

/// Gives each new node of the innermost block these settings. Returns the block.
pub(super) fn configure(settings: NodeSettings) -> u32 {
    TRACE.with_borrow_mut(|trace| {
        let Some(block) = trace.blocks.last_mut() else { return 0 };
        block.settings.push(settings);
        block.serial
    })
}

/// Ends what `configure` began.
pub(super) fn configure_no_more(block: u32) {
    TRACE.with_borrow_mut(|trace| {
        if let Some(block) = trace.open_block(block) {
            block.settings.pop();
        }
    });
}

/// Calls `look` with what the bindings of the innermost block refer to.
pub(super) fn scope<T>(look: impl FnOnce(Scope<'_>) -> T) -> Option<T> {
    TRACE.with_borrow(|trace| Some(look(trace.blocks.last()?.scope())))
}

/// Records a problem of the trace, at the caller's position.
#[track_caller]
pub(super) fn report(rule: Rule, message: String) {
    report_at(rule, Location::caller(), message);
}

/// Records a problem at this position.
pub(super) fn report_at(rule: Rule, place: &Location<'_>, message: String) {
    let place = place.to_string();
    TRACE.with_borrow_mut(|trace| trace.problems.push(TraceProblem { rule, place, message }));
}

/// The binding of a constant. A value that can't be a literal is a problem at its position.
pub(super) fn constant<T: FlyteType>(place: &Location<'_>, value: T) -> Binding {
    Binding::Constant(value.into_literal().unwrap_or_else(|error| {
        report_at(
            Rule::ConstantLiteral,
            place,
            format!("this constant can't be written as a literal: {error}"),
        );
        Literal::default()
    }))
}

/// Keeps a constant as a value of the innermost block.
pub(super) fn keep_constant<T: FlyteType>(place: &Location<'_>, value: T) -> Place {
    keep_typed(constant(place, value), Some(Arc::new(T::literal_type())))
}

impl Trace {
    fn open(&mut self, inputs: Captured) {
        self.opened += 1;
        // What is in a block whose nodes are in order, is in order as well.
        let order = self.blocks.last().and_then(|outer| outer.order.as_ref()).map(|_| Vec::new());
        self.blocks.push(Open {
            serial: self.opened,
            nodes: Vec::new(),
            inputs,
            guard: None,
            waits: Vec::new(),
            settings: Vec::new(),
            order,
            arms: Vec::new(),
            map: None,
        });
    }

    fn open_block(&mut self, serial: u32) -> Option<&mut Open> {
        self.blocks.iter_mut().rfind(|block| block.serial == serial)
    }

    /// The nodes from which a value comes.
    fn makers(&self, place: Place) -> Vec<NodePlace> {
        let mut nodes = Vec::new();
        if let Some(value) = self.values.get(place.index as usize).filter(|_| place.trace == self.id) {
            let block = value.block;
            value.binding.origins(&mut |origin| {
                nodes.extend(origin.node().map(|node| NodePlace { block, node }));
            });
        }
        nodes
    }

    /// The nodes that were made since a moment of the innermost block, except those for which others of them wait.
    fn last_since(&self, since: Moment) -> Vec<NodePlace> {
        let Some(block) = self.blocks.last().filter(|block| block.serial == since.block) else {
            return Vec::new();
        };
        let new = block.nodes.iter().skip(since.nodes);
        let waited: HashSet<usize> = new.flat_map(Node::upstream).collect();
        let last = (since.nodes..block.nodes.len()).filter(|node| !waited.contains(node));
        last.map(|node| NodePlace { block: block.serial, node }).collect()
    }

    /// Finds out who can wait for a node. None if the node is in an arm of a branch that is not complete.
    fn reach(&mut self, mut node: NodePlace) -> Option<Reached> {
        let level = loop {
            match self.blocks.iter().rposition(|block| block.serial == node.block) {
                Some(level) => break level,
                None => node = (*self.branches.get(node.block as usize)?)?,
            }
        };
        match self.blocks.get_mut(level + 1) {
            Some(inner) => {
                inner.inputs.wait_for(node.node);
                Some(Reached::ByBranch)
            }
            None => Some(Reached::Here(node.node)),
        }
    }

    fn keep(&mut self, binding: Binding, ty: Option<Arc<LiteralType>>) -> Place {
        let block = self.blocks.last().map_or(0, |block| block.serial);
        self.values.push(Known { block, binding, ty });
        let index = u32::try_from(self.values.len() - 1).unwrap_or(u32::MAX);
        Place { trace: self.id, index }
    }

    /// A value of an outer block is captured by each block on the way to the innermost.
    fn recall(&mut self, place: Place) -> Option<Binding> {
        let value = self.values.get(place.index as usize).filter(|_| place.trace == self.id)?;
        let home = self.blocks.iter().rposition(|block| block.serial == value.block)?;
        let mut binding = value.binding.clone();
        for level in home + 1..self.blocks.len() {
            let (outer, inner) = self.blocks.split_at_mut(level);
            let (Some(outer), Some(inner)) = (outer.last(), inner.first_mut()) else { break };
            binding = inner.inputs.take(binding, outer.scope());
        }
        Some(binding)
    }

    fn entity(&mut self, function: TypeId) -> Option<(&'static Entity, Arc<Signature>)> {
        if let Some(known) = self.called.get(&function) {
            return Some(known.clone());
        }
        let entity = entity::of_function(function)?;
        let known = (entity, Arc::new(Signature::of(entity)));
        self.called.insert(function, known.clone());
        Some(known)
    }

    fn add(&mut self, mut node: Node) -> usize {
        let Some(block) = self.blocks.last_mut() else { return NO_NODE };
        let index = block.nodes.len();
        node.after.extend(block.guard);
        node.after.extend(&block.waits);
        if let Some(order) = &mut block.order {
            node.after.append(order);
            order.push(index);
        }
        if let Some(settings) = block.settings.last()
            && let Some((rule, message)) = settings::give(&mut node, *settings)
        {
            let place = node.place.to_string();
            self.problems.push(TraceProblem { rule, place, message: message.to_owned() });
        }
        node.after.sort_unstable();
        node.after.dedup();
        if let Work::Branch(_) = node.work {
            let branch = NodePlace { block: block.serial, node: index };
            self.branches.resize(self.opened as usize + 1, None);
            for arm in block.arms.drain(..) {
                self.branches[arm as usize] = Some(branch);
            }
        }
        block.nodes.push(node);
        index
    }
}

impl Open {
    fn scope(&self) -> Scope<'_> {
        Scope { inputs: self.inputs.variables(), nodes: &self.nodes }
    }
}

fn no_entity(rust_name: &str, place: &Location<'_>) -> TraceProblem {
    let message = format!(
        "`{rust_name}` is neither a task nor a workflow, so this call can't be a node of the graph: put `#[task]` on the \
         function, or call it inside a task"
    );
    TraceProblem { rule: Rule::NotAnEntity, place: place.to_string(), message }
}
