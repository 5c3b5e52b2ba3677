//! The files below a prefix.

use std::fs;
use std::io;
use std::path::Path;

/// A file below a prefix.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    /// Its way from there: `a/b.csv`.
    pub(crate) name: String,
    /// How many bytes it has.
    pub(crate) size: u64,
}

/// All files below a directory of this machine. What a link leads to belongs to it.
pub(super) fn local(root: &Path) -> io::Result<Vec<Entry>> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for one in fs::read_dir(root.join(&folder))? {
            let one = one?;
            let name = one.file_name().into_string().map_err(|name| {
                let why =
                    format!("the file's name `{}` is no text, and no store could keep it", name.display());
                io::Error::new(io::ErrorKind::InvalidInput, why)
            })?;
            let name = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            let told = fs::metadata(one.path())?;
            if told.is_dir() {
                folders.push(name);
            } else {
                found.push(Entry { name, size: told.len() });
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}
