//! What is run: the blocks of a workflow and of all workflows in it, or one task alone.

use super::RunError;
use super::executor::Executor;
use super::template::{ArmTemplate, Size, Template};
use crate::entity::{Entity, FailurePolicy, Kind};
use crate::graph::{
    Binding, Block, Constants, Graph, GraphError, Handler, MOST_NODES, MapWork, Member, Nest, Node, Origin,
    Signature, Work,
};
use std::num::NonZeroUsize;
use std::panic::Location;
use std::sync::Arc;

/// The blocks of a run, compiled. Those of arms are compiled when a branch chooses them first.
#[derive(Debug)]
pub(super) struct Templates {
    nest: Nest,
    /// For each workflow of the nest, its template.
    workflows: Vec<Template>,
    /// For each workflow of the nest, the template of its failure handler.
    handlers: Vec<Option<Template>>,
    /// The block to run, if it is not that of the first workflow.
    own: Option<Own>,
}

/// A block that is no workflow's.
#[derive(Debug)]
struct Own {
    block: Block,
    template: Template,
    /// The dynamic workflow that has made it; none if it is a task that runs alone, as the only node of the block.
    dynamic: Option<String>,
}

/// A block, ready to be opened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening<'p> {
    pub(super) block: &'p Block,
    pub(super) template: &'p Template,
    /// The workflow whose own block it is, or whose failure handler; none for an arm of a branch, and for a task that runs
    /// alone.
    pub(super) workflow: Option<&'p str>,
    /// What to call when a node of the block has failed.
    pub(super) handler: Option<Handling<'p>>,
    pub(super) kind: BlockKind,
    /// What holds the blocks in it.
    pub(super) home: &'p Templates,
}

/// Where a block comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// It is that of a workflow, of an arm, or of a task that runs alone.
    Written,
    /// A dynamic workflow has made it.
    Made,
    /// It is that of a failure handler.
    Handler,
}

/// The failure handler of a workflow, ready to be called.
#[derive(Clone, Copy, Debug)]
pub(super) struct Handling<'p> {
    pub(super) call: &'p Handler,
    template: &'p Template,
    workflow: &'p str,
    home: &'p Templates,
}

impl<'p> Handling<'p> {
    pub(super) fn opening(self) -> Opening<'p> {
        let Handling { call, template, workflow, home } = self;
        Opening {
            block: &call.block,
            template,
            workflow: Some(workflow),
            handler: None,
            kind: BlockKind::Handler,
            home,
        }
    }
}

impl Templates {
    /// Traces a workflow and all workflows in it; or takes a task that runs alone.
    pub(super) fn new(entity: &'static Entity) -> Result<Self, RunError> {
        let workflow = (!matches!(entity.kind(), Kind::Task | Kind::Reference)).then_some(entity);
        let nest = Nest::trace(workflow, Constants::Here).map_err(RunError::Graphs)?;
        if let Some(nodes) = nest.find(entity).map(Member::nodes).filter(|nodes| *nodes > MOST_NODES) {
            return Err(RunError::TooLarge { workflow: entity.name.to_owned(), nodes });
        }
        let mut templates = Templates::of(nest);
        if workflow.is_none() {
            templates.add_own(alone(entity), entity.inputs().len(), None);
        }
        Ok(templates)
    }

    /// Takes the graph that a dynamic workflow has made, and traces the workflows in it.
    pub(super) fn of_dynamic(graph: Graph) -> Result<Self, Vec<GraphError>> {
        let mut templates = Templates::of(Nest::trace(graph.called(), Constants::Here)?);
        templates.add_own(graph.block, 0, Some(graph.name));
        Ok(templates)
    }

    fn add_own(&mut self, block: Block, inputs: usize, dynamic: Option<String>) {
        let template = self.compile(&block, inputs);
        self.own = Some(Own { block, template, dynamic });
    }

    /// The workflows of a nest, the first of which is to run.
    pub(super) fn of(nest: Nest) -> Self {
        let mut workflows: Vec<Option<Template>> = nest.iter().map(|_| None).collect();
        let mut handlers: Vec<Option<Template>> = nest.iter().map(|_| None).collect();
        for index in nest.indices_inside_out() {
            let graph = &nest.member(index).graph;
            let inner = |entity: &Entity| {
                let inner = nest.index(entity).unwrap_or_default();
                (inner, workflows[inner].as_ref().map_or_else(Size::default, |template| template.size))
            };
            let mut template = Template::new(&graph.block, graph.inputs.len(), &inner);
            if let Some(handler) = &graph.failure {
                let own = Template::new(&handler.block, handler.inputs.len(), &inner);
                template.keep_for(handler, &own);
                handlers[index] = Some(own);
            }
            workflows[index] = Some(template);
        }
        Templates { nest, workflows: workflows.into_iter().flatten().collect(), handlers, own: None }
    }

