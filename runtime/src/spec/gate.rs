//! Converts gates to Flyte's gate nodes.

use super::binding::{bind, output_of};
use super::node::{Position, Writer, message, rename, workflow_metadata};
use super::task::duration;
use crate::graph::{Binding, Gate, Node, Origin, Scope, Signature, node_id, upstream};
use aileron_idl::core::node::Target;
use aileron_idl::core::{
    self, ApproveCondition, GateNode, NodeMetadata, RetryStrategy, SignalCondition, SleepCondition, gate_node,
};

impl Writer<'_> {
    /// The node of a gate. Flyte's compiler takes the type of what is approved from where the value comes from, not from
    /// the part of it or the list that is bound (flytepropeller `compiler/validators/bindings.go`). So the approval of
    /// anything but a whole value is the only node of a workflow, whose input that is.
    pub(super) fn gate(
        &mut self,
        at: &Position<'_>,
        node: &Node,
        gate: &Gate,
        bindings: &[Binding],
    ) -> core::Node {
        let Signature { inputs, outputs } = &*node.signature;
        let is_whole = |binding: &Binding| matches!(binding, Binding::Value { path, .. } if path.is_empty());
        if bindings.iter().all(is_whole) {
            return waiting(at, node, gate, bindings, &node.after);
        }
        let name = format!("{}.{}", at.path, at.id);
        let scope = Scope { inputs, nodes: &[] };
        let position = Position { scope, id: node_id(0), path: name.clone() };
        let waiting = waiting(&position, node, gate, &[Binding::of(Origin::Input(0))], &[]);
        let given = outputs.iter().map(|output| output_of(node_id(0), &output.name)).collect();
        self.made.push(self.workflow(&name, inputs.clone(), outputs, vec![waiting], given));
        let taken = inputs.iter().zip(bindings).map(|(input, binding)| bind(at.scope, &input.name, binding));
        let mut metadata = workflow_metadata(&name, self.interruptible);
        rename(&mut metadata, node);
        message(at, taken.collect(), upstream(bindings, &node.after), metadata, self.run_workflow(&name))
    }
}

/// The node that waits, or passes its value on.
fn waiting(at: &Position<'_>, node: &Node, gate: &Gate, bindings: &[Binding], after: &[usize]) -> core::Node {
    let inputs = node.signature.inputs.iter().zip(bindings);
    let inputs = inputs.map(|(input, binding)| bind(at.scope, &input.name, binding)).collect();
    let output = node.signature.outputs.first();
    let condition = match gate {
        Gate::Approve { name } => gate_node::Condition::Approve(ApproveCondition { signal_id: name.clone() }),
        Gate::Signal { name, .. } => gate_node::Condition::Signal(SignalCondition {
            signal_id: name.clone(),
            r#type: output.map(|output| (*output.ty).clone()),
            output_variable_name: output.map_or_else(String::new, |output| output.name.clone()),
        }),
        Gate::Sleep(time) => gate_node::Condition::Sleep(SleepCondition { duration: Some(duration(*time)) }),
    };
    let mut metadata = NodeMetadata {
        name: gate.name().unwrap_or("sleep").to_owned(),
        retries: Some(RetryStrategy::default()),
        ..NodeMetadata::default()
    };
    rename(&mut metadata, node);
    let target = Target::GateNode(GateNode { condition: Some(condition) });
    message(at, inputs, upstream(bindings, after), metadata, target)
}
