//! Everything that most programs need: `use aileron::prelude::*;`.
//!
//! ```
//! use aileron::prelude::*;
//!
//! #[task]
//! fn attempts() -> u32 {
//!     Context::current().attempt() + 1
//! }
//! # assert_eq!(attempts(), 1);
//! ```

#[cfg(feature = "dataset")]
pub use crate::StructuredDataset;
pub use crate::data::{Any, Csv, Hdf5, Html, Jpeg, Json, Parquet, Pdf, Png, Svg, Text};
pub use crate::{
    Context, Directory, File, FlyteError, FlyteType, Hashed, Outputs, Recoverable, container_task, dynamic,
    gate, launch_plan, map, map_some, node, query_task, reference_launch_plan, reference_task,
    reference_workflow, shell_task, task, workflow,
};
