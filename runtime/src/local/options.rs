//! How to run.

use std::num::NonZeroUsize;

/// How to run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// How many tasks run at once. An `async` task counts even while it waits.
    pub(crate) jobs: NonZeroUsize,
    /// Whether to show the running tasks on stderr.
    pub(crate) progress: bool,
}

impl Options {
    /// The default for `jobs`: as many tasks at once as there are processors.
    pub(crate) fn default_jobs() -> NonZeroUsize {
        std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
    }
}
