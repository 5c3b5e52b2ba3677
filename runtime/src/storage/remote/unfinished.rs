//! Uploads in parts that are not finished. Before the process ends it aborts them; otherwise their owner pays for parts of
//! no object.

use super::runtime;
use super::upload_target::UploadTarget;
use crate::lock::lock;
use futures_util::future::join_all;
use object_store::MultipartId;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;
use tokio::time::timeout;

/// How long a process that is about to end waits for the store.
const PATIENCE: Duration = Duration::from_secs(2);

static UNFINISHED: Mutex<Vec<(UploadTarget, MultipartId)>> = Mutex::new(Vec::new());

/// An upload that has begun, until this is dropped.
pub(super) struct Unfinished(MultipartId);

impl Unfinished {
    pub(super) fn new(target: &UploadTarget, id: &MultipartId) -> Self {
        all().push((target.clone(), id.clone()));
        Unfinished(id.clone())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        all().retain(|(_, id)| *id != self.0);
    }
}

/// After a time, aborts all work that waits for a store: whoever waits gets an error.
#[cfg(unix)]
pub(crate) fn stop_after(patience: Duration) {
    // If no thread can be started, nothing is aborted early.
    let _ = std::thread::Builder::new().name("end".into()).spawn(move || {
        std::thread::sleep(patience);
        runtime::stop();
    });
}

/// Aborts all work and all uploads, in a process that is about to end.
pub(crate) fn abandon() {
    runtime::stop();
    let all = std::mem::take(&mut *all());
    if !all.is_empty() {
        let aborts = all.into_iter().map(|(target, id)| async move { target.abort(&id).await });
        // The store itself expires what can't be removed.
        let _ = runtime::wait_last(async move { timeout(PATIENCE, join_all(aborts)).await.map(drop) });
    }
}

fn all() -> MutexGuard<'static, Vec<(UploadTarget, MultipartId)>> {
    lock(&UNFINISHED)
}
