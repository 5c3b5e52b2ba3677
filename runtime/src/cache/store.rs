//! The folder of entries: finding, adding and removing them.

use super::entry::{self, Described, ENTRY};
use super::key::Key;
use super::locked::{self, KeyLock};
use super::size;
use crate::entity::Variable;
use crate::storage::{random, scratch};
use aileron_idl::core::Literal;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

/// The cache of a machine, in use by this process.
#[derive(Debug)]
pub(crate) struct Cache {
    root: PathBuf,
    /// Its bound in bytes.
    bound: u64,
    /// Locked, shared, until the cache is closed: nothing is removed meanwhile. A file system may have no locks.
    in_use: File,
    has_grown: AtomicBool,
}

/// An entry of the cache.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) key: Key,
    pub(crate) described: Described,
    /// When it was last used.
    pub(crate) used: SystemTime,
}

/// A result to keep.
pub(crate) struct Made<'a> {
    pub(crate) described: Described,
    pub(crate) outputs: &'a [Literal],
    pub(crate) variables: &'a [Variable],
    /// Whether only the task knows a file, by its place and its path.
    pub(crate) is_own: &'a dyn Fn(&str, &Path) -> bool,
    /// Whether to replace what is there.
    pub(crate) replaces: bool,
}

impl Cache {
    /// Opens the cache in a folder, and makes it if needed.
    ///
    /// # Errors
    /// If the folder can't be made, or the environment has a wrong bound.
    pub(crate) fn open(root: PathBuf) -> Result<Self, String> {
        let bound = size::bound()?;
        Cache::with_bound(root, bound)
    }

    pub(super) fn with_bound(root: PathBuf, bound: u64) -> Result<Self, String> {
        let open = || {
            let mut private = scratch::private();
            private.recursive(true);
            for folder in ["cache", "aside", "locks"] {
                private.create(root.join(folder))?;
            }
            let in_use = locked::open(&root.join("in-use"))?;
            // Without locks, two processes may disturb each other, but each still works.
            let _ = in_use.lock_shared();
            Ok(in_use)
        };
        let in_use =
            open().map_err(|error: io::Error| format!("`{}` can't be used: {error}", root.display()))?;
        Ok(Cache { root, bound, in_use, has_grown: AtomicBool::new(false) })
    }

    /// The outputs that are kept under a key. A broken entry is as none.
    pub(crate) fn find(&self, key: &Key) -> Option<Vec<Literal>> {
        let folder = self.folder(key);
        let found = entry::read(&folder)?;
        // The least recently used entry goes first.
        if let Ok(file) = File::options().append(true).open(folder.join(ENTRY)) {
            let _ = file.set_modified(SystemTime::now());
        }
        Some(found.outputs)
    }

    /// Waits for the lock of a key. Calls `tell` once, if that takes long.
    pub(crate) fn lock(&self, key: &Key, tell: impl FnOnce()) -> io::Result<KeyLock> {
        KeyLock::take(self.root.join("locks").join(key.as_str()), tell)
    }

    /// Keeps outputs under a key. Returns them with their files where they are now. If somebody else has kept some meanwhile,
    /// these are returned.
    pub(crate) fn keep(&self, key: &Key, made: &Made<'_>) -> io::Result<Vec<Literal>> {
        let aside = self.aside();
        let at = self.folder(key);
        scratch::private().create(&aside)?;
        let placed = entry::write(&aside, &at, &made.described, made.outputs, made.variables, made.is_own)
            .and_then(|outputs| Ok(self.put(&aside, &at, made.replaces)?.unwrap_or(outputs)));
        if placed.is_err() {
            let _ = fs::remove_dir_all(&aside);
        }
        self.has_grown.store(true, Ordering::Relaxed);
        placed
    }

    /// Renames an entry into place. Returns the outputs of the one that is there already, if it stays.
    fn put(&self, aside: &Path, at: &Path, replaces: bool) -> io::Result<Option<Vec<Literal>>> {
        let one_at_a_time = locked::open(&self.root.join("lock"))?;
        let _ = one_at_a_time.lock();
        if !replaces && let Some(found) = entry::read(at) {
            fs::remove_dir_all(aside)?;
            return Ok(Some(found.outputs));
        }
        if fs::symlink_metadata(at).is_ok() {
            let old = self.aside();
            fs::rename(at, &old)?;
            let _ = scratch::remove(&old);
        }
        fs::rename(aside, at)?;
        Ok(None)
    }

    /// All entries, those first that were used last. Broken ones are left out.
    pub(crate) fn list(&self) -> Vec<Found> {
        let folders = fs::read_dir(self.root.join("cache")).into_iter().flatten().flatten();
        let found = folders.filter_map(|folder| {
            let key = Key::parse(folder.file_name().to_str()?)?;
            let used = fs::metadata(folder.path().join(ENTRY)).and_then(|file| file.modified()).ok()?;
            Some(Found { key, described: entry::read(&folder.path())?.described, used })
        });
        let mut found: Vec<_> = found.collect();
        found.sort_unstable_by(|a, b| b.used.cmp(&a.used).then_with(|| a.key.cmp(&b.key)));
        found
    }

    /// Removes the entries that match, and if `all`, broken ones as well. Returns those that were whole; `None` if a run uses
    /// the cache.
    pub(crate) fn clear(self, all: bool, matches: impl Fn(&Described) -> bool) -> Option<Vec<Described>> {
        let folder = self.root.join("cache");
        let _alone = self.alone()?;
        let mut removed = Vec::new();
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let described = entry::read(&entry.path()).map(|entry| entry.described);
            let goes = described.as_ref().map_or(all, &matches);
            if goes && scratch::remove(&entry.path()).is_ok() {
                removed.extend(described);
            }
        }
        Some(removed)
    }

    /// Ends this process's use of the cache. If it has grown and no other process uses it, the least recently used entries
    /// beyond the bound go, and with them what was left by processes that were killed.
    pub(crate) fn close(self) {
        if !self.has_grown.load(Ordering::Relaxed) {
            return;
        }
        let (root, bound) = (self.root.clone(), self.bound);
        let entries = self.list();
        let Some(_alone) = self.alone() else { return };
        let folders = fs::read_dir(root.join("aside")).into_iter().flatten().flatten();
        folders.for_each(|folder| drop(scratch::remove(&folder.path())));
        let mut total = 0_u64;
        for found in entries {
            total = total.saturating_add(found.described.size);
            if total > bound {
                let _ = scratch::remove(&root.join("cache").join(found.key.as_str()));
            }
        }
    }

    /// The lock of the cache, for this process alone; `None` if another one uses it.
    fn alone(self) -> Option<File> {
        let _ = self.in_use.unlock();
        match self.in_use.try_lock() {
            Err(fs::TryLockError::WouldBlock) => None,
            _ => Some(self.in_use),
        }
    }

    fn folder(&self, key: &Key) -> PathBuf {
        self.root.join("cache").join(key.as_str())
    }

    fn aside(&self) -> PathBuf {
        self.root.join("aside").join(random::name())
    }
}
