//! Files as inputs and outputs of tasks.

use super::location::DataLocation;
use super::{Any, Format, Reader, Writer, blob, format};
use crate::context::{Context, Files, io_error, value_error};
use crate::storage::progress::Transfer;
use crate::storage::{Location, StorageError, name, open_plain};
use crate::types::forms::Forms;
use crate::types::look::Look;
use crate::types::{CastTo, FlyteType, ValueError};
use aileron_idl::core::blob_type::BlobDimensionality;
use aileron_idl::core::{Literal, LiteralType};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::io::{self, Read, Write};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file as an input or an output: an address whose bytes are read and written only on request.
///
/// ```
/// use aileron::data::Csv;
/// use aileron::prelude::*;
/// use std::io::{self, BufRead, BufReader, Write};
///
/// /// Returns the lines that contain a word.
/// #[task]
/// fn search(table: File<Csv>, word: String) -> io::Result<File<Csv>> {
///     let mut found = File::create("found.csv")?;
///     for line in BufReader::new(table.open()?).lines() {
///         let line = line?;
///         if line.contains(&word) {
///             writeln!(found, "{line}")?;
///         }
///     }
///     found.finish()
/// }
///
/// let table = File::write("table.csv", "a,1\nb,2\na,3\n")?;
/// assert_eq!(search(table, "a".to_owned())?.text()?, "a,1\na,3\n");
/// # Ok::<(), io::Error>(())
/// ```
///
/// [`open`](File::open) reads piece by piece. [`path`](File::path) first copies the file to this machine, for code that
/// seeks in it or maps it into memory. [`bytes`](File::bytes) and [`text`](File::text) are for small files.
///
/// [`create`](File::create) writes to the place that Flyte gives the task for its files. In a local run this is a
/// temporary folder, which is deleted when the run ends unless an output refers to it. A task may also write a file
/// itself and return its path with [`File::new`]: the file is then copied to Flyte's place. A URI is passed on as it is.
/// Reading and writing block: in an `async` task, do it in `tokio::task::spawn_blocking`.
///
/// Each of the stores `s3://`, `gs://`, `abfs://` and `https://` needs a feature of Aileron, see [`data`](crate::data).
/// If a task returns an error of the network, the error is [`Recoverable`](struct@crate::Recoverable).
///
/// `File` and `File<Csv>` are two types to rustc: where it finds the one and expects the other (E0308), write
/// [`.cast()`](File::cast).
///
/// On the wire a `File` is a single blob, flytekit's `FlyteFile`; `File<Csv>` is flytekit's `FlyteFile["csv"]`.
pub struct File<F: Format = Any> {
    place: Arc<DataLocation>,
    /// The metadata of the literal that the file came from; it is passed on.
    metadata: BTreeMap<String, String>,
    format: PhantomData<fn() -> F>,
}

impl<F: Format> File<F> {
    /// Returns the file at a path of this machine or at a URI. Nothing is read; the file need not exist yet.
    ///
    /// ```
    /// use aileron::prelude::*;
    ///
    /// let here: File = File::new("target/report.html");
    /// let there: File = File::new("s3://bucket/report.html");
    /// assert_eq!(there.uri(), "s3://bucket/report.html");
    /// ```
    pub fn new(place: impl Into<OsString>) -> Self {
        File::of(DataLocation::new(place.into()))
    }

    pub(super) fn of(place: DataLocation) -> Self {
        File { place: Arc::new(place), metadata: BTreeMap::new(), format: PhantomData }
    }

    /// The same file, which goes to an address of your choice when a task returns it: flytekit's `remote_path`.
    ///
    /// ```
    /// use aileron::data::Csv;
    /// use aileron::prelude::*;
    ///
    /// #[task]
    /// fn report(day: String) -> std::io::Result<File<Csv>> {
    ///     std::fs::write("report.csv", "a,b\n")?;
    ///     Ok(File::new("report.csv").at(format!("s3://reports/{day}.csv")))
    /// }
    /// ```
    ///
    /// The address is a URI of a store whose feature this program has, or a path. Its bytes are copied there once the task
    /// has returned, and replace what was there: give each execution an address of its own, and use no address for two files.
    /// Other tasks read the file from there. A call of the task as a plain function copies nothing.
    ///
    /// If the address can't be written to, or the feature of its store is missing, the task fails.
    #[must_use]
    pub fn at(self, address: impl Into<OsString>) -> Self {
        File { place: Arc::new(self.place.going_to(address.into())), ..self }
    }

