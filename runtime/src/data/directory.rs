//! Directories as inputs and outputs of tasks.

use super::file::{fetch, send};
use super::location::DataLocation;
use super::{Any, File, Format, Writer, blob, format};
use crate::context::{Context, Files, io_error, value_error};
use crate::storage::progress::Transfer;
use crate::storage::{ListedFile, Location, StorageError, name};
use crate::types::forms::Forms;
use crate::types::look::Look;
use crate::types::{CastTo, FlyteType, ValueError};
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

/// A directory as an input or an output: an address below which there are files.
///
/// ```
/// use aileron::prelude::*;
/// use std::io::{self, Write};
///
/// /// Writes a file for each word.
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
/// [`files`](Directory::files) lists the directory. [`file`](Directory::file) returns one of its files, which is read
/// like any [`File`](crate::File). [`path`](Directory::path) first copies all files to this machine. A task may also fill
/// a directory itself and return its path with [`Directory::new`]: its files are then copied to the place that Flyte
/// gives the task.
///
/// `Directory` and `Directory<Csv>` are two types to rustc: where it finds the one and expects the other (E0308), write
/// [`.cast()`](Directory::cast).
///
/// On the wire a `Directory` is a multipart blob, flytekit's `FlyteDirectory`.
pub struct Directory<F: Format = Any> {
    place: Arc<DataLocation>,
    format: PhantomData<fn() -> F>,
}

impl<F: Format> Directory<F> {
    /// Returns the directory at a path of this machine or at a URI. Nothing is read; the directory need not exist yet.
    pub fn new(place: impl Into<OsString>) -> Self {
        Directory::of(DataLocation::new(place.into()))
    }

    fn of(place: DataLocation) -> Self {
        Directory { place: Arc::new(place), format: PhantomData }
    }

    /// The same directory, whose files go to an address of your choice when a task returns it: flytekit's
    /// `remote_directory`. See [`File::at`].
    ///
    /// ```
    /// use aileron::prelude::*;
    ///
    /// #[task]
    /// fn pages() -> std::io::Result<Directory> {
    ///     std::fs::create_dir_all("pages")?;
    ///     std::fs::write("pages/index.html", "<p>")?;
    ///     Ok(Directory::new("pages").at("s3://site/pages"))
    /// }
    /// ```
    ///
    /// What is at that address besides these files stays there.
    #[must_use]
    pub fn at(self, address: impl Into<OsString>) -> Self {
        Directory { place: Arc::new(self.place.going_to(address.into())), ..self }
    }

    /// Creates a directory in the place that Flyte gives the task for its files.
    ///
    /// # Panics
    /// If that place is on this machine and no temporary folder can be created. On Flyte the place is in a store.
    pub fn create() -> NewDirectory<F> {
        let folder = Context::current().files().folder().unwrap_or_else(|error| panic!("{error}"));
        // A directory without files exists all the same. An error of the place shows when its first file is created.
        let _ = folder.make_folder();
        NewDirectory { folder, format: PhantomData }
    }

    /// The directory's path or URI.
    #[must_use]
    pub fn uri(&self) -> Cow<'_, str> {
        self.place.uri()
    }

    /// The same directory as one of another format, where the one type names a format and the other does not.
    ///
    /// ```
    /// use aileron::data::Csv;
    /// use aileron::prelude::*;
    ///
    /// let any: Directory = Directory::new("s3://bucket/tables");
    /// let tables: Directory<Csv> = any.cast();
    /// assert_eq!(tables.uri(), "s3://bucket/tables");
    /// ```
    ///
    /// Nothing is read or converted: the format is a promise, which Flyte compares when a workflow is registered
    /// (flytepropeller `pkg/compiler/validators/typing.go`). In a workflow, on a promise, the cast is no node of the graph.
    /// From one named format to another does not compile, since Flyte refuses it: let a task convert the directory.
    #[must_use]
    pub fn cast<G: Format>(self) -> Directory<G> {
        const {
            assert!(
                format::fits(F::NAME, G::NAME),
                "a directory of one named format can't be cast to another, since Flyte refuses that: convert it in a task [AIL0741]"
            );
        }
        Directory { place: self.place, format: PhantomData }
    }

    /// Lists the names of all files below the directory, sorted, each with the folders that lead to it: `a/b.csv`.
    ///
    /// # Errors
    /// If the directory can't be listed.
    pub fn files(&self) -> io::Result<Vec<String>> {
        let entries = self.place.location().and_then(|location| location.list()).map_err(io_error)?;
        Ok(entries.into_iter().map(|entry| entry.name).collect())
    }

    /// The file of this name, whether or not it exists. A name that leads out of the directory, such as `../a`, gives a
    /// file that can't be read.
    #[must_use]
    pub fn file(&self, name: &str) -> File<F> {
        File::of(self.place.join(name))
    }

    /// The path of the directory on this machine: its own path, or that of a copy, which is made once.
    ///
    /// # Errors
    /// If the directory can't be listed, a transfer fails, there is no space for the copy, or the key of an object in a
    /// store is not a valid path, such as `a//b` and `../a`.
    pub fn path(&self) -> io::Result<PathBuf> {
        self.place.path(fetch_all)
    }
}

