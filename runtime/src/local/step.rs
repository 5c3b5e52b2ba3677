//! One step: its attempts.

use super::plan::Step;
use crate::context::Context;
use crate::entity::{Entity, EntityKind, Failure, Target, invoke};
use crate::external;
use crate::handlers;
use crate::logs;
use crate::types::ValueError;
use aileron_idl::core::Literal;

/// A task that failed for good.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) attempts: u32,
    pub(super) failure: Failure,
}

impl Failed {
    /// It was not even called.
    pub(super) fn before(error: &ValueError) -> Self {
        let error = format!("a part of a value, which is one of its inputs, is not there: {error}");
        Failed { attempts: 0, failure: Failure::User(error.into()) }
    }
}

/// Calls the task, and again after an error that may pass, as often as its `retries` allow.
///
/// `context` tells the task which attempt it is, from 0; `is_only` whether the run has no other task.
pub(super) fn attempt(
    step: &Step,
    is_only: bool,
    inputs: Vec<Literal>,
    context: impl Fn(u32) -> Context,
) -> Result<Vec<Literal>, Failed> {
    let EntityKind::Task { body, settings } = step.task.kind else { return Ok(Vec::new()) };
    let once = |inputs| match settings.target {
        Target::Program => invoke(body, inputs),
        _ => external::run(step.task, inputs),
    };
    let within = |number, inputs| {
        let context = context(number);
        let result = context.begin(is_only, || once(inputs).inspect_err(logs::failure));
        if handlers::is_child() {
            // That the task forked, and that came back from it: its parent goes on.
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

/// Leaves the page that the task wrote in a file, and tells where.
fn leave_deck(task: &Entity, context: &Context) {
    let Some(page) = context.decks().page() else { return };
    let written = context.files().page().and_then(|place| place.write(page.as_bytes()).map(|()| place));
    let end = match written {
        Ok(place) => format!("is in {place}"),
        Err(error) => format!("is lost, since {error}"),
    };
    logs::note(&format!("the deck of `{}` {end}", task.name()));
}

/// The outputs, if they are as many as the graph takes.
fn checked(
    step: &Step,
    result: Result<Vec<Literal>, Failure>,
    attempts: u32,
) -> Result<Vec<Literal>, Failed> {
    let result = result.and_then(|outputs| {
        if outputs.len() >= step.outputs.len() {
            return Ok(outputs);
        }
        // Only an `Outputs` of the user's own can do this.
        let error = ValueError::new(format!(
            "{} values were given for {} or more outputs",
            outputs.len(),
            step.outputs.len()
        ));
        Err(Failure::Output { error })
    });
    result.map_err(|failure| Failed { attempts, failure })
}
