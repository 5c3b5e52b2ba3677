//! Lines for whoever reads the pod's log.

use super::stderr;
use crate::entity::Failure;

/// Begins, where a display may be drawn on stderr or not.
pub(crate) fn start(display: bool) {
    stderr::start(display);
}

/// Tells something on the way.
pub(crate) fn note(text: &str) {
    stderr::write(text);
}

/// A local run tells of it when it ends.
pub(crate) fn failure(_: &Failure) {}

/// Tells of the end of an attempt in a container.
pub(crate) fn failed(code: &str, kind: &str, message: &str) {
    stderr::write(&format!("the task failed ({code}, {kind})\n\n{message}"));
}
