//! Files that somebody asked for by name.

use super::local;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Writes a file of this machine as a whole: what was there before stays until all of it is written, and if that fails,
/// for good. Folders that lead to it are made.
pub(crate) fn save(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // A pipe or a device, as `/dev/stdout`, can't be replaced: a file would stand in its place.
    if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return write(&mut File::options().write(true).open(path)?);
    }
    // A link stays, and what it leads to is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut writing = local::create(&path)?;
    write(&mut writing)?;
    writing.finish()
}
