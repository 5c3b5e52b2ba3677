//! Nodes that run what is registered elsewhere.

use super::Ids;
use super::node::{Writer, short, task_metadata};
use crate::entity::{Entity, Reference, Referred};
use crate::graph::Node;
use aileron_idl::core::node::Target;
use aileron_idl::core::{Identifier, NodeMetadata, ResourceType, WorkflowNode, workflow_node};

impl Ids {
    /// The id of what is referred to. A part that the reference leaves out is that of this registration.
    fn referred(&self, entity: &Entity, reference: &Reference, kind: ResourceType) -> Identifier {
        let part = |given: &str, own: &str| if given.is_empty() { own } else { given }.to_owned();
        Identifier {
            project: part(reference.project, &self.project),
            domain: part(reference.domain, &self.domain),
            version: part(reference.version, &self.version),
            ..self.identifier(kind, entity.name)
        }
    }
}

impl Writer<'_> {
    /// The metadata and the target of a node that runs what is registered elsewhere.
    ///
    /// A workflow runs as its default launch plan, which has its name: Flyte's compiler finds a workflow in line only among
    /// those in the same spec (flytepropeller `compiler/workflow_compiler.go`), so flytekit refuses such a node
    /// (`tools/translator.py`).
    pub(super) fn reference(
        &self,
        entity: &Entity,
        reference: &Reference,
        node: &Node,
    ) -> (NodeMetadata, Target) {
        match reference.kind {
            Referred::Task => {
                let id = self.ids.referred(entity, reference, ResourceType::Task);
                (task_metadata(entity, node), self.run_task(id, node))
            }
            Referred::Workflow | Referred::LaunchPlan => {
                let id = self.ids.referred(entity, reference, ResourceType::LaunchPlan);
                let reference = workflow_node::Reference::LaunchplanRef(id);
                let metadata = NodeMetadata { name: short(entity.name), ..NodeMetadata::default() };
                (metadata, Target::WorkflowNode(WorkflowNode { reference: Some(reference) }))
            }
        }
    }
}
