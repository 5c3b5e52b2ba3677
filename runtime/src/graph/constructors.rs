//! A workflow's tracer with its types erased: `workflow2(input, input, output, |a, b| …)`.

use super::promise::Promise;
use super::{Left, Out};
use crate::arities::each_arity;
use crate::entity::{Input, Interface, Output, Tracer, Variable};

macro_rules! arities {
    ($($sync:ident $sync_type:ident $async:ident $async_type:ident $callee:ident $workflow:ident $workflow_type:ident:
        $($ty:ident $bound:ident $input:ident $index:tt),*;)*) => { $(
        /// A workflow of this arity.
        pub struct $workflow_type<$($ty,)* R> {
            $($input: Input<$ty>,)*
            output: Output<R>,
            tracer: fn(Out<R>, $(Promise<$ty>),*) -> Left,
        }

        /// A workflow of this arity.
        #[allow(clippy::too_many_arguments)]
        pub const fn $workflow<$($ty,)* R>(
            $($input: Input<$ty>,)* output: Output<R>, tracer: fn(Out<R>, $(Promise<$ty>),*) -> Left,
        ) -> $workflow_type<$($ty,)* R> {
            $workflow_type { $($input,)* output, tracer }
        }

        impl<$($ty,)* R> Interface for $workflow_type<$($ty,)* R> {
            fn inputs(&self) -> Vec<Variable> {
                vec![$(self.$input.variable()),*]
            }
            fn outputs(&self) -> Vec<Variable> {
                self.output.variables()
            }
        }

        impl<$($ty,)* R> Tracer for $workflow_type<$($ty,)* R> {
            fn trace(&self) -> Vec<u32> {
                (self.tracer)(Out::default(), $(Promise::input($index)),*).places()
            }
        }
    )* };
}

each_arity!(arities);
