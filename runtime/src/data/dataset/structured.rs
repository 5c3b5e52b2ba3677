//! Datasets as inputs and outputs of tasks.

use super::batches::{How, Texts};
use super::columns::Wanted;
use super::schema::Column;
use super::{Batches, DatasetWriter, Rows, TableFormat, rows, schema, warehouse, wire};
use crate::context::{Files, io_error, value_error};
use crate::data::directory::{fetch_all, send_all};
use crate::data::file::send;
use crate::data::location::DataLocation;
use crate::data::{Any, Format, Row, format};
use crate::storage::Location;
use crate::types::forms::Forms;
use crate::types::look::Look;
use crate::types::{CastTo, FlyteType, ValueError, literal, table_format};
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

/// A table as an input or an output: an address below which there are files of rows.
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
/// /// Returns the sales of one shop, row by row.
/// #[task]
/// fn sold_in(sales: StructuredDataset<Sale>, shop: String) -> io::Result<StructuredDataset<Sale>> {
///     let rows = sales.rows()?.collect::<io::Result<Vec<_>>>()?;
///     StructuredDataset::from_rows(rows.into_iter().filter(|sale| sale.shop == shop))
/// }
///
/// /// Sums a column, thousands of rows at a time.
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
/// # Columns
///
/// A plain `StructuredDataset` may have any columns. `StructuredDataset<Sale>`, where `Sale` is a struct that derives
/// `FlyteType`, has the struct's fields as its columns: Flyte compares them when a workflow is registered, and only these
/// columns are read, even if the files have more. A field of a struct within the row is the column `a.b` to Flyte. Any
/// column may have missing values, so an `Option<T>` is a column of `T`. A field renamed to `a.b` is the column of that
/// name.
///
/// `StructuredDataset` and `StructuredDataset<Sale>` are two types to rustc: where it finds the one and expects the other
/// (E0308), write [`.cast()`](StructuredDataset::cast).
///
/// # Reading and writing
///
/// [`batches`](StructuredDataset::batches) and [`select`](StructuredDataset::select) read Arrow's record batches, and
/// [`create`](StructuredDataset::create) writes them, in bounded memory. Arrow itself is
/// [`aileron::arrow`](crate::arrow), in the version of these batches. [`rows`](StructuredDataset::rows) and
/// [`from_rows`](StructuredDataset::from_rows) read and write values of the row's type. A task may also write a file or a
/// directory itself and return its path with [`StructuredDataset::new`]: it is then copied to the place that Flyte gives
/// the task. A URI is passed on as it is. Reading and writing block: in an `async` task, do it in
/// `tokio::task::spawn_blocking`.
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
/// kwtypes(…), "csv"]`. A Python task takes and returns it as a `pandas.DataFrame` or a `pyarrow.Table`. A literal of the
/// older `FlyteSchema` is read as well.
///
/// Each store needs a feature of Aileron, as for a [`File`](crate::File).
pub struct StructuredDataset<R: Row = Value, F: Format = Any> {
    place: Arc<DataLocation>,
    /// The columns and the format that its writer declared.
    ty: StructuredDatasetType,
    row: PhantomData<fn() -> (R, F)>,
}

impl<R: Row, F: Format> StructuredDataset<R, F> {
    /// Returns the dataset at a path of this machine or at a URI: a file, or a directory of files. Nothing is read; the
    /// dataset need not exist yet.
    ///
    /// If the type does not name the format, a name that ends in `.csv` or `.parquet` does; otherwise it is parquet.
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

    /// Creates a dataset with the columns of a schema in the place that Flyte gives the task for its files.
    ///
    /// ```
    /// use aileron::arrow::array::{ArrayRef, Int64Array, RecordBatch};
    /// use aileron::prelude::*;
    /// use std::sync::Arc;
    ///
    /// /// Writes many numbers, of which a thousand are in memory at a time.
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
    /// If the schema lacks a column that the row declares, the format can't hold one of its columns, or the store can't be
    /// written to.
    pub fn create(schema: &SchemaRef) -> io::Result<DatasetWriter<R, F>> {
        DatasetWriter::create(Arc::clone(schema))
    }

    /// Writes a dataset of the rows of one batch.
    ///
    /// # Errors
    /// See [`create`](StructuredDataset::create) and [`finish`](DatasetWriter::finish).
    pub fn write(batch: &RecordBatch) -> io::Result<Self> {
        let mut writer = Self::create(&batch.schema())?;
        writer.write(batch)?;
        writer.finish()
    }

    /// Writes a dataset of these rows, some thousands at a time.
    ///
    /// The columns are the row's fields, with the types that they have within a struct: 64-bit integers, floats, strings
    /// (enums too), booleans, datetimes in UTC, dates, durations, bytes, and lists, maps and structs of these. Datetimes and
    /// durations are written in microseconds, or in nanoseconds if the first 8192 rows need them. A later value that is finer,
    /// or outside the range of nanoseconds (the years 1677 to 2262), is an error.
    ///
    /// In CSV a duration is written as `1h30m` and bytes as base64. CSV can't hold lists, maps and structs.
    ///
    /// # Errors
    /// See [`create`](StructuredDataset::create) and [`finish`](DatasetWriter::finish). Also if the row's type declares no
    /// columns, or a column of a type that a table can't hold.
    pub fn from_rows(rows: impl IntoIterator<Item = R>) -> io::Result<Self> {
        rows::write(rows)
    }

