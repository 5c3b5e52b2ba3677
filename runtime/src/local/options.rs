//! How to run.

use super::event::Listener;
use std::num::NonZeroUsize;

/// How to run.
#[derive(Clone, Copy)]
pub(crate) struct Options<'l> {
    /// How many tasks run at once. An `async` task counts even while it waits.
    pub(crate) jobs: NonZeroUsize,
    /// Whether to show the running tasks on stderr.
    pub(crate) progress: bool,
    /// Who hears what happens.
    pub(crate) listeners: &'l [&'l dyn Listener],
}

impl Options<'_> {
    /// The default for `jobs`: as many tasks at once as there are processors.
    pub(crate) fn default_jobs() -> NonZeroUsize {
        std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
    }
}
