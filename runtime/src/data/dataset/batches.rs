//! Reading a dataset some thousands of rows at a time.

use super::columns::{Chosen, Pick, Wanted};
use super::error::{broken, wrong};
use super::files::Part;
use super::schema::Column;
use super::{TableFormat, csv, files, folders, parquet, unify};
use crate::storage::Location;
use arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions, new_null_array};
use arrow::datatypes::{Field, Fields, Schema, SchemaRef};
use std::collections::HashMap;
use std::sync::Arc;
use std::{fmt, io, vec};

/// An iterator over the rows of a [`StructuredDataset`](crate::StructuredDataset), as record batches of up to 8192 rows
/// and up to 16 MiB, or of one row that is larger; [`batches`](crate::StructuredDataset::batches) returns it.
///
/// # Memory
///
/// Of parquet, only the bytes of the wanted columns are read. Memory is bounded, however large the file is. It holds: the
/// batch; up to 64 MiB of values after it; two pages of each wanted column, of the size that the file's writer chose
/// (pyarrow: 1 MiB, or one value if that is larger); up to 64 MiB of the file's bytes; and up to 24 MiB on their way from
/// a store. A value that many rows share is in memory once, until it is in a batch.
///
/// CSV is read from beginning to end, twice if types are guessed. Memory holds the batch and one line.
///
/// # Several files
///
/// Several files of one dataset are read in the order of their names. As in flytekit, the columns and their types are
/// those of the first file. Columns in another order are rearranged. A column that a later file lacks has no values there.
/// A column of another type is cast if that keeps all its values; otherwise it is an error. A column that only a later
/// file has is an error too, if all columns are read.
///
/// Folders such as `year=2026` add a column `year` after those of the files. It holds 32-bit integers if all values are
/// such, otherwise texts. `%2F` stands for `/`, and `__HIVE_DEFAULT_PARTITION__` for a missing value. A column of that name
/// in the file itself takes precedence.
#[must_use = "batches are read as they are asked for"]
pub struct Batches {
    /// `None` after the last file, and after an error: what followed would be only a part of the dataset.
    current: Option<Open>,
    rest: vec::IntoIter<Part>,
    how: How,
    schema: SchemaRef,
}

/// What is read, and how.
pub(super) struct How {
    pub(super) kind: TableFormat,
    pub(super) wanted: Wanted,
    /// How columns of a file without types are read.
    pub(super) texts: Texts,
    /// The columns from the names of folders.
    pub(super) folders: Vec<Field>,
    /// Whether every file gets the columns of the first. If not, the reader of the batches handles their types.
    pub(super) is_unified: bool,
}

/// How columns of a file without types are read.
pub(super) enum Texts {
    /// All as texts.
    Raw,
    /// With the declared types; other columns with the type that fits all their values.
    Declared(Vec<Column>),
    /// With these types.
    Typed(HashMap<String, csv::Type>),
}

/// A file that is being read.
struct Open {
    reader: Reader,
    part: Part,
    chosen: Vec<Chosen>,
    schema: SchemaRef,
}

enum Reader {
    Parquet(Box<parquet::Reader>),
    Csv(Box<csv::Reader>),
}

impl Batches {
    pub(super) fn open(location: &Location, mut how: How) -> io::Result<Self> {
        let parts = files::list(location, how.kind)?;
        how.folders = folders::fields(parts.iter().flat_map(|part| &part.folders), how.is_unified);
        let first = parts.first().cloned().ok_or(io::ErrorKind::NotFound)?;
        let current = how.open(&first, &parts)?;
        let schema = Arc::clone(&current.schema);
        if how.is_unified && !matches!(how.wanted, Wanted::All) {
            // A column that a later file lacks has no values there.
            how.wanted = Wanted::like(schema.fields());
        }
        let mut rest = parts.into_iter();
        rest.next();
        Ok(Batches { current: Some(current), rest, how, schema })
    }

    /// The columns and their types.
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }

    /// Which columns of the last batch are untyped texts.
    pub(super) fn raw(&self) -> Vec<bool> {
        let is_csv = self.how.kind == TableFormat::Csv;
        let chosen = self.current.iter().flat_map(|open| &open.chosen);
        chosen.map(|chosen| is_csv || matches!(chosen, Chosen::Folder(_))).collect()
    }

    fn advance(&mut self) -> io::Result<Option<RecordBatch>> {
        while let Some(current) = &mut self.current {
            if let Some(batch) = current.next()? {
                return if self.how.is_unified { self.unified(batch).map(Some) } else { Ok(Some(batch)) };
            }
            let next = self.rest.next().map(|part| self.how.open(&part, &[]));
            self.current = next.transpose()?;
            if let Some(next) = &self.current
                && self.how.is_unified
            {
                self.check_all(next)?;
            }
        }
        Ok(None)
    }

    /// Refuses a column that only a later file has: it would be left out silently.
    fn check_all(&self, next: &Open) -> io::Result<()> {
        let known = |field: &&Arc<Field>| self.schema.index_of(field.name()).is_err();
        if matches!(self.how.wanted, Wanted::All)
            && next.schema != self.schema
            && next.schema.fields().iter().any(|field| known(&field))
        {
            let (found, before) = (named(&next.schema), named(&self.schema));
            return Err(wrong(format!(
                "`{}` has other columns than the file before it in the dataset: {found}, not {before}; name the wanted \
                 columns with `select` or in the row's type",
                next.part.location
            )));
        }
        Ok(())
    }

    /// The batch with the columns of the first file.
    fn unified(&self, batch: RecordBatch) -> io::Result<RecordBatch> {
        if batch.schema_ref() == &self.schema {
            return Ok(batch);
        }
        let found = batch.schema();
        let places: HashMap<_, _> =
            found.fields().iter().enumerate().map(|(at, field)| (field.name(), at)).collect();
        let columns = self.schema.fields().iter().map(|field| match places.get(field.name()) {
            Some(at) => unify::column(batch.column(*at), field.data_type()).map_err(|why| {
                let location =
                    self.current.as_ref().map(|open| open.part.location.to_string()).unwrap_or_default();
                wrong(format!(
                    "`{location}` has a column `{}` of {}, which is {} in the files before it in the dataset and can't be \
                     cast to it: {why}",
                    field.name(),
                    found.field(*at).data_type(),
                    field.data_type()
                ))
            }),
            None => Ok(new_null_array(field.data_type(), batch.num_rows())),
        });
        let columns = columns.collect::<io::Result<Vec<_>>>()?;
        lay(&self.schema, columns, batch.num_rows()).map_err(wrong)
    }
}

