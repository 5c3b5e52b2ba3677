//! Runs of tasks and workflows in tests.

use super::{Inputs, Task};
use crate::embed::{self, Event, RunError};
use crate::entity::{self, Entity};
use crate::external::beside;
use crate::gate;
use crate::local::Options;
use crate::setup::Setup;
use crate::types::{Outputs, ValueError};
use aileron_idl::core::Literal;
use std::any::{TypeId, type_name};
use std::marker::PhantomData;
use std::num::NonZeroUsize;

/// Runs a task, or the graph of a workflow, in the test's own process, as `app run` does: tasks that do not wait for each
/// other run at once, `retries` are spent, and each value goes through its literal.
///
/// ```
/// use aileron::prelude::*;
/// use aileron::testing::run;
///
/// #[task]
/// fn word_count(text: String) -> i64 {
///     text.split_whitespace().count() as i64
/// }
///
/// #[task]
/// fn double(x: i64) -> i64 {
///     x * 2
/// }
///
/// #[workflow]
/// fn pipeline(text: String) -> i64 {
///     double(word_count(text))
/// }
///
/// assert_eq!(run(pipeline, ("to be or not to be".to_owned(),))?, 12);
/// # Ok::<(), aileron::testing::RunError>(())
/// ```
///
/// The entity is a function with `#[task]`, `#[dynamic]`, `#[workflow]`, `#[launch_plan]`, or a task or a reference without a
/// body; it may be `async`. Its inputs are a tuple of its parameters' types, also those that have defaults. The outputs have its return
/// type, without a `Result` or a future around it.
///
/// What the test has set on this thread holds in the run: every [stand-in](super::stand_in()), on all threads, for tasks in Rust as
/// well; and every [answer](super::answer()) to a gate. For the number of tasks at once, and for what happens meanwhile, see [`Run`].
///
/// Tasks run on threads of the run. The test's own thread only calls stand-ins.
///
/// # Errors
/// Fails if a node fails, and if the workflow can't become a graph. The [error](RunError) tells where.
///
/// # Panics
/// Panics if the function is no entity of this program.
#[track_caller]
pub fn run<I: Inputs, M, T: Task<I, M>>(entity: T, inputs: I) -> Result<T::Output, RunError> {
    Run::of(entity, inputs).outputs()
}

/// A run that a test sets up: how many tasks at once, and whether its events are of interest. For the outputs alone, there is
/// [`run`].
///
/// ```
/// use aileron::prelude::*;
/// use aileron::testing::Run;
///
/// #[task(retries = 2)]
/// fn fetch(url: String) -> Result<String, Recoverable> {
///     match Context::current().attempt() {
///         0 => Err(Recoverable("busy")),
///         _ => Ok(format!("what is at {url}")),
///     }
/// }
///
/// #[task]
/// fn length(page: String) -> i64 {
///     page.len() as i64
/// }
///
/// #[workflow]
/// fn measure(url: String) -> Result<i64, Recoverable> {
///     let page = fetch(url)?;
///     Ok(length(page))
/// }
///
/// let ended = Run::of(measure, ("example.com".to_owned(),)).jobs(1).end();
/// assert_eq!(ended.outputs?, 22);
/// let events: Vec<String> = ended.events.iter().map(ToString::to_string).collect();
/// assert_eq!(
///     events,
///     [
///         "planned 2",
///         "queued n0",
///         "started n0",
///         "retried n0 #0: busy",
///         "started n0 #1",
///         "ended n0 #1",
///         "queued n1",
///         "started n1",
///         "ended n1",
///     ]
/// );
/// # Ok::<(), aileron::testing::RunError>(())
/// ```
#[derive(Debug)]
#[must_use = "nothing runs yet: add `.outputs()`, `.events()` or `.end()`"]
pub struct Run<O> {
    entity: &'static Entity,
    inputs: Vec<Result<Literal, ValueError>>,
    jobs: NonZeroUsize,
    outputs: PhantomData<fn() -> O>,
}

/// What a run gave, and what happened in it.
#[derive(Debug)]
pub struct Ended<O> {
    /// The outputs, or why there are none.
    pub outputs: Result<O, RunError>,
    /// What happened, in order.
    pub events: Vec<Event>,
}

impl<O: Outputs> Run<O> {
    /// Prepares a run of the task or workflow with these inputs; see [`run`].
    ///
    /// # Panics
    /// Panics if the function is no entity of this program.
    #[track_caller]
    pub fn of<I: Inputs, M, T: Task<I, M, Output = O>>(entity: T, inputs: I) -> Self {
        let _ = entity;
        let Some(entity) = entity::of_function(TypeId::of::<T>()) else {
            panic!(
                "`{}` is neither a task nor a workflow: put `#[task]` or `#[workflow]` on the function, or call it",
                type_name::<T>()
            )
        };
        Run { entity, inputs: inputs.literals(), jobs: Options::default_jobs(), outputs: PhantomData }
    }

    /// Sets how many tasks run at once. It is the number of processors otherwise. With one, events have one order.
    ///
    /// # Panics
    /// Panics if it is 0.
    #[track_caller]
    pub fn jobs(mut self, jobs: usize) -> Self {
        let Some(jobs) = NonZeroUsize::new(jobs) else { panic!("at least one task runs at once") };
        self.jobs = jobs;
        self
    }

    /// Runs it, and returns the outputs.
    ///
    /// # Errors
    /// Fails as [`run`] does.
    pub fn outputs(self) -> Result<O, RunError> {
        self.hear(&mut drop)
    }

    /// Runs it, and returns what happened, whether it failed or not.
    #[must_use]
    pub fn events(self) -> Vec<Event> {
        self.end().events
    }

    /// Runs it, and returns the outputs and what happened.
    #[must_use]
    pub fn end(self) -> Ended<O> {
        let mut events = Vec::new();
        let outputs = self.hear(&mut |event| events.push(event));
        Ended { outputs, events }
    }

    fn hear(self, hear: &mut (dyn FnMut(Event) + Send)) -> Result<O, RunError> {
        let Run { entity, inputs, jobs, .. } = self;
        let names = entity.inputs().into_iter().map(|input| input.name);
        let inputs = inputs.into_iter().zip(names).map(|(input, name)| {
            input.map_err(|error| misfit(format!("the input `{name}` can't be a literal: {error}"), error))
        });
        let inputs = inputs.collect::<Result<Vec<_>, _>>()?;
        let given = gate::answers();
        let outputs = beside(|stand_ins| {
            let setup = Setup { given, stand_ins: Some(stand_ins), ..Setup::default() };
            embed::run(entity, inputs, jobs, setup, hear)
        })?;
        O::from_literals(outputs)
            .map_err(|error| misfit(format!("the outputs can't be read: {error}"), error))
    }
}

fn misfit(text: String, error: ValueError) -> RunError {
    RunError::of_call(text, Some(error.into()))
}
