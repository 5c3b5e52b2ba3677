//! Uploads that were begun in parts: whatever ends the process has to give them up, or their owner pays for parts of no
//! object.

use super::runtime;
use super::upload_target::UploadTarget;
use crate::lock::lock;
use futures_util::future::join_all;
use object_store::MultipartId;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;
use tokio::time::timeout;

/// What a process that has to end still waits for.
const PATIENCE: Duration = Duration::from_secs(2);

static UNFINISHED: Mutex<Vec<(UploadTarget, MultipartId)>> = Mutex::new(Vec::new());

/// One that has begun, until this is dropped.
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

/// Lets nothing go on that a store takes longer for: whoever waits for it then has an error.
#[cfg(unix)]
pub(crate) fn stop_after(patience: Duration) {
    // Without a thread for it, it ends when it ends.
    let _ = std::thread::Builder::new().name("end".into()).spawn(move || {
        std::thread::sleep(patience);
        runtime::stop();
    });
}

/// Breaks off whatever is under way, and gives all uploads up, in a process that is about to end.
pub(crate) fn abandon() {
    runtime::stop();
    let all = std::mem::take(&mut *all());
    if !all.is_empty() {
        let aborts = all.into_iter().map(|(target, id)| async move { target.abort(&id).await });
        // What can't be removed is the store's own to expire.
        let _ = runtime::wait_last(async move { timeout(PATIENCE, join_all(aborts)).await.map(drop) });
    }
}

fn all() -> MutexGuard<'static, Vec<(UploadTarget, MultipartId)>> {
    lock(&UNFINISHED)
}
