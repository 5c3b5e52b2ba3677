//! Folders on this machine for files that only this process needs.
//!
//! The folder is in a place where every user may write. So it is made in one step, with a name that nobody can guess, and is
//! open to this user alone. Files in it need no protection of their own.
//!
//! The folder is removed with its owner, and when a signal ends the process. A process that was killed can't remove it:
//! each process holds a lock on its folder as long as it lives, and whoever makes a folder removes those without a lock
//! holder.

use super::{Location, StorageError};
use crate::lock::lock;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

const PREFIX: &str = "aileron-";
/// Enough letters and digits that nobody can guess the name.
const RANDOM: usize = 16;
/// The file that a living process locks. A folder that stays for its user no longer has it.
const LOCK: &str = ".aileron-lock";

/// The folders of this process that are removed when it ends.
static LIVING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A folder of this machine for files that only this process needs; it is made when it is first used.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// The folder around it, if not the one of temporary files.
    base: Option<PathBuf>,
    made: OnceLock<Made>,
}

#[derive(Debug)]
struct Made {
    folder: PathBuf,
    /// A forked process must not remove the folder.
    process: u32,
    /// `None` if the file system has no locks, or if files in the folder are kept.
    lock: Mutex<Option<File>>,
}

impl Scratch {
    /// Makes the folder within another one, when it is first used.
    pub(crate) fn within(base: &Path) -> Self {
        Scratch { base: Some(base.to_owned()), made: OnceLock::new() }
    }

    /// Returns the folder, and makes it if needed.
    ///
    /// # Errors
    /// If it can't be made.
    pub(crate) fn folder(&self) -> Result<&Path, StorageError> {
        static MAKING: Mutex<()> = Mutex::new(());
        let _one = lock(&MAKING);
        if let Some(made) = self.made.get() {
            return Ok(&made.folder);
        }
        let base = self.base.clone().map_or_else(base, Ok)?;
        let made = make(&base).map_err(|error| unusable(base, error))?;
        Ok(&self.made.get_or_init(|| made).folder)
    }

    /// Uses a folder that stays when the process ends, whatever ends it: this one, which an earlier process left, or else a new
    /// one. Whoever remembers the folder removes it with [`remove_left`]. Returns it, unless it was made already.
    pub(crate) fn stay(&self, left: Option<&Path>) -> Result<Option<&Path>, StorageError> {
        if self.made.get().is_some() {
            return Ok(None);
        }
        let of = |folder| Made { folder, process: std::process::id(), lock: Mutex::new(None) };
        if let Some(left) = left.filter(|left| is_left(left)) {
            return Ok(Some(&self.made.get_or_init(|| of(left.to_owned())).folder));
        }
        let folder = self.folder()?;
        lock(&LIVING).retain(|living| living != folder);
        // Others may remove a folder only if it has the lock file.
        let _ = fs::remove_file(folder.join(LOCK));
        Ok(Some(folder))
    }

    /// The folder, if it was made.
    pub(crate) fn existing(&self) -> Option<&Path> {
        self.made.get().map(|made| &*made.folder)
    }

    /// Removes the contents of the folder except what is to be kept, which also stays when the process ends. If nothing is kept,
    /// the folder is removed as well.
    pub(crate) fn remove(&self, keep: impl Fn(&OsStr) -> bool) {
        let Some(Made { folder, process, lock: held }) = self.made.get() else { return };
        if *process != std::process::id() {
            return;
        }
        let mut held = lock(held);
        if empty(folder, keep) {
            // Others may remove a folder only if it has the lock file.
            let _ = fs::remove_file(folder.join(LOCK));
            *held = None;
        } else {
            let _ = remove_emptied(folder);
        }
        lock(&LIVING).retain(|living| living != folder);
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if self.existing().is_some_and(|folder| lock(&LIVING).iter().any(|living| living == folder)) {
            self.remove(|_| false);
        }
    }
}

/// Removes all folders of this process, which is about to end.
pub(crate) fn remove_all() {
    for folder in lock(&LIVING).drain(..) {
        // Another thread may still be writing into it.
        for _ in 0..3 {
            empty(&folder, |_| false);
            if remove_emptied(&folder).is_ok() {
                break;
            }
        }
    }
}

/// Removes a folder that stayed when its process had ended.
pub(crate) fn remove_left(folder: &Path) {
    if is_left(folder) {
        let _ = remove(folder);
    }
}

/// Whether this is a folder that stayed: it has such a name, is a real folder, and belongs to this user alone.
fn is_left(folder: &Path) -> bool {
    let is_named = folder.file_name().is_some_and(is_ours);
    is_named && fs::symlink_metadata(folder).is_ok_and(|metadata| metadata.is_dir() && is_private(&metadata))
}

