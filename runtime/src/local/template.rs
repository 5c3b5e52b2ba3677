//! A block compiled for all of its uses: what waits for what, and where its values are.

use crate::entity::Entity;
use crate::graph::{Arm, Block, Branch, Handler, Origin, Work};
use std::ops::Range;
use std::sync::OnceLock;

/// What a run has to know about a block, beside the block itself.
#[derive(Debug)]
pub(super) struct Template {
    pub(super) nodes: Vec<NodeTemplate>,
    /// The nodes that wait for a node, side by side for each node.
    followers: Vec<usize>,
    /// For each slot, how many times its value is used. The first slots are those of the inputs.
    pub(super) uses: Vec<u32>,
    /// The nodes that wait for no other.
    pub(super) ready: Vec<usize>,
    /// How many nodes there are that no other waits for. When these have ended, all have.
    pub(super) last: usize,
    pub(super) size: Size,
}

/// What a run has to know about a node of a block.
#[derive(Debug)]
pub(super) struct NodeTemplate {
    /// Its number, counted from the start of the block, with all nodes inside of those before it.
    pub(super) number: u64,
    /// The slot of its first output. The others follow.
    slot: usize,
    /// How many outputs it must have: as many as are used, and those before them.
    pub(super) outputs: usize,
    /// For how many nodes it waits.
    pub(super) waits: u32,
    followers: Range<usize>,
    pub(super) inside: Inside,
}

/// The blocks inside of a node.
#[derive(Debug)]
pub(super) enum Inside {
    /// A task has none.
    Nothing,
    /// That of a workflow or of a launch plan, by its index.
    Workflow(usize),
    /// Those of a branch, in the order of its arms.
    Arms(Vec<ArmTemplate>),
}

/// What a run has to know about an arm of a branch.
#[derive(Debug)]
pub(super) struct ArmTemplate {
    pub(super) size: Size,
    /// The number of its first node, counted from the branch's.
    pub(super) number: u64,
    /// Made when it is first needed.
    pub(super) template: OnceLock<Box<Template>>,
}

/// How much there is to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    /// All nodes, with those inside of them.
    pub(super) nodes: u64,
    /// The tasks that run, whatever branches decide.
    pub(super) tasks: u64,
    /// The tasks, with those of all arms.
    pub(super) most_tasks: u64,
}

impl Template {
    /// Compiles a block with that many inputs. `workflow` knows the index and the size of a workflow.
    pub(super) fn new(block: &Block, inputs: usize, workflow: &impl Fn(&Entity) -> (usize, Size)) -> Self {
        let mut template = Template {
            nodes: Vec::with_capacity(block.nodes.len()),
            followers: Vec::new(),
            uses: vec![0; inputs],
            ready: Vec::new(),
            last: 0,
            size: Size::default(),
        };
        let mut edges = Vec::new();
        let mut before = Vec::new();
        for (index, node) in block.nodes.iter().enumerate() {
            before.clone_from(&node.after);
            for binding in &node.bindings {
                binding.origins(&mut |origin| {
                    template.use_once(origin);
                    before.extend(origin.node());
                });
            }
            before.sort_unstable();
            before.dedup();
            if before.is_empty() {
                template.ready.push(index);
            }
            let waits = u32::try_from(before.len()).unwrap_or(u32::MAX);
            edges.extend(before.iter().map(|before| (*before, index)));
            let (inside, size) = inside(&node.work, workflow);
            let (slot, number) = (template.uses.len(), template.size.nodes);
            template.nodes.push(NodeTemplate { number, slot, outputs: 0, waits, followers: 0..0, inside });
            template.uses.resize(slot + node.signature.outputs.len(), 0);
            template.size = template.size.and(size);
        }
        block.outputs.iter().for_each(|binding| binding.origins(&mut |origin| template.use_once(origin)));
        template.link(edges);
        template
    }

    /// Keeps what the handler of a failed workflow takes, and counts its nodes, so that no other has their numbers.
    pub(super) fn keep_for(&mut self, handler: &Handler, template: &Template) {
        handler.used().into_iter().for_each(|input| self.uses[input] += 1);
        self.size.nodes = self.size.nodes.saturating_add(template.size.nodes);
    }

