//! Calls a task with values, be it a plain or an `async` function.

use super::{Body, Completion, Failure};
use crate::panics;
use crate::types::wire::{Carried, Form};
use aileron_idl::core::Literal;
use aileron_idl::prost::bytes::Bytes;
#[cfg(not(feature = "multi-thread"))]
use std::cell::RefCell;
use std::future::poll_fn;
#[cfg(not(feature = "multi-thread"))]
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

/// Calls the task with literals.
pub(crate) fn invoke(body: &dyn Body, inputs: Vec<Literal>) -> Result<Vec<Literal>, Failure> {
    let inputs = inputs.into_iter().map(Carried::Literal).collect();
    literals(call(body, inputs, Form::Literal)?)
}

/// Calls an `async` task within the future that polls this, and drops it if it takes longer than the limit. A panic becomes
/// a failure.
pub(crate) async fn invoke_within(
    body: &dyn Body,
    inputs: Vec<Literal>,
    limit: Option<Duration>,
) -> Result<Vec<Literal>, Failure> {
    let call = invoke_here(body, inputs);
    let Some(limit) = limit else { return caught_later(call).await };
    let timed_out = |_| Err(Failure::TimedOut { limit, still_runs: false });
    caught_later(async { timeout(limit, call).await.unwrap_or_else(timed_out) }).await
}

/// Converts a panic of the future to a failure.
async fn caught_later<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let mut work = pin!(work);
    poll_fn(|polled| match caught(|| Ok(work.as_mut().poll(polled))) {
        Ok(poll) => poll,
        Err(failure) => Poll::Ready(Err(failure)),
    })
    .await
}

/// Calls the task with literals within the future that polls this.
pub(crate) async fn invoke_here(body: &dyn Body, inputs: Vec<Literal>) -> Result<Vec<Literal>, Failure> {
    let inputs = inputs.into_iter().map(Carried::Literal).collect();
    let outputs = match body.call(inputs, Form::Literal) {
        Completion::Done(result) => result,
        Completion::Pending(future) => future.await,
    };
    literals(outputs?)
}

fn literals(outputs: Vec<Carried>) -> Result<Vec<Literal>, Failure> {
    let outputs = outputs.into_iter().map(Carried::into_literal);
    outputs.collect::<Result<_, _>>().map_err(|error| Failure::Output { error })
}

/// Calls the task with encoded literals.
pub(crate) fn invoke_wire(body: &dyn Body, inputs: Vec<Bytes>) -> Result<Vec<Bytes>, Failure> {
    let inputs = inputs.into_iter().map(Carried::Wire).collect();
    Ok(call(body, inputs, Form::Wire)?.into_iter().map(Carried::into_bytes).collect())
}

/// Calls the task on this thread and waits for its outputs. A panic becomes a failure.
///
/// A plain function runs outside of tokio, so it may start its own runtime; an `async` one runs in tokio.
fn call(body: &dyn Body, inputs: Vec<Carried>, form: Form) -> Result<Vec<Carried>, Failure> {
    caught(|| settled(body.call(inputs, form)))
}

/// Waits for the end of a call.
pub(crate) fn settled<T>(call: Completion<'_, T>) -> Result<T, Failure> {
    match call {
        Completion::Done(result) => result,
        Completion::Pending(future) => block_on(future),
    }
}

/// Converts a panic to a failure.
pub(crate) fn caught<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        Err(Failure::Panic { message: panics::describe(&*payload), place: panics::last_place() })
    })
}

/// Waits for the future in tokio. Timers always work; sockets work if the program turns on tokio's support for them.
///
/// The runtime is never dropped, since that would wait for threads that the task left behind.
///
/// Futures that the task spawns run on this thread. That starts sooner and makes the program smaller (by 150 KB and
/// the maths library). With the feature `multi-thread`, they run on all processors.
#[cfg(not(feature = "multi-thread"))]
pub(crate) fn block_on<T>(future: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    thread_local! {
        static RUNTIME: RefCell<Option<ManuallyDrop<Runtime>>> = const { RefCell::new(None) };
    }
    let build = || Builder::new_current_thread().enable_all().build().map(ManuallyDrop::new);
    let runtime = RUNTIME.take().map_or_else(build, Ok).map_err(|error| not_started(&error))?;
    let result = runtime.block_on(future);
    // Futures that the task left behind would run during the next task, and find that one's context.
    if runtime.metrics().num_alive_tasks() == 0 {
        RUNTIME.set(Some(runtime));
    }
    result
}

/// Waits for the future in a tokio runtime on all processors.
#[cfg(feature = "multi-thread")]
pub(crate) fn block_on<T>(future: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    static RUNTIME: std::sync::LazyLock<std::io::Result<Runtime>> =
        std::sync::LazyLock::new(|| Builder::new_multi_thread().enable_all().build());
    RUNTIME.as_ref().map_err(not_started)?.block_on(future)
}

fn not_started(error: &std::io::Error) -> Failure {
    Failure::User(format!("tokio's runtime can't be started: {error}").into())
}
