//! A dataset as an input or an output.

use super::batches::{How, Texts};
use super::columns::Wanted;
use super::schema::Column;
use super::{Batches, DatasetWriter, Rows, TableFormat, rows, schema, warehouse, wire};
use crate::context::{Files, io_error, value_error};
use crate::data::directory::send_all;
use crate::data::file::send;
use crate::data::location::DataLocation;
use crate::data::{Any, Format, Row};
use crate::storage::Location;
use crate::types::forms::Forms;
use crate::types::look::Look;
use crate::types::{FlyteType, ValueError, literal, table_format};
use aileron_idl::core::{Literal, LiteralType, StructuredDatasetType};
use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use serde_json::Value;
use std::borrow::Cow;
use std::ffi::OsString;
use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::sync::Arc;

/// A table as an input or an output: an address, below which there are files of rows.
///
/// ```
/// use aileron::arrow::array::AsArray;
/// use aileron::arrow::compute;
/// use aileron::arrow::datatypes::Int64Type;
/// use aileron::prelude::*;
/// use std::io;
///
/// #[derive(FlyteType)]
/// struct Sale {
///     shop: String,
///     cents: i64,
/// }
///
/// /// What was sold in one shop: row by row.
/// #[task]
/// fn sold_in(sales: StructuredDataset<Sale>, shop: String) -> io::Result<StructuredDataset<Sale>> {
///     let rows = sales.rows()?.collect::<io::Result<Vec<_>>>()?;
///     StructuredDataset::from_rows(rows.into_iter().filter(|sale| sale.shop == shop))
/// }
///
/// /// The sum of a column: thousands of rows at a time.
/// #[task]
/// fn total(sales: StructuredDataset) -> io::Result<i64> {
///     let mut total = 0;
///     for batch in sales.select(["cents"])? {
///         total += compute::sum(batch?.column(0).as_primitive::<Int64Type>()).unwrap_or(0);
///     }
///     Ok(total)
/// }
///
/// # let sale = |shop: &str, cents| Sale { shop: shop.to_owned(), cents };
/// let sales = StructuredDataset::from_rows([sale("a", 100), sale("b", 250), sale("a", 40)])?;
/// let sales = sold_in(sales, "a".to_owned())?;
/// # use aileron::FlyteType as _;
/// # let sales = StructuredDataset::from_literal(sales.into_literal()?)?;
/// assert_eq!(total(sales)?, 140);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// `StructuredDataset` alone has any columns. With a row, a struct that derives `FlyteType`, its fields are the columns:
/// Flyte compares them when a workflow is registered, and only these are read, whatever else there is. A field of a
/// struct within the row is the column `a.b` to Flyte, and a value may be missing in any column, so that `Option<T>` is one
/// of `T`. A field that is renamed to `a.b` is the column of that name.
///
/// [`batches`](StructuredDataset::batches) and [`select`](StructuredDataset::select) read Arrow's record batches and
/// [`create`](StructuredDataset::create) writes them, in bounded memory; Arrow itself is [`aileron::arrow`](crate::arrow),
/// in the version that these are of. [`rows`](StructuredDataset::rows) and [`from_rows`](StructuredDataset::from_rows) are
/// the same, value by value. A task may also return the path of a file or a directory that it wrote itself,
/// [`StructuredDataset::new`], which is then copied to where Flyte wants it; a URI goes on as it is. Reading and writing
/// wait: in an `async` task, do it in `tokio::task::spawn_blocking`.
///
/// # Formats
///
/// Without a format in the type, or with [`Parquet`](crate::data::Parquet), parquet is written: one file, compressed by
/// Snappy. With [`Csv`](crate::data::Csv), `StructuredDataset<Sale, Csv>`, it is comma-separated values with the columns'
/// names in the first line; an empty text and none are the same there. Types that no row declares are guessed from all
/// values of the column in all files: booleans, integers, floats, days, moments, else texts, and never so that a value
/// changes. What is read is of the format that its writer names, which wins over the type's.
///
/// On the wire it is flytekit's `StructuredDataset`, with the columns and the format of `Annotated[StructuredDataset,
/// kwtypes(…), "csv"]`; a task in Python takes it as a `pandas.DataFrame` or a `pyarrow.Table`, and gives one. A literal of
/// the older `FlyteSchema` is read as well.
///
/// The files of stores need a feature of Aileron each, as those of [`File`](crate::File) do.
pub struct StructuredDataset<R: Row = Value, F: Format = Any> {
    place: Arc<DataLocation>,
    /// What its writer told of it.
    ty: StructuredDatasetType,
    row: PhantomData<fn() -> (R, F)>,
}

