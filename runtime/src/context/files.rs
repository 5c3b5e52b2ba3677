//! Where the running task keeps its files.

use crate::cache::Record;
use crate::lock::lock;
use crate::storage::{Location, Scratch, StorageError, random, scratch};
use std::fs;
#[cfg(unix)]
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
#[cfg(unix)]
use std::sync::Mutex;

/// The folder for decks.
const PAGES: &str = "decks";
/// The folder for files that tasks make, if Flyte gives no prefix for them.
const RAW: &str = "raw";
/// The folder for the attempts of tasks that run other programs. Each is removed with its attempt.
const ROOMS: &str = "rooms";

#[cfg(unix)]
type Preparation = fn() -> io::Result<()>;

/// The places for a task's files. All tasks of a local run share them, since each file has its own folder.
#[derive(Debug)]
pub(crate) struct Files {
    /// The prefix that Flyte gives for files; `None` if it is on this machine.
    raw: Option<Location>,
    /// The metadata of each file, for stores that keep metadata.
    metadata: Vec<(String, String)>,
    /// The record of the run; it remembers where the files are.
    record: Option<Arc<Record>>,
    /// The folder for files that only this machine needs.
    scratch: Scratch,
    /// What to do before the first file is made there.
    #[cfg(unix)]
    before: Mutex<Option<Preparation>>,
}

impl Files {
    /// Files below the prefix that Flyte gives, or else on this machine.
    ///
    /// If the run has a record, these stay for the run that goes on with it.
    pub(super) fn new(raw: Option<Location>, record: Option<Arc<Record>>) -> Self {
        Files {
            raw,
            record,
            metadata: execution(),
            scratch: Scratch::default(),
            #[cfg(unix)]
            before: Mutex::new(None),
        }
    }

    /// Sets what to do before the first file is made on this machine.
    #[cfg(unix)]
    pub(crate) fn before_scratch(&self, work: Preparation) {
        *lock(&self.before) = Some(work);
    }

    /// The prefix for the files that the task makes.
    pub(super) fn raw(&self) -> Result<Location, StorageError> {
        match &self.raw {
            Some(raw) => Ok(raw.clone()),
            None => Ok(Location::Local(self.scratch()?.join(RAW))),
        }
    }

    /// The folder for files that only this machine needs.
    pub(crate) fn scratch(&self) -> Result<&Path, StorageError> {
        #[cfg(unix)]
        if self.scratch.existing().is_none()
            && let Some(before) = lock(&self.before).take()
        {
            // If this fails, a process that is killed may leave more files; later processes remove them.
            let _ = before();
        }
        if self.scratch.existing().is_none()
            && let Some(record) = &self.record
            && let Some(folder) = self.scratch.stay(record.files())?
        {
            // If this fails, the run can be resumed all the same: tasks whose files are gone run again.
            let _ = record.take_files(folder);
        }
        self.scratch.folder()
    }

    /// A new location for a file with that name, in its own folder (flytekit `core/data_persistence.py`).
    pub(crate) fn place(&self, name: &str) -> Result<Location, StorageError> {
        Ok(self.folder()?.join(name))
    }

    /// A new location for several files.
    pub(crate) fn folder(&self) -> Result<Location, StorageError> {
        Ok(self.raw()?.join(&random::name()))
    }

    /// Whether a file of this machine was made by a task of this run.
    pub(crate) fn has_made(&self, path: &Path) -> bool {
        self.scratch.existing().is_some_and(|scratch| path.starts_with(scratch.join(RAW)))
    }

    /// Whether the task's files go to a store.
    #[cfg(unix)]
    pub(crate) fn uploads(&self) -> bool {
        self.raw.as_ref().is_some_and(|raw| raw.path().is_none())
    }

    pub(crate) fn metadata(&self) -> &[(String, String)] {
        &self.metadata
    }

    /// A location on this machine for a deck.
    pub(crate) fn page(&self) -> Result<Location, StorageError> {
        Ok(Location::Local(self.scratch()?.join(PAGES).join(random::name()).join("deck.html")))
    }

    /// A folder on this machine for an attempt of another program.
    pub(crate) fn room(&self) -> Result<PathBuf, StorageError> {
        Ok(self.scratch()?.join(ROOMS).join(random::name()))
    }

    /// Removes what no later run needs: all but the tasks' files and decks.
    pub(crate) fn leave(&self) {
        self.scratch.remove(|name| name == RAW || name == PAGES);
    }

    /// Removes the files on this machine that are not named in the outputs or in the error. Decks are kept, since
    /// their paths were printed.
    pub(crate) fn remove(&self, last: impl FnOnce() -> Vec<u8>) {
        let Some(folder) = self.scratch.existing() else { return };
        let last = last();
        // Only the file's name is searched for: a value may write the address in its own form.
        let named = |below: &Path| {
            let path = below.strip_prefix(folder.parent().unwrap_or(folder)).unwrap_or(below);
            let path = path.as_os_str().as_encoded_bytes();
            last.windows(path.len()).any(|part| part == path)
        };
        let raw = folder.join(RAW);
        for made in fs::read_dir(&raw).into_iter().flatten().flatten() {
            if !named(&made.path()) {
                let _ = scratch::remove(&made.path());
            }
        }
        self.scratch.remove(|name| name == PAGES || (name != ROOMS && named(&folder.join(name))));
    }

    /// A path on this machine for a copy with that name.
    pub(crate) fn copy(&self, name: &str) -> Result<PathBuf, StorageError> {
        Ok(self.scratch()?.join("copies").join(random::name()).join(name))
    }
}

/// The execution as metadata of a file, as flytekit writes it (`bin/entrypoint.py`), unless the environment disables
/// it.
fn execution() -> Vec<(String, String)> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let wish = variable("FLYTE_PERSISTENCE_ATTACH_EXECUTION_METADATA").unwrap_or_default();
    if matches!(&*wish.to_ascii_lowercase(), "false" | "0" | "no" | "off") {
        return Vec::new();
    }
    [
        ("flyte-execution-project", "FLYTE_INTERNAL_EXECUTION_PROJECT"),
        ("flyte-execution-domain", "FLYTE_INTERNAL_EXECUTION_DOMAIN"),
        ("flyte-execution-launchplan", "FLYTE_INTERNAL_EXECUTION_LAUNCHPLAN"),
        ("flyte-execution-workflow", "FLYTE_INTERNAL_EXECUTION_WORKFLOW"),
        ("flyte-execution-name", "FLYTE_INTERNAL_EXECUTION_ID"),
    ]
    .into_iter()
    .filter_map(|(name, from)| Some((name.to_owned(), variable(from)?)))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_has_its_own_folder() {
        let files = Files::new(Some(Location::Local("/raw".into())), None);
        let place = files.place("a.csv").unwrap().to_string();
        let parts: Vec<&str> = place.split('/').collect();
        assert!(matches!(parts[..], ["", "raw", folder, "a.csv"] if folder.len() == 32), "{place}");
        assert_ne!(place, files.place("a.csv").unwrap().to_string());
    }
}
