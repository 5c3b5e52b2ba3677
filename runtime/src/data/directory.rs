//! A directory as an input or an output.

use super::file::{fetch, send};
use super::location::DataLocation;
use super::{Any, File, Format, Writer, blob};
use crate::context::{Context, Files, io_error, value_error};
use crate::storage::progress::Transfer;
use crate::storage::{ListedFile, Location, StorageError, name};
use crate::types::forms::Forms;
use crate::types::look::Look;
use crate::types::{FlyteType, ValueError};
use aileron_idl::core::blob_type::BlobDimensionality;
use aileron_idl::core::{Literal, LiteralType};
use std::borrow::Cow;
use std::ffi::OsString;
use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// A directory as an input or an output: an address, below which there are files.
///
/// ```
/// use aileron::prelude::*;
/// use std::io::{self, Write};
///
/// /// A file for each word.
/// #[task]
/// fn split(text: String) -> io::Result<Directory> {
///     let words = Directory::create();
///     for (index, word) in text.split_whitespace().enumerate() {
///         let mut file = words.file(&format!("{index}/word.txt"))?;
///         file.write_all(word.as_bytes())?;
///         file.finish()?;
///     }
///     Ok(words.finish())
/// }
///
/// let words = split("to be".to_owned())?;
/// assert_eq!(words.files()?, ["0/word.txt", "1/word.txt"]);
/// assert_eq!(words.file("1/word.txt").text()?, "be");
/// # Ok::<(), io::Error>(())
/// ```
///
/// [`files`](Directory::files) lists it and [`file`](Directory::file) is one of them, which is read like any
/// [`File`](crate::File); [`path`](Directory::path) copies all of them to this machine first. A task may return the path
/// of a directory that it filled itself, [`Directory::new`], whose files are then copied to where Flyte wants them.
///
/// On the wire it is a multipart blob, flytekit's `FlyteDirectory`.
pub struct Directory<F: Format = Any> {
    place: Arc<DataLocation>,
    format: PhantomData<fn() -> F>,
}

impl<F: Format> Directory<F> {
    /// The directory at a path of this machine or at a URI. Nothing is read, nor need it be there yet.
    pub fn new(place: impl Into<OsString>) -> Self {
        Directory::at(DataLocation::new(place.into()))
    }

    fn at(place: DataLocation) -> Self {
        Directory { place: Arc::new(place), format: PhantomData }
    }

    /// Begins a new one where Flyte wants the task's files.
    ///
    /// # Panics
    /// When that is on this machine, and no folder for temporary files can be made here. On Flyte it is in a store.
    pub fn create() -> NewDirectory<F> {
        let folder = Context::current().files().folder().unwrap_or_else(|error| panic!("{error}"));
        // One without a file is a directory all the same. What is wrong with the place shows with its first file.
        let _ = folder.make_folder();
        NewDirectory { folder, format: PhantomData }
    }

    /// Where it is.
    #[must_use]
    pub fn uri(&self) -> Cow<'_, str> {
        self.place.uri()
    }

    /// The names of all files below it, in order, with the directories that lead to them: `a/b.csv`.
    ///
    /// # Errors
    /// When it can't be listed.
    pub fn files(&self) -> io::Result<Vec<String>> {
        let entries = self.place.location().and_then(|location| location.list()).map_err(io_error)?;
        Ok(entries.into_iter().map(|entry| entry.name).collect())
    }

    /// The file of that name, whether or not it is there. One that leads out of the directory, as `../a` does, can't be
    /// read.
    #[must_use]
    pub fn file(&self, name: &str) -> File<F> {
        File::at(self.place.join(name))
    }

    /// A path of this machine, at which all its files are: its own, or that of a copy that is made the first time.
    ///
    /// # Errors
    /// When it can't be listed, a transfer breaks, there is no room for the copy, or the key of an object in a store is
    /// no path, as `a//b` and `../a`.
    pub fn path(&self) -> io::Result<PathBuf> {
        self.place.path(fetch_all)
    }
}

/// A directory that is being filled.
#[derive(Debug)]
#[must_use = "it becomes an output by `finish`"]
pub struct NewDirectory<F: Format = Any> {
    folder: Location,
    format: PhantomData<fn() -> F>,
}

impl<F: Format> NewDirectory<F> {
    /// Begins a file in it, of a name such as `a/b.csv`.
    ///
    /// # Errors
    /// When that is no name below a directory, or nothing can be written there.
    pub fn file(&self, name: &str) -> io::Result<Writer<F>> {
        if !name::leads_down(name) {
            return Err(io_error(StorageError::Outside { name: name.to_owned() }));
        }
        let place = self.folder.join(name);
        let writer = place.create(Context::current().files().metadata()).map_err(io_error)?;
        Ok(Writer::new(writer, place.uri()))
    }

    /// The directory, with the files that are finished.
    #[must_use]
    pub fn finish(self) -> Directory<F> {
        Directory::at(DataLocation::known(self.folder.uri()))
    }
}

/// Copies all files to this machine.
fn fetch_all(from: &Location, to: &Path, transfer: &Transfer) -> Result<(), StorageError> {
    let entries = from.list()?;
    if let Some(entry) = entries.iter().find(|entry| !name::leads_down(&entry.name)) {
        return Err(StorageError::NoPath { location: from.join(&entry.name) });
    }
    Location::Local(to.to_owned()).make_folder()?;
    each(&entries, transfer, |entry| fetch(&from.join(&entry.name), &to.join(&entry.name), transfer))
}