impl<R: Row, F: Format> StructuredDataset<R, F> {
    /// The dataset at a path of this machine or at a URI: a file, or a directory of several. Nothing is read, nor need it
    /// be there yet.
    ///
    /// Where the type doesn't tell the format, a name that ends in `.csv` or `.parquet` does; all else is parquet.
    ///
    /// ```
    /// use aileron::prelude::*;
    ///
    /// let here: StructuredDataset = StructuredDataset::new("target/sales.csv");
    /// let there: StructuredDataset = StructuredDataset::new("s3://bucket/sales");
    /// assert_eq!((here.format(), there.uri().as_ref()), ("csv", "s3://bucket/sales"));
    /// ```
    pub fn new(place: impl Into<OsString>) -> Self {
        let place = DataLocation::new(place.into());
        let format = if F::NAME.is_empty() { table_format(&place.uri()) } else { F::NAME };
        Self::at(place, wire::dataset_type(R::columns(), format))
    }

    fn at(place: DataLocation, ty: StructuredDatasetType) -> Self {
        StructuredDataset { place: Arc::new(place), ty, row: PhantomData }
    }

    pub(super) fn written(uri: String, kind: TableFormat) -> Self {
        Self::at(DataLocation::known(uri), wire::dataset_type(R::columns(), kind.name()))
    }

    /// Begins a new one of such columns where Flyte wants the task's files.
    ///
    /// ```
    /// use aileron::arrow::array::{ArrayRef, Int64Array, RecordBatch};
    /// use aileron::prelude::*;
    /// use std::sync::Arc;
    ///
    /// /// Many numbers, of which some are in memory.
    /// #[task]
    /// fn count(to: i64) -> Result<StructuredDataset, Box<dyn std::error::Error + Send + Sync>> {
    ///     let some = |from| {
    ///         let numbers: ArrayRef = Arc::new((from..to.min(from + 1000)).collect::<Int64Array>());
    ///         RecordBatch::try_from_iter([("number", numbers)])
    ///     };
    ///     let mut table = StructuredDataset::create(&some(0)?.schema())?;
    ///     for from in (0..to).step_by(1000) {
    ///         table.write(&some(from)?)?;
    ///     }
    ///     Ok(table.finish()?)
    /// }
    ///
    /// let rows = count(2500)?.batches()?.map(|batch| Ok(batch?.num_rows())).sum::<std::io::Result<usize>>()?;
    /// assert_eq!(rows, 2500);
    /// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
    /// ```
    ///
    /// # Errors
    /// When a column that the row declares is not among them, the format can't hold one of them, or nothing can be
    /// written there.
    pub fn create(schema: &SchemaRef) -> io::Result<DatasetWriter<R, F>> {
        DatasetWriter::create(Arc::clone(schema))
    }

    /// Writes a new one of these rows.
    ///
    /// # Errors
    /// As [`create`](StructuredDataset::create) and [`finish`](DatasetWriter::finish).
    pub fn write(batch: &RecordBatch) -> io::Result<Self> {
        let mut writer = Self::create(&batch.schema())?;
        writer.write(batch)?;
        writer.finish()
    }

    /// Writes a new one of these rows, some thousands at a time.
    ///
    /// The columns are the row's fields, each as it is within a struct: integers of 64 bits, floats, texts, which enums are
    /// as well, booleans, moments in UTC, days, durations, bytes, and lists, maps and structs of these. Moments and
    /// durations are microseconds, or nanoseconds where the first 8192 rows have such; a later value that is finer, or
    /// beyond what nanoseconds reach (1677 to 2262), is an error.
    ///
    /// In CSV a duration is `1h30m`, and bytes are base64; lists, maps and structs have no form there.
    ///
    /// # Errors
    /// As [`create`](StructuredDataset::create) and [`finish`](DatasetWriter::finish), and when the row says no columns,
    /// or one of a type that has no column.
    pub fn from_rows(rows: impl IntoIterator<Item = R>) -> io::Result<Self> {
        rows::write(rows)
    }

