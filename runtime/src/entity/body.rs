//! A task's function with its types erased: one generic body an arity, so that a task costs no code of its own.

use super::Failure;
use super::interface::{Input, Interface, Output, Variable};
use aileron_idl::core::Literal;
use std::future::Future;
use std::pin::Pin;

/// A call of a task: done, or a future to be polled on the thread that made it.
pub enum Call<'a> {
    /// A plain function has returned.
    Done(Result<Vec<Literal>, Failure>),
    /// An `async` function is under way.
    Pending(Pin<Box<dyn Future<Output = Result<Vec<Literal>, Failure>> + 'a>>),
}

/// A function that takes and gives literals, in the order of its interface.
pub trait Body: Interface + Sync {
    /// Calls the function.
    fn call(&self, inputs: Vec<Literal>) -> Call<'_>;
}

/// What the macros name: `sync2(function, input, input, output)`.
pub(super) mod constructors {
    use super::{Body, Call, Future, Input, Interface, Literal, Output, Variable};
    use crate::arities::each_arity;

    macro_rules! arities {
        ($($sync:ident $sync_type:ident $async:ident $async_type:ident $callee:ident $workflow:ident $workflow_type:ident:
            $($ty:ident $bound:ident $input:ident $index:tt),*;)*) => { $(
            /// A plain function.
            pub struct $sync_type<$($ty,)* R> {
                function: fn($($ty),*) -> R,
                $($input: Input<$ty>,)*
                output: Output<R>,
            }

            /// A plain function of this arity.
            #[allow(clippy::too_many_arguments)]
            pub const fn $sync<$($ty,)* R>(
                function: fn($($ty),*) -> R, $($input: Input<$ty>,)* output: Output<R>,
            ) -> $sync_type<$($ty,)* R> {
                $sync_type { function, $($input,)* output }
            }

            impl<$($ty,)* R> Interface for $sync_type<$($ty,)* R> {
                fn inputs(&self) -> Vec<Variable> {
                    vec![$(self.$input.variable()),*]
                }
                fn outputs(&self) -> Vec<Variable> {
                    self.output.variables()
                }
            }

            impl<$($ty,)* R> Body for $sync_type<$($ty,)* R> {
                fn call(&self, inputs: Vec<Literal>) -> Call<'_> {
                    #[allow(unused_mut, unused_variables)] // there is nothing to read without inputs
                    let mut inputs = inputs.into_iter();
                    #[allow(unused_mut)] // likewise
                    let mut run = || self.output.write((self.function)($(self.$input.read(inputs.next())?),*));
                    Call::Done(run())
                }
            }

            /// An `async` function.
            pub struct $async_type<$($ty,)* F: Future> {
                function: fn($($ty),*) -> F,
                $($input: Input<$ty>,)*
                output: Output<F::Output>,
            }

            /// An `async` function of this arity.
            #[allow(clippy::too_many_arguments)]
            pub const fn $async<$($ty,)* F: Future>(
                function: fn($($ty),*) -> F, $($input: Input<$ty>,)* output: Output<F::Output>,
            ) -> $async_type<$($ty,)* F> {
                $async_type { function, $($input,)* output }
            }

            impl<$($ty,)* F: Future> Interface for $async_type<$($ty,)* F> {
                fn inputs(&self) -> Vec<Variable> {
                    vec![$(self.$input.variable()),*]
                }
                fn outputs(&self) -> Vec<Variable> {
                    self.output.variables()
                }
            }

            impl<$($ty,)* F: Future> Body for $async_type<$($ty,)* F> {
                fn call(&self, inputs: Vec<Literal>) -> Call<'_> {
                    Call::Pending(Box::pin(async move {
                        #[allow(unused_mut, unused_variables)] // there is nothing to read without inputs
                        let mut inputs = inputs.into_iter();
                        let future = (self.function)($(self.$input.read(inputs.next())?),*);
                        self.output.write(future.await)
                    }))
                }
            }
        )* };
    }

    each_arity!(arities);
}
