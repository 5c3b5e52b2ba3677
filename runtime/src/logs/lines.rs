//! The log as lines on stderr.

use super::stderr;
use crate::entity::Failure;

/// Starts the log; `display` says whether a display may be drawn on stderr.
pub(crate) fn start(display: bool) {
    stderr::start(display);
}

/// Logs a note.
pub(crate) fn note(text: &str) {
    stderr::write(text);
}

/// Logs nothing: a local run reports its failure at the end.
pub(crate) fn failure(_: &Failure) {}

/// Logs the failure of an attempt in a container.
pub(crate) fn failed(code: &str, kind: &str, message: &str) {
    stderr::write(&format!("the task failed ({code}, {kind})\n\n{message}"));
}
