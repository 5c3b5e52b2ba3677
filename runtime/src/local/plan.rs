//! A graph compiled for a run: sub-workflows are flattened, and each value has a numbered slot.

use super::RunError;
use crate::entity::{Entity, Failure, Kind};
use crate::graph::{Binding, Constants, MOST_NODES, Member, Nest, Origin, Reader, Work};
use crate::types::path;
use aileron_idl::core::Literal;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;

/// What to run, and what has to run before what.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The calls of tasks, in the order of the body. A step takes values only from inputs and earlier steps.
    pub(super) steps: Vec<Step>,
    /// The workflows that the steps belong to. The first is the one to run. Empty if a task is run alone.
    pub(super) scopes: Vec<Scope>,
    /// For each slot, how many times its value is used. The first slots are those of the inputs.
    pub(super) uses: Vec<u32>,
    /// The sources of the outputs.
    pub(super) outputs: Vec<Source>,
}

/// One call of a task.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) task: &'static Entity,
    pub(super) arguments: Vec<Source>,
    /// The slot of each output, up to the last output that is used.
    pub(super) outputs: Vec<Option<usize>>,
    /// How many steps must finish before this one.
    pub(super) waits: u32,
    /// The steps that wait for this one.
    pub(super) next: Vec<usize>,
    /// The node that this step was compiled from; none if the task is run alone.
    pub(super) place: Option<NodeRef>,
}

/// A node: its scope, and its number in the scope's workflow.
#[derive(Clone, Copy, Debug)]
pub(super) struct NodeRef {
    pub(super) scope: usize,
    pub(super) node: usize,
}

/// One use of a workflow: the workflow to run, or a node that calls one.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) workflow: String,
    pub(super) caller: Option<NodeRef>,
}

/// The source of a value.
#[derive(Clone, Debug)]
pub(super) enum Source {
    Slot(usize),
    Constant(Box<Literal>),
    List(Vec<Source>),
    Map(BTreeMap<String, Source>),
    /// A part of the value of a source.
    Part(Box<Source>, Vec<path::Step>),
}

impl Plan {
    /// Compiles the plan for a workflow, or for a task alone.
    pub(super) fn new(entity: &'static Entity) -> Result<Plan, RunError> {
        let workflow = (entity.kind() == Kind::Workflow).then_some(entity);
        let nest = Nest::trace(workflow, Constants::Here).map_err(RunError::Graphs)?;
        if let Some(nodes) = nest.find(entity).map(Member::nodes).filter(|nodes| *nodes > MOST_NODES) {
            return Err(RunError::TooLarge { workflow: entity.name.to_owned(), nodes });
        }
        let mut compiler = Compiler { plan: Plan::default(), nest: &nest };
        let inputs: Vec<Source> = entity.inputs().iter().map(|_| Source::Slot(compiler.slot())).collect();
        compiler.plan.outputs = match entity.kind() {
            Kind::Workflow => compiler.workflow(entity, &inputs, None),
            Kind::Task => {
                let mut node = compiler.task(entity, inputs, None);
                (0..entity.outputs().len()).map(|output| compiler.output(&mut node, output)).collect()
            }
        };
        let mut plan = compiler.plan;
        plan.link();
        Ok(plan)
    }

    /// How many workers the plan can keep busy.
    pub(super) fn workers(&self, jobs: NonZeroUsize) -> usize {
        jobs.get().min(self.steps.len()).max(1)
    }

    /// The nodes that lead to a step, from the inside out, each with its workflow. Empty if the task is run alone.
    pub(super) fn callers(&self, step: &Step) -> impl Iterator<Item = (String, &str)> {
        let outwards = |place: &NodeRef| self.scopes[place.scope].caller;
        let places = std::iter::successors(step.place, outwards);
        places.map(|place| (format!("n{}", place.node), self.scopes[place.scope].workflow.as_str()))
    }

    /// Counts the uses of slots, and links each step to the steps that wait for it.
    fn link(&mut self) {
        let mut producers = vec![None; self.uses.len()];
        for (index, step) in self.steps.iter().enumerate() {
            step.outputs.iter().flatten().for_each(|slot| producers[*slot] = Some(index));
        }
        let uses = &mut self.uses;
        for index in 0..self.steps.len() {
            let mut before = Vec::new();
            for source in &self.steps[index].arguments {
                source.slots(&mut |slot| {
                    uses[slot] += 1;
                    before.extend(producers[slot]);
                });
            }
            before.sort_unstable();
            before.dedup();
            self.steps[index].waits = u32::try_from(before.len()).unwrap_or(u32::MAX);
            for producer in before {
                self.steps[producer].next.push(index);
            }
        }
        self.outputs.iter().for_each(|source| source.slots(&mut |slot| uses[slot] += 1));
    }

