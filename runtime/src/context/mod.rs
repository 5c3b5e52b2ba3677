//! The attempt under way: what a task may ask for without taking it as an input.

mod anywhere;
mod attempt;
mod cancel;
mod checkpoint;
mod deck;
mod error;
mod files;
mod secret;
mod span;

pub use attempt::{Execution, TaskId};
pub use checkpoint::Checkpoint;
pub use deck::Deck;
pub use secret::SecretError;

pub(crate) use anywhere::{for_anywhere, only_here};
pub(crate) use attempt::Attempt;
pub(crate) use cancel::cancelled;
pub(crate) use deck::Decks;
pub(crate) use error::{io_error, value_error};
pub(crate) use files::Files;

use crate::handlers;
use crate::logs;
use crate::setup::Setup;
use crate::storage::Location;
use std::cell::RefCell;
use std::future::poll_fn;
use std::io;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Once, OnceLock};

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
/// Outside of a task, for example in a unit test that calls the function, the context is that of an attempt `0` of the
/// execution `local`.
///
#[doc = include_str!("../../docs/threads.md")]
#[derive(Clone, Debug)]
pub struct Context {
    files: Arc<Files>,
    attempt: Arc<Attempt>,
    decks: Arc<Decks>,
    setup: Arc<Setup>,
}

thread_local! {
    static CURRENT: RefCell<Option<Context>> = const { RefCell::new(None) };
}

/// The one that the whole process is of, as long as there was no other.
static ONLY: OnceLock<Context> = OnceLock::new();

/// How many attempts the process has begun; two stand for any number of them.
static BEGUN: AtomicUsize = AtomicUsize::new(0);

/// Outside of all others.
static OUTSIDE: LazyLock<Context> = LazyLock::new(|| Context::local(Arc::default()));

/// The attempt under way, as [`Context::current`] tells it.
///
/// For who has another `Context` at hand, as `anyhow` has one:
///
/// ```
/// use aileron::prelude::*;
///
/// #[task]
/// fn attempts() -> u32 {
///     aileron::context().attempt() + 1
/// }
/// # assert_eq!(attempts(), 1);
/// ```
#[must_use]
pub fn context() -> Context {
    Context::current()
}

impl Context {
    /// The attempt under way, or a local one outside of any.
    #[must_use]
    pub fn current() -> Self {
        let only = || ONLY.get().filter(|_| BEGUN.load(Ordering::SeqCst) == 1).cloned();
        CURRENT.with_borrow(Clone::clone).or_else(only).unwrap_or_else(|| {
            tell_of_threads();
            OUTSIDE.clone()
        })
    }

    /// Does the work with this as the current one, on this thread.
    ///
    /// ```
    /// use aileron::prelude::*;
    ///
    /// #[task]
    /// fn halves(x: i64) -> i64 {
    ///     let context = Context::current();
    ///     std::thread::scope(|threads| {
    ///         let work = || context.scope(|| i64::from(Context::current().attempt()) + x / 2);
    ///         let (one, other) = (threads.spawn(work), threads.spawn(work));
    ///         one.join().unwrap() + other.join().unwrap()
    ///     })
    /// }
    /// # assert_eq!(halves(4), 4);
    /// ```
    ///
    /// Records that the work logs with `tracing` name the attempt as well. See [other threads](Context#on-other-threads)
    /// for more examples.
    pub fn scope<T>(&self, work: impl FnOnce() -> T) -> T {
        let _before = Before(CURRENT.replace(Some(self.clone())));
        let _told = (self.enter_span(), handlers::at(self.attempt.entity()));
        work()
    }

    /// The future with this as the current one, whichever thread polls it.
    ///
    /// ```
    /// use aileron::prelude::*;
    ///
    /// #[task]
    /// async fn beside() -> u32 {
    ///     let asks = async { Context::current().attempt() };
    ///     tokio::spawn(Context::current().scope_future(asks)).await.unwrap()
    /// }
    /// # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    /// # assert_eq!(runtime.block_on(beside()), 0);
    /// ```
    pub fn scope_future<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        let context = self.clone();
        async move {
            let mut future = pin!(future);
            poll_fn(|polled| context.scope(|| future.as_mut().poll(polled))).await
        }
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
        let path = self.files.scratch().map_err(io_error)?.join("work");
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
    /// On a laptop either will do, or a variable `GROUP_KEY`, or a file below `/etc/secrets`; and everywhere the `env_var`
    /// that the task names, which holds the value, or the path of the file if it asks for one. The variables
    /// `FLYTE_SECRETS_ENV_PREFIX`, `FLYTE_SECRETS_DEFAULT_DIR` and `FLYTE_SECRETS_FILE_PREFIX` move them. White space
    /// around the value is taken off (flytekit `core/context_manager.py`).
    ///
    /// # Errors
    /// When it is in none of these places, or can't be read.
    pub fn secret(&self, group: &str, key: &str) -> Result<String, SecretError> {
        secret::value(group, key, self.attempt.asks_for(group, key), self.attempt.is_local())
    }

