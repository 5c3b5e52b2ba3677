//! Converts the nodes of a graph to Flyte's nodes.

use super::binding::bind;
use super::image::NodeImages;
use super::pod::NodePods;
use super::task::duration;
use super::{Ids, container, extended};
use crate::entity::{Entity, Settings};
use crate::graph::{Binding, Block, Nest, Node, Scope, Work, node_id, upstream};
use aileron_idl::core::node::Target;
use aileron_idl::core::node_metadata::{
    CacheSerializableValue, CacheVersionValue, CacheableValue, InterruptibleValue,
};
use aileron_idl::core::{
    self, Identifier, NodeMetadata, ResourceType, Resources, RetryStrategy, TaskNode, TaskNodeOverrides,
    WorkflowNode, WorkflowTemplate, task_node, workflow_node,
};

/// Writes the nodes of one workflow, and the workflows that it needs beside those of the program.
pub(super) struct Writer<'s> {
    pub(super) ids: &'s Ids,
    pub(super) images: &'s NodeImages,
    pub(super) pods: &'s NodePods,
    pub(super) nest: &'s Nest,
    /// Whether tasks of the workflow that is written may be interrupted, unless they say otherwise.
    pub(super) interruptible: bool,
    /// The workflows made from arms of branches.
    pub(super) made: Vec<WorkflowTemplate>,
}

/// Where a node stands in its message.
pub(super) struct Position<'g> {
    /// The block that holds it, as far as its bindings go.
    pub(super) scope: Scope<'g>,
    /// Its id in that block.
    pub(super) id: String,
    /// The name of the workflow and the ids of the nodes around it, with dots.
    pub(super) path: String,
}

impl Writer<'_> {
    /// The nodes of a block in the workflow or node with this path.
    pub(super) fn nodes(&mut self, path: &str, scope: Scope<'_>, block: &Block) -> Vec<core::Node> {
        let nodes = block.nodes.iter().enumerate();
        let nodes = nodes.map(|(index, node)| {
            let position = Position { scope, id: node_id(index), path: path.to_owned() };
            self.node(&position, node, &node.bindings)
        });
        nodes.collect()
    }

    /// A node. Its bindings are in terms of the position's block.
    pub(super) fn node(&mut self, at: &Position<'_>, node: &Node, bindings: &[Binding]) -> core::Node {
        let (mut metadata, target) = match &node.work {
            Work::Task(task) => {
                let id = self.ids.identifier(ResourceType::Task, task.name);
                (task_metadata(task, node), self.run_task(id, node))
            }
            Work::Reference(entity) => match entity.reference() {
                Some(reference) => self.reference(entity, reference, node),
                None => return core::Node::default(),
            },
            Work::Workflow(workflow) => {
                let interruptible = workflow.workflow().is_some_and(|parts| parts.settings.interruptible);
                (workflow_metadata(workflow.name, interruptible), self.run_workflow(workflow.name))
            }
            Work::LaunchPlan(plan) => (self.launch_metadata(plan), self.launch(plan.name)),
            Work::Branch(branch) => {
                let mut written = self.branch(at, node, branch, bindings);
                if let Some(metadata) = &mut written.metadata {
                    rename(metadata, node);
                }
                return written;
            }
            Work::Gate(gate) => return self.gate(at, node, gate, bindings),
            Work::Map(map) => return self.map(at, node, map, bindings),
        };
        rename(&mut metadata, node);
        let inputs = node.signature.inputs.iter().zip(bindings);
        let inputs = inputs.map(|(input, binding)| bind(at.scope, &input.name, binding)).collect();
        message(at, inputs, upstream(bindings, &node.after), metadata, target)
    }

    pub(super) fn run_task(&self, id: Identifier, node: &Node) -> Target {
        let overrides = node.settings.map(|settings| self.overrides(settings.others));
        Target::TaskNode(TaskNode {
            overrides: Some(overrides.unwrap_or_default()),
            reference: Some(task_node::Reference::ReferenceId(id)),
        })
    }

    /// What is different for one call of a task.
    pub(super) fn overrides(&self, settings: &'static Settings) -> TaskNodeOverrides {
        let resources = container::resources(settings);
        TaskNodeOverrides {
            resources: (resources != Resources::default()).then_some(resources),
            extended_resources: extended::resources(settings),
            container_image: self.images.image(settings).to_owned(),
            pod_template: self.pods.get(settings).cloned(),
        }
    }

    /// A node that launches a plan.
    fn launch(&self, name: &str) -> Target {
        let reference =
            workflow_node::Reference::LaunchplanRef(self.ids.identifier(ResourceType::LaunchPlan, name));
        Target::WorkflowNode(WorkflowNode { reference: Some(reference) })
    }

    /// The metadata of a node that launches a plan: those of its workflow, as in flytekit (`core/launch_plan.py`).
    fn launch_metadata(&self, plan: &Entity) -> NodeMetadata {
        let launched = self.nest.find(plan).and_then(|plan| plan.graph.launched());
        let workflow = launched.map(|launched| launched.workflow);
        let settings = workflow.and_then(Entity::workflow).map(|parts| parts.settings);
        workflow_metadata(
            workflow.map_or(plan.name, |workflow| workflow.name),
            settings.is_some_and(|settings| settings.interruptible),
        )
    }

    /// A node that runs a workflow in line.
    pub(super) fn run_workflow(&self, name: &str) -> Target {
        let reference =
            workflow_node::Reference::SubWorkflowRef(self.ids.identifier(ResourceType::Workflow, name));
        Target::WorkflowNode(WorkflowNode { reference: Some(reference) })
    }
}

