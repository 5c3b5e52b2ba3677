//! Checks the defaults of tasks, which are in no graph.

use super::make::absent;
use crate::entity::Entity;

/// What is wrong with the defaults of a task's inputs, a sentence each.
pub(crate) fn wrong_defaults(task: &'static Entity) -> Vec<String> {
    let inputs = task.inputs();
    let wrong = inputs.iter().filter_map(|input| absent(task, input).err());
    wrong.map(|problem| problem.to_string()).collect()
}
