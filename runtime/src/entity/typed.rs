//! The interface of an entity as Flyte's `TypedInterface`, for specs and plugins.

use super::{Entity, Settings, Variable};
use crate::plugin::PluginTask;
use aileron_idl::core::{self, TypedInterface, VariableMap};
use std::sync::Arc;

impl Entity {
    /// The inputs and outputs as a message.
    pub(crate) fn typed_interface(&self) -> TypedInterface {
        typed_interface(self.inputs(), self.outputs())
    }

    /// The task in the form in which plugins get it.
    pub(crate) fn plugin_task(&self, settings: &Settings) -> PluginTask<'static> {
        PluginTask {
            name: self.name,
            inputs: self.inputs().into_iter().map(|input| input.name).collect(),
            interface: self.typed_interface(),
            query: settings.target.query(),
            shared_memory: settings.shared_memory.is_some(),
        }
    }
}

/// The interface with these inputs and outputs. Both maps are present even if empty, since Flyte distinguishes absent
/// from empty.
pub(crate) fn typed_interface(inputs: Vec<Variable>, outputs: Vec<Variable>) -> TypedInterface {
    TypedInterface { inputs: Some(variables(inputs)), outputs: Some(variables(outputs)) }
}

fn variables(variables: Vec<Variable>) -> VariableMap {
    let variables = variables.into_iter().map(|variable| (variable.name.clone(), typed_variable(variable)));
    VariableMap { variables: aileron_idl::map(variables) }
}

/// A variable as a message. If it has no docs, its description is its name, as in flytekit (`core/interface.py`): the
/// description is part of the hash under which results are cached.
pub(crate) fn typed_variable(variable: Variable) -> core::Variable {
    let Variable { name, ty, doc, .. } = variable;
    let description = if doc.is_empty() { name } else { doc.into_owned() };
    core::Variable { r#type: Some(Arc::unwrap_or_clone(ty)), description, ..core::Variable::default() }
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
        /// Letters between spaces.
        words: i64,
        lines: i64,
    }

    fn descriptions(name: &str) -> Vec<(String, String)> {
        let registry = Registry::collect().expect("a registry");
        let (_, entity) = registry.iter().find(|(full, _)| full.ends_with(name)).expect("the entity");
        let variables = entity.typed_interface().outputs.expect("outputs").variables;
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
            descriptions("typed.tests.split"),
            pairs([("o0", "the tens, rounded down"), ("o1", "the rest")])
        );
        assert_eq!(descriptions("typed.tests.again"), pairs([("o0", "o0"), ("o1", "what is left")]));
        assert_eq!(descriptions("typed.tests.double"), [("o0".to_owned(), "The double.".to_owned())]);
        let fields = pairs([("lines", "those that end"), ("words", "Letters between spaces.")]);
        assert_eq!(descriptions("typed.tests.count"), fields);
    }
}
