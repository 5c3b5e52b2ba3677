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

/// What a call gives: promises of the outputs.
pub trait Reply {
    /// One promise, a tuple of them, or none.
    type Promises;
    /// The promises of a node.
    fn promises(node: usize) -> Self::Promises;
}

#[diagnostic::do_not_recommend]
impl<R: Returns<Outputs: Promised>> Reply for R {
    type Promises = <R::Outputs as Promised>::Promises;
    fn promises(node: usize) -> Self::Promises {
        <R::Outputs as Promised>::promises(node)
    }
}

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

    /// `task(…).await`. Its bound stands where rustc tells it in its own words.
    #[must_use]
    pub fn awaited<O>(self) -> Callee<Args, O>
    where
        R: Future<Output = O>,
    {
        Callee { function: self.function, rust_name: self.rust_name, signature: PhantomData }
    }

    #[track_caller]
    fn record(self, bindings: Vec<Binding>) -> usize {
        trace::record(self.function, (self.rust_name)(), bindings, Location::caller())
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
                pub fn call<P, $($bind: Bind<$ty>),*>(self $(, $value: $bind)*) -> P
                where
                    R: Reply<Promises = P>,
                {
                    R::promises(self.record(vec![$($value.bind()),*]))
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
