//! A workflow's tracer with its types erased: `workflow2(input, input, output, |a, b| …)`.

use super::promise::Promise;
use super::{Bound, trace};
use crate::entity::{Input, Interface, Output, Returns, Tracer, Variable};

macro_rules! arity {
    ($workflow:ident $type:ident: $($ty:ident $input:ident $index:tt),*) => {
        /// A workflow of this arity.
        pub struct $type<$($ty,)* R, P> {
            $($input: Input<$ty>,)*
            output: Output<R>,
            tracer: fn($(Promise<$ty>),*) -> P,
        }

        /// A workflow of this arity.
        #[allow(clippy::too_many_arguments)]
        pub const fn $workflow<$($ty,)* R, P>(
            $($input: Input<$ty>,)* output: Output<R>, tracer: fn($(Promise<$ty>),*) -> P,
        ) -> $type<$($ty,)* R, P> {
            $type { $($input,)* output, tracer }
        }

        impl<$($ty,)* R, P> Interface for $type<$($ty,)* R, P> {
            fn inputs(&self) -> Vec<Variable> {
                vec![$(self.$input.variable()),*]
            }
            fn outputs(&self) -> Vec<Variable> {
                self.output.variables()
            }
        }

        impl<$($ty,)* R: Returns, P: Bound<R::Outputs>> Tracer for $type<$($ty,)* R, P> {
            fn trace(&self) -> Vec<u32> {
                (self.tracer)($(Promise::input($index)),*).bindings().into_iter().map(trace::keep).collect()
            }
        }
    };
}

arity!(workflow0 Workflow0:);
arity!(workflow1 Workflow1: A a 0);
arity!(workflow2 Workflow2: A a 0, B b 1);
arity!(workflow3 Workflow3: A a 0, B b 1, C c 2);
arity!(workflow4 Workflow4: A a 0, B b 1, C c 2, D d 3);
arity!(workflow5 Workflow5: A a 0, B b 1, C c 2, D d 3, E e 4);
arity!(workflow6 Workflow6: A a 0, B b 1, C c 2, D d 3, E e 4, G g 5);
arity!(workflow7 Workflow7: A a 0, B b 1, C c 2, D d 3, E e 4, G g 5, H h 6);
arity!(workflow8 Workflow8: A a 0, B b 1, C c 2, D d 3, E e 4, G g 5, H h 6, I i 7);
arity!(workflow9 Workflow9: A a 0, B b 1, C c 2, D d 3, E e 4, G g 5, H h 6, I i 7, J j 8);
arity!(workflow10 Workflow10: A a 0, B b 1, C c 2, D d 3, E e 4, G g 5, H h 6, I i 7, J j 8, K k 9);
arity!(workflow11 Workflow11: A a 0, B b 1, C c 2, D d 3, E e 4, G g 5, H h 6, I i 7, J j 8, K k 9, L l 10);
arity!(workflow12 Workflow12: A a 0, B b 1, C c 2, D d 3, E e 4, G g 5, H h 6, I i 7, J j 8, K k 9, L l 10, M m 11);
arity!(workflow13 Workflow13: A a 0, B b 1, C c 2, D d 3, E e 4, G g 5, H h 6, I i 7, J j 8, K k 9, L l 10, M m 11, N n 12);
arity!(workflow14 Workflow14: A a 0, B b 1, C c 2, D d 3, E e 4, G g 5, H h 6, I i 7, J j 8, K k 9, L l 10, M m 11, N n 12, O o 13);
arity!(workflow15 Workflow15: A a 0, B b 1, C c 2, D d 3, E e 4, G g 5, H h 6, I i 7, J j 8, K k 9, L l 10, M m 11, N n 12, O o 13, P p 14);
arity!(workflow16 Workflow16: A a 0, B b 1, C c 2, D d 3, E e 4, G g 5, H h 6, I i 7, J j 8, K k 9, L l 10, M m 11, N n 12, O o 13, P p 14, Q q 15);
