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

    #[track_caller]
    fn record(self, bindings: Vec<Binding>) -> usize {
        trace::record(self.function, (self.rust_name)(), bindings, Location::caller())
    }
}

/// One impl for each number of inputs, and the function that makes such a callee.
macro_rules! arities {
    ($($sync:ident $sync_type:ident $async:ident $async_type:ident $callee:ident $workflow:ident $workflow_type:ident:
        $($ty:ident $bind:ident $value:ident $index:tt),*;)*) => {
        $(
            impl<R, $($ty),*> Callee<($($ty,)*), R> {
                /// A node that calls a plain function.
                #[track_caller]
                #[allow(clippy::too_many_arguments)]
                pub fn call<$($bind: Bind<$ty>),*>(self $(, $value: $bind)*) -> Promises<R>
                where
                    R: Returns<Outputs: Promised>,
                {
                    <R::Outputs as Promised>::promises(self.record(vec![$($value.bind()),*]))
                }

                /// A node that calls an `async` function.
                #[track_caller]
                #[allow(clippy::too_many_arguments)]
                pub fn call_async<$($bind: Bind<$ty>),*>(self $(, $value: $bind)*) -> Promises<R::Output>
                where
                    R: Future<Output: Returns<Outputs: Promised>>,
                {
                    <<R::Output as Returns>::Outputs as Promised>::promises(self.record(vec![$($value.bind()),*]))
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
