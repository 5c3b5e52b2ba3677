//! The threads on which the stores work, and waiting for them from any other thread.

use std::future::Future;
use std::io;
use std::sync::OnceLock;
use std::sync::mpsc::{self, Receiver};
use tokio::runtime::{Builder, Runtime};
use tokio::task::AbortHandle;

/// Signing, hashing and decrypting take a processor; a transfer is parallel enough to use a few.
const MOST_THREADS: usize = 4;

/// Work that is under way. Dropped, it is broken off.
pub(super) struct Pending<T> {
    result: Receiver<T>,
    handle: AbortHandle,
}

/// Starts the work. It has threads of its own: the one that waits may itself belong to a runtime, whose threads may all
/// be waiting.
pub(super) fn start<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> io::Result<Pending<T>> {
    let (sender, result) = mpsc::sync_channel(1);
    let task = runtime()?.spawn(async move {
        // Whoever wanted it may be gone.
        let _ = sender.send(work.await);
    });
    Ok(Pending { result, handle: task.abort_handle() })
}

/// Does the work and waits for it.
pub(super) fn wait<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> io::Result<T> {
    start(work)?.wait()
}

impl<T> Pending<T> {
    pub(super) fn wait(self) -> io::Result<T> {
        self.result.recv().map_err(|_| io::Error::other("the transfer broke off"))
    }
}

impl<T> Drop for Pending<T> {
    fn drop(&mut self) {
        self.handle.abort();
    }
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
