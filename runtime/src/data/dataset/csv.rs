//! Reading a file of comma-separated values, whose first line has the columns' names.

use super::TableFormat;
use super::cell::Cell;
use super::error::{broken, wrong};
use super::files::Part;
use super::fit;
use super::guess::{self, Guess};
use super::making::Making;
use super::misfit::{self, Misfit};
use super::read::{BYTES, ROWS, Read};
use super::schema::Column;
use super::text;
use crate::context::io_error;
use crate::data::stream;
use crate::storage::Location;
use crate::types::msgpack::{Packer, Unpacker};
use ::csv::{ByteRecord, ErrorKind, ReaderBuilder};
use arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder, UInt64Builder,
};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field, Fields, TimeUnit};
use chrono::NaiveDate;
use std::collections::HashMap;
use std::io;
use std::str;
use std::sync::Arc;

/// A CSV file whose first line is read.
pub(super) struct File {
    lines: Lines,
    fields: Fields,
}

/// The records of a file after its first line.
struct Lines {
    location: Location,
    source: ::csv::Reader<Box<dyn io::Read + Send>>,
    record: ByteRecord,
    /// How many records were read.
    count: u64,
}

/// The type that a column's texts are converted to.
#[derive(Clone, Debug, Default)]
pub(super) enum Type {
    /// Texts as they are; an empty one is a value too.
    #[default]
    Raw,
    /// The type that the row's type declares.
    Declared(Column),
    Guessed(DataType),
}

impl Type {
    pub(super) fn data_type(&self) -> DataType {
        match self {
            Type::Raw => DataType::Utf8,
            Type::Declared(column) => column.content.data_type(),
            Type::Guessed(ty) => ty.clone(),
        }
    }
}

/// The types of these columns: the declared one; otherwise the narrowest type that fits all values, for which all files
/// are read.
pub(super) fn types<'a>(
    parts: &[Part],
    names: impl Iterator<Item = &'a str>,
    declared: &[Column],
) -> io::Result<HashMap<String, Type>> {
    let known: HashMap<_, _> = declared.iter().map(|column| (column.name.as_str(), column)).collect();
    let mut types = HashMap::new();
    let mut guesses = HashMap::new();
    for name in names {
        match known.get(name) {
            Some(column) => {
                // In any column a value may be missing.
                let column = Column { is_optional: true, ..(*column).clone() };
                types.insert(name.to_owned(), Type::Declared(column));
            }
            None => {
                guesses.insert(name.to_owned(), Guess::default());
            }
        }
    }
    if !guesses.is_empty() {
        for part in parts {
            guess(File::open(&part.location)?, &mut guesses)?;
        }
    }
    types.extend(guesses.into_iter().map(|(name, guess)| (name, Type::Guessed(guess.data_type()))));
    Ok(types)
}

/// Looks at all values of a file.
fn guess(mut file: File, guesses: &mut HashMap<String, Guess>) -> io::Result<()> {
    let mut places = Vec::new();
    for (at, field) in file.fields.iter().enumerate() {
        if let Some(guess) = guesses.remove(field.name()) {
            places.push((at, field.name().clone(), guess));
        }
    }
    while file.lines.next()? {
        for (at, _, guess) in &mut places {
            guess.see(file.lines.text(*at)?);
        }
    }
    guesses.extend(places.into_iter().map(|(_, name, guess)| (name, guess)));
    Ok(())
}

impl File {
    pub(super) fn open(location: &Location) -> io::Result<Self> {
        let source = location.open().map(stream::Reader::new).map_err(io_error)?;
        File::from_source(location.clone(), Box::new(source))
    }

    pub(super) fn from_source(location: Location, source: Box<dyn io::Read + Send>) -> io::Result<Self> {
        let mut source = ReaderBuilder::new().has_headers(true).from_reader(source);
        let names = source.byte_headers().map_err(|error| of_csv(&location, error))?.clone();
        if names.is_empty() {
            let why = "it is empty; its first line must have the names of its columns";
            return Err(broken(&location, TableFormat::Csv, why.to_owned()));
        }
        let lines = Lines { location, source, record: ByteRecord::new(), count: 0 };
        let fields = names.iter().map(|name| {
            let name = str::from_utf8(name).map_err(|error| lines.no_text(error))?;
            Ok(Field::new(name, DataType::Utf8, true))
        });
        let fields = fields.collect::<io::Result<_>>()?;
        Ok(File { lines, fields })
    }

    /// Its columns, all of texts.
    pub(super) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Begins to read these columns.
    pub(super) fn read(self, columns: Vec<(usize, Type)>) -> Reader {
        let columns = columns.into_iter().map(|(at, ty)| {
            let name = self.fields[at].name().clone();
            (at, name, Texts::new(ty))
        });
        Reader { columns: columns.collect(), lines: self.lines }
    }
}

impl Lines {
    /// Moves to the next record; false after the last one.
    fn next(&mut self) -> io::Result<bool> {
        let read = self.source.read_byte_record(&mut self.record);
        let is_there = read.map_err(|error| of_csv(&self.location, error))?;
        self.count += u64::from(is_there);
        Ok(is_there)
    }

    fn text(&self, at: usize) -> io::Result<&str> {
        str::from_utf8(self.record.get(at).unwrap_or_default()).map_err(|error| self.no_text(error))
    }

    fn no_text(&self, error: str::Utf8Error) -> io::Error {
        let place = if self.count == 0 { "its first line".to_owned() } else { format!("row {}", self.count) };
        broken(&self.location, TableFormat::Csv, format!("{place} is not UTF-8: {error}"))
    }
}

fn of_csv(location: &Location, error: ::csv::Error) -> io::Error {
    let why = error.to_string();
    match error.into_kind() {
        ErrorKind::Io(error) => error,
        _ => broken(location, TableFormat::Csv, why),
    }
}

