//! Converts workflows to `WorkflowSpec`.

use super::binding::Scope;
use super::{Ids, description, node};
use crate::entity::typed_interface;
use crate::graph::{Graph, Member, Nest};
use aileron_idl::admin::WorkflowSpec;
use aileron_idl::core::{ResourceType, WorkflowMetadata, WorkflowMetadataDefaults, WorkflowTemplate};

/// The spec of a workflow. It contains every workflow that this one calls, directly or not, each once: the engine
/// finds them nowhere else.
pub(super) fn spec(workflow: &Member, nest: &Nest, ids: &Ids) -> WorkflowSpec {
    WorkflowSpec {
        template: Some(template(&workflow.graph, ids)),
        sub_workflows: nest.inside(workflow).map(|inner| template(inner, ids)).collect(),
        description: Some(description::from_doc(workflow.doc())),
    }
}

fn template(graph: &Graph, ids: &Ids) -> WorkflowTemplate {
    let scope = Scope::new(graph);
    let nodes = graph.nodes.iter().enumerate();
    let outputs = graph.outputs.iter();
    WorkflowTemplate {
        id: Some(ids.identifier(ResourceType::Workflow, &graph.name)),
        metadata: Some(WorkflowMetadata::default()),
        interface: Some(typed_interface(
            graph.inputs.clone(),
            graph.outputs.iter().map(|(output, _)| output.clone()).collect(),
        )),
        nodes: nodes.map(|(index, node)| node::message(index, node, &scope, ids)).collect(),
        outputs: outputs.map(|(output, binding)| scope.bind(output.name.clone(), binding)).collect(),
        metadata_defaults: Some(WorkflowMetadataDefaults::default()),
        ..WorkflowTemplate::default()
    }
}
