//! Runs each attempt of a Rust or shell task as a process of this program.

use super::executor::{Call, Executor, InProcess, label};
use crate::entity::{Entity, Failure, Target};
use crate::graph::{Expanded, Work};
use crate::processes::{Attempt, Processes};

/// Runs Rust and shell tasks as processes of this program. The body of a dynamic workflow runs in this process, since it makes
/// nodes of this run, and so does the Rust function that a task of a service has for local runs.
pub(super) struct InProcesses {
    pub(super) processes: Processes,
    /// Runs all other tasks.
    pub(super) others: InProcess,
}

/// Whether each attempt of the task is a process.
fn are_processes(task: &'static Entity) -> bool {
    task.task().is_some_and(|parts| {
        parts.dynamic.is_none() && matches!(parts.settings.target, Target::Program | Target::Shell(_))
    })
}

impl Executor for InProcesses {
    fn run(&self, call: Call<'_>) -> Result<Expanded, Failure> {
        let Some(node) = call.node.filter(|_| are_processes(call.task)) else {
            return self.others.run(call);
        };
        let Call { task, settings, inputs, context, limit, .. } = call;
        let elements = match &node.node().work {
            Work::Map(map) => map.each.iter().map(Option::is_some).collect(),
            _ => Vec::new(),
        };
        let label = label(task, Some(node), context);
        let attempt = Attempt { task, settings, limit, label: &label, elements: &elements };
        let outputs = context.begin(false, || self.processes.run(&attempt, inputs));
        outputs.map(Expanded::Outputs)
    }

    fn is_elsewhere(&self, task: &'static Entity) -> bool {
        are_processes(task) || self.others.is_elsewhere(task)
    }

    fn note_at_end(&self) -> Option<String> {
        self.others.note_at_end()
    }
}
