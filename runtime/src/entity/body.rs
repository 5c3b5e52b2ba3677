//! A task's function without its types. The body is generic over the arity, so a task adds no code of its own.

use super::Failure;
use super::interface::Interface;
use crate::types::wire::{Carried, Form};
use std::future::Future;
use std::pin::Pin;

/// A call of a task: finished, or a future to be polled on the thread that made it.
pub enum Completion<'a> {
    /// A plain function has returned.
    Done(Result<Vec<Carried>, Failure>),
    /// An `async` function has started.
    Pending(Pin<Box<dyn Future<Output = Result<Vec<Carried>, Failure>> + 'a>>),
}

/// A function that takes and returns values in the order of its interface.
pub trait Body: Interface + Sync {
    /// Calls the function. Its outputs are returned in this form.
    fn call(&self, inputs: Vec<Carried>, form: Form) -> Completion<'_>;
}
