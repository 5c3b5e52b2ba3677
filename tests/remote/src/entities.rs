//! Small entities to register: tasks, workflows and launch plans of the project `flytesnacks`, version `v1`.

use aileron_idl::admin::{
    LaunchPlanCreateRequest, LaunchPlanSpec, ObjectGetRequest, TaskCreateRequest, TaskSpec,
    WorkflowCreateRequest, WorkflowSpec,
};
use aileron_idl::core::{
    Container, Identifier, Node, NodeMetadata, ResourceType, RuntimeMetadata, TaskMetadata, TaskNode,
    TaskTemplate, TypedInterface, WorkflowMetadata, WorkflowMetadataDefaults, WorkflowTemplate, node,
    task_node, task_template,
};

/// The project that the server has if its options name none.
pub const PROJECT: &str = "flytesnacks";
/// The domain of the entities.
pub const DOMAIN: &str = "development";
/// The version of the entities.
pub const VERSION: &str = "v1";

/// The identifier of an entity.
#[must_use]
pub fn id(kind: ResourceType, name: &str) -> Identifier {
    Identifier {
        resource_type: kind as i32,
        project: PROJECT.into(),
        domain: DOMAIN.into(),
        name: name.into(),
        version: VERSION.into(),
        ..Identifier::default()
    }
}

/// Asks for an entity.
#[must_use]
pub fn get(kind: ResourceType, name: &str) -> ObjectGetRequest {
    ObjectGetRequest { id: Some(id(kind, name)) }
}

/// A task without inputs and outputs, in the image `image`.
#[must_use]
pub fn task(name: &str) -> TaskCreateRequest {
    let container = Container { image: "image".into(), args: vec!["execute".into()], ..Container::default() };
    let runtime = RuntimeMetadata { version: "1".into(), ..RuntimeMetadata::default() };
    let template = TaskTemplate {
        id: Some(id(ResourceType::Task, name)),
        r#type: "container".into(),
        metadata: Some(TaskMetadata { runtime: Some(runtime), ..TaskMetadata::default() }),
        interface: Some(TypedInterface::default()),
        target: Some(task_template::Target::Container(container)),
        ..TaskTemplate::default()
    };
    let spec = TaskSpec { template: Some(template), ..TaskSpec::default() };
    TaskCreateRequest { id: Some(id(ResourceType::Task, name)), spec: Some(spec) }
}

/// A workflow that calls a task as often as it has nodes.
#[must_use]
pub fn workflow(name: &str, task: &str, nodes: usize) -> WorkflowCreateRequest {
    let call = |number| Node {
        id: format!("n{number}"),
        metadata: Some(NodeMetadata::default()),
        target: Some(node::Target::TaskNode(TaskNode {
            reference: Some(task_node::Reference::ReferenceId(id(ResourceType::Task, task))),
            ..TaskNode::default()
        })),
        ..Node::default()
    };
    let template = WorkflowTemplate {
        id: Some(id(ResourceType::Workflow, name)),
        metadata: Some(WorkflowMetadata::default()),
        interface: Some(TypedInterface::default()),
        nodes: (0..nodes).map(call).collect(),
        metadata_defaults: Some(WorkflowMetadataDefaults::default()),
        ..WorkflowTemplate::default()
    };
    let spec = WorkflowSpec { template: Some(template), ..WorkflowSpec::default() };
    WorkflowCreateRequest { id: Some(id(ResourceType::Workflow, name)), spec: Some(spec) }
}

/// A launch plan of a workflow.
#[must_use]
pub fn plan(name: &str, workflow: &str) -> LaunchPlanCreateRequest {
    let spec = LaunchPlanSpec {
        workflow_id: Some(id(ResourceType::Workflow, workflow)),
        ..LaunchPlanSpec::default()
    };
    LaunchPlanCreateRequest { id: Some(id(ResourceType::LaunchPlan, name)), spec: Some(spec) }
}
