//! Locks of files, which end with the process.

use crate::storage::scratch;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The first and the longest pause between two tries.
const PAUSES: (Duration, Duration) = (Duration::from_millis(2), Duration::from_millis(100));

/// How long a wait is not worth a word.
const QUIET: Duration = Duration::from_secs(2);

/// Opens the file of a lock, and makes it if needed.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let open = || File::options().read(true).write(true).create(true).truncate(false).open(path);
    open().or_else(|error| match path.parent() {
        Some(folder) if error.kind() == io::ErrorKind::NotFound => {
            scratch::private().recursive(true).create(folder)?;
            open()
        }
        _ => Err(error),
    })
}

/// The lock of a key: whoever holds it computes the result, and others wait.
#[derive(Debug)]
pub(crate) struct KeyLock {
    path: PathBuf,
    /// Held until it is closed.
    _held: File,
}

impl KeyLock {
    /// Waits for the lock. Calls `tell` once, if that takes long.
    pub(super) fn take(path: PathBuf, tell: impl FnOnce()) -> io::Result<Self> {
        let began = Instant::now();
        let (mut pause, longest) = PAUSES;
        let mut tell = Some(tell);
        loop {
            let file = open(&path)?;
            match file.try_lock() {
                // The last holder has removed the file meanwhile, if it is another one.
                Ok(()) if is_at(&file, &path) => return Ok(KeyLock { path, _held: file }),
                Ok(()) => continue,
                Err(TryLockError::Error(error)) => return Err(error),
                Err(TryLockError::WouldBlock) => {}
            }
            if began.elapsed() > QUIET
                && let Some(tell) = tell.take()
            {
                tell();
            }
            // Nobody wakes who waits for the lock of a process that may be killed.
            std::thread::sleep(pause);
            pause = (pause * 2).min(longest);
        }
    }
}

impl Drop for KeyLock {
    fn drop(&mut self) {
        // While it is still locked. Whoever locks it afterwards sees that it is no longer there.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(own), Ok(there)) => (own.dev(), own.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

/// Nobody removes it there.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}
