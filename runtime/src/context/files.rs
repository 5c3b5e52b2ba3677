//! Where the task that is running keeps its files.

use crate::lock::lock;
use crate::storage::{Location, Scratch, StorageError, random, scratch};
use std::fs;
#[cfg(unix)]
use std::io;
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::sync::Mutex;

/// The folder with the pages that tasks show to people.
const PAGES: &str = "decks";
/// The folder with the files that tasks make, where Flyte has none for them.
const RAW: &str = "raw";
/// The folder with those of tasks that other programs do, each gone with its attempt.
const ROOMS: &str = "rooms";

#[cfg(unix)]
type Preparation = fn() -> io::Result<()>;

/// Where a task's files go. All tasks of a local run share it, as each file has a folder of its own.
#[derive(Debug)]
pub(crate) struct Files {
    /// Below which Flyte wants the files that it makes; none where that is on this machine.
    raw: Option<Location>,
    /// What is told of each of them, where the store keeps such a thing.
    metadata: Vec<(String, String)>,
    /// For what only this machine needs.
    scratch: Scratch,
    /// What has to be done before there is any of that.
    #[cfg(unix)]
    before: Mutex<Option<Preparation>>,
}

impl Files {
    /// With a prefix that Flyte gave, or else on this machine.
    pub(super) fn new(raw: Option<Location>) -> Self {
        Files {
            raw,
            metadata: execution(),
            scratch: Scratch::default(),
            #[cfg(unix)]
            before: Mutex::new(None),
        }
    }

    /// Has this done before there is anything on this machine.
    #[cfg(unix)]
    pub(crate) fn before_scratch(&self, work: Preparation) {
        *lock(&self.before) = Some(work);
    }

    /// Below which the files are that it makes.
    pub(super) fn raw(&self) -> Result<Location, StorageError> {
        match &self.raw {
            Some(raw) => Ok(raw.clone()),
            None => Ok(Location::Local(self.scratch()?.join(RAW))),
        }
    }

    /// For what only this machine needs.
    pub(crate) fn scratch(&self) -> Result<&Path, StorageError> {
        #[cfg(unix)]
        if self.scratch.existing().is_none()
            && let Some(before) = lock(&self.before).take()
        {
            // Without it more may be left of a process that is ended, for others to sweep.
            let _ = before();
        }
        self.scratch.folder()
    }

    /// A place for a file of that name, which nothing else has (flytekit `core/data_persistence.py`).
    pub(crate) fn place(&self, name: &str) -> Result<Location, StorageError> {
        Ok(self.folder()?.join(name))
    }

    /// A place for several files.
    pub(crate) fn folder(&self) -> Result<Location, StorageError> {
        Ok(self.raw()?.join(&random::name()))
    }

    /// Whether what the task makes goes to a store elsewhere.
    #[cfg(unix)]
    pub(crate) fn uploads(&self) -> bool {
        self.raw.as_ref().is_some_and(|raw| raw.path().is_none())
    }

    pub(crate) fn metadata(&self) -> &[(String, String)] {
        &self.metadata
    }

    /// A place on this machine for a page that is shown to people.
    pub(crate) fn page(&self) -> Result<Location, StorageError> {
        Ok(Location::Local(self.scratch()?.join(PAGES).join(random::name()).join("deck.html")))
    }

    /// A folder on this machine for an attempt that another program makes.
    pub(crate) fn room(&self) -> Result<PathBuf, StorageError> {
        Ok(self.scratch()?.join(ROOMS).join(random::name()))
    }

    /// Removes from this machine what is not named by the last words of those who had it: outputs, or an error. Pages
    /// stay, since people were told where they are.
    pub(crate) fn remove(&self, last: impl FnOnce() -> Vec<u8>) {
        let Some(folder) = self.scratch.existing() else { return };
        let last = last();
        // By the name alone: a value may have the address in a form of its own.
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

    /// A place on this machine for a copy of that name.
    pub(crate) fn copy(&self, name: &str) -> Result<PathBuf, StorageError> {
        Ok(self.scratch()?.join("copies").join(random::name()).join(name))
    }
}

/// The execution, as flytekit tells it of each file (`bin/entrypoint.py`), unless the environment forbids it.
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
    fn a_place_has_a_folder_of_its_own() {
        let files = Files::new(Some(Location::Local("/raw".into())));
        let place = files.place("a.csv").unwrap().to_string();
        let parts: Vec<&str> = place.split('/').collect();
        assert!(matches!(parts[..], ["", "raw", folder, "a.csv"] if folder.len() == 32), "{place}");
        assert_ne!(place, files.place("a.csv").unwrap().to_string());
    }
}
