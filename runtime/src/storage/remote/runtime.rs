//! The threads of the stores' clients, and waiting for them from any other thread.

use crate::lock::lock;
use futures_util::FutureExt;
use std::future::Future;
use std::io;
use std::panic::AssertUnwindSafe;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Mutex, MutexGuard, OnceLock};
use tokio::runtime::{Builder, Runtime};
use tokio::task::AbortHandle;

/// Signing, hashing and decrypting need processors; a transfer is parallel enough to use a few.
const MOST_THREADS: usize = 4;

/// All work that is under way; `None` once the process is about to end.
static UNDER_WAY: Mutex<Option<Vec<AbortHandle>>> = Mutex::new(Some(Vec::new()));

/// Work that is under way. If this is dropped, the work is aborted.
pub(super) struct Pending<T> {
    result: Receiver<io::Result<T>>,
    handle: AbortHandle,
}

/// Starts the work on threads of its own: the thread that waits may itself belong to a runtime, whose threads may all be
/// waiting.
pub(super) fn start<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> io::Result<Pending<T>> {
    let mut under_way = under_way();
    let all = under_way.as_mut().ok_or_else(stopped)?;
    let pending = spawn(work)?;
    all.push(pending.handle.clone());
    Ok(pending)
}

/// Does the work and waits for it.
pub(super) fn wait<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> io::Result<T> {
    start(work)?.wait()
}

/// Does the work and waits for it in a process that is about to end: the work must be short.
pub(super) fn wait_last<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> io::Result<T> {
    spawn(work)?.wait()
}

/// Aborts all work and allows none to begin: whoever waits gets an error.
pub(super) fn stop() {
    let all = under_way().take();
    all.into_iter().flatten().for_each(|handle| handle.abort());
}

fn spawn<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> io::Result<Pending<T>> {
    let (sender, result) = mpsc::sync_channel(1);
    let task = runtime()?.spawn(async move {
        let done = AssertUnwindSafe(work).catch_unwind().await;
        // The receiver may be gone.
        let _ = sender.send(done.map_err(|_| {
            // An error of the library, which would happen again.
            io::Error::new(
                io::ErrorKind::InvalidInput,
                "the client of the store panicked; the log has the panic's message",
            )
        }));
    });
    Ok(Pending { result, handle: task.abort_handle() })
}

impl<T> Pending<T> {
    pub(super) fn wait(self) -> io::Result<T> {
        self.result.recv().map_err(|_| stopped())?
    }
}

impl<T> Drop for Pending<T> {
    fn drop(&mut self) {
        self.handle.abort();
        if let Some(all) = &mut *under_way() {
            all.retain(|handle| handle.id() != self.handle.id());
        }
    }
}

fn stopped() -> io::Error {
    io::Error::other("the transfer was aborted, because the process is about to end")
}

fn under_way() -> MutexGuard<'static, Option<Vec<AbortHandle>>> {
    lock(&UNDER_WAY)
}

fn runtime() -> io::Result<&'static Runtime> {
    static RUNTIME: OnceLock<io::Result<Runtime>> = OnceLock::new();
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get().min(MOST_THREADS));
    RUNTIME
        .get_or_init(|| {
            Builder::new_multi_thread().worker_threads(threads).thread_name("stores").enable_all().build()
        })
        .as_ref()
        .map_err(|error| io::Error::new(error.kind(), format!("tokio's runtime can't be started: {error}")))
}
