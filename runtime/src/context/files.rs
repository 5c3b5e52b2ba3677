//! Where the task that is running keeps its files.

use crate::storage::{Location, random};
use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;

/// The folder with the pages that tasks show to people.
const PAGES: &str = "decks";

/// Where a task's files go. All tasks of a local run share it, as each file has a folder of its own.
#[derive(Debug)]
pub(crate) struct Files {
    /// Below which the files are that it makes.
    pub(super) raw: Location,
    /// What is told of each of them, where the store keeps such a thing.
    metadata: Vec<(String, String)>,
    /// For what only this machine needs.
    pub(super) scratch: PathBuf,
}

impl Files {
    /// With a prefix that Flyte gave, or else on this machine.
    pub(super) fn new(raw: Option<Location>) -> Self {
        let scratch = random::folder();
        let raw = raw.unwrap_or_else(|| Location::Local(scratch.join("raw")));
        Files { raw, metadata: execution(), scratch }
    }

    /// A place for a file of that name, which nothing else has (flytekit `core/data_persistence.py`).
    pub(crate) fn place(&self, name: &str) -> Location {
        self.folder().join(name)
    }

    /// A place for several files.
    pub(crate) fn folder(&self) -> Location {
        self.raw.join(&random::name())
    }

    /// Whether what the task makes goes to a store elsewhere.
    #[cfg(all(feature = "stores", unix))]
    pub(crate) fn uploads(&self) -> bool {
        self.raw.path().is_none()
    }

    pub(crate) fn metadata(&self) -> &[(String, String)] {
        &self.metadata
    }

    /// A place on this machine for a page that is shown to people.
    pub(crate) fn page(&self) -> Location {
        Location::Local(self.scratch.join(PAGES).join(random::name()).join("deck.html"))
    }

    /// Removes from this machine what is not named by the last words of those who had it: outputs, or an error. Pages
    /// stay, since people were told where they are.
    pub(crate) fn remove(&self, last: impl FnOnce() -> Vec<u8>) {
        let (Some(name), Ok(entries)) = (self.scratch.file_name(), fs::read_dir(&self.scratch)) else {
            return;
        };
        let last = last();
        for entry in entries.flatten() {
            let path = [name, &entry.file_name()].join(OsStr::new("/"));
            let path = path.as_encoded_bytes();
            if entry.file_name() != PAGES && !last.windows(path.len()).any(|part| part == path) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
        // It is no error that something is left.
        let _ = fs::remove_dir(&self.scratch);
    }

    /// A place on this machine for a copy of that name.
    pub(crate) fn copy(&self, name: &str) -> PathBuf {
        self.scratch.join("copies").join(random::name()).join(name)
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
        let place = files.place("a.csv").to_string();
        let parts: Vec<&str> = place.split('/').collect();
        assert!(matches!(parts[..], ["", "raw", folder, "a.csv"] if folder.len() == 32), "{place}");
        assert_ne!(place, files.place("a.csv").to_string());
    }
}
