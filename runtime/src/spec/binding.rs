//! Converts the sources of values to Flyte's bindings.

use crate::graph::{self, Origin, Reader, Scope, node_id};
use crate::types::path::Step;
use aileron_idl::core::{
    Binding, BindingData, BindingDataCollection, BindingDataMap, Literal, OutputReference, PromiseAttribute,
    Scalar, binding_data::Value, literal, promise_attribute, scalar,
};
use std::collections::BTreeMap;

/// The binding of one variable.
pub(super) fn bind(scope: Scope<'_>, var: &str, binding: &graph::Binding) -> Binding {
    Binding { var: var.to_owned(), binding: Some(binding.read(&mut Messages(scope))) }
}

/// The binding of a variable to the output of the same name of a node.
pub(super) fn output_of(node_id: String, var: &str) -> Binding {
    let promise = OutputReference { node_id, var: var.to_owned(), attr_path: Vec::new() };
    Binding { var: var.to_owned(), binding: Some(data(Value::Promise(promise))) }
}

/// Bindings as messages.
struct Messages<'g>(Scope<'g>);

impl Reader for Messages<'_> {
    type Out = BindingData;
    fn value(&mut self, origin: Origin, path: &[Step]) -> BindingData {
        data(Value::Promise(OutputReference {
            // An empty node id means the workflow itself.
            node_id: origin.node().map_or_else(String::new, node_id),
            var: self.0.variable(origin).map_or_else(String::new, |variable| variable.name.clone()),
            attr_path: path.iter().map(step).collect(),
        }))
    }
    fn constant(&mut self, literal: &Literal) -> BindingData {
        constant(literal.clone())
    }
    fn list(&mut self, items: Vec<BindingData>) -> BindingData {
        list(items)
    }
    fn map(&mut self, items: BTreeMap<String, BindingData>) -> BindingData {
        map(items)
    }
}

fn data(value: Value) -> BindingData {
    BindingData { value: Some(value), ..BindingData::default() }
}

fn step(step: &Step) -> PromiseAttribute {
    let value = match step {
        Step::Key(key) => promise_attribute::Value::StringValue(key.clone()),
        Step::Index(place) => promise_attribute::Value::IntValue(i32::try_from(*place).unwrap_or(i32::MAX)),
    };
    PromiseAttribute { value: Some(value) }
}

fn list(bindings: Vec<BindingData>) -> BindingData {
    data(Value::Collection(BindingDataCollection { bindings }))
}

fn map(bindings: BTreeMap<String, BindingData>) -> BindingData {
    data(Value::Map(BindingDataMap { bindings }))
}

/// Binds a constant item by item: a binding holds scalars only, so there is no other form for a list or map. A value
/// for a union is not wrapped in a union, as in flytekit (`core/promise.py`).
fn constant(literal: Literal) -> BindingData {
    match literal.value {
        Some(literal::Value::Collection(items)) => list(items.literals.into_iter().map(constant).collect()),
        Some(literal::Value::Map(items)) => {
            map(aileron_idl::map(items.literals.into_iter().map(|(key, item)| (key, constant(item)))))
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