/// The message of a node.
pub(super) fn message(
    at: &Position<'_>,
    mut inputs: Vec<core::Binding>,
    upstream: Vec<usize>,
    metadata: NodeMetadata,
    target: Target,
) -> core::Node {
    inputs.sort_unstable_by(|a, b| a.var.cmp(&b.var));
    core::Node {
        id: at.id.clone(),
        metadata: Some(metadata),
        inputs,
        upstream_node_ids: upstream.into_iter().map(node_id).collect(),
        target: Some(target),
        ..core::Node::default()
    }
}

/// The metadata of a task's node. Propeller takes timeout and interruptible from the node, never from the task
/// (flytepropeller `nodes/executor.go`), so the node repeats them.
pub(super) fn task_metadata(task: &Entity, node: &Node) -> NodeMetadata {
    let settings = task.settings();
    let own = node.settings.map(|settings| settings.others);
    let cache = own.and_then(|settings| settings.cache.as_ref());
    let interruptible = |settings: &Settings| settings.interruptible;
    let interruptible = own.and_then(interruptible).or(settings.and_then(interruptible));
    NodeMetadata {
        name: short(task.name),
        timeout: settings.and_then(|settings| settings.timeout).map(duration),
        retries: Some(RetryStrategy { retries: node.retries() }),
        interruptible_value: interruptible.map(InterruptibleValue::Interruptible),
        cacheable_value: cache.map(|_| CacheableValue::Cacheable(true)),
        cache_version_value: cache.map(|cache| CacheVersionValue::CacheVersion(cache.version.to_owned())),
        cache_serializable_value: cache
            .map(|cache| CacheSerializableValue::CacheSerializable(cache.serialize)),
        ..NodeMetadata::default()
    }
}

/// Gives a node the name and the timeout that its call asks for. Propeller heeds the timeout of every node
/// (flytepropeller `nodes/executor.go`).
pub(super) fn rename(metadata: &mut NodeMetadata, node: &Node) {
    let Some(settings) = node.settings else { return };
    if !settings.name.is_empty() {
        settings.name.clone_into(&mut metadata.name);
    }
    if let Some(timeout) = settings.others.timeout {
        metadata.timeout = Some(duration(timeout));
    }
}

/// The metadata of a node that runs a workflow.
pub(super) fn workflow_metadata(name: &str, interruptible: bool) -> NodeMetadata {
    NodeMetadata {
        name: short(name),
        retries: Some(RetryStrategy::default()),
        // The node has the default of the workflow that it runs, as in flytekit (`core/workflow.py`).
        interruptible_value: Some(InterruptibleValue::Interruptible(interruptible)),
        ..NodeMetadata::default()
    }
}

/// The last part of a name, which the console shows on the node.
pub(super) fn short(name: &str) -> String {
    name.rsplit('.').next().unwrap_or(name).to_owned()
}
