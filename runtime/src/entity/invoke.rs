//! Calling a task with values: plain or `async`, and whatever it does.

use super::{Body, Completion, Failure};
use crate::panics;
use crate::types::wire::{Carried, Form};
use aileron_idl::core::Literal;
use aileron_idl::prost::bytes::Bytes;
#[cfg(not(feature = "multi-thread"))]
use std::cell::RefCell;
#[cfg(not(feature = "multi-thread"))]
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tokio::runtime::{Builder, Runtime};

/// Calls the task with literals.
pub(crate) fn invoke(body: &dyn Body, inputs: Vec<Literal>) -> Result<Vec<Literal>, Failure> {
    let inputs = inputs.into_iter().map(Carried::Literal).collect();
    let outputs = call(body, inputs, Form::Literal)?.into_iter().map(Carried::into_literal);
    outputs.collect::<Result<_, _>>().map_err(|error| Failure::Output { error })
}

/// Calls the task with the bytes of literals.
pub(crate) fn invoke_wire(body: &dyn Body, inputs: Vec<Bytes>) -> Result<Vec<Bytes>, Failure> {
    let inputs = inputs.into_iter().map(Carried::Wire).collect();
    Ok(call(body, inputs, Form::Wire)?.into_iter().map(Carried::into_bytes).collect())
}

/// Calls the task on this thread and waits for its outputs. A panic is a failure like any other.
///
/// A plain function runs outside of tokio, so that it may start a runtime of its own; an `async` one runs inside.
fn call(body: &dyn Body, inputs: Vec<Carried>, form: Form) -> Result<Vec<Carried>, Failure> {
    caught(|| match body.call(inputs, form) {
        Completion::Done(result) => result,
        Completion::Pending(future) => block_on(future),
    })
}

/// Makes a panic a failure like any other.
pub(crate) fn caught<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        Err(Failure::Panic { message: panics::describe(&*payload), place: panics::last_place() })
    })
}

/// Waits for the future in tokio. Timers always run; sockets do where the program builds tokio with them.
///
/// The runtime is never dropped: it would wait for threads that the task has left behind.
///
/// What the task spawns shares this thread, which starts sooner and needs less of the program (150 KB and the maths
/// library); the feature `multi-thread` gives it all processors.
#[cfg(not(feature = "multi-thread"))]
fn block_on<T>(future: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    thread_local! {
        static RUNTIME: RefCell<Option<ManuallyDrop<Runtime>>> = const { RefCell::new(None) };
    }
    let build = || Builder::new_current_thread().enable_all().build().map(ManuallyDrop::new);
    let runtime = RUNTIME.take().map_or_else(build, Ok).map_err(|error| not_started(&error))?;
    let result = runtime.block_on(future);
    // What the task has left behind would work on in the next task's time, and find the context of that one.
    if runtime.metrics().num_alive_tasks() == 0 {
        RUNTIME.set(Some(runtime));
    }
    result
}

/// Waits for the future in tokio's runtime of all processors.
#[cfg(feature = "multi-thread")]
fn block_on<T>(future: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    static RUNTIME: std::sync::LazyLock<std::io::Result<Runtime>> =
        std::sync::LazyLock::new(|| Builder::new_multi_thread().enable_all().build());
    RUNTIME.as_ref().map_err(not_started)?.block_on(future)
}

fn not_started(error: &std::io::Error) -> Failure {
    Failure::User(format!("tokio's runtime can't be started: {error}").into())
}
