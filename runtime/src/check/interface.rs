//! The interfaces of nodes (flytepropeller `pkg/compiler/validators/interface.go`).

use super::code::flyte;
use super::compiler::{Builder, Compiler, Edges, Place, Step};
use super::face::{Face, Variables};
use super::known::printed;
use super::nodes;
use aileron_idl::core::gate_node::Condition;
use aileron_idl::core::node::Target;
use aileron_idl::core::parameter::Behavior;
use aileron_idl::core::{
    ArrayNode, GateNode, Node, Parameter, TypedInterface, WorkflowNode, task_node, workflow_node,
};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

impl<'p> Compiler<'p> {
    /// The interface of a node. It is kept once it is right.
    pub(super) fn interface(&mut self, builder: &mut Builder<'p>, node: &'p Node) -> Option<Rc<Face<'p>>> {
        if let Some(face) = builder.face(Step::Node(node)) {
            return Some(face);
        }
        let before = self.count();
        let id = self.id(node).to_owned();
        let face = match &node.target {
            Some(Target::TaskNode(task)) => match &task.reference {
                Some(task_node::Reference::ReferenceId(task)) => {
                    let known = self.known.task(task);
                    if known.is_none() {
                        let message = format!("nothing knows the task {}; register it first", printed(task));
                        self.flyte(flyte::TASK_NOT_FOUND, &id, message);
                    }
                    known.map(|task| declared(task.interface.as_ref()))
                }
                None => {
                    self.flyte(
                        flyte::VALUE_REQUIRED,
                        &id,
                        "the node names no task, so it has nothing to run; set its `reference_id`",
                    );
                    None
                }
            },
            Some(Target::WorkflowNode(workflow)) => self.of_workflow(builder, node, &id, workflow),
            Some(Target::BranchNode(branch)) => self.of_branch(builder, node, branch),
            Some(Target::GateNode(gate)) => self.of_gate(builder, node, &id, gate),
            Some(Target::ArrayNode(array)) => self.of_array(builder, array),
            None => {
                self.flyte(
                    flyte::VALUE_REQUIRED,
                    &id,
                    "the node does nothing: it has no task, workflow, branch, gate or map; set its target",
                );
                None
            }
        };
        if let Some(face) = &face {
            self.declared(&id, [&face.inputs, &face.outputs]);
        }
        let face = face.map(Rc::new).filter(|_| self.count() == before)?;
        builder.faces.insert(node, face.clone());
        Some(face)
    }

    fn of_workflow(
        &mut self,
        builder: &Builder<'p>,
        node: &'p Node,
        id: &str,
        workflow: &'p WorkflowNode,
    ) -> Option<Face<'p>> {
        match &workflow.reference {
            // Of a workflow without an id, Flyte takes every node that starts no launch plan for that workflow itself.
            Some(workflow_node::Reference::LaunchplanRef(plan))
                if builder.template.id.as_ref() == Some(plan) =>
            {
                Some(declared(builder.template.interface.as_ref()))
            }
            _ if builder.template.id.is_none() && nodes::launch_plan(node).is_none() => {
                Some(declared(builder.template.interface.as_ref()))
            }
            Some(workflow_node::Reference::LaunchplanRef(plan)) => {
                let Some(known) = self.known.plan(plan).cloned() else {
                    let message =
                        format!("nothing knows the launch plan {}; register it first", printed(plan));
                    self.flyte(flyte::WORKFLOW_NOT_FOUND, id, message);
                    return None;
                };
                let (Some(inputs), Some(outputs)) = (known.inputs, known.outputs) else {
                    self.flyte(
                        flyte::VALUE_REQUIRED,
                        id,
                        "the inputs and outputs of the launch plan are not known, since its workflow is not; give the package \
                         with its workflow by `--with`",
                    );
                    return None;
                };
                Some(Face { inputs: exposed(&inputs, node), outputs: owned(&outputs) })
            }
            Some(workflow_node::Reference::SubWorkflowRef(inner)) => match self.carried.get(inner).copied() {
                Some(template) if self.has_interface(template) => Some(declared(template.interface.as_ref())),
                Some(_) => {
                    let message = format!(
                        "the workflow {} has no interface, so no binding can be compared with it; write an empty one if it \
                             has neither inputs nor outputs",
                        printed(inner)
                    );
                    self.flyte(flyte::VALUE_REQUIRED, id, message);
                    None
                }
                None => {
                    let message = format!("the workflow {} is not carried; carry it", printed(inner));
                    self.flyte(flyte::WORKFLOW_NOT_FOUND, id, message);
                    None
                }
            },
            None => {
                self.flyte(
                    flyte::WORKFLOW_NOT_FOUND,
                    id,
                    "the node names neither a workflow nor a launch plan; name one",
                );
                None
            }
        }
    }

    fn of_gate(
        &mut self,
        builder: &mut Builder<'p>,
        node: &'p Node,
        id: &str,
        gate: &'p GateNode,
    ) -> Option<Face<'p>> {
        match &gate.condition {
            Some(Condition::Approve(_)) => {
                let place = Place { id, node: Some(node) };
                let passed = self.bindings(builder, place, &node.inputs, None, Edges::Upstream);
                let passed = Variables::Derived(passed);
                Some(Face { inputs: passed.clone(), outputs: passed })
            }
            Some(Condition::Signal(signal)) => {
                let wrong = if signal.r#type.is_none() {
                    "the gate waits for a value of no type, so nobody can give one; declare its type"
                } else if signal.output_variable_name.is_empty() {
                    "the gate has no name for the value it waits for, so no node could take it; write `o0`"
                } else {
                    let ty = signal.r#type.as_ref().map(Cow::Borrowed);
                    let output = BTreeMap::from([(signal.output_variable_name.as_str(), ty)]);
                    return Some(Face { inputs: Variables::None, outputs: Variables::Derived(output) });
                };
                self.flyte(flyte::VALUE_REQUIRED, id, wrong);
                None
            }
            Some(Condition::Sleep(_)) => Some(Face::default()),
            None => {
                self.flyte(
                    flyte::NO_CONDITION,
                    id,
                    "the gate waits for nothing: it neither approves, nor waits for a value, nor sleeps; set one of these",
                );
                None
            }
        }
    }

    /// The interface of a map is that of what it maps.
    fn of_array(&mut self, builder: &mut Builder<'p>, array: &'p ArrayNode) -> Option<Face<'p>> {
        let Some(inner) = array.node.as_deref() else {
            self.flyte(flyte::VALUE_REQUIRED, "", "the map has no node to repeat; set its `node`");
            return None;
        };
        self.interface(builder, inner).map(|face| (*face).clone())
    }
}

