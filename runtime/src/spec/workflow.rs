//! Converts workflows to `WorkflowSpec`.

use super::binding::bind;
use super::image::NodeImages;
use super::node::{Position, Writer};
use super::pod::NodePods;
use super::{Ids, description};
use crate::entity::{FailurePolicy, Variable, typed_interface};
use crate::graph::{self, Graph, HANDLER_ID, Handler, Member, Nest};
use crate::types::union;
use aileron_idl::admin::WorkflowSpec;
use aileron_idl::core::workflow_metadata::OnFailurePolicy;
use aileron_idl::core::{
    Binding, Node, ResourceType, WorkflowMetadata, WorkflowMetadataDefaults, WorkflowTemplate,
};

/// The spec of a workflow. It contains every workflow that this one calls, directly or not, each once, and those made
/// from their branches: the engine finds them nowhere else. They are sorted by name, as flytekit writes them
/// (`models/admin/workflow.py`).
pub(super) fn spec(
    workflow: &Member,
    nest: &Nest,
    ids: &Ids,
    images: &NodeImages,
    pods: &NodePods,
) -> WorkflowSpec {
    let mut writer = Writer { ids, images, pods, nest, interruptible: false, made: Vec::new() };
    let template = template(&mut writer, &workflow.graph);
    let mut sub_workflows: Vec<_> =
        nest.inside(workflow).map(|inner| self::template(&mut writer, inner)).collect();
    sub_workflows.append(&mut writer.made);
    sub_workflows.sort_by(|one, other| name(one).cmp(name(other)));
    WorkflowSpec {
        template: Some(template),
        sub_workflows,
        description: Some(description::from_doc(workflow.doc())),
    }
}

fn name(workflow: &WorkflowTemplate) -> &str {
    workflow.id.as_ref().map_or("", |id| &id.name)
}

fn template(writer: &mut Writer<'_>, graph: &Graph) -> WorkflowTemplate {
    writer.interruptible = graph.settings.interruptible;
    let scope = graph.scope();
    let nodes = writer.nodes(&graph.name, scope, &graph.block);
    let outputs = graph.outputs.iter().zip(&graph.block.outputs);
    let given = outputs.map(|(output, binding)| bind(scope, &output.name, binding)).collect();
    let failure_node = graph.failure.as_ref().and_then(|handler| writer.handler(&graph.name, handler));
    WorkflowTemplate {
        metadata: Some(WorkflowMetadata {
            on_failure: policy(graph.settings.failure_policy) as i32,
            ..WorkflowMetadata::default()
        }),
        failure_node,
        ..writer.workflow(&graph.name, graph.inputs.clone(), &graph.outputs, nodes, given)
    }
}

fn policy(policy: FailurePolicy) -> OnFailurePolicy {
    match policy {
        FailurePolicy::FailImmediately => OnFailurePolicy::FailImmediately,
        FailurePolicy::FailAfterExecutableNodesComplete => OnFailurePolicy::FailAfterExecutableNodesComplete,
    }
}

impl Writer<'_> {
    /// The node that Flyte runs once the workflow has failed. Flyte's engine puts the error in the place of the none that is
    /// bound to `err` (flytepropeller `controller/nodes/resolve.go`).
    fn handler(&mut self, workflow: &str, handler: &Handler) -> Option<Node> {
        let [call] = &handler.block.nodes[..] else { return None };
        let bound = |binding: &graph::Binding| {
            binding.map_values(&mut |origin, path| {
                if origin == handler.error() {
                    graph::Binding::Constant(union::none())
                } else {
                    graph::Binding::Value { origin, path: path.to_vec() }
                }
            })
        };
        let bindings: Vec<_> = call.bindings.iter().map(bound).collect();
        let position =
            Position { scope: handler.scope(), id: HANDLER_ID.to_owned(), path: workflow.to_owned() };
        Some(self.node(&position, call, &bindings))
    }

    /// A workflow, with the settings of the one that is written: this one, or the one whose branch needs it.
    pub(super) fn workflow(
        &self,
        name: &str,
        inputs: Vec<Variable>,
        outputs: &[Variable],
        nodes: Vec<Node>,
        given: Vec<Binding>,
    ) -> WorkflowTemplate {
        WorkflowTemplate {
            id: Some(self.ids.identifier(ResourceType::Workflow, name)),
            metadata: Some(WorkflowMetadata::default()),
            interface: Some(typed_interface(inputs, outputs.to_vec())),
            nodes,
            outputs: given,
            metadata_defaults: Some(WorkflowMetadataDefaults { interruptible: self.interruptible }),
            ..WorkflowTemplate::default()
        }
    }
}
