//! Converts the sources of values to Flyte's bindings.

use crate::graph::{self, Graph, Node, node_id};
use crate::types::path::Step;
use aileron_idl::core::{
    Binding, BindingData, BindingDataCollection, BindingDataMap, Literal, OutputReference, PromiseAttribute,
    Scalar, binding_data::Value, literal, promise_attribute, scalar,
};

/// The names to which the bindings of a graph refer.
pub(super) struct Scope<'g> {
    inputs: Vec<&'g str>,
    outputs: Vec<Vec<String>>,
}

impl<'g> Scope<'g> {
    pub(super) fn new(graph: &'g Graph) -> Self {
        let names = |node: &Node| node.entity.outputs().into_iter().map(|output| output.name).collect();
        Scope {
            inputs: graph.inputs.iter().map(|input| input.name.as_str()).collect(),
            outputs: graph.nodes.iter().map(names).collect(),
        }
    }

    pub(super) fn bind(&self, var: String, binding: &graph::Binding) -> Binding {
        Binding { var, binding: Some(self.data(binding)) }
    }

    fn data(&self, binding: &graph::Binding) -> BindingData {
        match binding {
            // An empty node id means the workflow itself.
            graph::Binding::Input(index) => promise(String::new(), self.inputs[*index]),
            graph::Binding::Output { node, output } => promise(node_id(*node), &self.outputs[*node][*output]),
            graph::Binding::Constant(literal) => constant(literal.clone()),
            graph::Binding::Part { whole, path } => part(self.data(whole), path),
            graph::Binding::List(items) => list(items.iter().map(|item| self.data(item))),
            graph::Binding::Map(items) => map(items.iter().map(|(key, item)| (key.clone(), self.data(item)))),
        }
    }
}

fn data(value: Value) -> BindingData {
    BindingData { value: Some(value), ..BindingData::default() }
}

fn promise(node_id: String, var: &str) -> BindingData {
    data(Value::Promise(OutputReference { node_id, var: var.to_owned(), ..OutputReference::default() }))
}

fn part(mut whole: BindingData, path: &[Step]) -> BindingData {
    if let Some(Value::Promise(promise)) = &mut whole.value {
        promise.attr_path = path.iter().map(step).collect();
    }
    whole
}

fn step(step: &Step) -> PromiseAttribute {
    let value = match step {
        Step::Key(key) => promise_attribute::Value::StringValue(key.clone()),
        Step::Index(place) => promise_attribute::Value::IntValue(i32::try_from(*place).unwrap_or(i32::MAX)),
    };
    PromiseAttribute { value: Some(value) }
}

fn list(items: impl Iterator<Item = BindingData>) -> BindingData {
    data(Value::Collection(BindingDataCollection { bindings: items.collect() }))
}

fn map(items: impl Iterator<Item = (String, BindingData)>) -> BindingData {
    data(Value::Map(BindingDataMap { bindings: aileron_idl::map(items) }))
}

/// Binds a constant item by item: a binding holds scalars only, so there is no other form for a list or map. A value
/// for a union is not wrapped in a union, as in flytekit (`core/promise.py`).
fn constant(literal: Literal) -> BindingData {
    match literal.value {
        Some(literal::Value::Collection(items)) => list(items.literals.into_iter().map(constant)),
        Some(literal::Value::Map(items)) => {
            map(items.literals.into_iter().map(|(key, item)| (key, constant(item))))
        }
        Some(literal::Value::Scalar(scalar)) => self::scalar(*scalar),
        Some(literal::Value::OffloadedMetadata(metadata)) => data(Value::OffloadedMetadata(metadata)),
        None => BindingData::default(),
    }
}

fn scalar(scalar: Scalar) -> BindingData {
    if let Some(scalar::Value::Union(union)) = &scalar.value
        && let Some(inner) = union.value.as_deref()
        && matches!(inner.value, Some(literal::Value::Collection(_) | literal::Value::Map(_)))
    {
        return constant(inner.clone());
    }
    data(Value::Scalar(scalar))
}