impl How {
    /// Begins to read a file. If it is the first, `parts` are all files.
    fn open(&mut self, part: &Part, parts: &[Part]) -> io::Result<Open> {
        match self.kind {
            TableFormat::Parquet => {
                let file = parquet::File::open(&part.location)?;
                let (chosen, schema) = self.choose(part, file.fields())?;
                let reader = file.read(&picks(&chosen))?;
                Ok(Open { reader: Reader::Parquet(Box::new(reader)), part: part.clone(), chosen, schema })
            }
            TableFormat::Csv => {
                let file = csv::File::open(&part.location)?;
                let (chosen, schema) = self.choose(part, file.fields())?;
                let picks = picks(&chosen);
                if let Texts::Declared(declared) = &self.texts {
                    let names = picks.iter().map(|pick| file.fields()[pick.at].name().as_str());
                    self.texts = Texts::Typed(csv::types(parts, names, declared)?);
                }
                let types = picks.iter().map(|pick| match &self.texts {
                    Texts::Typed(types) => types.get(file.fields()[pick.at].name()).cloned(),
                    _ => Some(csv::Type::Raw),
                });
                // A column that only this file has is reported later.
                let types: Vec<_> = types.map(Option::unwrap_or_default).collect();
                let mut types_of = types.iter();
                let fields = chosen.iter().zip(schema.fields()).map(|(chosen, field)| match chosen {
                    Chosen::File(_) => types_of.next().map_or_else(
                        || field.as_ref().clone(),
                        |ty| field.as_ref().clone().with_data_type(ty.data_type()),
                    ),
                    Chosen::Folder(_) => field.as_ref().clone(),
                });
                let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
                let columns = picks.iter().zip(types).map(|(pick, ty)| (pick.at, ty)).collect();
                let reader = file.read(columns);
                Ok(Open { reader: Reader::Csv(Box::new(reader)), part: part.clone(), chosen, schema })
            }
        }
    }

    /// Finds the wanted columns in a file, and their types.
    fn choose(&self, part: &Part, fields: &Fields) -> io::Result<(Vec<Chosen>, SchemaRef)> {
        let chosen = self.wanted.choose(&part.location, fields, &self.folders)?;
        let schema = chosen.iter().map(|chosen| match chosen {
            Chosen::File(pick) => pick.field(fields),
            Chosen::Folder(at) => self.folders[*at].clone(),
        });
        let schema = Arc::new(Schema::new(schema.collect::<Vec<_>>()));
        Ok((chosen, schema))
    }
}

fn picks(chosen: &[Chosen]) -> Vec<Pick> {
    let picks = chosen.iter().filter_map(|chosen| match chosen {
        Chosen::File(pick) => Some(pick.clone()),
        Chosen::Folder(_) => None,
    });
    picks.collect()
}

impl Open {
    fn next(&mut self) -> io::Result<Option<RecordBatch>> {
        let read = match &mut self.reader {
            Reader::Parquet(reader) => reader.next()?.map(|batch| (batch, TableFormat::Parquet)),
            Reader::Csv(reader) => reader.next()?.map(|batch| (batch, TableFormat::Csv)),
        };
        let Some((read, kind)) = read else { return Ok(None) };
        let mut columns = read.columns.into_iter();
        let columns =
            self.chosen.iter().zip(self.schema.fields()).filter_map(|(chosen, field)| match chosen {
                Chosen::File(_) => columns.next(),
                Chosen::Folder(_) => Some(folders::column(field, &self.part.folders, read.rows)),
            });
        let batch = lay(&self.schema, columns.collect(), read.rows);
        batch.map(Some).map_err(|why| broken(&self.part.location, kind, why))
    }
}

fn lay(schema: &SchemaRef, columns: Vec<ArrayRef>, rows: usize) -> Result<RecordBatch, String> {
    let rows = RecordBatchOptions::new().with_row_count(Some(rows));
    RecordBatch::try_new_with_options(Arc::clone(schema), columns, &rows).map_err(|error| error.to_string())
}

fn named(schema: &Schema) -> String {
    let columns = schema.fields().iter().map(|field| format!("{} {}", field.name(), field.data_type()));
    columns.collect::<Vec<_>>().join(", ")
}

impl Iterator for Batches {
    type Item = io::Result<RecordBatch>;

    fn next(&mut self) -> Option<Self::Item> {
        let result = self.advance().transpose();
        if let Some(Err(_)) = result {
            self.current = None;
        }
        result
    }
}

impl fmt::Debug for Batches {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batches").field("schema", &self.schema).finish_non_exhaustive()
    }
}
