//! Random workflows: their source in Rust, inputs for them, and what they must return.
//!
//! A [`Case`] is one workflow with the sub-workflows that it calls. It depends on a seed alone. A construct of the
//! language is a file of `constructs`, and a row of the table there: how a random one is made, written as Rust and
//! interpreted. Nothing else knows what constructs there are.
//!
//! ```
//! use workflow_generator::{case, program};
//!
//! let case = case(7, 0);
//! assert!(program(&[case.clone()]).contains("fn whole("));
//! let inputs = case.inputs(1).remove(0);
//! println!("{:?}", case.expected(&inputs));
//! ```

mod argument;
mod block;
mod case;
mod construct;
mod constructs;
mod expected;
mod growth;
mod program;
mod random;
mod registered;
mod state;
mod tasks;
mod value;
mod workflow;

pub use case::{Case, case};
pub use constructs::names as constructs;
pub use expected::{Answer, Expected};
pub use program::program;
pub use random::Random;
pub use value::{Color, Input, Output, Type, Value};
