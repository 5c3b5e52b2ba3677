//! A folder of this machine for what only this process needs.
//!
//! It lies where every user of the machine may write, so it is made in one step, by a name that nobody knows before, and
//! is open to this user alone: whatever is in it needs no care of its own.
//!
//! It goes with its owner, and with the process when a signal ends that. A process that was killed can't see to it: each
//! holds a lock on its folder as long as it lives, and whoever makes a folder removes those that nobody holds any more.

use super::{Location, StorageError};
use crate::lock::lock;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

const PREFIX: &str = "aileron-";
/// As many letters and digits as leave nothing to guess.
const RANDOM: usize = 16;
/// What a living process holds, and a folder that stays for its user has no more.
const LOCK: &str = ".aileron-lock";

/// Those of this process that are to go with it.
static LIVING: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A folder of this machine for what only this process needs, made when it is asked for.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// Where it lies, if not where temporary files go.
    base: Option<PathBuf>,
    made: OnceLock<Made>,
}

#[derive(Debug)]
struct Made {
    folder: PathBuf,
    /// A process that this one forks has no say.
    process: u32,
    /// None where the file system knows no locks, or what is left in the folder stays.
    lock: Mutex<Option<File>>,
}

impl Scratch {
    /// One that lies in that folder.
    pub(crate) fn within(base: &Path) -> Self {
        Scratch { base: Some(base.to_owned()), made: OnceLock::new() }
    }

    /// The folder.
    ///
    /// # Errors
    /// When it can't be made.
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

    /// The folder, if anybody asked for it.
    pub(crate) fn existing(&self) -> Option<&Path> {
        self.made.get().map(|made| &*made.folder)
    }

