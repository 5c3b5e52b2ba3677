//! The log of a program: lines on stderr or, with the feature `tracing`, records.

#[cfg(not(feature = "tracing"))]
mod lines;
#[cfg(feature = "tracing")]
mod records;
mod stderr;

#[cfg(not(feature = "tracing"))]
pub(crate) use lines::{failed, failure, note, start};
#[cfg(feature = "tracing")]
pub(crate) use records::{ATTEMPT, failed, failure, note, start};
pub(crate) use stderr::lines;
