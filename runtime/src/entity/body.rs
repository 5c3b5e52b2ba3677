//! A task's function with its types erased: one generic body an arity, so that a task costs no code of its own.

use super::Failure;
use super::interface::Interface;
use crate::types::wire::{Carried, Form};
use std::future::Future;
use std::pin::Pin;

/// A call of a task: done, or a future to be polled on the thread that made it.
pub enum Completion<'a> {
    /// A plain function has returned.
    Done(Result<Vec<Carried>, Failure>),
    /// An `async` function is under way.
    Pending(Pin<Box<dyn Future<Output = Result<Vec<Carried>, Failure>> + 'a>>),
}

/// A function that takes and gives values, in the order of its interface.
pub trait Body: Interface + Sync {
    /// Calls the function, whose outputs are wanted in that form.
    fn call(&self, inputs: Vec<Carried>, form: Form) -> Completion<'_>;
}