    /// Removes what is in the folder, but for what is to be kept: that stays when the process ends, too. Without any of it
    /// the folder goes as well.
    pub(crate) fn remove(&self, keep: impl Fn(&OsStr) -> bool) {
        let Some(Made { folder, process, lock: held }) = self.made.get() else { return };
        if *process != std::process::id() {
            return;
        }
        let mut held = lock(held);
        if empty(folder, keep) {
            // The lock is what tells others that the folder may be removed.
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

/// Removes all folders of this process, which ends.
pub(crate) fn remove_all() {
    for folder in lock(&LIVING).drain(..) {
        // Another thread may still be at work in it.
        for _ in 0..3 {
            empty(&folder, |_| false);
            if remove_emptied(&folder).is_ok() {
                break;
            }
        }
    }
}

/// Removes the folders of those that were killed.
pub(crate) fn sweep() {
    if let Ok(base) = base() {
        sweep_in(&base);
    }
}

/// Where temporary files go: to the folder that the environment names, from where the program was called, or the system's.
fn base() -> Result<PathBuf, StorageError> {
    let named = std::env::temp_dir();
    // An empty variable names nothing.
    let named = if named.as_os_str().is_empty() { PathBuf::from("/tmp") } else { named };
    let base = std::path::absolute(&named).map_err(|error| unusable(named, error))?;
    if base.to_str().is_none() {
        let why = io::Error::new(io::ErrorKind::InvalidInput, "its path is no text in UTF-8");
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

/// Makes folders that only this user sees into, where the system has users.
#[cfg_attr(not(unix), expect(unused_mut, reason = "there are no modes"))]
pub(crate) fn private() -> fs::DirBuilder {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Puts the lock into the folder, held already: whoever finds it there free may remove the folder.
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

/// The lock of a folder whose process has died: of a true folder, made by this user and open to nobody else.
#[cfg(unix)]
fn abandoned(folder: &Path) -> Option<File> {
    use rustix::fs::{AtFlags, Mode, OFlags, fstat, open, openat, statat};
    let safely = OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::NONBLOCK;
    let folder = open(folder, OFlags::DIRECTORY | safely, Mode::empty()).ok()?;
    let told = fstat(&folder).ok()?;
    if told.st_uid != rustix::process::geteuid().as_raw() || told.st_mode & 0o777 != 0o700 {
        return None;
    }
    let held = File::from(openat(&folder, LOCK, OFlags::RDWR | safely, Mode::empty()).ok()?);
    if !held.metadata().is_ok_and(|told| told.is_file()) || held.try_lock().is_err() {
        return None;
    }
    // Its owner may have taken it away meanwhile, as what is left is to stay.
    let (own, there) = (fstat(&held).ok()?, statat(&folder, LOCK, AtFlags::SYMLINK_NOFOLLOW).ok()?);
    ((own.st_dev, own.st_ino) == (there.st_dev, there.st_ino)).then_some(held)
}

/// Temporary folders are a user's own there.
#[cfg(not(unix))]
fn abandoned(folder: &Path) -> Option<File> {
    let is_folder = fs::symlink_metadata(folder).is_ok_and(|told| told.is_dir());
    let held = is_folder.then(|| File::options().read(true).write(true).open(folder.join(LOCK)).ok())??;
    (held.try_lock().is_ok() && folder.join(LOCK).exists()).then_some(held)
}

/// Removes what is in the folder, but for the lock and what is to be kept; tells whether any of that is there.
fn empty(folder: &Path, keep: impl Fn(&OsStr) -> bool) -> bool {
    let mut kept = false;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_name() {
            name if name == LOCK => {}
            name if keep(&name) => kept = true,
            // What is left is tried again by the next one that sweeps.
            _ => _ = remove(&entry.path()),
        }
    }
    kept
}

/// Removes the folder with its lock, last: if anything else is left, the lock stays for those that sweep.
fn remove_emptied(folder: &Path) -> io::Result<()> {
    if fs::read_dir(folder)?.flatten().any(|entry| entry.file_name() != LOCK) {
        return Err(io::ErrorKind::DirectoryNotEmpty.into());
    }
    let _ = fs::remove_file(folder.join(LOCK));
    fs::remove_dir(folder)
}

/// Removes a file, or a folder with all that is in it; a link, and not what it leads to.
pub(crate) fn remove(path: &Path) -> io::Result<()> {
    if !fs::symlink_metadata(path)?.is_dir() {
        return fs::remove_file(path);
    }
    fs::remove_dir_all(path).or_else(|_| {
        // Programs leave folders that are closed to their own user, as Go does with what it downloads.
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
    fn a_folder_is_its_users_alone_and_goes_with_its_owner() {
        let base = tempfile::tempdir().unwrap();
        let missing = base.path().join("a/b");
        let scratch = Scratch::within(&missing);
        assert_eq!(scratch.existing(), None);
        let folder = scratch.folder().unwrap().to_owned();
        assert_eq!((folder.parent(), mode(&folder), mode(&missing)), (Some(&*missing), 0o700, 0o700));
        assert_eq!(scratch.folder().unwrap(), folder);
        // What nobody may list or change any more.
        fs::create_dir_all(folder.join("closed/deep")).unwrap();
        fs::write(folder.join("closed/deep/file"), "").unwrap();
        for (name, mode) in [("closed/deep", 0), ("closed", 0o500)] {
            fs::set_permissions(folder.join(name), fs::Permissions::from_mode(mode)).unwrap();
        }
        drop(scratch);
        assert_eq!(fs::read_dir(missing).unwrap().count(), 0);
    }

    #[test]
    fn what_is_kept_stays_and_no_sweep_takes_it() {
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
    fn a_sweep_takes_what_the_dead_left_and_nothing_else() {
        let base = tempfile::tempdir().unwrap();
        let path = |name: &str| base.path().join(name);
        let folder = |name: &str, mode| {
            private().create(path(name)).unwrap();
            fs::write(path(name).join(LOCK), "").unwrap();
            fs::write(path(name).join("file"), "").unwrap();
            fs::set_permissions(path(name), fs::Permissions::from_mode(mode)).unwrap();
        };
        folder("aileron-0123456789abcdef", 0o700);
        // What others may change is not what this made; nor is what has another name, or no lock.
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
        assert_eq!(left, 7, "the others, and the living one");
        sweep_in(base.path());
        assert_eq!(fs::read_dir(base.path()).unwrap().count(), left);
        assert!(path("elsewhere/file").exists());
    }
}
