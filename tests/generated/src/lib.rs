//! Workflows that nobody wrote: the build makes them, and `tests/agree.rs` runs them.
#![allow(missing_docs)]
// Bodies contain what the generator likes, tidy or not.
#![allow(warnings, clippy::all, clippy::pedantic)]

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use workflow_generator::{Input, Output, Type, Value};

/// The value of a workflow called as a function: its tasks wait for nothing.
fn block_on<T>(workflow: impl Future<Output = T>) -> T {
    match pin!(workflow).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a task waits"),
    }
}

include!(concat!(env!("OUT_DIR"), "/workflows.rs"));
