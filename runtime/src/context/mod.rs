//! The attempt under way: what a task may ask for without taking it as an input.

mod attempt;
mod cancel;
mod checkpoint;
mod deck;
mod error;
mod files;
mod secret;

pub use attempt::{Execution, TaskId};
pub use checkpoint::Checkpoint;
pub use deck::Deck;
pub use secret::SecretError;

pub(crate) use attempt::Attempt;
pub(crate) use cancel::cancelled;
pub(crate) use deck::Decks;
pub(crate) use error::{passes, told};
pub(crate) use files::Files;

use crate::logs;
use crate::storage::Location;
use std::cell::RefCell;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

/// The attempt under way of the task that asks for it.
///
/// ```
/// use aileron::Context;
/// use aileron::prelude::*;
/// use std::io;
///
/// /// Goes on where an earlier attempt was stopped.
/// #[task(retries = 3)]
/// fn train(epochs: u8) -> io::Result<String> {
///     let context = Context::current();
///     let checkpoint = context.checkpoint();
///     let done = checkpoint.restore()?.map_or(0, |bytes| bytes[0]);
///     for epoch in done..epochs {
///         checkpoint.save(&[epoch + 1])?;
///     }
///     Ok(format!("{epochs} epochs in the attempt {} of {}", context.attempt(), context.execution().name))
/// }
///
/// assert_eq!(train(2)?, "2 epochs in the attempt 0 of local");
/// # Ok::<(), io::Error>(())
/// ```
///
/// A task asks for it on its own thread, or on one that it started. In a container there is one attempt; a local run
/// has one for each task at work, and a thread that a task started then finds the one that began last. Outside of any
/// task, as in a unit test that calls one, there is an attempt `0` of the execution `local`.
#[derive(Clone, Debug)]
pub struct Context {
    files: Arc<Files>,
    attempt: Arc<Attempt>,
    decks: Arc<Decks>,
}

thread_local! {
    static CURRENT: RefCell<Option<Context>> = const { RefCell::new(None) };
}

/// The one that was entered last, for the threads that a task starts itself.
static LAST: RwLock<Option<Context>> = RwLock::new(None);

/// Outside of all others.
static OUTSIDE: LazyLock<Context> = LazyLock::new(Context::local);

impl Context {
    /// The attempt under way, or a local one outside of any.
    #[must_use]
    pub fn current() -> Self {
        let last = || LAST.read().unwrap_or_else(PoisonError::into_inner).clone();
        CURRENT.with_borrow(Clone::clone).or_else(last).unwrap_or_else(|| OUTSIDE.clone())
    }

    /// The execution that the attempt belongs to.
    #[must_use]
    pub fn execution(&self) -> Execution {
        self.attempt.execution()
    }

    /// The task.
    #[must_use]
    pub fn task(&self) -> TaskId {
        self.attempt.task()
    }

    /// The node of the workflow that runs the task, such as `n0`.
    #[must_use]
    pub fn node(&self) -> String {
        self.attempt.node()
    }

    /// How many attempts there were before this one.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt.number()
    }

    /// The prefix below which the attempt may leave files of its own: no other attempt has it.
    ///
    /// # Panics
    /// When it is on this machine, and no folder for temporary files can be made here. On Flyte it is in a store.
    #[must_use]
    pub fn raw_output_prefix(&self) -> String {
        self.files.raw().unwrap_or_else(|error| panic!("{error}")).uri()
    }

    /// A directory of this machine for whatever the task needs while it runs. It goes when a local run ends, unless an output
    /// or the run's error names it.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn working_directory(&self) -> io::Result<PathBuf> {
        let path = self.files.scratch().map_err(told)?.join("work");
        std::fs::create_dir_all(&path)?;
        Ok(path)
    }

    /// What earlier attempts left, and where this one may leave something for the next.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        self.attempt.checkpoint(&self.files)
    }

    /// The tab of that name on the page that the attempt shows to people.
    #[must_use]
    pub fn deck(&self, name: &str) -> Deck {
        self.decks.deck(name)
    }

    /// The secret of that group and key, which the task asks for by `secrets("group/key")`.
    ///
    /// In a pod Flyte puts it into the environment, as `_FSEC_GROUP_KEY`, or into the file `/etc/flyte/secrets/group/key`.
    /// On a laptop either will do, or a variable `GROUP_KEY`, or a file below `/etc/secrets`. The variables
    /// `FLYTE_SECRETS_ENV_PREFIX`, `FLYTE_SECRETS_DEFAULT_DIR` and `FLYTE_SECRETS_FILE_PREFIX` move them. White space
    /// around the value is taken off (flytekit `core/context_manager.py`).
    ///
    /// # Errors
    /// When it is in none of these places, or can't be read.
    pub fn secret(&self, group: &str, key: &str) -> Result<String, SecretError> {
        secret::find(group, key, self.attempt.is_local())
    }

    /// An attempt in a container, with the prefix that Flyte gave for its files.
    pub(crate) fn new(raw: Option<Location>, attempt: Attempt) -> Self {
        Context { files: Arc::new(Files::new(raw)), attempt: Arc::new(attempt), decks: Arc::default() }
    }

    /// On this machine, with a folder for the files of its tasks.
    #[cfg(test)]
    pub(crate) fn in_folder(folder: &std::path::Path) -> Self {
        Context::new(Some(Location::Local(folder.to_owned())), Attempt::outside())
    }

    /// On this machine, and of no task so far.
    pub(crate) fn local() -> Self {
        Context::new(None, Attempt::outside())
    }

    /// Another attempt with the same files.
    pub(crate) fn of(&self, attempt: Attempt) -> Self {
        Context { files: Arc::clone(&self.files), attempt: Arc::new(attempt), decks: Arc::default() }
    }

    pub(crate) fn decks(&self) -> &Decks {
        &self.decks
    }

    /// Whether Flyte has no part in it.
    pub(crate) fn is_local(&self) -> bool {
        self.attempt.is_local()
    }

    pub(crate) fn files(&self) -> &Files {
        &self.files
    }

    /// Does the work with this as the current one, on this thread.
    pub(crate) fn scope<T>(&self, work: impl FnOnce() -> T) -> T {
        *LAST.write().unwrap_or_else(PoisonError::into_inner) = Some(self.clone());
        let _before = Before(CURRENT.replace(Some(self.clone())));
        let _told = logs::attempt(self);
        work()
    }
}

/// Restores what was current, also when the work panics.
struct Before(Option<Context>);

impl Drop for Before {
    fn drop(&mut self) {
        CURRENT.set(self.0.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_scope_sets_ends_with_it() {
        let (outer, inner) = (Context::local(), Context::local());
        let same = |context: &Context| Arc::ptr_eq(&context.attempt, &Context::current().attempt);
        outer.scope(|| {
            inner.scope(|| assert!(same(&inner)));
            assert!(same(&outer));
            let panics = std::panic::catch_unwind(|| inner.scope(|| panic!("on purpose")));
            assert!(panics.is_err() && same(&outer));
        });
    }
}