fn declared(interface: Option<&TypedInterface>) -> Face<'_> {
    Face {
        inputs: Variables::declared(interface.and_then(|interface| interface.inputs.as_ref())),
        outputs: Variables::declared(interface.and_then(|interface| interface.outputs.as_ref())),
    }
}

/// The inputs of a launch plan that a node has to bind: those that are required, and those that it binds.
fn exposed<'p>(inputs: &Cow<'p, aileron_idl::core::ParameterMap>, node: &'p Node) -> Variables<'p> {
    let is_exposed = |name: &str, parameter: &Parameter| {
        matches!(parameter.behavior, Some(Behavior::Required(true)))
            || node.inputs.iter().any(|binding| binding.var == name)
    };
    let ty = |parameter: &Parameter| parameter.var.as_ref().and_then(|variable| variable.r#type.clone());
    // The names that no binding gives are those of a plan that may be made on the way, so they are kept as they are.
    let exposed = inputs.parameters.iter().filter(|(name, parameter)| is_exposed(name, parameter));
    Variables::Owned(exposed.map(|(name, parameter)| (name.clone(), ty(parameter))).collect())
}

fn owned<'p>(outputs: &Cow<'p, aileron_idl::core::VariableMap>) -> Variables<'p> {
    match outputs {
        Cow::Borrowed(map) => Variables::Declared(map),
        Cow::Owned(map) => Variables::Owned(
            map.variables.iter().map(|(name, it)| (name.clone(), it.r#type.clone())).collect(),
        ),
    }
}