    /// Creates a file of this name in the place that Flyte gives the task for its files.
    ///
    /// # Errors
    /// If the name is not a plain file name, or if the store can't be written to.
    pub fn create(name: &str) -> io::Result<Writer<F>> {
        if !name::is_plain(name) {
            let why = format!(
                "`{name}` is not a plain file name; Flyte chooses the folder: write only a name, without `/`"
            );
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        }
        let context = Context::current();
        let place = context.files().place(name).map_err(io_error)?;
        let writer = place.create(context.files().metadata()).map_err(io_error)?;
        Ok(Writer::new(writer, place.uri()))
    }

    /// Writes a whole file of this name.
    ///
    /// # Errors
    /// See [`create`](File::create) and [`finish`](Writer::finish).
    pub fn write(name: &str, bytes: impl AsRef<[u8]>) -> io::Result<Self> {
        let mut writer = File::create(name)?;
        writer.write_all(bytes.as_ref())?;
        writer.finish()
    }

    /// The file's path or URI.
    #[must_use]
    pub fn uri(&self) -> Cow<'_, str> {
        self.place.uri()
    }

    /// The same file as one of another format, where the one type names a format and the other does not.
    ///
    /// ```
    /// use aileron::data::Csv;
    /// use aileron::prelude::*;
    ///
    /// let any: File = File::new("s3://bucket/table.csv");
    /// let table: File<Csv> = any.cast();
    /// let any: File = table.cast();
    /// assert_eq!(any.uri(), "s3://bucket/table.csv");
    /// ```
    ///
    /// Nothing is read or converted: the format is a promise, which Flyte compares when a workflow is registered
    /// (flytepropeller `pkg/compiler/validators/typing.go`). In a workflow, on a promise, the cast is no node of the graph.
    /// From one named format to another does not compile, since Flyte refuses it: let a task convert the file.
    #[must_use]
    pub fn cast<G: Format>(self) -> File<G> {
        const {
            assert!(
                format::fits(F::NAME, G::NAME),
                "a file of one named format can't be cast to another, since Flyte refuses that: convert it in a task [AIL0741]"
            );
        }
        File { place: self.place, metadata: self.metadata, format: PhantomData }
    }

    /// Opens the file for reading, from its beginning.
    ///
    /// # Errors
    /// If the file does not exist, or its store can't be reached.
    pub fn open(&self) -> io::Result<Reader> {
        self.place.location().and_then(|location| location.open()).map(Reader::new).map_err(io_error)
    }

    /// Reads all bytes of the file.
    ///
    /// # Errors
    /// See [`open`](File::open); also if the transfer fails.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open()?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Reads the whole file as text.
    ///
    /// # Errors
    /// See [`bytes`](File::bytes); also if the bytes are not UTF-8.
    pub fn text(&self) -> io::Result<String> {
        String::from_utf8(self.bytes()?).map_err(|error| {
            io::Error::new(io::ErrorKind::InvalidData, format!("`{}` is not a text: {error}", self.place))
        })
    }

    /// The path of the file on this machine: its own path, or that of a copy, which is made once.
    ///
    /// # Errors
    /// See [`bytes`](File::bytes); also if there is no space for the copy.
    pub fn path(&self) -> io::Result<PathBuf> {
        self.place.path(fetch)
    }
}

/// Copies the file to this machine. If the copy arrives damaged, tries once more.
pub(super) fn fetch(from: &Location, to: &Path, transfer: &Transfer) -> Result<(), StorageError> {
    let copy = || {
        let mut writer = Location::Local(to.to_owned()).create(&[])?;
        from.open()?.copy(&mut writer, transfer)?;
        writer.finish()
    };
    copy().or_else(|error| if error.is_damage() { copy() } else { Err(error) })
}

