//! Files that somebody asked for by name.

use super::local;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes a file of this machine as a whole: what was there before stays until all of it is written, and if that fails,
/// for good. Folders that lead to it are made. It has the mode of what was there.
pub(crate) fn save(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // A pipe or a device, as `/dev/stdout`, can't be replaced: a file would stand in its place.
    if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return write(&mut File::options().write(true).open(path)?);
    }
    let path = led_to(path)?;
    let mut writing = local::create(&path)?;
    // Whoever may read or write what was there may do the same with what is there now, and nobody else.
    if let Ok(replaced) = fs::metadata(&path) {
        writing.set_permissions(replaced.permissions())?;
    }
    write(&mut writing)?;
    writing.finish()
}

/// Where a path leads to: a link stays, and what it leads to is replaced, or made if there is nothing yet.
fn led_to(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    loop {
        match fs::canonicalize(&path) {
            // Links that lead in a circle are another error.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            found => return found,
        }
        let Ok(target) = fs::read_link(&path) else { return Ok(path) };
        path = path.parent().unwrap_or(Path::new("")).join(target);
    }
}
