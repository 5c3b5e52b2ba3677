//! Converts workflows to `WorkflowSpec`.

use super::binding::bind;
use super::image::NodeImages;
use super::node::Writer;
use super::{Ids, description};
use crate::entity::typed_interface;
use crate::graph::{Graph, Member, Nest};
use aileron_idl::admin::WorkflowSpec;
use aileron_idl::core::{ResourceType, WorkflowMetadata, WorkflowMetadataDefaults, WorkflowTemplate};

/// The spec of a workflow. It contains every workflow that this one calls, directly or not, each once, and those made
/// from their branches: the engine finds them nowhere else. They are sorted by name, as flytekit writes them
/// (`models/admin/workflow.py`).
pub(super) fn spec(workflow: &Member, nest: &Nest, ids: &Ids, images: &NodeImages) -> WorkflowSpec {
    let mut writer = Writer { ids, images, made: Vec::new() };
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
    let scope = graph.scope();
    let outputs = graph.outputs.iter().zip(&graph.block.outputs);
    WorkflowTemplate {
        id: Some(writer.ids.identifier(ResourceType::Workflow, &graph.name)),
        metadata: Some(WorkflowMetadata::default()),
        interface: Some(typed_interface(graph.inputs.clone(), graph.outputs.clone())),
        nodes: writer.nodes(&graph.name, scope, &graph.block),
        outputs: outputs.map(|(output, binding)| bind(scope, &output.name, binding)).collect(),
        metadata_defaults: Some(WorkflowMetadataDefaults { interruptible: graph.settings.interruptible }),
        ..WorkflowTemplate::default()
    }
}
