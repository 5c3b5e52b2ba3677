//! A workflow's or a launch plan's tracer without its types: `workflow2::<A, B, R, _>(mark, id, &Make(make))`.

use super::Left;
use super::promise::Promise;
use crate::arities::each_arity;
use crate::entity::{
    Input, Interface, Make, Registration, Returns, TracedSettings, Tracer, Variable, variable, variables,
};
use crate::types::{FlyteType, Outputs, look};
use std::any::TypeId;
use std::marker::PhantomData;

/// The type of a tracer of one arity, its entry, and its interface. A dynamic workflow has them too, with another tracer.
macro_rules! entry {
    ($what:literal $workflow:ident $workflow_type:ident [$($ty:ident $index:tt),*]
        $tracer:ty, $settings:ty $(, $options:ident: $bound:ident)?
    ) => {
        #[doc = concat!("The tracer of ", $what, ", and the names of its inputs.")]
        pub struct $workflow_type<$($ty,)* R>(
            pub $tracer, pub ($(Input<$ty>,)*), pub PhantomData<fn() -> R>,
        );

        #[doc = concat!("The entry of ", $what, " of this arity.")]
        #[track_caller]
        pub const fn $workflow<$($ty: FlyteType,)* R: Returns $(, $options: $bound)?>(
            mark: u64, id: TypeId, make: &'static Make<(&'static str, $workflow_type<$($ty,)* R>, &'static $settings)>,
        ) -> Registration {
            look::check_all_options(&[$(&$ty::LOOK),*]);
            look::check_all_options(R::Outputs::LOOKS);
            Registration { mark, id, make }
        }

        impl<$($ty: FlyteType,)* R: Returns> Interface for $workflow_type<$($ty,)* R> {
            fn inputs(&'static self) -> Vec<Variable> {
                vec![$(variable(&self.1.$index)),*]
            }
            fn outputs(&self) -> Vec<Variable> {
                variables::<R>()
            }
        }
    };
}
pub(super) use entry;

macro_rules! arities {
    ($($sync:ident $sync_type:ident $async:ident $async_type:ident $workflow:ident $workflow_type:ident:
        $($ty:ident $bound:ident $input:ident $index:tt),*;)*) => { $(
        entry! {
            "a workflow or a launch plan" $workflow $workflow_type [$($ty $index),*]
            fn($(Promise<$ty>),*) -> Left, Options, Options: TracedSettings
        }

        impl<$($ty: FlyteType,)* R: Returns> Tracer for $workflow_type<$($ty,)* R> {
            fn trace(&self) -> Vec<u32> {
                (self.0)($(Promise::input($index)),*).indices()
            }
        }
    )* };
}

each_arity!(arities);
