//! What an ordinary program needs: `use aileron::prelude::*;`.

pub use crate::{FlyteType, Outputs, Recoverable, task, workflow};
