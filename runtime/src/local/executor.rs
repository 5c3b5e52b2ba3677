//! Where tasks run.

use super::frame::NodeRef;
use crate::context::Context;
use crate::entity::{
    Body, Completion, Entity, Failure, Settings, Target, TaskParts, invoke, invoke_within, settled,
};
use crate::external;
use crate::graph::{Expanded, expand};
use crate::handlers;
use crate::lock::lock;
use crate::logs;
use crate::types::wire::Carried;
use aileron_idl::core::Literal;
use std::collections::BTreeSet;
use std::future::ready;
use std::pin::Pin;
use std::sync::Mutex;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

/// The stack of a thread that runs tasks, in bytes: as large as a main thread's on most systems, so a task does not overflow
/// only because it runs on another one.
pub(super) const STACK: usize = 8 << 20;

/// Starts attempts of tasks.
pub(super) trait Executor: Sync {
    /// Makes one attempt, and waits for its end. Returns the task's outputs, or the graph that a dynamic workflow made.
    fn run(&self, call: Call<'_>) -> Result<Expanded, Failure>;

    /// Whether attempts of this task need more than this process, so that the system may fail them.
    fn is_elsewhere(&self, task: &'static Entity) -> bool;

    /// What a person should know when the run has ended.
    fn note_at_end(&self) -> Option<String> {
        None
    }

    /// Whether an attempt of this task is a future of this process. It takes no worker while it waits.
    fn is_polled(&self, _: &'static Entity) -> bool {
        false
    }

    /// Makes one attempt as a future. The thread that calls this polls it.
    fn poll(&self, call: Call<'_>) -> Pin<Box<dyn Future<Output = Result<Expanded, Failure>>>> {
        Box::pin(ready(self.run(call)))
    }
}

/// One attempt of a task.
pub(super) struct Call<'a> {
    pub(super) task: &'static Entity,
    /// The node whose work it is; `None` on a thread that may go on after the run.
    pub(super) node: Option<&'a NodeRef<'a>>,
    /// What its node asks for in place of what the task does.
    pub(super) settings: Option<&'static Settings>,
    pub(super) inputs: Vec<Literal>,
    /// The attempt's own.
    pub(super) context: &'a Context,
    /// How long it may take.
    pub(super) limit: Option<Duration>,
}

/// What names an attempt before each line that its process prints: `n3/n0 word_count`, and `n3[4] word_count` for an element of a
/// map.
pub(super) fn label(task: &Entity, node: Option<&NodeRef<'_>>, context: &Context) -> String {
    let path = node.map_or_else(String::new, |node| format!("{node:?}"));
    let element = context.map_index().map_or_else(String::new, |number| format!("[{number}]"));
    let function = task.name.rsplit('.').next().unwrap_or(task.name);
    format!("{path}{element} {function}").trim_start().to_owned()
}

/// Runs Rust code in this process, on the thread of the worker, and other tasks as Flyte's co-pilot would. A plain function
/// with a timeout gets a thread of its own: it can't be stopped from outside, but it need not be waited for.
pub(super) struct InProcess {
    /// Whether the run has only one task, which then is that of the whole process.
    is_only: bool,
    /// The tasks that took too long, with their threads.
    overdue: Mutex<Vec<(&'static str, JoinHandle<()>)>>,
}

impl InProcess {
    pub(super) fn new(is_only: bool) -> Self {
        InProcess { is_only, overdue: Mutex::default() }
    }

    /// Makes the attempt on a thread of its own, and waits for it no longer than this.
    fn within(&self, limit: Duration, call: Call<'_>) -> Result<Expanded, Failure> {
        let Call { task, settings, inputs, .. } = call;
        let (context, is_only) = (call.context.clone(), self.is_only);
        let (sender, ended) = mpsc::channel();
        let work = move || {
            let call = Call { task, node: None, settings, inputs, context: &context, limit: None };
            // Nobody receives it after the timeout.
            let _ = sender.send(here(call, is_only));
        };
        let builder = Builder::new().name(task.name.to_owned()).stack_size(STACK);
        let thread = builder.spawn(work).map_err(|error| Failure::System(error.into()))?;
        match ended.recv_timeout(limit) {
            Ok(result) => result,
            Err(RecvTimeoutError::Timeout) => {
                lock(&self.overdue).push((task.name, thread));
                Err(Failure::TimedOut { limit, still_runs: true })
            }
            Err(RecvTimeoutError::Disconnected) => {
                Err(Failure::Panic { message: "the thread of the task ended".to_owned(), place: None })
            }
        }
    }
}

impl Executor for InProcess {
    fn run(&self, call: Call<'_>) -> Result<Expanded, Failure> {
        match call.limit {
            Some(limit) if is_plain(call.task) => self.within(limit, call),
            _ => here(call, self.is_only),
        }
    }

