//! The objects below a prefix.

use super::super::list::Entry;
use super::error;
use super::runtime;
use super::store::Store;
use futures_util::StreamExt;
use object_store::path::Path;
use std::io;

pub(super) fn all(store: &Store, prefix: Path) -> io::Result<Vec<Entry>> {
    let store = store.reading.clone();
    let listed = runtime::wait(async move {
        let mut listing = store.list(Some(&prefix));
        let mut found = Vec::new();
        while let Some(one) = listing.next().await {
            let one = one.map_err(error::io)?;
            let parts = one.location.prefix_match(&prefix).into_iter().flatten();
            let name = parts.map(|part| part.as_ref().to_owned()).collect::<Vec<_>>().join("/");
            found.push(Entry { name, size: one.size });
        }
        Ok::<_, io::Error>(found)
    });
    let mut found = listed??;
    found.sort();
    Ok(without_markers(&found))
}

/// Some tools leave an empty object where others have a directory.
fn without_markers(found: &[Entry]) -> Vec<Entry> {
    let is_marker = |entry: &Entry| {
        let below = format!("{}/", entry.name);
        entry.size == 0 && (entry.name.is_empty() || found.iter().any(|one| one.name.starts_with(&below)))
    };
    found.iter().filter(|entry| !is_marker(entry)).cloned().collect()
}