    /// The block to run.
    pub(super) fn root(&self) -> Opening<'_> {
        match &self.own {
            Some(Own { block, template, dynamic }) => Opening {
                block,
                template,
                workflow: dynamic.as_deref(),
                handler: None,
                kind: if dynamic.is_some() { BlockKind::Made } else { BlockKind::Written },
                home: self,
            },
            None => self.workflow(0),
        }
    }

    /// What becomes of the other nodes when one has failed. Flyte's engine heeds the policy of the workflow that is launched
    /// for all that is in it (flytepropeller `controller/executors/execution_context.go`).
    pub(super) fn failure_policy(&self) -> FailurePolicy {
        let root = self.nest.iter().next().filter(|_| self.own.is_none());
        root.map_or(FailurePolicy::FailImmediately, |root| root.graph.settings.failure_policy)
    }

    /// How much there is to do.
    pub(super) fn size(&self) -> Size {
        self.root().template.size
    }

    /// How many workers it can keep busy.
    pub(super) fn workers(&self, jobs: NonZeroUsize) -> usize {
        jobs.get().min(usize::try_from(self.size().most_tasks).unwrap_or(usize::MAX)).max(1)
    }

    /// Whether drivers may have something to poll. What a dynamic workflow makes is not known before.
    pub(super) fn has_polled(&self, executor: &dyn Executor) -> bool {
        let mut has = false;
        self.each_task(&mut |task| {
            has |= executor.is_polled(task) || task.task().is_some_and(|task| task.dynamic.is_some());
        });
        has
    }

    /// Calls `found` with each task. Those of a workflow that is called twice are found once.
    pub(super) fn each_task(&self, found: &mut impl FnMut(&'static Entity)) {
        self.each_node(&mut |node| {
            if let Work::Task(task) | Work::Reference(task) | Work::Map(MapWork { task, .. }) = node.work {
                found(task);
            }
        });
    }

    /// Calls `found` with each node. Those of a workflow that is called twice are found once.
    pub(super) fn each_node(&self, found: &mut impl FnMut(&Node)) {
        self.own.iter().for_each(|own| own.block.each_node(found));
        self.nest.iter().for_each(|member| member.graph.each_node(found));
    }

    /// The block of a workflow, by its index.
    pub(super) fn workflow(&self, index: usize) -> Opening<'_> {
        let graph = &self.nest.member(index).graph;
        let workflow = graph.name.as_str();
        let template = self.handlers[index].as_ref();
        let handler = graph.failure.as_ref().zip(template);
        let handler = handler.map(|(call, template)| Handling { call, template, workflow, home: self });
        Opening {
            block: &graph.block,
            template: &self.workflows[index],
            workflow: Some(workflow),
            handler,
            kind: BlockKind::Written,
            home: self,
        }
    }

    /// The block of an arm, with that many inputs.
    pub(super) fn arm<'p>(&'p self, block: &'p Block, inputs: usize, arm: &'p ArmTemplate) -> Opening<'p> {
        let template = arm.template.get_or_init(|| Box::new(self.compile(block, inputs)));
        Opening { block, template, workflow: None, handler: None, kind: BlockKind::Written, home: self }
    }

    fn compile(&self, block: &Block, inputs: usize) -> Template {
        Template::new(block, inputs, &|entity| {
            let index = self.nest.index(entity).unwrap_or_default();
            (index, self.workflows[index].size)
        })
    }
}

/// A block whose only node is the task, with the same inputs and outputs.
fn alone(task: &'static Entity) -> Block {
    let work = if task.kind() == Kind::Task { Work::Task(task) } else { Work::Reference(task) };
    let signature = Signature::of(task);
    let inputs = 0..signature.inputs.len();
    let outputs = 0..signature.outputs.len();
    let node = Node {
        work,
        signature: Arc::new(signature),
        bindings: inputs.map(|input| Binding::of(Origin::Input(input))).collect(),
        after: Vec::new(),
        settings: None,
        place: Location::caller(),
    };
    let outputs = outputs.map(|output| Binding::of(Origin::Output { node: 0, output })).collect();
    Block { nodes: vec![node], outputs }
}