    /// The path of the file that holds a secret, which the task asks for by `secrets("group/key"(mount = "file"))`.
    ///
    /// ```
    /// use aileron::SecretError;
    /// use aileron::prelude::*;
    ///
    /// /// The key is too long for a variable, and the client wants a path anyway.
    /// #[task(secrets("tls/key"(mount = "file")))]
    /// fn connect(host: String) -> Result<String, SecretError> {
    ///     let key = Context::current().secret_path("tls", "key")?;
    ///     Ok(format!("to {host} with {}", key.display()))
    /// }
    /// # assert!(matches!(connect("h".to_owned()), Err(SecretError::Missing { .. })));
    /// ```
    ///
    /// The file is where [`secret`](Context::secret) looks for one, or where the task's own `env_var` says. It holds the
    /// secret as it is, white space and all.
    ///
    /// # Errors
    /// When there is no such file, also if a variable holds the secret; or when it can't be read.
    pub fn secret_path(&self, group: &str, key: &str) -> Result<PathBuf, SecretError> {
        secret::path(group, key, self.attempt.asks_for(group, key), self.attempt.is_local())
    }

    /// An attempt in a container, with the prefix that Flyte gave for its files.
    pub(crate) fn new(raw: Option<Location>, attempt: Attempt) -> Self {
        Context::with_setup(raw, attempt, Arc::default())
    }

    /// On this machine, with a folder for the files of its tasks.
    #[cfg(test)]
    pub(crate) fn in_folder(folder: &std::path::Path) -> Self {
        Context::new(Some(Location::Local(folder.to_owned())), Attempt::outside())
    }

    /// On this machine, and of no task so far.
    pub(crate) fn local(setup: Arc<Setup>) -> Self {
        Context::with_setup(None, Attempt::outside(), setup)
    }

    fn with_setup(raw: Option<Location>, attempt: Attempt, setup: Arc<Setup>) -> Self {
        Context { files: Arc::new(Files::new(raw)), attempt: Arc::new(attempt), decks: Arc::default(), setup }
    }

    /// Another attempt of the same run, with its files.
    pub(crate) fn with_attempt(&self, attempt: Attempt) -> Self {
        Context { attempt: Arc::new(attempt), decks: Arc::default(), ..self.clone() }
    }

    /// How the run does the work that is not this program's own code.
    pub(crate) fn setup(&self) -> &Setup {
        &self.setup
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

    /// Does the work of an attempt; an only one is that of the whole process until another one begins. The threads of one
    /// among several can't be told from those of the others.
    pub(crate) fn begin<T>(&self, is_only: bool, work: impl FnOnce() -> T) -> T {
        let is_many = BEGUN.load(Ordering::Relaxed) > 1;
        if !is_many && BEGUN.fetch_add(1, Ordering::SeqCst) == 0 && is_only {
            let _ = ONLY.set(self.clone());
        }
        let _at_work = self.attempt.entity().map(handlers::at_work);
        self.scope(work)
    }
}

/// A deck or a checkpoint of nobody would be lost without a word.
fn tell_of_threads() {
    static ONCE: Once = Once::new();
    if handlers::is_any_at_work() {
        ONCE.call_once(|| {
            logs::note(
                "a thread asked for the context of its task, which a local run can't tell: what it shows or saves is \
                 lost; take the context along, by `context.scope(|| …)` on that thread",
            );
        });
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
        let (outer, inner) = (Context::local(Arc::default()), Context::local(Arc::default()));
        let same = |context: &Context| Arc::ptr_eq(&context.attempt, &Context::current().attempt);
        outer.scope(|| {
            inner.scope(|| assert!(same(&inner)));
            assert!(same(&outer));
            let panics = std::panic::catch_unwind(|| inner.scope(|| panic!("on purpose")));
            assert!(panics.is_err() && same(&outer));
        });
    }
}