/// Copies a file of this machine.
pub(super) fn send(
    from: &Path,
    to: &Location,
    files: &Files,
    transfer: &Transfer,
) -> Result<(), StorageError> {
    let unreadable = |error| StorageError::Read { location: Location::Local(from.to_owned()), error };
    let (mut source, metadata) = open_plain(from).map_err(unreadable)?;
    transfer.has(metadata.len());
    let mut writer = to.create(files.metadata())?;
    writer.fill(&mut source, transfer)?;
    writer.finish()
}

impl<F: Format> Writer<F> {
    /// Finishes the file, after which others can see it.
    ///
    /// # Errors
    /// If the store does not accept the rest of the bytes.
    pub fn finish(self) -> io::Result<File<F>> {
        self.sink.finish().map_err(io_error)?;
        Ok(File::of(DataLocation::known(self.uri.whole().to_owned())))
    }
}

impl<F: Format> FlyteType for File<F> {
    const LOOK: Look = blob::LOOK;
    const FORMS: Forms = Forms::BOTH;

    fn literal_type() -> LiteralType {
        blob::literal_type(F::NAME, BlobDimensionality::Single)
    }

    fn into_literal(self) -> Result<Literal, ValueError> {
        self.place.check_reach()?;
        let uri = self.place.hand_over(|files| files.place(&self.place.name()), fetch, send);
        let uri = uri.map_err(value_error)?;
        let literal = blob::literal(uri, F::NAME, BlobDimensionality::Single);
        Ok(Literal { metadata: self.metadata, ..literal })
    }

    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        let (uri, metadata) = blob::read(literal, "a file", BlobDimensionality::Single)?;
        Ok(File { metadata, ..File::of(DataLocation::known(uri)) })
    }

    fn schema() -> serde_json::Value {
        blob::schema("FlyteFile", true)
    }
}

impl<F: Format> Clone for File<F> {
    fn clone(&self) -> Self {
        File { place: Arc::clone(&self.place), metadata: self.metadata.clone(), format: PhantomData }
    }
}

impl<F: Format> fmt::Debug for File<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("File").field(&self.place.to_string()).finish()
    }
}

