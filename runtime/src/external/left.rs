//! What a program left in its outputs' folder: it is looked at before it is opened, as a link may lead to any file of
//! this machine, and a pipe keeps its reader waiting for ever.

use crate::storage::{open_plain, special};
use std::collections::HashSet;
use std::fs::{self, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// No file of Flyte's own is larger: of a map of outputs it takes less by far (flytepropeller `maxDatasetSizeBytes`).
const LARGEST: u64 = 256 << 20;

/// What is there: a file or a folder, which lies in the program's folder with all that is in it.
///
/// # Errors
/// In words that follow "the output": when it leads out of the folder, is a pipe, a device or the like, or can't be read.
pub(super) fn look(folder: &Path, path: &Path) -> Result<Metadata, String> {
    let root = fs::canonicalize(folder).map_err(|error| format!("can't be read: {error}"))?;
    let mut look = Look { root, path, within: Vec::new(), seen: HashSet::new() };
    look.at(path)
}

/// The bytes of a file that the program left.
///
/// # Errors
/// As [`look`], and when it is larger than can be meant.
pub(super) fn read(folder: &Path, path: &Path) -> Result<Vec<u8>, String> {
    look(folder, path)?;
    let mut bytes = Vec::new();
    let read = open_plain(path).and_then(|(file, _)| file.take(LARGEST + 1).read_to_end(&mut bytes));
    match read {
        Err(error) => Err(format!("can't be read: {error}")),
        Ok(_) if bytes.len() as u64 > LARGEST => Err(format!(
            "has more than the {LARGEST} bytes that a value can have: let the task return a `File`"
        )),
        Ok(_) => Ok(bytes),
    }
}

/// Whether there is anything of that name, wherever it leads.
pub(super) fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

struct Look<'a> {
    root: PathBuf,
    /// Where it began.
    path: &'a Path,
    /// The folders that it is in, the innermost last.
    within: Vec<PathBuf>,
    /// The folders that it has looked at: by links a few can be as many as one likes.
    seen: HashSet<PathBuf>,
}

impl Look<'_> {
    fn at(&mut self, path: &Path) -> Result<Metadata, String> {
        let real = fs::canonicalize(path).map_err(|error| self.unreadable(path, &error))?;
        if !real.starts_with(&self.root) {
            return Err(format!(
                "{} a link that leads out of the outputs' folder, to `{}`: copy what is meant",
                self.subject(path),
                real.display()
            ));
        }
        let found = fs::symlink_metadata(&real).map_err(|error| self.unreadable(path, &error))?;
        if let Some(error) = special(found.file_type()) {
            return Err(self.unreadable(path, &error));
        }
        if self.within.contains(&real) {
            return Err(format!("{} a link to a folder that it is in itself", self.subject(path)));
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
            Ok(below) if below != Path::new("") => format!("holds `{}`, which is", below.display()),
            _ => "is".to_owned(),
        }
    }

    fn unreadable(&self, path: &Path, error: &io::Error) -> String {
        if error.kind() == io::ErrorKind::NotFound && is_there(path) {
            return format!("{} a link that leads nowhere", self.subject(path));
        }
        match path.strip_prefix(self.path) {
            Ok(below) if below != Path::new("") => {
                format!("holds `{}`, which can't be read: {error}", below.display())
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
    fn links_lead_nowhere_else() {
        let room = tempfile::tempdir().unwrap();
        let folder = room.path().join("outputs");
        fs::create_dir_all(folder.join("o0/deep")).unwrap();
        fs::write(room.path().join("secret"), "").unwrap();
        fs::write(folder.join("file"), "four").unwrap();
        let path = |name: &str| folder.join(name);
        let told = |name: &str| look(&folder, &path(name)).unwrap_err();
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
                told(name).starts_with("is a link that leads out of the outputs' folder, to `/"),
                "{name}"
            );
        }
        assert_eq!(told("lost"), "is a link that leads nowhere");
        assert!(told("self").starts_with("can't be read: "));
        assert!(told("nothing").starts_with("can't be read: "));
        assert!(look(&folder, &path("o0")).unwrap().is_dir());
        for (to, wanted) in [
            ("..", "is a link to a folder that it is in itself"),
            ("../../lost", "is a link that leads nowhere"),
            ("../../out", "is a link that leads out of the outputs' folder, to `/"),
        ] {
            symlink(to, path("o0/deep/up")).unwrap();
            let told = told("o0");
            assert!(told.starts_with("holds `") && told.contains(&format!("/up`, which {wanted}")), "{told}");
            fs::remove_file(path("o0/deep/up")).unwrap();
        }
    }
}