    /// The error of a step that failed.
    pub(super) fn failed(&self, step: usize, attempts: u32, failure: Failure, others: usize) -> RunError {
        let step = &self.steps[step];
        let nodes = self.callers(step).map(|(node, workflow)| (node, workflow.to_owned())).collect();
        let retries = step.task.settings().map_or(0, |settings| settings.retries);
        let failure = Box::new(failure);
        RunError::Task { task: step.task.name.to_owned(), nodes, attempts, retries, failure, others }
    }
}

impl Source {
    fn slots(&self, found: &mut impl FnMut(usize)) {
        match self {
            Source::Slot(slot) => found(*slot),
            Source::Constant(_) => {}
            Source::List(items) => items.iter().for_each(|item| item.slots(found)),
            Source::Map(items) => items.values().for_each(|item| item.slots(found)),
            Source::Part(whole, _) => whole.slots(found),
        }
    }
}

/// The result of compiling a node.
enum Compiled {
    Step(usize),
    Workflow(Vec<Source>),
}

struct Compiler<'n> {
    plan: Plan,
    nest: &'n Nest,
}

impl Compiler<'_> {
    fn slot(&mut self) -> usize {
        self.plan.uses.push(0);
        self.plan.uses.len() - 1
    }

    fn task(&mut self, task: &'static Entity, arguments: Vec<Source>, place: Option<NodeRef>) -> Compiled {
        let step = Step { task, arguments, outputs: Vec::new(), waits: 0, next: Vec::new(), place };
        self.plan.steps.push(step);
        Compiled::Step(self.plan.steps.len() - 1)
    }

    /// Adds the steps of a workflow and returns the sources of its outputs.
    fn workflow(
        &mut self,
        entity: &'static Entity,
        inputs: &[Source],
        caller: Option<NodeRef>,
    ) -> Vec<Source> {
        let Some(Member { graph, .. }) = self.nest.find(entity) else {
            return Vec::new();
        };
        let (nodes, outputs) = (&graph.block.nodes, &graph.block.outputs);
        self.plan.scopes.push(Scope { workflow: graph.name.clone(), caller });
        let scope = self.plan.scopes.len() - 1;
        let mut compiled = Vec::with_capacity(nodes.len());
        for (index, node) in nodes.iter().enumerate() {
            let bindings = node.bindings.iter();
            let arguments: Vec<_> =
                bindings.map(|binding| self.source(binding, inputs, &mut compiled)).collect();
            let place = Some(NodeRef { scope, node: index });
            compiled.push(match node.work {
                Work::Task(task) => self.task(task, arguments, place),
                Work::Workflow(workflow) => Compiled::Workflow(self.workflow(workflow, &arguments, place)),
                Work::Branch(_) => Compiled::Workflow(Vec::new()),
            });
        }
        outputs.iter().map(|binding| self.source(binding, inputs, &mut compiled)).collect()
    }

    fn source(&mut self, binding: &Binding, inputs: &[Source], nodes: &mut [Compiled]) -> Source {
        binding.read(&mut Sources { compiler: self, inputs, nodes })
    }

    fn output(&mut self, node: &mut Compiled, output: usize) -> Source {
        let step = match node {
            Compiled::Workflow(outputs) => return outputs[output].clone(),
            Compiled::Step(step) => *step,
        };
        let outputs = &self.plan.steps[step].outputs;
        let slot = outputs.get(output).copied().flatten().unwrap_or_else(|| self.slot());
        let outputs = &mut self.plan.steps[step].outputs;
        outputs.resize(outputs.len().max(output + 1), None);
        outputs[output] = Some(slot);
        Source::Slot(slot)
    }
}

/// Compiles bindings.
struct Sources<'c, 'n, 'b> {
    compiler: &'c mut Compiler<'n>,
    inputs: &'b [Source],
    nodes: &'b mut [Compiled],
}

impl Reader for Sources<'_, '_, '_> {
    type Out = Source;
    fn value(&mut self, origin: Origin, path: &[path::Step]) -> Source {
        let whole = match origin {
            Origin::Input(index) => self.inputs[index].clone(),
            Origin::Output { node, output } => self.compiler.output(&mut self.nodes[node], output),
        };
        if path.is_empty() { whole } else { Source::Part(Box::new(whole), path.to_vec()) }
    }
    fn constant(&mut self, literal: &Literal) -> Source {
        Source::Constant(Box::new(literal.clone()))
    }
    fn list(&mut self, items: Vec<Source>) -> Source {
        Source::List(items)
    }
    fn map(&mut self, items: BTreeMap<String, Source>) -> Source {
        Source::Map(items)
    }
}
