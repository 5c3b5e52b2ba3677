//! Registries to push to, and the program whose images are pushed.

mod program;
mod registry;

pub use program::{Call, in_the_image, verbs};
pub use registry::{Counts, Fault, Kind, PASSWORD, Registry, USER};
