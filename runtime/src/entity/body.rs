//! A task's function without its types. The body is generic over the arity, so a task adds no code of its own.

use super::Failure;
use super::interface::Interface;
use crate::types::wire::{Carried, Form};
use std::future::Future;
use std::pin::Pin;

/// A call of a task: finished, or a future to be polled on the thread that made it.
pub enum Completion<'a, Out = Vec<Carried>> {
    /// A plain function has returned.
    Done(Result<Out, Failure>),
    /// An `async` function has started.
    Pending(Pin<Box<dyn Future<Output = Result<Out, Failure>> + 'a>>),
}

/// A function that takes and returns values in the order of its interface.
pub trait Body: Interface + Sync {
    /// Calls the function. Its outputs are returned in this form.
    fn call(&self, inputs: Vec<Carried>, form: Form) -> Completion<'_>;
    /// Whether a call is a future.
    fn is_async(&self) -> bool {
        false
    }
    /// The second form of the body, if it is that of a dynamic workflow. Only that one runs then.
    fn dynamic(&self) -> Option<&dyn Expand> {
        None
    }
}

/// The second form of the body of a dynamic workflow: with its inputs, it records the nodes of the graph.
pub trait Expand: Sync {
    /// Runs the tracer inside a trace. Returns the bindings of the outputs, as places of that trace.
    fn expand(&self, inputs: Vec<Carried>) -> Completion<'_, Vec<u32>>;
}