impl<F: Format, G: Format> CastTo<File<G>> for File<F> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Csv;
    use crate::types::{json, parse};
    use serde_json::json;
    use std::fs;

    fn in_a_folder<T>(work: impl FnOnce(&Path) -> T) -> T {
        let folder = std::env::temp_dir().join(format!("aileron-file-{}", crate::storage::random::name()));
        let context = Context::in_folder(&folder);
        let result = context.scope(|| work(&folder));
        let _ = fs::remove_dir_all(folder);
        result
    }

    #[test]
    fn a_path_that_the_task_wrote_is_copied_and_one_that_it_was_given_is_not() {
        in_a_folder(|folder| {
            let own = folder.join("own.csv");
            fs::create_dir_all(folder).unwrap();
            fs::write(&own, "a,b").unwrap();
            let literal = File::<Csv>::new(&own).into_literal().unwrap();
            let given = File::<Csv>::from_literal(literal.clone()).unwrap();
            assert_ne!(given.path().unwrap(), own);
            // A copy, not a link: a change of one file must not show in the other.
            fs::write(&own, "changed").unwrap();
            assert_eq!((given.text().unwrap().as_str(), given.open().unwrap().size()), ("a,b", 3));
            assert_eq!(given.into_literal().unwrap(), literal);
        });
    }

    #[test]
    fn an_unfinished_file_does_not_exist() {
        in_a_folder(|folder| {
            let mut writer = File::<Any>::create("a.txt").unwrap();
            writer.write_all(b"half").unwrap();
            drop(writer);
            let left =
                fs::read_dir(folder).unwrap().map(|one| fs::read_dir(one.unwrap().path()).unwrap().count());
            assert_eq!(left.sum::<usize>(), 0);
            assert_eq!(File::<Any>::write("a.txt", "whole").unwrap().text().unwrap(), "whole");
        });
    }

    #[test]
    fn a_file_goes_to_the_address_that_its_user_has_chosen() {
        in_a_folder(|folder| {
            let [own, chosen, again] =
                ["own.csv", "there/chosen.csv", "again.csv"].map(|name| folder.join(name));
            fs::create_dir_all(folder).unwrap();
            fs::write(&own, "a,b").unwrap();
            let literal = File::<Csv>::new(&own).at(&chosen).into_literal().unwrap();
            assert_eq!(json::write(&literal), json!(chosen.to_str()));
            assert_eq!(fs::read_to_string(&chosen).unwrap(), "a,b");
            // A file that others know already is copied as well.
            let uri = format!("file://{}", again.display());
            let known = File::<Csv>::from_literal(literal.clone()).unwrap();
            assert_eq!(json::write(&known.clone().at(uri).into_literal().unwrap()), json!(again.to_str()));
            assert_eq!(fs::read_to_string(&again).unwrap(), "a,b");
            // It is there already.
            assert_eq!(known.at(&chosen).into_literal().unwrap(), literal);
            assert_eq!(fs::read_to_string(&chosen).unwrap(), "a,b");
        });
    }

    #[test]
    fn an_address_that_nothing_can_write_to_is_an_error() {
        in_a_folder(|folder| {
            fs::create_dir_all(folder).unwrap();
            fs::write(folder.join("own.csv"), "a,b").unwrap();
            let file = File::<Csv>::new(folder.join("own.csv"));
            let error = file.at("ftp://host/a.csv").into_literal().unwrap_err().to_string();
            assert!(error.contains("ftp://host/a.csv"), "{error}");
        });
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_not_a_file_is_refused() {
        for path in ["/dev/zero", "/"] {
            let error = File::<Any>::new(path).into_literal().unwrap_err().to_string();
            assert!(error.starts_with(&format!("`{path}` can't be read: ")), "{error}");
        }
    }

    #[test]
    fn secrets_in_an_address_are_passed_on_but_not_shown() {
        let whole = "https://user:5ec2e7@host:port/a.csv?sig=5ec2e7";
        let file = File::<Csv>::new(whole);
        assert_eq!(format!("{file:?}"), "File(\"https://host:port/a.csv?…\")");
        assert_eq!((&*file.uri(), file.place.name().as_str()), (whole, "a.csv"));
        let error = file.open().map(drop).unwrap_err().to_string();
        assert!(!error.contains("5ec2e7"), "{error}");
        assert_eq!(json::write(&file.into_literal().unwrap()), json!(whole));
    }

    #[test]
    fn a_name_is_not_a_path() {
        for name in ["", ".", "..", "a/b", "/a"] {
            assert_eq!(File::<Any>::create(name).unwrap_err().kind(), io::ErrorKind::InvalidInput, "{name}");
        }
    }

    #[test]
    fn people_write_and_read_a_file_as_its_address() {
        let ty = File::<Csv>::literal_type();
        let literal = parse("s3://bucket/a b.csv", &ty).unwrap();
        assert_eq!(json::read(json!("s3://bucket/a b.csv"), &ty).unwrap(), literal);
        assert_eq!(json::write(&literal), json!("s3://bucket/a b.csv"));
        assert_eq!(File::<Csv>::from_literal(literal.clone()).unwrap().into_literal().unwrap(), literal);
    }

    #[test]
    fn an_error_names_the_value_that_is_not_a_file() {
        let error = |literal: Literal| File::<Any>::from_literal(literal).unwrap_err().to_string();
        assert_eq!(error(1_i64.into_literal().unwrap()), "expected a file, but the literal holds an integer");
        let directory = blob::literal("/a".to_owned(), "", BlobDimensionality::Multipart);
        assert_eq!(error(directory), "expected a file, but the literal holds a directory");
    }
}
