//! Checks the names of entities.

use super::error::Violation;
use super::map::MapTasks;
use crate::entity::Registry;
use aileron_grammar::name;

/// What is wrong with the names, a sentence each. The macro has checked the parts in the source, but it does not know
/// the modules around them.
pub(super) fn wrong(registry: &Registry) -> Vec<Violation> {
    let wrong = registry.iter().filter_map(|(name, entity)| {
        let problem = name::entity(name).err()?;
        let (place, kind) = (entity.place, entity.kind().as_str());
        let message = format!(
            "{place}: the name of this {kind}: {problem}; rename the function or its module, or set another name with \
             `name = \"…\"`"
        );
        Some(Violation::new(problem.rule(), message))
    });
    wrong.collect()
}

/// What is wrong with the names of the tasks of maps: each is that of its target, with a mark.
pub(super) fn wrong_of_maps(maps: &MapTasks) -> Vec<Violation> {
    let wrong = maps.iter().filter_map(|(name, map)| {
        let problem = name::entity(name).err()?;
        let message = format!(
            "{}: a map of this task is registered as a task of its own, and its name: {problem}; give this task a shorter name with \
             `name = \"…\"`",
            map.task.place
        );
        Some(Violation::new(problem.rule(), message))
    });
    wrong.collect()
}
