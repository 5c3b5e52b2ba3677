//! The pages of the book, the README and `llms.txt`.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Each page that is written for the book, with its text. Pages that are links belong to a crate, which tests them.
pub(crate) fn all() -> Vec<(PathBuf, String)> {
    let mut paths = vec![root().join("README.md"), root().join("llms.txt")];
    for entry in fs::read_dir(root().join("book/src")).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            paths.push(entry.path());
        }
    }
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}
