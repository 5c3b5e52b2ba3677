//! The files of outputs, on their way into an entry.

use std::fs;
use std::io;
use std::path::Path;

/// Copies a file or a directory. If nobody else knows it, a second name for the same file does.
pub(super) fn bring(from: &Path, to: &Path, is_known: bool) -> io::Result<()> {
    if !fs::metadata(from)?.is_dir() {
        if !is_known && fs::hard_link(from, to).is_ok() {
            return Ok(());
        }
        return fs::copy(from, to).map(drop);
    }
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        bring(&entry.path(), &to.join(entry.file_name()), is_known)?;
    }
    Ok(())
}

/// Calls `visit` with each file below a folder: its path from there, and its size.
pub(super) fn each(folder: &Path, visit: &mut dyn FnMut(&Path, u64)) -> io::Result<()> {
    fn walk(folder: &Path, below: &Path, visit: &mut dyn FnMut(&Path, u64)) -> io::Result<()> {
        for entry in fs::read_dir(folder.join(below))? {
            let below = below.join(entry?.file_name());
            let metadata = fs::metadata(folder.join(&below))?;
            if metadata.is_dir() {
                walk(folder, &below, visit)?;
            } else {
                visit(&below, metadata.len());
            }
        }
        Ok(())
    }
    walk(folder, Path::new(""), visit)
}
