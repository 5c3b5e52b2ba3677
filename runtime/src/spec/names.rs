//! The names of entities, whatever they come from.

use super::error::Violation;
use crate::entity::Registry;
use aileron_grammar::name;

/// What is wrong with them, a sentence each: the macro has seen what is written, but not the modules around it.
pub(super) fn wrong(registry: &Registry) -> Vec<Violation> {
    let wrong = registry.iter().filter_map(|(name, entity)| {
        let problem = name::entity(name).err()?;
        let (place, kind) = (entity.function.place(), entity.kind_name());
        let message = format!(
            "{place}: the name of this {kind}: {problem}; rename the function or its module, or give it another name with \
             `name = \"…\"`"
        );
        Some(Violation::new(problem.rule(), message))
    });
    wrong.collect()
}