    /// Where it is.
    #[must_use]
    pub fn uri(&self) -> Cow<'_, str> {
        self.place.uri()
    }

    /// In which format its writer said it to be: `parquet`, `csv`, or nothing, which is parquet.
    #[must_use]
    pub fn format(&self) -> &str {
        &self.ty.format
    }

    /// Begins to read it: the columns that the row declares; else those that its writer declared; else all.
    ///
    /// # Errors
    /// When it isn't there, its store can't be reached, it is of another format, or a declared column is missing.
    pub fn batches(&self) -> io::Result<Batches> {
        let wanted = match Self::declared()? {
            Some(columns) => Wanted::row(&columns, true),
            None => self.declared_columns(),
        };
        self.open(wanted)
    }

    /// Begins to read these columns, in that order: `a`, or `a.b` for a field of a struct. A column that has a dot in its
    /// name goes before such a field. None of them: all.
    ///
    /// # Errors
    /// As [`batches`](StructuredDataset::batches).
    pub fn select(&self, columns: impl IntoIterator<Item = impl Into<String>>) -> io::Result<Batches> {
        self.open(Wanted::named(columns))
    }

    /// Begins to read it row by row, as literals are read: the row's own type takes each value, and what it can't take as
    /// it is, is an error that names column, row and value.
    ///
    /// Integers of all sizes, whole floats and whole decimals become integers; integers that a float holds exactly, and
    /// decimals, floats, of which an `f32` is rounded. Moments of any unit and zone, and days, become `DateTime<Utc>`; one
    /// without a zone is UTC. A moment at midnight, in UTC or without a zone, becomes a `NaiveDate`. Texts of any kind
    /// become `String`s, enums, moments and days, decimals and times of the day `String`s. A column that is missing is
    /// none in an option, and a field's default where it has one.
    ///
    /// Rows of the type [`serde_json::Value`], which `StructuredDataset` has where it names none, are objects, whose
    /// values are those that `run` prints: a moment as `"2026-01-31T08:00:00Z"`, a day as `"2026-01-31"`, a duration as
    /// `"90m"`, a decimal and a time of the day as texts, bytes as base64, and `"NaN"`, `"inf"` and `"-inf"` for the
    /// floats that JSON has no numbers for.
    ///
    /// Texts of CSV are read as `run` reads them, and as pandas writes them: `1.0` is an integer too, `True` a boolean,
    /// `2026-01-31 08:00:00` a moment, `1 days 00:30:00` a duration. An empty text is none in an option, and an empty
    /// `String` in a row that wants one.
    ///
    /// # Errors
    /// When it isn't there, its store can't be reached, it is of another format, or a column is missing for which the row
    /// has no default.
    pub fn rows(&self) -> io::Result<Rows<R>> {
        let location = self.location()?;
        let kind = TableFormat::parse(self.format())?;
        let columns = Self::declared()?;
        let how = match &columns {
            Some(columns) => How {
                kind,
                wanted: Wanted::row(columns, false),
                texts: Texts::Raw,
                folders: Vec::new(),
                is_unified: false,
            },
            None => Self::how(kind, self.declared_columns())?,
        };
        let batches = Batches::open(&location, how)?;
        Ok(Rows::new(batches, columns))
    }

    /// What the row's type says of the columns, if it says any.
    fn declared() -> io::Result<Option<Vec<Column>>> {
        if R::columns().is_empty() { Ok(None) } else { schema::of_row::<R>().map(Some) }
    }

    /// The columns that its writer told.
    fn declared_columns(&self) -> Wanted {
        Wanted::named(self.ty.columns.iter().map(|column| &column.name))
    }

    fn location(&self) -> io::Result<Location> {
        warehouse::check(&self.uri(), &*self.place)?;
        self.place.location().map_err(io_error)
    }

    fn open(&self, wanted: Wanted) -> io::Result<Batches> {
        let location = self.location()?;
        let how = Self::how(TableFormat::parse(self.format())?, wanted)?;
        Batches::open(&location, how)
    }

    fn how(kind: TableFormat, wanted: Wanted) -> io::Result<How> {
        // Parquet tells its types itself.
        let declared = match kind {
            TableFormat::Csv => Self::declared()?.unwrap_or_default(),
            TableFormat::Parquet => Vec::new(),
        };
        let texts = Texts::Declared(declared);
        Ok(How { kind, wanted, texts, folders: Vec::new(), is_unified: true })
    }
}

impl<R: Row, F: Format> FlyteType for StructuredDataset<R, F> {
    const LOOK: Look = wire::LOOK;
    const FORMS: Forms = Forms::ROWS;

    fn literal_type() -> LiteralType {
        wire::literal_type(wire::dataset_type(R::columns(), F::NAME))
    }

    fn into_literal(self) -> Result<Literal, ValueError> {
        self.place.check_reach()?;
        let mut ty = self.ty;
        let uri = self.place.hand_over(Files::folder, |from, to, files, transfer| {
            // A format of somebody else's: its files keep their names.
            let kind = TableFormat::parse(&ty.format).unwrap_or(TableFormat::Parquet);
            if ty.format.is_empty() {
                kind.name().clone_into(&mut ty.format);
            }
            if from.is_dir() {
                send_all(from, to, files, transfer)
            } else {
                // Where flytekit finds it as well.
                send(from, &to.join(kind.file()), files, transfer)
            }
        });
        let uri = uri.map_err(value_error)?;
        Ok(literal::dataset(uri, ty))
    }

    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        let (uri, ty) = wire::address(literal)?;
        Ok(Self::at(DataLocation::known(uri), ty))
    }

    fn schema() -> Value {
        wire::schema()
    }
}

impl<R: Row, F: Format> Clone for StructuredDataset<R, F> {
    fn clone(&self) -> Self {
        StructuredDataset { place: Arc::clone(&self.place), ty: self.ty.clone(), row: PhantomData }
    }
}

impl<R: Row, F: Format> fmt::Debug for StructuredDataset<R, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StructuredDataset").field(&self.place.to_string()).field(&self.format()).finish()
    }
}
