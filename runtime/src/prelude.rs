//! What an ordinary program needs: `use aileron::prelude::*;`.

pub use crate::{FlyteType, Hashed, Outputs, Recoverable, task, workflow};
