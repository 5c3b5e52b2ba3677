//! Looks at what a program left in its outputs' folder before it is opened: a link may lead to any file of this
//! machine, and a pipe may keep its reader waiting for ever.

use crate::storage::{open_plain, special};
use std::collections::HashSet;
use std::fs::{self, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The largest file, in bytes. Flyte takes far less for a map of outputs (flytepropeller `maxDatasetSizeBytes`).
const LARGEST: u64 = 256 << 20;

/// Returns the metadata of a file or a folder, after checking that it and everything in it is in the program's
/// folder.
///
/// # Errors
/// Says what is wrong, in words that follow "the output": the path leads out of the folder, is a pipe or a device, or
/// can't be read.
pub(super) fn look(folder: &Path, path: &Path) -> Result<Metadata, String> {
    let root = fs::canonicalize(folder).map_err(|error| format!("can't be read: {error}"))?;
    let mut look = Look { root, path, within: Vec::new(), seen: HashSet::new() };
    look.at(path)
}

/// Reads a file that the program left.
///
/// # Errors
/// Fails as [`look`] does, and if the file is larger than a value can be.
pub(super) fn read(folder: &Path, path: &Path) -> Result<Vec<u8>, String> {
    look(folder, path)?;
    let mut bytes = Vec::new();
    let read = open_plain(path).and_then(|(file, _)| file.take(LARGEST + 1).read_to_end(&mut bytes));
    match read {
        Err(error) => Err(format!("can't be read: {error}")),
        Ok(_) if bytes.len() as u64 > LARGEST => Err(format!(
            "has more than {LARGEST} bytes, which is too large for a value; return a `File` instead"
        )),
        Ok(_) => Ok(bytes),
    }
}

/// Whether something has this name, even a link that leads nowhere.
pub(super) fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

struct Look<'a> {
    root: PathBuf,
    /// The path at which the look began.
    path: &'a Path,
    /// The folders that contain the current path, the innermost last.
    within: Vec<PathBuf>,
    /// The folders that have been looked at. Links can make a few folders appear many times.
    seen: HashSet<PathBuf>,
}

impl Look<'_> {
    fn at(&mut self, path: &Path) -> Result<Metadata, String> {
        let real = fs::canonicalize(path).map_err(|error| self.unreadable(path, &error))?;
        if !real.starts_with(&self.root) {
            return Err(format!(
                "{} a link that leads out of the outputs' folder, to `{}`; copy the file instead",
                self.subject(path),
                real.display()
            ));
        }
        let found = fs::symlink_metadata(&real).map_err(|error| self.unreadable(path, &error))?;
        if let Some(error) = special(found.file_type()) {
            return Err(self.unreadable(path, &error));
        }
        if self.within.contains(&real) {
            return Err(format!("{} a link to a folder that contains it", self.subject(path)));
        }
        if found.is_dir() && self.seen.insert(real.clone()) {
            self.within.push(real);
            for entry in fs::read_dir(path).map_err(|error| self.unreadable(path, &error))? {
                let entry = entry.map_err(|error| self.unreadable(path, &error))?;
                self.at(&entry.path())?;
            }
            self.within.pop();
        }
        Ok(found)
    }

    fn subject(&self, path: &Path) -> String {
        match path.strip_prefix(self.path) {
            Ok(below) if below != Path::new("") => format!("contains `{}`, which is", below.display()),
            _ => "is".to_owned(),
        }
    }

    fn unreadable(&self, path: &Path, error: &io::Error) -> String {
        if error.kind() == io::ErrorKind::NotFound && is_there(path) {
            return format!("{} a link that leads nowhere", self.subject(path));
        }
        match path.strip_prefix(self.path) {
            Ok(below) if below != Path::new("") => {
                format!("contains `{}`, which can't be read: {error}", below.display())
            }
            _ => format!("can't be read: {error}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::look;
    use std::fs;
    use std::os::unix::fs::symlink;

    #[test]
    fn links_must_stay_in_the_folder() {
        let room = tempfile::tempdir().unwrap();
        let folder = room.path().join("outputs");
        fs::create_dir_all(folder.join("o0/deep")).unwrap();
        fs::write(room.path().join("secret"), "").unwrap();
        fs::write(folder.join("file"), "four").unwrap();
        let path = |name: &str| folder.join(name);
        let problem = |name: &str| look(&folder, &path(name)).unwrap_err();
        for (name, to) in [
            ("same", "file"),
            ("around", "../outputs/file"),
            ("o0/again", "deep"),
            ("out", "../secret"),
            ("far", "/etc/passwd"),
            ("chain", "out"),
            ("above", ".."),
            ("lost", "nothing"),
            ("self", "self"),
        ] {
            symlink(to, path(name)).unwrap();
        }
        assert_eq!(look(&folder, &path("same")).unwrap().len(), 4);
        assert_eq!(look(&folder, &path("around")).unwrap().len(), 4);
        for name in ["out", "far", "chain", "above"] {
            assert!(
                problem(name).starts_with("is a link that leads out of the outputs' folder, to `/"),
                "{name}"
            );
        }
        assert_eq!(problem("lost"), "is a link that leads nowhere");
        assert!(problem("self").starts_with("can't be read: "));
        assert!(problem("nothing").starts_with("can't be read: "));
        assert!(look(&folder, &path("o0")).unwrap().is_dir());
        for (to, expected) in [
            ("..", "is a link to a folder that contains it"),
            ("../../lost", "is a link that leads nowhere"),
            ("../../out", "is a link that leads out of the outputs' folder, to `/"),
        ] {
            symlink(to, path("o0/deep/up")).unwrap();
            let problem = problem("o0");
            assert!(
                problem.starts_with("contains `") && problem.contains(&format!("/up`, which {expected}")),
                "{problem}"
            );
            fs::remove_file(path("o0/deep/up")).unwrap();
        }
    }
}
