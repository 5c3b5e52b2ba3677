//! What a program tells of itself while it works: lines on stderr.

mod lines;
mod stderr;

pub(crate) use lines::{attempt, failed, failure, note, start};
