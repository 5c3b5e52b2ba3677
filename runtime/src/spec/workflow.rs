//! Workflows as `WorkflowSpec`.

use super::binding::Scope;
use super::graphs::Graphs;
use super::{Ids, description, interface, node};
use crate::graph::Graph;
use aileron_idl::admin::WorkflowSpec;
use aileron_idl::core::{ResourceType, WorkflowMetadata, WorkflowMetadataDefaults, WorkflowTemplate};
use std::collections::BTreeMap;

/// The specs of all workflows, in the order of names.
pub(super) fn specs(graphs: &Graphs, ids: &Ids) -> Vec<WorkflowSpec> {
    let templates: BTreeMap<&str, WorkflowTemplate> =
        graphs.iter().map(|(name, graph)| (name, template(graph, ids))).collect();
    let spec = |(name, template): (&&str, &WorkflowTemplate)| WorkflowSpec {
        template: Some(template.clone()),
        // All that run inside, however deep, each once: nothing else tells the engine of them.
        sub_workflows: graphs.inside(name).map(|inner| templates[inner].clone()).collect(),
        description: Some(description::of(graphs.doc(name))),
    };
    templates.iter().map(spec).collect()
}

fn template(graph: &Graph, ids: &Ids) -> WorkflowTemplate {
    let scope = Scope::of(graph);
    let nodes = graph.nodes.iter().enumerate();
    let outputs = graph.outputs.iter();
    WorkflowTemplate {
        id: Some(ids.of(ResourceType::Workflow, &graph.name)),
        metadata: Some(WorkflowMetadata::default()),
        interface: Some(interface::typed(
            graph.inputs.clone(),
            graph.outputs.iter().map(|(output, _)| output.clone()).collect(),
        )),
        nodes: nodes.map(|(index, node)| node::of(index, node, &scope, ids)).collect(),
        outputs: outputs.map(|(output, binding)| scope.bind(output.name.clone(), binding)).collect(),
        metadata_defaults: Some(WorkflowMetadataDefaults::default()),
        ..WorkflowTemplate::default()
    }
}
