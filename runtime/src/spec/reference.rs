//! Nodes that run what is registered elsewhere.

use super::error::Violation;
use super::node::{Writer, short, task_metadata};
use super::{Ids, Specs};
use crate::entity::{Entity, Kind, Reference, Referred, Registry, Variable};
use crate::graph::Node;
use crate::types;
use aileron_grammar::Rule;
use aileron_idl::admin::{LaunchPlan, LaunchPlanClosure, TaskSpec};
use aileron_idl::core::node::Target;
use aileron_idl::core::parameter::Behavior;
use aileron_idl::core::{
    Identifier, NodeMetadata, Parameter, ParameterMap, ResourceType, RetryStrategy, TaskNode, TaskTemplate,
    WorkflowNode, task_node, workflow_node,
};

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

/// What a reference says of what is registered elsewhere.
pub(crate) enum Registered {
    Task(Box<TaskSpec>),
    LaunchPlan(Box<LaunchPlan>),
}

impl Specs<'_> {
    /// What the program refers to, as far as the signatures of its references tell: ids and interfaces.
    pub(crate) fn registered(&self) -> impl Iterator<Item = Registered> {
        self.registry.references().map(|(entity, reference)| {
            let ids = &self.options.ids;
            let interface = entity.typed_interface();
            if let Referred::Task = reference.kind {
                let id = Some(ids.referred(entity, reference, ResourceType::Task));
                let template = TaskTemplate { id, interface: Some(interface), ..TaskTemplate::default() };
                return Registered::Task(Box::new(TaskSpec { template: Some(template), description: None }));
            }
            let inputs = interface.inputs.unwrap_or_default().variables.into_iter();
            // A call binds every input.
            let required =
                |variable| Parameter { var: Some(variable), behavior: Some(Behavior::Required(true)) };
            let parameters = inputs.map(|(name, variable)| (name, required(variable))).collect();
            Registered::LaunchPlan(Box::new(LaunchPlan {
                id: Some(ids.referred(entity, reference, ResourceType::LaunchPlan)),
                spec: None,
                closure: Some(LaunchPlanClosure {
                    expected_inputs: Some(ParameterMap { parameters }),
                    expected_outputs: interface.outputs,
                    ..LaunchPlanClosure::default()
                }),
            }))
        })
    }
}

/// The references that contradict what this program registers under the same id, a sentence each.
pub(super) fn wrong(registry: &Registry, ids: &Ids) -> Vec<Violation> {
    let wrong = registry.references().filter_map(|(entity, reference)| {
        let is = |given: &str, own: &str| given.is_empty() || given == own;
        let parts = [
            (reference.project, &ids.project),
            (reference.domain, &ids.domain),
            (reference.version, &ids.version),
        ];
        if !parts.iter().all(|(given, own)| is(given, own)) {
            return None;
        }
        let own = match reference.kind {
            Referred::Task => registry.get(Kind::Task, entity.name)?,
            // A workflow runs as its default launch plan.
            Referred::Workflow | Referred::LaunchPlan => registry
                .get(Kind::LaunchPlan, entity.name)
                .or_else(|| registry.get(Kind::Workflow, entity.name))?,
        };
        let why = contradiction(entity, own)?;
        let message = format!(
            "{}: this is a reference to the {} `{}` of this program, at {}, and {why}; let both agree, or call the function itself",
            entity.place,
            own.kind().as_str(),
            own.name,
            own.place
        );
        Some(Violation::new(Rule::OwnReference, message))
    });
    wrong.collect()
}

/// What a reference says otherwise than the entity to which it refers; none if both agree.
fn contradiction(reference: &Entity, own: &Entity) -> Option<String> {
    let name = |variable: &Variable| types::name(&variable.ty);
    for (what, said, real) in
        [("input", reference.inputs(), own.inputs()), ("output", reference.outputs(), own.outputs())]
    {
        for variable in &said {
            let Some(known) = real.iter().find(|known| known.name == variable.name) else {
                return Some(format!("that has no {what} `{}`", variable.name));
            };
            if name(known) != name(variable) {
                let (known, said) = (name(known), name(variable));
                return Some(format!("its {what} `{}` is of type {known}, not {said}", variable.name));
            }
        }
        let has_default = |known: &Variable| own.kind() != Kind::Task && known.absent().is_some();
        let missing = real.iter().find(|known| !said.iter().any(|variable| variable.name == known.name));
        if let Some(missing) = missing.filter(|missing| what == "input" && !has_default(missing)) {
            return Some(format!("that needs the input `{}`, which is not given", missing.name));
        }
    }
    None
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
                // flytekit writes no empty overrides here (`tools/translator.py`).
                let overrides = node.settings.map(|settings| self.overrides(settings.others));
                let reference = Some(task_node::Reference::ReferenceId(id));
                (task_metadata(entity, node), Target::TaskNode(TaskNode { overrides, reference }))
            }
            Referred::Workflow | Referred::LaunchPlan => {
                let id = self.ids.referred(entity, reference, ResourceType::LaunchPlan);
                let reference = workflow_node::Reference::LaunchplanRef(id);
                let (name, retries) = (short(entity.name), Some(RetryStrategy::default()));
                let metadata = NodeMetadata { name, retries, ..NodeMetadata::default() };
                (metadata, Target::WorkflowNode(WorkflowNode { reference: Some(reference) }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::{Kind, made};

    #[test]
    fn a_part_that_is_left_out_is_that_of_the_registration() {
        let ids = Ids { project: "own".to_owned(), domain: "here".to_owned(), version: "v9".to_owned() };
        let reference =
            Reference { kind: Referred::Task, project: "far", domain: "", version: "", local: None };
        let id = ids.referred(made(Kind::Reference, "a.b", ""), &reference, ResourceType::Task);
        let parts = [&id.project, &id.domain, &id.name, &id.version];
        assert_eq!(parts, ["far", "here", "a.b", "v9"]);
    }
}
