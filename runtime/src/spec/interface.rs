//! Typed interfaces.

use crate::entity;
use aileron_idl::core::{TypedInterface, Variable, VariableMap};

/// The interface of an entity.
pub(crate) fn of(entity: &entity::Entity) -> TypedInterface {
    typed(entity.inputs(), entity.outputs())
}

/// The same of its parts. Both maps are there even if empty: to Flyte, absent and empty differ.
pub(super) fn typed(inputs: Vec<entity::Variable>, outputs: Vec<entity::Variable>) -> TypedInterface {
    TypedInterface { inputs: Some(variables(inputs)), outputs: Some(variables(outputs)) }
}

fn variables(variables: Vec<entity::Variable>) -> VariableMap {
    let variables = variables.into_iter().map(|variable| (variable.name.clone(), typed_variable(variable)));
    VariableMap { variables: aileron_idl::map(variables) }
}

/// A variable without docs is described by its own name (flytekit `core/interface.py`): the description is part of
/// the hash that cached results are found by.
pub(super) fn typed_variable(variable: entity::Variable) -> Variable {
    let entity::Variable { name, ty, doc, .. } = variable;
    let description = if doc.is_empty() { name } else { doc.to_owned() };
    Variable { r#type: Some(ty), description, ..Variable::default() }
}