#[cfg(unix)]
fn is_private(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    metadata.uid() == rustix::process::geteuid().as_raw() && metadata.mode() & 0o777 == 0o700
}

/// Elsewhere, the folder of temporary files is the user's own.
#[cfg(not(unix))]
fn is_private(_: &fs::Metadata) -> bool {
    true
}

/// Removes the folders of processes that were killed.
pub(crate) fn sweep() {
    if let Ok(base) = base() {
        sweep_in(&base);
    }
}

/// The folder of temporary files: the one that the environment names, made absolute, or the system's.
fn base() -> Result<PathBuf, StorageError> {
    let named = std::env::temp_dir();
    // An empty variable counts as unset.
    let named = if named.as_os_str().is_empty() { PathBuf::from("/tmp") } else { named };
    let base = std::path::absolute(&named).map_err(|error| unusable(named, error))?;
    if base.to_str().is_none() {
        let why = io::Error::new(io::ErrorKind::InvalidInput, "its path is not UTF-8");
        return Err(unusable(base, why));
    }
    Ok(base)
}

fn unusable(base: PathBuf, error: io::Error) -> StorageError {
    StorageError::NoScratch { base: Location::Local(base), error }
}

fn make(base: &Path) -> io::Result<Made> {
    private().recursive(true).create(base)?;
    sweep_in(base);
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).rand_bytes(RANDOM);
    #[cfg(unix)]
    builder.permissions(<fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o700));
    let folder = builder.tempdir_in(base)?;
    let held = hold(folder.path())?;
    let folder = folder.keep();
    lock(&LIVING).push(folder.clone());
    Ok(Made { folder, process: std::process::id(), lock: Mutex::new(held) })
}

/// Makes folders that only this user may read, on systems with users.
#[cfg_attr(not(unix), expect(unused_mut, reason = "there are no modes"))]
pub(crate) fn private() -> fs::DirBuilder {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Puts the lock file into the folder, already locked: whoever finds it unlocked may remove the folder.
fn hold(folder: &Path) -> io::Result<Option<File>> {
    let aside = folder.join(format!("{LOCK}.new"));
    let held = File::create_new(&aside)?;
    match held.try_lock() {
        Ok(()) => fs::rename(aside, folder.join(LOCK)).map(|()| Some(held)),
        // A file system without locks: the folder stays if the process is killed.
        Err(_) => fs::remove_file(aside).map(|()| None),
    }
}

fn sweep_in(base: &Path) {
    let Ok(entries) = fs::read_dir(base) else { return };
    for entry in entries.flatten().filter(|entry| is_ours(&entry.file_name())) {
        let folder = entry.path();
        if let Some(_held) = abandoned(&folder)
            && !empty(&folder, |_| false)
        {
            let _ = remove_emptied(&folder);
        }
    }
}

fn is_ours(name: &OsStr) -> bool {
    let random = name.to_str().and_then(|name| name.strip_prefix(PREFIX));
    random.is_some_and(|random| random.len() == RANDOM && random.bytes().all(|c| c.is_ascii_alphanumeric()))
}

/// The lock of a folder whose process has died. The folder must be a real one, made by this user and closed to others.
#[cfg(unix)]
fn abandoned(folder: &Path) -> Option<File> {
    use rustix::fs::{AtFlags, Mode, OFlags, fstat, open, openat, statat};
    let safely = OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let folder = open(folder, OFlags::DIRECTORY | safely, Mode::empty()).ok()?;
    let stat = fstat(&folder).ok()?;
    if stat.st_uid != rustix::process::geteuid().as_raw() || stat.st_mode & 0o777 != 0o700 {
        return None;
    }
    let held = File::from(openat(&folder, LOCK, OFlags::RDWR | safely, Mode::empty()).ok()?);
    if !held.metadata().is_ok_and(|metadata| metadata.is_file()) || held.try_lock().is_err() {
        return None;
    }
    // Its owner may have removed it meanwhile, because files in the folder are kept.
    let (own, there) = (fstat(&held).ok()?, statat(&folder, LOCK, AtFlags::SYMLINK_NOFOLLOW).ok()?);
    ((own.st_dev, own.st_ino) == (there.st_dev, there.st_ino)).then_some(held)
}

/// Elsewhere, the folder of temporary files is the user's own.
#[cfg(not(unix))]
fn abandoned(folder: &Path) -> Option<File> {
    let is_folder = fs::symlink_metadata(folder).is_ok_and(|metadata| metadata.is_dir());
    let held = is_folder.then(|| File::options().read(true).write(true).open(folder.join(LOCK)).ok())??;
    (held.try_lock().is_ok() && folder.join(LOCK).exists()).then_some(held)
}

/// Removes the contents of the folder except the lock and what is to be kept; returns whether anything was kept.
fn empty(folder: &Path, keep: impl Fn(&OsStr) -> bool) -> bool {
    let mut kept = false;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_name() {
            name if name == LOCK => {}
            name if keep(&name) => kept = true,
            // The next process that sweeps tries again.
            _ => _ = remove(&entry.path()),
        }
    }
    kept
}

