//! What an ordinary program needs: `use aileron::prelude::*;`.

pub use crate::{Directory, File, FlyteType, Hashed, Outputs, Recoverable, task, workflow};
