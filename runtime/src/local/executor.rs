//! Where tasks run.

use crate::context::Context;
use crate::entity::{Entity, Failure, Settings, Target, TaskParts, invoke};
use crate::external;
use crate::graph::{Expanded, expand};
use crate::handlers;
use crate::logs;
use crate::types::wire::Carried;
use aileron_idl::core::Literal;

/// Starts attempts of tasks, and waits for their ends.
pub(super) trait Executor: Sync {
    /// Runs one attempt of a task with these inputs. `call` is what its node asks for in place of what the task does, and
    /// `context` is the attempt's own. Returns its outputs, or the graph that a dynamic workflow made.
    fn run(
        &self,
        task: &'static Entity,
        call: Option<&'static Settings>,
        inputs: Vec<Literal>,
        context: &Context,
    ) -> Result<Expanded, Failure>;
}

/// Runs Rust code in this process, on the thread of the worker, and other tasks as Flyte's co-pilot would.
pub(super) struct InProcess {
    /// Whether the run has only one task, which then is that of the whole process.
    pub(super) is_only: bool,
}

impl Executor for InProcess {
    fn run(
        &self,
        task: &'static Entity,
        call: Option<&'static Settings>,
        inputs: Vec<Literal>,
        context: &Context,
    ) -> Result<Expanded, Failure> {
        let work = || {
            let outputs = match task.task() {
                Some(TaskParts { dynamic: Some(dynamic), .. }) => {
                    return expand(task, dynamic, inputs.into_iter().map(Carried::Literal).collect());
                }
                Some(TaskParts { body, settings: Settings { target: Target::Program, .. }, .. }) => {
                    invoke(body, inputs)
                }
                // A reference as well.
                _ => external::run(task, call, inputs),
            };
            outputs.map(Expanded::Outputs)
        };
        let result = context.begin(self.is_only, || work().inspect_err(logs::failure));
        if handlers::is_child() {
            // This is a child process that the task forked. Only its parent may go on.
            handlers::end_child();
        }
        result
    }
}