/// A CSV file that is being read.
pub(super) struct Reader {
    lines: Lines,
    columns: Vec<(usize, String, Texts)>,
}

impl Reader {
    pub(super) fn next(&mut self) -> io::Result<Option<Read>> {
        let (mut rows, mut bytes) = (0, 0);
        while rows < ROWS && bytes < BYTES && self.lines.next()? {
            for (at, name, texts) in &mut self.columns {
                let text = self.lines.text(*at)?;
                bytes += text.len() + size_of::<u64>();
                texts.push(text).map_err(|misfit| {
                    let (location, row) = (&self.lines.location, self.lines.count);
                    wrong(format!("the column `{name}` of `{location}` in row {row} {}", misfit.why))
                })?;
            }
            rows += 1;
        }
        if rows == 0 {
            return Ok(None);
        }
        let columns = self.columns.iter_mut().map(|(_, name, texts)| {
            texts.finish().map_err(|why| wrong(format!("the column `{name}` {why}")))
        });
        Ok(Some(Read { columns: columns.collect::<io::Result<_>>()?, rows }))
    }
}

/// The values of a column that is being read.
enum Texts {
    Raw(StringBuilder),
    Declared(Column, Making),
    Text(StringBuilder),
    Boolean(BooleanBuilder),
    Integer(Int64Builder),
    Unsigned(UInt64Builder),
    Float(Float64Builder),
    Day(Date32Builder),
    /// The values, their unit and their type.
    Moment(Int64Builder, TimeUnit, DataType),
}

impl Texts {
    fn new(ty: Type) -> Self {
        // Reserves nothing: there may be thousands of columns, most of them empty.
        let strings = || StringBuilder::with_capacity(0, 0);
        match ty {
            Type::Raw => Texts::Raw(strings()),
            Type::Declared(column) => {
                let making = Making::new(&column.content);
                Texts::Declared(column, making)
            }
            Type::Guessed(ty) => match &ty {
                DataType::Boolean => Texts::Boolean(BooleanBuilder::with_capacity(0)),
                DataType::Int64 => Texts::Integer(Int64Builder::with_capacity(0)),
                DataType::UInt64 => Texts::Unsigned(UInt64Builder::with_capacity(0)),
                DataType::Float64 => Texts::Float(Float64Builder::with_capacity(0)),
                DataType::Date32 => Texts::Day(Date32Builder::with_capacity(0)),
                DataType::Timestamp(unit, _) => {
                    let unit = *unit;
                    Texts::Moment(Int64Builder::with_capacity(0), unit, ty)
                }
                _ => Texts::Text(strings()),
            },
        }
    }

    fn push(&mut self, text: &str) -> Result<(), Misfit> {
        // What was guessed fits, unless the file is another one by now.
        let changed =
            || Misfit::from(format!("holds {:?}, and did not when it was read first", misfit::shown(text)));
        match self {
            Texts::Raw(to) => to.append_value(text),
            Texts::Declared(_, to) if text.is_empty() => to.push_none(),
            Texts::Declared(column, to) => {
                let mut packer = Packer::default();
                fit::put(&Cell::Raw(text), column, &mut packer)?;
                to.push(&mut Unpacker::new(&packer.into_bytes()))?;
            }
            Texts::Text(to) => to.append_option(Some(text).filter(|text| !text.is_empty())),
            other if text.is_empty() => other.push_none(),
            Texts::Boolean(to) => to.append_value(text::boolean(text).ok_or_else(changed)?),
            Texts::Integer(to) => to.append_value(guess::integer(text).ok_or_else(changed)?),
            Texts::Unsigned(to) => to.append_value(guess::unsigned(text).ok_or_else(changed)?),
            Texts::Float(to) => to.append_value(guess::float(text).ok_or_else(changed)?),
            Texts::Day(to) => {
                let day = text::day(text).ok_or_else(changed)?;
                let days = day.signed_duration_since(NaiveDate::default()).num_days();
                to.append_value(i32::try_from(days).map_err(|_| changed())?);
            }
            Texts::Moment(to, unit, _) => {
                let (moment, _) = text::moment(text).ok_or_else(changed)?;
                let value = match unit {
                    TimeUnit::Nanosecond => moment.timestamp_nanos_opt().ok_or_else(changed)?,
                    _ => moment.timestamp_micros(),
                };
                to.append_value(value);
            }
        }
        Ok(())
    }

    fn push_none(&mut self) {
        match self {
            Texts::Raw(to) | Texts::Text(to) => to.append_null(),
            Texts::Declared(_, to) => to.push_none(),
            Texts::Boolean(to) => to.append_null(),
            Texts::Integer(to) | Texts::Moment(to, ..) => to.append_null(),
            Texts::Unsigned(to) => to.append_null(),
            Texts::Float(to) => to.append_null(),
            Texts::Day(to) => to.append_null(),
        }
    }

    fn finish(&mut self) -> Result<ArrayRef, String> {
        Ok(match self {
            Texts::Raw(to) | Texts::Text(to) => Arc::new(to.finish()),
            Texts::Declared(column, to) => {
                // Times may have been read in nanoseconds.
                let values = to.finish()?;
                super::unify::column(&values, &column.content.data_type())?
            }
            Texts::Boolean(to) => Arc::new(to.finish()),
            Texts::Integer(to) => Arc::new(to.finish()),
            Texts::Unsigned(to) => Arc::new(to.finish()),
            Texts::Float(to) => Arc::new(to.finish()),
            Texts::Day(to) => Arc::new(to.finish()),
            Texts::Moment(to, _, ty) => cast(&to.finish(), ty).map_err(|error| error.to_string())?,
        })
    }
}