/// Copies all files of this machine.
pub(super) fn send_all(
    from: &Path,
    to: &Location,
    files: &Files,
    transfer: &Transfer,
) -> Result<(), StorageError> {
    let entries = Location::Local(from.to_owned()).list()?;
    // One without files is a directory all the same.
    to.make_folder()?;
    each(&entries, transfer, |entry| send(&from.join(&entry.name), &to.join(&entry.name), files, transfer))
}

/// A file that a single request moves: many of these at a time, while a large one has several requests of its own.
const SMALL: u64 = 1 << 20;
const AT_A_TIME: usize = 16;

/// Does the work for each, until one fails.
fn each(
    entries: &[ListedFile],
    transfer: &Transfer,
    work: impl Fn(&ListedFile) -> Result<(), StorageError> + Sync,
) -> Result<(), StorageError> {
    transfer.has(entries.iter().map(|entry| entry.size).sum());
    let (small, large): (Vec<_>, Vec<_>) = entries.iter().partition(|entry| entry.size <= SMALL);
    let (next, failed) = (AtomicUsize::new(0), OnceLock::new());
    std::thread::scope(|scope| {
        for _ in 0..AT_A_TIME.min(small.len()) {
            scope.spawn(|| {
                while let Some(entry) = small.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(error) = work(entry) {
                        // Nobody else begins another one.
                        next.store(small.len(), Ordering::Relaxed);
                        let _ = failed.set(error);
                    }
                }
            });
        }
    });
    match failed.into_inner() {
        Some(error) => Err(error),
        None => large.into_iter().try_for_each(work),
    }
}

impl<F: Format> FlyteType for Directory<F> {
    const LOOK: Look = blob::LOOK;
    const FORMS: Forms = Forms::BOTH;

    fn literal_type() -> LiteralType {
        blob::literal_type(F::NAME, BlobDimensionality::Multipart)
    }

    fn into_literal(self) -> Result<Literal, ValueError> {
        self.place.check_reach()?;
        let uri = self.place.hand_over(Files::folder, send_all);
        let uri = uri.map_err(value_error)?;
        Ok(blob::literal(uri, F::NAME, BlobDimensionality::Multipart))
    }

    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        let (uri, _) = blob::read(literal, "a directory", BlobDimensionality::Multipart)?;
        Ok(Directory::at(DataLocation::known(uri)))
    }

    fn schema() -> serde_json::Value {
        blob::schema("FlyteDirectory", false)
    }
}

impl<F: Format> Clone for Directory<F> {
    fn clone(&self) -> Self {
        Directory { place: Arc::clone(&self.place), format: PhantomData }
    }
}

impl<F: Format> fmt::Debug for Directory<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Directory").field(&self.place.to_string()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::io::Write;

    #[test]
    fn what_is_filled_is_listed_and_copied() {
        let made = Directory::<Any>::create();
        for name in ["b", "a/c", "a/b/d"] {
            let mut file = made.file(name).unwrap();
            file.write_all(name.as_bytes()).unwrap();
            file.finish().unwrap();
        }
        for name in ["", "/a", "a/", "a//b", "../a", "a/./b"] {
            assert_eq!(made.file(name).unwrap_err().kind(), io::ErrorKind::InvalidInput, "{name}");
        }
        let made = made.finish();
        let path = made.path().unwrap();
        // A path of the task's own is copied, file by file.
        let own = Directory::<Any>::new(&path).into_literal().unwrap();
        let copy = Directory::<Any>::from_literal(own).unwrap();
        assert_ne!(copy.uri(), made.uri());
        assert_eq!(copy.files().unwrap(), ["a/b/d", "a/c", "b"]);
        assert_eq!(copy.file("a/c").text().unwrap(), "a/c");
        let _ = (fs::remove_dir_all(path), fs::remove_dir_all(copy.path().unwrap()));
    }

    #[test]
    fn one_without_files_is_a_directory() {
        let made = Directory::<Any>::create().finish();
        assert_eq!(made.files().unwrap(), Vec::<String>::new());
        let folder = tempfile::tempdir().unwrap();
        let own = Directory::<Any>::new(folder.path()).into_literal().unwrap();
        let copy = Directory::<Any>::from_literal(own).unwrap();
        assert_eq!((copy.files().unwrap(), copy.path().unwrap().is_dir()), (Vec::new(), true));
        let _ = (fs::remove_dir_all(made.path().unwrap()), fs::remove_dir_all(copy.path().unwrap()));
    }

    #[test]
    fn a_name_that_leads_out_names_nothing() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("in")).unwrap();
        fs::write(folder.path().join("secret"), "5ec2e7").unwrap();
        let here = Directory::<Any>::new(folder.path().join("in"));
        let there = Directory::<Any>::new("s3://bucket/in");
        for name in ["../secret", "a/../../secret", "..", "a\0", ""] {
            for file in [here.file(name), there.file(name)] {
                let told = file.text().unwrap_err();
                assert_eq!(told.kind(), io::ErrorKind::InvalidInput, "{name}");
                assert!(told.to_string().contains("is no name of a file below a directory"), "{told}");
                assert!(file.path().is_err() && file.into_literal().is_err(), "{name}");
            }
        }
        let absolute = folder.path().join("secret");
        assert!(here.file(&absolute.to_string_lossy()).text().is_err());
        assert!(Directory::<Any>::new("https://h/in").file("%2e%2E/secret").text().is_err());
        // What only a store can hold, it may hold.
        assert_eq!(there.file("a//b").uri(), "s3://bucket/in/a//b");
    }

    #[test]
    fn a_file_is_no_directory() {
        let file = File::<Any>::new("s3://b/a").into_literal().unwrap();
        let told = Directory::<Any>::from_literal(file).unwrap_err().to_string();
        assert_eq!(told, "a directory is wanted here, but the literal holds a single file");
    }
}
