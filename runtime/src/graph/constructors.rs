//! A workflow's tracer with its types erased: `workflow2(input, input, output, |a, b| …)`.

use super::promise::Promise;
use super::{Bound, trace};
use crate::arities::each_arity;
use crate::entity::{Input, Interface, Output, Returns, Tracer, Variable};

macro_rules! arities {
    ($($sync:ident $sync_type:ident $async:ident $async_type:ident $callee:ident $workflow:ident $workflow_type:ident:
        $($ty:ident $bound:ident $input:ident $index:tt),*;)*) => { $(
        /// A workflow of this arity.
        pub struct $workflow_type<$($ty,)* R, P> {
            $($input: Input<$ty>,)*
            output: Output<R>,
            tracer: fn($(Promise<$ty>),*) -> P,
        }

        /// A workflow of this arity.
        #[allow(clippy::too_many_arguments)]
        pub const fn $workflow<$($ty,)* R, P>(
            $($input: Input<$ty>,)* output: Output<R>, tracer: fn($(Promise<$ty>),*) -> P,
        ) -> $workflow_type<$($ty,)* R, P> {
            $workflow_type { $($input,)* output, tracer }
        }

        impl<$($ty,)* R, P> Interface for $workflow_type<$($ty,)* R, P> {
            fn inputs(&self) -> Vec<Variable> {
                vec![$(self.$input.variable()),*]
            }
            fn outputs(&self) -> Vec<Variable> {
                self.output.variables()
            }
        }

        impl<$($ty,)* R: Returns, P: Bound<R::Outputs>> Tracer for $workflow_type<$($ty,)* R, P> {
            fn trace(&self) -> Vec<u32> {
                (self.tracer)($(Promise::input($index)),*).bindings().into_iter().map(trace::keep).collect()
            }
        }
    )* };
}

each_arity!(arities);
