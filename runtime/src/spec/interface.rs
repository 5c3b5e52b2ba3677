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
    let description = if doc.is_empty() { name } else { doc.into_owned() };
    Variable { r#type: Some(ty), description, ..Variable::default() }
}

#[cfg(test)]
mod tests {
    use crate::entity::Registry;
    use crate::prelude::*;

    /// Splits a number.
    ///
    /// # Returns
    ///
    /// - the tens,
    ///   rounded down
    /// - the rest
    #[task]
    fn split(number: i64) -> Result<(i64, i64), String> {
        Ok((number / 10, number % 10))
    }

    /// # Returns
    ///
    /// - `o1`: what is left
    #[workflow]
    fn again(number: i64) -> Result<(i64, i64), String> {
        let (tens, _) = split(number)?;
        Ok((tens, tens))
    }

    /// # Returns
    ///
    /// The double.
    #[container_task(image = "busybox", command = ["true", "{{.inputs.x}}"])]
    fn double(x: i64) -> i64;

    /// # Returns
    ///
    /// - `lines`: those that end
    /// - `words`: hidden by the field's own docs
    #[task]
    fn count() -> Counts {
        Counts { words: 1, lines: 2 }
    }

    #[derive(Outputs)]
    struct Counts {
        /// What stands between blanks.
        words: i64,
        lines: i64,
    }

    fn descriptions(name: &str) -> Vec<(String, String)> {
        let registry = Registry::collect().expect("a registry");
        let (_, entity) = registry.iter().find(|(full, _)| full.ends_with(name)).expect("the entity");
        let variables = super::of(entity).outputs.expect("outputs").variables;
        let mut all: Vec<_> =
            variables.iter().map(|(name, variable)| (name.clone(), variable.description.clone())).collect();
        all.sort();
        all
    }

    #[test]
    fn outputs_are_described_by_the_docs() {
        let pairs =
            |pairs: [(&str, &str); 2]| pairs.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec();
        assert_eq!(
            descriptions("interface.tests.split"),
            pairs([("o0", "the tens, rounded down"), ("o1", "the rest")])
        );
        assert_eq!(descriptions("interface.tests.again"), pairs([("o0", "o0"), ("o1", "what is left")]));
        assert_eq!(descriptions("interface.tests.double"), [("o0".to_owned(), "The double.".to_owned())]);
        let fields = pairs([("lines", "those that end"), ("words", "What stands between blanks.")]);
        assert_eq!(descriptions("interface.tests.count"), fields);
    }
}
