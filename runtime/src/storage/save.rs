//! Writing files that a user named.

use super::local;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes a whole file of this machine. The old contents stay until all of the new ones are written, and if writing fails.
/// Folders that lead to the file are made. The file keeps its mode.
pub(crate) fn save(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // A pipe or a device, such as `/dev/stdout`, must not be replaced with a file.
    if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return write(&mut File::options().write(true).open(path)?);
    }
    let path = led_to(path)?;
    let mut writing = local::create(&path)?;
    // The same users may read and write the new file as the old one.
    if let Ok(replaced) = fs::metadata(&path) {
        writing.set_permissions(replaced.permissions())?;
    }
    write(&mut writing)?;
    writing.finish()
}

/// Follows links: a link stays, and the file that it leads to is replaced, or made if it does not exist.
fn led_to(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    loop {
        match fs::canonicalize(&path) {
            // Links in a circle are another error.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            found => return found,
        }
        let Ok(target) = fs::read_link(&path) else { return Ok(path) };
        path = path.parent().unwrap_or(Path::new("")).join(target);
    }
}