    /// The slot of a value.
    pub(super) fn slot(&self, origin: Origin) -> usize {
        match origin {
            Origin::Input(input) => input,
            Origin::Output { node, output } => self.nodes[node].slot + output,
        }
    }

    /// The slots of a node's outputs.
    pub(super) fn outputs(&self, node: usize) -> Range<usize> {
        let node = &self.nodes[node];
        node.slot..node.slot + node.outputs
    }

    /// The nodes that wait for a node.
    pub(super) fn followers(&self, node: usize) -> &[usize] {
        &self.followers[self.nodes[node].followers.clone()]
    }

    fn use_once(&mut self, origin: Origin) {
        let slot = self.slot(origin);
        self.uses[slot] += 1;
        if let Origin::Output { node, output } = origin {
            let outputs = &mut self.nodes[node].outputs;
            *outputs = (*outputs).max(output + 1);
        }
    }

    /// Sorts pairs of a node and one that waits for it into `followers`.
    fn link(&mut self, mut edges: Vec<(usize, usize)>) {
        edges.sort_unstable();
        let mut start = 0;
        for (index, node) in self.nodes.iter_mut().enumerate() {
            let end = start + edges[start..].iter().take_while(|(before, _)| *before == index).count();
            node.followers = start..end;
            self.last += usize::from(start == end);
            start = end;
        }
        self.followers = edges.into_iter().map(|(_, after)| after).collect();
    }
}

/// What is inside of a node, and its size with the node itself.
fn inside(work: &Work, workflow: &impl Fn(&Entity) -> (usize, Size)) -> (Inside, Size) {
    match work {
        // What it makes is not known yet.
        Work::Task(task) if task.is_dynamic() => {
            (Inside::Nothing, Size { most_tasks: u64::MAX, ..Size::TASK })
        }
        Work::Task(_) | Work::Reference(_) => (Inside::Nothing, Size::TASK),
        Work::Map(_) => (Inside::Nothing, Size::MAP),
        Work::Gate(_) => (Inside::Nothing, Size::NODE),
        Work::Workflow(entity) | Work::LaunchPlan(entity) => {
            let (index, size) = workflow(entity);
            (Inside::Workflow(index), size.and(Size::NODE))
        }
        Work::Branch(branch) => {
            let arms = arms(branch, workflow);
            let size = arms.iter().fold(Size::NODE, |size, arm| size.and(arm.size.of_an_arm()));
            (Inside::Arms(arms), size)
        }
    }
}

fn arms(branch: &Branch, workflow: &impl Fn(&Entity) -> (usize, Size)) -> Vec<ArmTemplate> {
    let mut number = 1;
    let arms = branch.arms().map(|arm| {
        let size = match arm {
            Arm::Block(block) => Size::of(block, workflow),
            Arm::Fail(_) => Size::default(),
        };
        let arm = ArmTemplate { size, number, template: OnceLock::new() };
        number = number.saturating_add(size.nodes);
        arm
    });
    arms.collect()
}

impl Size {
    const NODE: Size = Size { nodes: 1, tasks: 0, most_tasks: 0 };
    /// How many tasks it has, only its lists show.
    const MAP: Size = Size { nodes: 1, tasks: 1, most_tasks: 1 << 32 };
    const TASK: Size = Size { nodes: 1, tasks: 1, most_tasks: 1 };

    /// The size of a block that is not compiled yet.
    fn of(block: &Block, workflow: &impl Fn(&Entity) -> (usize, Size)) -> Self {
        block.nodes.iter().fold(Size::default(), |size, node| size.and(inside(&node.work, workflow).1))
    }

    fn and(self, other: Size) -> Self {
        Size {
            nodes: self.nodes.saturating_add(other.nodes),
            tasks: self.tasks.saturating_add(other.tasks),
            most_tasks: self.most_tasks.saturating_add(other.most_tasks),
        }
    }

    /// An arm may be left out, so none of its tasks has to run.
    fn of_an_arm(self) -> Self {
        Size { tasks: 0, ..self }
    }
}
