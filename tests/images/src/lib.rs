//! Registries to push to, the program whose images are pushed, and what others make of these.

mod program;
mod registry;
mod unpacked;

pub use program::{Call, in_the_image, source, verbs};
pub use registry::{Counts, Fault, Kind, PASSWORD, Registry, USER};
pub use unpacked::{Root, glibc};