/// Removes the folder, and the lock last: if anything else is left, the lock stays for the next sweep.
fn remove_emptied(folder: &Path) -> io::Result<()> {
    if fs::read_dir(folder)?.flatten().any(|entry| entry.file_name() != LOCK) {
        return Err(io::ErrorKind::DirectoryNotEmpty.into());
    }
    let _ = fs::remove_file(folder.join(LOCK));
    fs::remove_dir(folder)
}

/// Removes a file, or a folder with its contents; a link is removed, not its target.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    if !fs::symlink_metadata(path)?.is_dir() {
        return fs::remove_file(path);
    }
    fs::remove_dir_all(path).or_else(|_| {
        // Programs leave folders that their own user can't write to, as Go does with its downloads.
        open_up(path);
        fs::remove_dir_all(path)
    })
}

#[cfg(unix)]
fn open_up(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let _ = fs::set_permissions(folder, fs::Permissions::from_mode(0o700));
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|ty| ty.is_dir()) {
            open_up(&entry.path());
        }
    }
}

#[cfg(not(unix))]
fn open_up(_: &Path) {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn a_folder_is_private_and_is_removed_with_its_owner() {
        let base = tempfile::tempdir().unwrap();
        let missing = base.path().join("a/b");
        let scratch = Scratch::within(&missing);
        assert_eq!(scratch.existing(), None);
        let folder = scratch.folder().unwrap().to_owned();
        assert_eq!((folder.parent(), mode(&folder), mode(&missing)), (Some(&*missing), 0o700, 0o700));
        assert_eq!(scratch.folder().unwrap(), folder);
        // A folder that nobody may list or change.
        fs::create_dir_all(folder.join("closed/deep")).unwrap();
        fs::write(folder.join("closed/deep/file"), "").unwrap();
        for (name, mode) in [("closed/deep", 0), ("closed", 0o500)] {
            fs::set_permissions(folder.join(name), fs::Permissions::from_mode(mode)).unwrap();
        }
        drop(scratch);
        assert_eq!(fs::read_dir(missing).unwrap().count(), 0);
    }

    #[test]
    fn kept_files_stay_and_no_sweep_removes_them() {
        let base = tempfile::tempdir().unwrap();
        let scratch = Scratch::within(base.path());
        let folder = scratch.folder().unwrap().to_owned();
        for name in ["kept", "gone"] {
            fs::write(folder.join(name), "").unwrap();
        }
        scratch.remove(|name| name == "kept");
        drop(scratch);
        sweep_in(base.path());
        let left: Vec<_> = fs::read_dir(&folder).unwrap().map(|one| one.unwrap().file_name()).collect();
        assert_eq!(left, ["kept"]);
    }

    #[test]
    fn a_sweep_removes_only_the_folders_of_dead_processes() {
        let base = tempfile::tempdir().unwrap();
        let path = |name: &str| base.path().join(name);
        let folder = |name: &str, mode| {
            private().create(path(name)).unwrap();
            fs::write(path(name).join(LOCK), "").unwrap();
            fs::write(path(name).join("file"), "").unwrap();
            fs::set_permissions(path(name), fs::Permissions::from_mode(mode)).unwrap();
        };
        folder("aileron-0123456789abcdef", 0o700);
        // A sweep must leave folders that others can change, that have another name, or that have no lock.
        folder("aileron-open456789abcdef", 0o755);
        folder("aileron-work", 0o700);
        folder("elsewhere", 0o700);
        symlink(path("elsewhere"), path("aileron-link456789abcdef")).unwrap();
        private().create(path("aileron-new3456789abcdef")).unwrap();
        private().create(path("aileron-pipe456789abcdef")).unwrap();
        let pipe = path("aileron-pipe456789abcdef").join(LOCK);
        rustix::fs::mkfifoat(rustix::fs::CWD, pipe, rustix::fs::Mode::RWXU).unwrap();
        let living = Scratch::within(base.path());
        living.folder().unwrap();
        let left = fs::read_dir(base.path()).unwrap().count();
        assert!(!path("aileron-0123456789abcdef").exists());
        assert_eq!(left, 7, "the others, and that of the living process");
        sweep_in(base.path());
        assert_eq!(fs::read_dir(base.path()).unwrap().count(), left);
        assert!(path("elsewhere/file").exists());
    }
}
