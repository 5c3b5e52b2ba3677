//! The inputs of a run, as a tuple.

use super::{FlyteType, ValueError};
use crate::arities::each_arity;
use aileron_idl::core::Literal;

/// Values for the parameters of a function, in their order: `()`, `(a,)`, `(a, b)` and so on, up to 16.
///
/// ```
/// use aileron::prelude::*;
/// use aileron::testing::run;
///
/// #[task]
/// fn seven() -> i64 {
///     7
/// }
///
/// #[task]
/// fn add(x: i64, y: i64) -> i64 {
///     x + y
/// }
///
/// assert_eq!(run(seven, ())?, 7);
/// assert_eq!(run(add, (1, 2))?, 3);
/// # Ok::<(), aileron::testing::RunError>(())
/// ```
pub trait Inputs {
    /// The literals in the order of the parameters.
    #[doc(hidden)]
    fn literals(self) -> Vec<Result<Literal, ValueError>>;
}

macro_rules! arities {
    ($($sync:ident $sync_type:ident $async:ident $async_type:ident $workflow:ident $workflow_type:ident:
        $($ty:ident $bound:ident $input:ident $index:tt),*;)*) => { $(
        impl<$($ty: FlyteType),*> Inputs for ($($ty,)*) {
            fn literals(self) -> Vec<Result<Literal, ValueError>> {
                vec![$(self.$index.into_literal()),*]
            }
        }
    )* };
}

each_arity!(arities);
