//! The constructors that the macros name: `sync2::<A, B, R>(mark, id, &Make(make))`.
//!
//! Only these functions have the bounds `FlyteType` and `Returns`, on types that are written where they are called. So a
//! type that can't be a literal is reported once, on the type itself.

use super::body::{Body, Completion};
use super::interface::{Input, Interface, Variable, read, variable, variables, write};
use super::{Make, Registration, Returns, Settings};
use crate::arities::each_arity;
use crate::types::wire::{Carried, Form};
use crate::types::{FlyteType, Outputs, look};
use std::any::TypeId;
use std::future::Future;

macro_rules! arities {
    ($($sync:ident $sync_type:ident $async:ident $async_type:ident $workflow:ident $workflow_type:ident:
        $($ty:ident $bound:ident $input:ident $index:tt),*;)*) => { $(
        /// A plain function and the names of its inputs.
        pub struct $sync_type<$($ty,)* R>(pub fn($($ty),*) -> R, pub ($(Input<$ty>,)*));

        /// A task that is a plain function of this arity.
        #[track_caller]
        pub const fn $sync<$($ty: FlyteType,)* R: Returns>(
            mark: u64, id: TypeId, make: &'static Make<(&'static str, $sync_type<$($ty,)* R>, &'static Settings)>,
        ) -> Registration {
            look::check_all_options(&[$(&$ty::LOOK),*]);
            look::check_all_options(R::Outputs::LOOKS);
            Registration { mark, id, make }
        }

        impl<$($ty: FlyteType,)* R: Returns> Interface for $sync_type<$($ty,)* R> {
            fn inputs(&'static self) -> Vec<Variable> {
                vec![$(variable(&self.1.$index)),*]
            }
            fn outputs(&self) -> Vec<Variable> {
                variables::<R>()
            }
        }

        impl<$($ty: FlyteType,)* R: Returns> Body for $sync_type<$($ty,)* R> {
            fn call(&self, inputs: Vec<Carried>, form: Form) -> Completion<'_> {
                #[allow(unused_mut, unused_variables)] // there is nothing to read without inputs
                let mut inputs = inputs.into_iter();
                #[allow(unused_mut)]
                let mut run = || write((self.0)($(read(&self.1.$index, inputs.next())?),*), form);
                Completion::Done(run())
            }
        }

        /// An `async` function and the names of its inputs.
        pub struct $async_type<$($ty,)* F>(pub fn($($ty),*) -> F, pub ($(Input<$ty>,)*));

        /// A task that is an `async` function of this arity.
        #[track_caller]
        pub const fn $async<$($ty: FlyteType,)* R: Returns, F: Future<Output = R>>(
            mark: u64, id: TypeId, make: &'static Make<(&'static str, $async_type<$($ty,)* F>, &'static Settings)>,
        ) -> Registration {
            look::check_all_options(&[$(&$ty::LOOK),*]);
            look::check_all_options(R::Outputs::LOOKS);
            Registration { mark, id, make }
        }

        impl<$($ty: FlyteType,)* F: Future<Output: Returns>> Interface for $async_type<$($ty,)* F> {
            fn inputs(&'static self) -> Vec<Variable> {
                vec![$(variable(&self.1.$index)),*]
            }
            fn outputs(&self) -> Vec<Variable> {
                variables::<F::Output>()
            }
        }

        impl<$($ty: FlyteType,)* F: Future<Output: Returns>> Body for $async_type<$($ty,)* F> {
            fn call(&self, inputs: Vec<Carried>, form: Form) -> Completion<'_> {
                Completion::Pending(Box::pin(async move {
                    #[allow(unused_mut, unused_variables)] // there is nothing to read without inputs
                    let mut inputs = inputs.into_iter();
                    let future = (self.0)($(read(&self.1.$index, inputs.next())?),*);
                    write(future.await, form)
                }))
            }
            fn is_async(&self) -> bool {
                true
            }
        }
    )* };
}

each_arity!(arities);