    /// The dataset's path or URI.
    #[must_use]
    pub fn uri(&self) -> Cow<'_, str> {
        self.place.uri()
    }

    /// The format that its writer declared: `parquet`, `csv`, or empty for parquet.
    #[must_use]
    pub fn format(&self) -> &str {
        &self.ty.format
    }

    /// The same dataset as one of other rows, or of another format: of a type that only differs in what it promises.
    ///
    /// ```
    /// use aileron::prelude::*;
    ///
    /// #[derive(FlyteType)]
    /// struct Sale {
    ///     shop: String,
    ///     cents: i64,
    /// }
    ///
    /// let any: StructuredDataset = StructuredDataset::new("s3://bucket/sales");
    /// let sales: StructuredDataset<Sale> = any.cast();
    /// let any: StructuredDataset = sales.cast();
    /// assert_eq!(any.uri(), "s3://bucket/sales");
    /// ```
    ///
    /// Nothing is read or converted: a column that is missing shows when rows are read. In a workflow, on a promise, the cast
    /// is no node of the graph. There Flyte compares the declared columns when the workflow is registered: those of the new
    /// type have to be among those of the old one, unless one type declares none (flytepropeller
    /// `pkg/compiler/validators/typing.go`). From one named format to another does not compile, since Flyte refuses it.
    #[must_use]
    pub fn cast<S: Row, G: Format>(self) -> StructuredDataset<S, G> {
        const {
            assert!(
                format::fits(F::NAME, G::NAME),
                "a dataset of one named format can't be cast to another, since Flyte refuses that: convert it in a task [AIL0741]"
            );
        }
        StructuredDataset { place: self.place, ty: self.ty, row: PhantomData }
    }

    /// Opens the dataset for reading: the columns that the row declares; otherwise those that its writer declared; otherwise all.
    ///
    /// # Errors
    /// If the dataset does not exist, its store can't be reached, it has another format, or a declared column is missing.
    pub fn batches(&self) -> io::Result<Batches> {
        let wanted = match Self::declared()? {
            Some(columns) => Wanted::row(&columns, true),
            None => self.declared_columns(),
        };
        self.open(wanted)
    }

    /// Opens these columns for reading, in this order: `a`, or `a.b` for a field of a struct. If there is also a column
    /// named `a.b`, that column is read. Without any name, all columns are read.
    ///
    /// # Errors
    /// See [`batches`](StructuredDataset::batches).
    pub fn select(&self, columns: impl IntoIterator<Item = impl Into<String>>) -> io::Result<Batches> {
        self.open(Wanted::named(columns))
    }

    /// Opens the dataset for reading row by row. Each value is converted to the type of its field. A value that can't be
    /// converted without loss is an error that names the column, the row and the value.
    ///
    /// - Integers of all sizes, whole floats and whole decimals become integers.
    /// - Floats, decimals, and integers that a float holds exactly become floats; an `f32` is rounded.
    /// - Datetimes of any unit and zone, and dates, become `DateTime<Utc>`; without a zone they are UTC.
    /// - Dates, and datetimes at midnight in UTC or without a zone, become `NaiveDate`.
    /// - Texts become `String`s, enums, datetimes and dates. Decimals and times of the day become `String`s.
    /// - A missing column is `None` in an `Option`, or the field's default if it has one.
    ///
    /// Rows of the type [`serde_json::Value`], the default of `StructuredDataset`, are objects with the values that `run`
    /// prints: a datetime as `"2026-01-31T08:00:00Z"`, a date as `"2026-01-31"`, a duration as `"90m"`, a decimal and a time of
    /// the day as texts, bytes as base64, and `"NaN"`, `"inf"` and `"-inf"` for the floats that JSON can't hold.
    ///
    /// Texts of CSV are read as `run` reads them, and also as pandas writes them: `1.0` is an integer too, `True` is a
    /// boolean, `2026-01-31 08:00:00` a datetime, `1 days 00:30:00` a duration. An empty text is `None` in an `Option`, and an
    /// empty `String` in a field of that type.
    ///
    /// # Errors
    /// If the dataset does not exist, its store can't be reached, it has another format, or a column is missing that has no
    /// default in the row.
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

    /// The columns that the row's type declares, if any.
    fn declared() -> io::Result<Option<Vec<Column>>> {
        if R::columns().is_empty() { Ok(None) } else { schema::of_row::<R>().map(Some) }
    }

    /// The columns that its writer declared.
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
        // Parquet files hold their types.
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
        let uri = self.place.hand_over(Files::folder, fetch_all, |from, to, files, transfer| {
            // Files of a format unknown here keep their names.
            let kind = TableFormat::parse(&ty.format).unwrap_or(TableFormat::Parquet);
            if ty.format.is_empty() {
                kind.name().clone_into(&mut ty.format);
            }
            if from.is_dir() {
                send_all(from, to, files, transfer)
            } else {
                // The name at which flytekit looks for it.
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
impl<R: Row, F: Format, S: Row, G: Format> CastTo<StructuredDataset<S, G>> for StructuredDataset<R, F> {}
