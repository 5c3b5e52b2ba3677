//! How to run.

use std::num::NonZeroUsize;

/// How to run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// How many tasks run at once. An `async` task counts while it waits, too.
    pub(crate) jobs: NonZeroUsize,
    /// Whether a display on stderr shows what is running.
    pub(crate) progress: bool,
}

impl Options {
    /// As many tasks at once as there are processors.
    pub(crate) fn default_jobs() -> NonZeroUsize {
        std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
    }
}
