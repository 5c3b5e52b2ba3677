//! A task's function with its types erased: one generic body an arity, so that a task costs no code of its own.

use super::interface::{Input, Interface, Output, Variable};
use super::Failure;
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
    use super::{Body, Call, Failure, Future, Input, Interface, Literal, Output, Variable};

    macro_rules! arity {
        ($sync:ident $sync_type:ident $async:ident $async_type:ident: $($ty:ident $input:ident),*) => {
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
                    #[allow(unused_mut, unused_variables)]
                    let mut inputs = inputs.into_iter();
                    let run = || self.output.write((self.function)($(self.$input.read(inputs.next())?),*));
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
                        #[allow(unused_mut, unused_variables)]
                        let mut inputs = inputs.into_iter();
                        let future = (self.function)($(self.$input.read(inputs.next())?),*);
                        self.output.write(future.await)
                    }))
                }
            }
        };
    }

    arity!(sync0 Sync0 async0 Async0:);
    arity!(sync1 Sync1 async1 Async1: A a);
    arity!(sync2 Sync2 async2 Async2: A a, B b);
    arity!(sync3 Sync3 async3 Async3: A a, B b, C c);
    arity!(sync4 Sync4 async4 Async4: A a, B b, C c, D d);
    arity!(sync5 Sync5 async5 Async5: A a, B b, C c, D d, E e);
    arity!(sync6 Sync6 async6 Async6: A a, B b, C c, D d, E e, G g);
    arity!(sync7 Sync7 async7 Async7: A a, B b, C c, D d, E e, G g, H h);
    arity!(sync8 Sync8 async8 Async8: A a, B b, C c, D d, E e, G g, H h, I i);
    arity!(sync9 Sync9 async9 Async9: A a, B b, C c, D d, E e, G g, H h, I i, J j);
    arity!(sync10 Sync10 async10 Async10: A a, B b, C c, D d, E e, G g, H h, I i, J j, K k);
    arity!(sync11 Sync11 async11 Async11: A a, B b, C c, D d, E e, G g, H h, I i, J j, K k, L l);
    arity!(sync12 Sync12 async12 Async12: A a, B b, C c, D d, E e, G g, H h, I i, J j, K k, L l, M m);
    arity!(sync13 Sync13 async13 Async13: A a, B b, C c, D d, E e, G g, H h, I i, J j, K k, L l, M m, N n);
    arity!(sync14 Sync14 async14 Async14: A a, B b, C c, D d, E e, G g, H h, I i, J j, K k, L l, M m, N n, O o);
    arity!(sync15 Sync15 async15 Async15: A a, B b, C c, D d, E e, G g, H h, I i, J j, K k, L l, M m, N n, O o, P p);
    arity!(sync16 Sync16 async16 Async16: A a, B b, C c, D d, E e, G g, H h, I i, J j, K k, L l, M m, N n, O o, P p, Q q);
}
