//! The current attempt: what a task can find out without an input.

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
pub(crate) use attempt::{Attempt, element_of_pod};
pub(crate) use cancel::{cancelled, grace, must_end};
pub(crate) use deck::Decks;
pub(crate) use error::{io_error, value_error};
pub(crate) use files::Files;

use crate::handlers;
use crate::logs;
use crate::setup::Setup;
use crate::storage::Location;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::io;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Once, OnceLock};

/// The current attempt of the task that calls it.
///
/// ```
/// use aileron::Context;
/// use aileron::prelude::*;
/// use std::io;
///
/// /// Continues where an earlier attempt ended.
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
    /// The end of what processes of the attempt have printed.
    output: Arc<OnceLock<String>>,
    setup: Arc<Setup>,
}

thread_local! {
    static CURRENT: RefCell<Option<Context>> = const { RefCell::new(None) };
}

thread_local! {
    /// The number of the element for which a map in a plain function calls its function.
    static ELEMENT: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Does the work for an element of a map in a plain function.
pub(crate) fn for_element<T>(number: usize, work: impl FnOnce() -> T) -> T {
    struct Outer(Option<usize>);
    impl Drop for Outer {
        fn drop(&mut self) {
            ELEMENT.set(self.0);
        }
    }
    let _outer = Outer(ELEMENT.replace(Some(number)));
    work()
}

/// The context of the whole process, as long as it has only one attempt.
static ONLY: OnceLock<Context> = OnceLock::new();

/// How many attempts the process has begun. Two means two or more.
static BEGUN: AtomicUsize = AtomicUsize::new(0);

/// The context for code outside of all attempts.
static OUTSIDE: LazyLock<Context> = LazyLock::new(|| Context::local(Arc::default()));

/// Returns the current attempt; the same as [`Context::current`].
///
/// Use it if another type named `Context` is imported, such as `anyhow`'s:
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
    /// Returns the current attempt, or a local one outside of all attempts.
    #[must_use]
    pub fn current() -> Self {
        let only = || ONLY.get().filter(|_| BEGUN.load(Ordering::SeqCst) == 1).cloned();
        CURRENT.with_borrow(Clone::clone).or_else(only).unwrap_or_else(|| {
            warn_of_threads();
            OUTSIDE.clone()
        })
    }

    /// Calls `work` on this thread with this context as the current one.
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
    /// Records that the work logs with `tracing` belong to the attempt as well. See [other threads](Context#on-other-threads)
    /// for more examples.
    pub fn scope<T>(&self, work: impl FnOnce() -> T) -> T {
        let _before = Before(CURRENT.replace(Some(self.clone())));
        let _scopes = (self.enter_span(), handlers::at(self.attempt.entity()));
        work()
    }

    /// Wraps a future so that this context is the current one whenever the future is polled, on any thread.
    ///
    /// ```
    /// use aileron::prelude::*;
    ///
    /// #[task]
    /// async fn beside() -> u32 {
    ///     let find = async { Context::current().attempt() };
    ///     tokio::spawn(Context::current().scope_future(find)).await.unwrap()
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

    /// Returns the id of the execution that the attempt belongs to.
    #[must_use]
    pub fn execution(&self) -> Execution {
        self.attempt.execution()
    }

    /// Returns the id of the task.
    #[must_use]
    pub fn task(&self) -> TaskId {
        self.attempt.task()
    }

    /// Returns the id of the workflow's node that runs the task, such as `n0`.
    #[must_use]
    pub fn node(&self) -> String {
        self.attempt.node()
    }

    /// Returns the number of the element for which a [`map`](crate::map) runs the task, counted from 0; `None` if no map runs it.
    ///
    /// ```
    /// use aileron::prelude::*;
    ///
    /// #[task]
    /// fn numbered(line: String) -> String {
    ///     let number = Context::current().map_index().map_or(1, |index| index + 1);
    ///     format!("{number}: {line}")
    /// }
    ///
    /// #[workflow]
    /// fn listing(lines: Vec<String>) -> Vec<String> {
    ///     map(numbered, lines)
    /// }
    ///
    /// assert_eq!(listing(vec!["a".into(), "b".into()]), ["1: a", "2: b"]);
    /// ```
    #[must_use]
    pub fn map_index(&self) -> Option<usize> {
        ELEMENT.get().or_else(|| self.attempt.element())
    }

    /// Returns how many attempts there were before this one.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt.number()
    }

    /// Returns the prefix for files of this attempt; no other attempt has the same one.
    ///
    /// # Panics
    /// Panics if the prefix is on this machine and no temporary folder can be created. On Flyte the prefix is in a
    /// store.
    #[must_use]
    pub fn raw_output_prefix(&self) -> String {
        self.files.raw().unwrap_or_else(|error| panic!("{error}")).uri()
    }

    /// Creates a directory on this machine for files that the task needs while it runs. A local run removes it at the
    /// end, unless an output or the run's error names it.
    ///
    /// # Errors
    /// Fails if the directory can't be created.
    pub fn working_directory(&self) -> io::Result<PathBuf> {
        let path = self.files.scratch().map_err(io_error)?.join("work");
        std::fs::create_dir_all(&path)?;
        Ok(path)
    }

    /// Returns the checkpoint: what the previous attempt saved, and where this attempt can save something for the
    /// next.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        self.attempt.checkpoint(&self.files)
    }

    /// Returns the tab with that name on the attempt's page; adds it if there is none.
    #[must_use]
    pub fn deck(&self, name: &str) -> Deck {
        self.decks.deck(name)
    }

    /// Returns the secret with that group and key. The task declares it with `secrets("group/key")`.
    ///
    /// In a pod, Flyte puts the secret into the variable `_FSEC_GROUP_KEY` or into the file
    /// `/etc/flyte/secrets/group/key`. On a laptop, set either of them, or a variable `GROUP_KEY`, or write a file
    /// below `/etc/secrets`. If the task declares an `env_var`, that variable works everywhere; it holds the value,
    /// or the path of the file if the task declares `mount = "file"`. The variables `FLYTE_SECRETS_ENV_PREFIX`,
    /// `FLYTE_SECRETS_DEFAULT_DIR` and `FLYTE_SECRETS_FILE_PREFIX` change these places. White space around the value
    /// is removed (flytekit `core/context_manager.py`).
    ///
    /// # Errors
    /// Fails if the secret is in none of these places or can't be read.
    pub fn secret(&self, group: &str, key: &str) -> Result<String, SecretError> {
        secret::value(group, key, self.attempt.asks_for(group, key), self.attempt.is_local())
    }

    /// Returns the path of a secret's file. The task declares the secret with `secrets("group/key"(mount = "file"))`.
    ///
    /// ```
    /// use aileron::SecretError;
    /// use aileron::prelude::*;
    ///
    /// /// Needs a file, since the key is too long for a variable and the client expects a path.
    /// #[task(secrets("tls/key"(mount = "file")))]
    /// fn connect(host: String) -> Result<String, SecretError> {
    ///     let key = Context::current().secret_path("tls", "key")?;
    ///     Ok(format!("to {host} with {}", key.display()))
    /// }
    /// # assert!(matches!(connect("h".to_owned()), Err(SecretError::Missing { .. })));
    /// ```
    ///
    /// The file is in the places where [`secret`](Context::secret) looks for files, or at the path in the task's
    /// `env_var`. It holds the secret unchanged, including white space.
    ///
    /// # Errors
    /// Fails if there is no such file, even if a variable holds the secret, or if the file can't be read.
    pub fn secret_path(&self, group: &str, key: &str) -> Result<PathBuf, SecretError> {
        secret::path(group, key, self.attempt.asks_for(group, key), self.attempt.is_local())
    }

    /// The context of an attempt in a container, with the prefix that Flyte gives for its files.
    pub(crate) fn new(raw: Option<Location>, attempt: Attempt) -> Self {
        Context::with_setup(raw, attempt, Arc::default())
    }

    /// A local context with this folder for files.
    #[cfg(test)]
    pub(crate) fn in_folder(folder: &std::path::Path) -> Self {
        Context::new(Some(Location::Local(folder.to_owned())), Attempt::outside())
    }

    /// A local context without a task.
    pub(crate) fn local(setup: Arc<Setup>) -> Self {
        Context::with_setup(None, Attempt::outside(), setup)
    }

    fn with_setup(raw: Option<Location>, attempt: Attempt, setup: Arc<Setup>) -> Self {
        let files = Arc::new(Files::new(raw, setup.record.clone()));
        Context { files, attempt: Arc::new(attempt), decks: Arc::default(), output: Arc::default(), setup }
    }

    /// A context for another attempt, of the same run, with its files.
    pub(crate) fn with_attempt(&self, attempt: Attempt) -> Self {
        Context { attempt: Arc::new(attempt), decks: Arc::default(), output: Arc::default(), ..self.clone() }
    }

    /// How the run does the work that is not this program's own code.
    pub(crate) fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Keeps the end of what a process of the attempt has printed.
    #[cfg(unix)]
    pub(crate) fn keep_output(&self, output: String) {
        let _ = self.output.set(output);
    }

    /// The end of what a process of the attempt has printed.
    #[cfg(feature = "report")]
    pub(crate) fn output(&self) -> Option<&str> {
        self.output.get().map(String::as_str).filter(|output| !output.is_empty())
    }

    pub(crate) fn decks(&self) -> &Decks {
        &self.decks
    }

    /// Whether the attempt runs without Flyte.
    pub(crate) fn is_local(&self) -> bool {
        self.attempt.is_local()
    }

    pub(crate) fn files(&self) -> &Files {
        &self.files
    }

    /// Does the work of an attempt with this context. If `is_only`, the context belongs to the whole process until
    /// another attempt begins. If attempts run in parallel, their threads can't be told apart.
    pub(crate) fn begin<T>(&self, is_only: bool, work: impl FnOnce() -> T) -> T {
        self.count(is_only);
        let _at_work = self.attempt.entity().map(handlers::at_work);
        self.scope(work)
    }

    /// Does the work of an attempt, as [`begin`](Context::begin) does, when the future is polled.
    pub(crate) fn begin_later<F: Future>(
        &self,
        is_only: bool,
        work: F,
    ) -> impl Future<Output = F::Output> + use<F> {
        self.count(is_only);
        let (task, work) = (self.attempt.entity(), self.scope_future(work));
        async move {
            let _at_work = task.map(handlers::at_work);
            work.await
        }
    }

    /// From now on, what runs on this thread outside of [`scope`](Context::scope) belongs to this attempt, or to none. So a
    /// future that it spawns finds it, as long as it is alone on its thread.
    pub(crate) fn own_thread(context: Option<&Context>) {
        CURRENT.set(context.cloned());
    }

    /// Counts an attempt that begins.
    fn count(&self, is_only: bool) {
        let is_many = BEGUN.load(Ordering::Relaxed) > 1;
        if !is_many && BEGUN.fetch_add(1, Ordering::SeqCst) == 0 && is_only {
            let _ = ONLY.set(self.clone());
        }
    }
}

/// Warns once about a thread without a context, since its decks and checkpoints are lost.
fn warn_of_threads() {
    static ONCE: Once = Once::new();
    if handlers::is_any_at_work() {
        ONCE.call_once(|| {
            logs::note(
                "a thread without a task's context uses it, and a local run can't find the task: decks and checkpoints of this \
                 thread are lost; pass the context on with `context.scope(|| …)` on the thread",
            );
        });
    }
}

/// Restores the previous context, even if the work panics.
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
    fn a_scope_restores_the_previous_context() {
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
