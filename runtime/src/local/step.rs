//! Runs one step: the attempts of a task.

use super::plan::Step;
use crate::context::Context;
use crate::entity::{Entity, Failure, Target, TaskParts, invoke};
use crate::external;
use crate::handlers;
use crate::logs;
use crate::types::ValueError;
use aileron_idl::core::Literal;

/// A task that failed after its last attempt.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) attempts: u32,
    pub(super) failure: Failure,
}

impl Failed {
    /// The failure of a step whose inputs do not exist.
    pub(super) fn before(error: &ValueError) -> Self {
        let error =
            format!("an input of the task is a part of a value, and that part does not exist: {error}");
        Failed { attempts: 0, failure: Failure::User(error.into()) }
    }
}

/// Calls the task, and calls it again after `Recoverable` errors, as often as its `retries` allow.
///
/// `context` makes the context of an attempt from its number, which begins at 0; `is_only` says whether the run has
/// no other task.
pub(super) fn attempt(
    step: &Step,
    is_only: bool,
    inputs: Vec<Literal>,
    context: impl Fn(u32) -> Context,
) -> Result<Vec<Literal>, Failed> {
    let Some(TaskParts { body, settings }) = step.task.task() else { return Ok(Vec::new()) };
    let once = |inputs| match settings.target {
        Target::Program => invoke(body, inputs),
        _ => external::run(step.task, inputs),
    };
    let within = |number, inputs| {
        let context = context(number);
        let result = context.begin(is_only, || once(inputs).inspect_err(logs::failure));
        if handlers::is_child() {
            // This is a child process that the task forked. Only its parent may go on.
            handlers::end_child();
        }
        leave_deck(step.task, &context);
        result
    };
    for number in 0..settings.retries {
        match within(number, inputs.clone()) {
            Err(failure) if failure.is_recoverable() => {}
            result => return checked(step, result, number + 1),
        }
    }
    let last = settings.retries;
    checked(step, within(last, inputs), last.saturating_add(1))
}

/// Writes the task's deck to a file, and prints where it is.
fn leave_deck(task: &Entity, context: &Context) {
    let Some(page) = context.decks().page() else { return };
    let written = context.files().page().and_then(|place| place.write(page.as_bytes()).map(|()| place));
    let name = task.name;
    let message = match written {
        Ok(place) => format!("the deck of `{name}` is in {place}"),
        Err(error) => format!("the deck of `{name}` could not be written: {error}"),
    };
    logs::note(&message);
}

/// Returns the outputs if there are as many as the graph uses.
fn checked(
    step: &Step,
    result: Result<Vec<Literal>, Failure>,
    attempts: u32,
) -> Result<Vec<Literal>, Failed> {
    let result = result.and_then(|outputs| {
        if outputs.len() >= step.outputs.len() {
            return Ok(outputs);
        }
        // Only a hand-written implementation of `Outputs` can cause this.
        let error = ValueError::new(format!(
            "the task returned {} values, but its interface has {} or more outputs",
            outputs.len(),
            step.outputs.len()
        ));
        Err(Failure::Output { error })
    });
    result.map_err(|failure| Failed { attempts, failure })
}
