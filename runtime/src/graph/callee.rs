//! The callee of a node: a function known by its type, whose signature tells what may be bound.

use super::{Bind, Binding, Promised, trace};
use crate::arities::each_arity;
use crate::entity::Returns;
use std::any::TypeId;
use std::future::Future;
use std::marker::PhantomData;
use std::panic::Location;

/// A function that is called in a workflow, with the types of its inputs and of its result.
pub struct Callee<Args, R> {
    function: TypeId,
    rust_name: fn() -> &'static str,
    signature: PhantomData<fn(Args) -> R>,
}

/// The promises that stand for what a return type gives.
type Promises<R> = <<R as Returns>::Outputs as Promised>::Promises;

impl<Args, R> Callee<Args, R> {
    fn of<F: 'static>() -> Self {
        Callee { function: TypeId::of::<F>(), rust_name: std::any::type_name::<F>, signature: PhantomData }
    }

    /// `task(…)?`: the graph has no errors of its own, so only what the plain function means by `?` matters.
    #[must_use]
    pub fn tried(self) -> Self
    where
        R: Tried,
    {
        self
    }

    #[track_caller]
    fn record(self, bindings: Vec<Binding>) -> usize {
        trace::record(self.function, (self.rust_name)(), bindings, Location::caller())
    }
}

impl<Args, R: Future> Callee<Args, R> {
    /// `task(…).await`.
    #[must_use]
    pub fn awaited(self) -> Callee<Args, R::Output> {
        Callee { function: self.function, rust_name: self.rust_name, signature: PhantomData }
    }
}

/// What `?` may stand behind in a workflow: an error ends it. A missing value can't, since Flyte knows no such end.
#[diagnostic::on_unimplemented(
    message = "`?` on a `{Self}` can't be a graph",
    label = "only a `Result` ends a workflow early, as a failed task",
    note = "let the task return a `Result`, or pass the value on as it is to a task that takes it"
)]
pub trait Tried {}

impl<T, E> Tried for Result<T, E> {}

/// One impl for each number of inputs, and the function that makes such a callee.
macro_rules! arities {
    ($($sync:ident $sync_type:ident $async:ident $async_type:ident $callee:ident $workflow:ident $workflow_type:ident:
        $($ty:ident $bind:ident $value:ident $index:tt),*;)*) => {
        $(
            impl<R, $($ty),*> Callee<($($ty,)*), R> {
                /// A node of the graph.
                #[track_caller]
                #[allow(clippy::too_many_arguments)]
                pub fn call<$($bind: Bind<$ty>),*>(self $(, $value: $bind)*) -> Promises<R>
                where
                    R: Returns<Outputs: Promised>,
                {
                    <R::Outputs as Promised>::promises(self.record(vec![$($value.bind()),*]))
                }
            }
        )*

        /// What the macros name.
        pub(super) mod entries {
            use super::Callee;
            $(
                /// The callee that a function is.
                pub fn $callee<F, R, $($ty),*>(_: F) -> Callee<($($ty,)*), R>
                where
                    F: Fn($($ty),*) -> R + 'static,
                {
                    Callee::of::<F>()
                }
            )*
        }
    };
}

each_arity!(arities);
