//! How to run.

use super::event::Listener;
use super::tokens::Amounts;
use std::num::NonZeroUsize;

/// How to run.
#[derive(Clone, Copy)]
pub(crate) struct Options<'l> {
    /// How many tasks run at once, apart from `async` ones.
    pub(crate) jobs: NonZeroUsize,
    /// How many `async` tasks are under way at once. They take no thread while they wait.
    pub(crate) async_jobs: NonZeroUsize,
    /// What tasks may request together; `None` if their requests don't matter.
    pub(crate) resources: Option<Amounts>,
    /// Whether each attempt of a Rust or shell task is a process of this program.
    pub(crate) processes: bool,
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

    /// The default for `async_jobs`: fewer than the files and sockets that a process may have open on most systems.
    pub(crate) const fn default_async_jobs() -> NonZeroUsize {
        NonZeroUsize::new(256).expect("a number")
    }
}
