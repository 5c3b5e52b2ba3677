//! What an ordinary program needs: `use aileron::prelude::*;`.

#[cfg(feature = "dataset")]
pub use crate::StructuredDataset;
pub use crate::{
    Directory, File, FlyteType, Hashed, Outputs, Recoverable, container_task, query_task, shell_task, task,
    workflow,
};
