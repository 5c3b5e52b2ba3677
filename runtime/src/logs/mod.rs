//! What a program tells of itself while it works: lines on stderr or, with the feature `tracing`, records of that.

#[cfg(not(feature = "tracing"))]
mod lines;
#[cfg(feature = "tracing")]
mod records;
mod stderr;

#[cfg(not(feature = "tracing"))]
pub(crate) use lines::{failed, failure, note, start};
#[cfg(feature = "tracing")]
pub(crate) use records::{ATTEMPT, failed, failure, note, start};