    fn is_polled(&self, task: &'static Entity) -> bool {
        function(task).is_some_and(Body::is_async)
    }

    fn poll(&self, call: Call<'_>) -> Pin<Box<dyn Future<Output = Result<Expanded, Failure>>>> {
        let has_stand_in = call.context.setup().stand_in(call.task.function).is_some();
        let Some(body) = function(call.task).filter(|_| !has_stand_in) else {
            return Box::pin(ready(self.run(call)));
        };
        let Call { inputs, limit, .. } = call;
        Box::pin(call.context.begin_later(self.is_only, async move {
            let result = invoke_within(body, inputs, limit).await.inspect_err(logs::failure);
            end_child();
            result.map(Expanded::Outputs)
        }))
    }

    fn is_elsewhere(&self, task: &'static Entity) -> bool {
        task.settings().is_none_or(|settings| !settings.target.is_program())
    }

    /// The tasks that took too long and still run.
    fn note_at_end(&self) -> Option<String> {
        let overdue = lock(&self.overdue);
        let running = overdue.iter().filter(|(_, thread)| !thread.is_finished());
        let names: BTreeSet<String> = running.map(|(name, _)| format!("`{name}`")).collect();
        let (verb, pronoun) = if names.len() == 1 { ("runs", "its") } else { ("run", "their") };
        let names = Vec::from_iter(names).join(", ");
        (!names.is_empty()).then(|| {
            format!("{names} still {verb} after {pronoun} timeout, and will until this program ends: a function can't be stopped")
        })
    }
}

/// The function of a task that is Rust code and gives outputs.
fn function(task: &'static Entity) -> Option<&'static dyn Body> {
    match task.task() {
        Some(TaskParts { dynamic: Some(_), .. }) => None,
        Some(TaskParts { body, settings: Settings { target: Target::Program, .. }, .. }) => Some(body),
        _ => None,
    }
}

/// Whether an attempt is a plain call of Rust code, which nobody can stop.
fn is_plain(task: &'static Entity) -> bool {
    match task.task() {
        // A stand-in belongs to its thread.
        Some(TaskParts { settings: Settings { target: Target::Service(service), .. }, .. }) => {
            service.local.is_some() && !external::has_stand_in(task)
        }
        Some(TaskParts { dynamic: Some(_), .. }) => true,
        _ => function(task).is_some_and(|body| !body.is_async()),
    }
}

/// Makes the attempt on this thread.
fn here(call: Call<'_>, is_only: bool) -> Result<Expanded, Failure> {
    let Call { task, node, settings, inputs, context, limit } = call;
    let work = || {
        if let Some((stand_ins, id)) = context.setup().stand_in(task.function) {
            return stand_ins.call(id, inputs).map(Expanded::Outputs);
        }
        if let Some(TaskParts { dynamic: Some(dynamic), .. }) = task.task() {
            return expand(task, dynamic, inputs.into_iter().map(Carried::Literal).collect());
        }
        let outputs = match function(task) {
            // A worker has to wait for it.
            Some(body) if body.is_async() => {
                settled(Completion::Pending(Box::pin(invoke_within(body, inputs, limit))))
            }
            Some(body) => invoke(body, inputs),
            // A reference as well.
            None => external::run(task, settings, limit, Some(&label(task, node, context)), inputs),
        };
        outputs.map(Expanded::Outputs)
    };
    let result = context.begin(is_only, || work().inspect_err(logs::failure));
    end_child();
    result
}

/// Ends a child process that the task forked. Only its parent may go on.
fn end_child() {
    if handlers::is_child() {
        handlers::end_child();
    }
}
