//! Where tasks run.

use crate::context::Context;
use crate::entity::{Body, Entity, Failure, Settings, Target, TaskParts, invoke};
use crate::external;
use crate::graph::{Expanded, expand};
use crate::handlers;
use crate::logs;
use crate::types::wire::Carried;
use aileron_idl::core::Literal;
use std::time::Duration;

/// Starts attempts of tasks.
pub(super) trait Executor: Sync {
    /// Makes one attempt, and waits for its end. Returns the task's outputs, or the graph that a dynamic workflow made.
    fn run(&self, call: Call<'_>) -> Result<Expanded, Failure>;

    /// The function of the task, if an attempt is a future of this process. Then it takes no worker while it waits, and
    /// `run` is not called.
    #[expect(dead_code, reason = "all attempts block a worker yet")]
    fn polled(&self, _: &'static Entity) -> Option<&'static dyn Body> {
        None
    }
}

/// One attempt of a task.
pub(super) struct Call<'a> {
    pub(super) task: &'static Entity,
    /// What its node asks for in place of what the task does.
    pub(super) settings: Option<&'static Settings>,
    pub(super) inputs: Vec<Literal>,
    /// The attempt's own.
    pub(super) context: &'a Context,
    /// How long it may take.
    #[expect(dead_code, reason = "it is not enforced yet")]
    pub(super) limit: Option<Duration>,
}

/// Runs Rust code in this process, on the thread of the worker, and other tasks as Flyte's co-pilot would.
pub(super) struct InProcess {
    /// Whether the run has only one task, which then is that of the whole process.
    pub(super) is_only: bool,
}

impl Executor for InProcess {
    fn run(&self, Call { task, settings, inputs, context, .. }: Call<'_>) -> Result<Expanded, Failure> {
        let work = || {
            let outputs = match task.task() {
                Some(TaskParts { dynamic: Some(dynamic), .. }) => {
                    return expand(task, dynamic, inputs.into_iter().map(Carried::Literal).collect());
                }
                Some(TaskParts { body, settings: Settings { target: Target::Program, .. }, .. }) => {
                    invoke(body, inputs)
                }
                // A reference as well.
                _ => external::run(task, settings, inputs),
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