/// A directory that is being filled, see [`Directory::create`].
#[derive(Debug)]
#[must_use = "it becomes an output by `finish`"]
pub struct NewDirectory<F: Format = Any> {
    folder: Location,
    format: PhantomData<fn() -> F>,
}

impl<F: Format> NewDirectory<F> {
    /// Creates a file in the directory. The name may have folders: `a/b.csv`.
    ///
    /// # Errors
    /// If the name leads out of the directory, or if the store can't be written to.
    pub fn file(&self, name: &str) -> io::Result<Writer<F>> {
        if !name::leads_down(name) {
            return Err(io_error(StorageError::Outside { name: name.to_owned() }));
        }
        let place = self.folder.join(name);
        let writer = place.create(Context::current().files().metadata()).map_err(io_error)?;
        Ok(Writer::new(writer, place.uri()))
    }

    /// Returns the directory, with the files that are finished.
    #[must_use]
    pub fn finish(self) -> Directory<F> {
        Directory::of(DataLocation::known(self.folder.uri()))
    }
}

/// Copies all files to this machine.
pub(super) fn fetch_all(from: &Location, to: &Path, transfer: &Transfer) -> Result<(), StorageError> {
    let entries = from.list()?;
    if let Some(entry) = entries.iter().find(|entry| !name::leads_down(&entry.name)) {
        return Err(StorageError::NoPath { location: from.join(&entry.name) });
    }
    Location::Local(to.to_owned()).make_folder()?;
    each(&entries, transfer, |entry| fetch(&from.join(&entry.name), &to.join(&entry.name), transfer))
}

/// Copies all files of a directory of this machine to another place.
pub(super) fn send_all(
    from: &Path,
    to: &Location,
    files: &Files,
    transfer: &Transfer,
) -> Result<(), StorageError> {
    let entries = Location::Local(from.to_owned()).list()?;
    // A directory without files exists all the same.
    to.make_folder()?;
    each(&entries, transfer, |entry| send(&from.join(&entry.name), &to.join(&entry.name), files, transfer))
}

/// Up to this size a single request moves a file. Many small files move at once; a large file has several requests.
const SMALL: u64 = 1 << 20;
const AT_A_TIME: usize = 16;

/// Calls `work` for each entry, until one fails.
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
                        // After an error, no thread begins another file.
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
        let uri = self.place.hand_over(Files::folder, fetch_all, send_all);
        let uri = uri.map_err(value_error)?;
        Ok(blob::literal(uri, F::NAME, BlobDimensionality::Multipart))
    }

    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        let (uri, _) = blob::read(literal, "a directory", BlobDimensionality::Multipart)?;
        Ok(Directory::of(DataLocation::known(uri)))
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

impl<F: Format, G: Format> CastTo<Directory<G>> for Directory<F> {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::io::Write;

    #[test]
    fn files_of_a_new_directory_are_listed_and_copied() {
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
        // A path that the task filled itself is copied, file by file.
        let own = Directory::<Any>::new(&path).into_literal().unwrap();
        let copy = Directory::<Any>::from_literal(own).unwrap();
        assert_ne!(copy.uri(), made.uri());
        assert_eq!(copy.files().unwrap(), ["a/b/d", "a/c", "b"]);
        assert_eq!(copy.file("a/c").text().unwrap(), "a/c");
        let _ = (fs::remove_dir_all(path), fs::remove_dir_all(copy.path().unwrap()));
    }

    #[test]
    fn a_directory_may_have_no_files() {
        let made = Directory::<Any>::create().finish();
        assert_eq!(made.files().unwrap(), Vec::<String>::new());
        let folder = tempfile::tempdir().unwrap();
        let own = Directory::<Any>::new(folder.path()).into_literal().unwrap();
        let copy = Directory::<Any>::from_literal(own).unwrap();
        assert_eq!((copy.files().unwrap(), copy.path().unwrap().is_dir()), (Vec::new(), true));
        let _ = (fs::remove_dir_all(made.path().unwrap()), fs::remove_dir_all(copy.path().unwrap()));
    }

    #[test]
    fn a_name_that_leads_out_of_the_directory_can_not_be_read() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("in")).unwrap();
        fs::write(folder.path().join("secret"), "5ec2e7").unwrap();
        let here = Directory::<Any>::new(folder.path().join("in"));
        let there = Directory::<Any>::new("s3://bucket/in");
        for name in ["../secret", "a/../../secret", "..", "a\0", ""] {
            for file in [here.file(name), there.file(name)] {
                let error = file.text().unwrap_err();
                assert_eq!(error.kind(), io::ErrorKind::InvalidInput, "{name}");
                assert!(error.to_string().contains("is not the name of a file in the directory"), "{error}");
                assert!(file.path().is_err() && file.into_literal().is_err(), "{name}");
            }
        }
        let absolute = folder.path().join("secret");
        assert!(here.file(&absolute.to_string_lossy()).text().is_err());
        assert!(Directory::<Any>::new("https://h/in").file("%2e%2E/secret").text().is_err());
        // A store may have keys that no path can have.
        assert_eq!(there.file("a//b").uri(), "s3://bucket/in/a//b");
    }

    #[test]
    fn a_file_is_not_a_directory() {
        let file = File::<Any>::new("s3://b/a").into_literal().unwrap();
        let error = Directory::<Any>::from_literal(file).unwrap_err().to_string();
        assert_eq!(error, "expected a directory, but the literal holds a single file");
    }
}
