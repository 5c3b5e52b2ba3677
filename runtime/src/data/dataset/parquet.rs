//! Reading a parquet file: only the wanted columns' bytes, page by page.

use super::TableFormat;
use super::columns::Pick;
use super::error::{self, guarded};
use super::pages::{self, Meter, Pages, Source};
use super::read::{BYTES, ROWS, Read};
use super::slices;
use crate::context::Context;
use crate::context::io_error;
use crate::data::file::fetch;
use crate::storage::progress::Transfer;
use crate::storage::{Location, Parts};
use arrow::array::{ArrayRef, RecordBatch};
use arrow::datatypes::{DataType, Field, Fields};
use parquet::DecodeResult;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, RowGroups, RowSelection, RowSelector};
use parquet::arrow::{FieldLevels, ProjectionMask, parquet_to_arrow_field_levels, parquet_to_arrow_schema};
use parquet::basic::Type as Physical;
use parquet::column::page::PageIterator;
use parquet::errors::Result as ParquetResult;
use parquet::file::metadata::{
    PageIndexPolicy, ParquetMetaData, ParquetMetaDataPushDecoder, RowGroupMetaData,
};
use parquet::schema::types::Type;
use std::io;
use std::ops::Range;
use std::sync::Arc;

/// How many bytes are read from the end of the file at first: with most files, they hold the whole footer.
const TAIL: u64 = 64 << 10;

/// A row group of at most this size is read whole; of a larger one, its columns hold this much in memory together.
const WINDOW: u64 = 64 << 20;

/// The least that is read of a column at once.
const LEAST: u64 = 64 << 10;

/// The limit for the values of the rows that are decoded at once, according to the footer.
const DECODED: usize = 32 << 20;

/// The limit for the pages of these rows.
const PAGES: usize = 64 << 20;

/// A parquet file whose footer is read.
pub(super) struct File {
    location: Location,
    parts: Parts,
    metadata: Arc<ParquetMetaData>,
    fields: Fields,
}

impl File {
    pub(super) fn open(location: &Location) -> io::Result<Self> {
        let mut parts = at_hand(location)?.parts().map_err(io_error)?;
        let metadata = Arc::new(metadata(location, &mut parts)?);
        let file = metadata.file_metadata();
        let schema = guarded(|| parquet_to_arrow_schema(file.schema_descr(), file.key_value_metadata()));
        let schema = schema.map_err(|why| error::broken(location, TableFormat::Parquet, why))?;
        let fields = schema.fields().clone();
        Ok(File { location: location.clone(), parts, metadata, fields })
    }

    pub(super) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Begins to read these columns.
    pub(super) fn read(mut self, picks: &[Pick]) -> io::Result<Reader> {
        let descriptor = self.metadata.file_metadata().schema_descr();
        let leaves = leaves(descriptor.root_schema(), picks);
        // Arrow reads some of parquet's types, such as `int96`, only if it is not asked for another type.
        let viewed: Fields = self.fields.iter().map(viewed).collect();
        let mask = ProjectionMask::leaves(descriptor, leaves.iter().copied());
        let levels = guarded(|| parquet_to_arrow_field_levels(descriptor, mask, Some(&viewed)));
        let levels = levels.map_err(|why| error::broken(&self.location, TableFormat::Parquet, why))?;
        // Columns are decoded in the file's order.
        let mut places: Vec<_> = picks.iter().map(|pick| pick.at).collect();
        places.sort_unstable();
        places.dedup();
        let columns = picks.iter().map(|pick| {
            let place = places.binary_search(&pick.at).unwrap_or_default();
            (place, pick.field(&self.fields).data_type().clone())
        });
        let columns = columns.collect();
        let groups = self.metadata.row_groups();
        if groups.iter().all(|group| packed(group, &leaves) <= WINDOW) {
            let ranges =
                groups.iter().flat_map(|group| leaves.iter().map(|leaf| pages::range(group.column(*leaf))));
            let size = self.parts.size();
            self.parts.announce(ranges.map(|range| range.start.min(size)..range.end.min(size)));
        }
        Ok(Reader {
            location: self.location,
            source: Source::new(self.parts),
            metadata: self.metadata,
            leaves,
            levels,
            columns,
            next: 0,
            group: None,
            decoded: None,
        })
    }
}

fn viewed(field: &Arc<Field>) -> Field {
    field.as_ref().clone().with_data_type(slices::viewed(field.data_type()))
}

/// The indexes of parquet's leaf columns below the picked ones.
fn leaves(root: &Type, picks: &[Pick]) -> Vec<usize> {
    let mut leaves = Vec::new();
    below(root, picks, 0, &mut leaves);
    leaves.sort_unstable();
    leaves.dedup();
    leaves
}

fn below(group: &Type, picks: &[Pick], first: usize, leaves: &mut Vec<usize>) {
    let mut starts = vec![first];
    for field in group.get_fields() {
        starts.push(starts[starts.len() - 1] + count(field));
    }
    for pick in picks {
        let Some(field) = group.get_fields().get(pick.at) else { continue };
        if pick.within.is_empty() {
            leaves.extend(starts[pick.at]..starts[pick.at + 1]);
        } else {
            below(field, &pick.within, starts[pick.at], leaves);
        }
    }
}

fn count(ty: &Type) -> usize {
    if ty.is_group() { ty.get_fields().iter().map(|field| count(field)).sum() } else { 1 }
}

/// How many bytes these columns take in the file.
fn packed(group: &RowGroupMetaData, leaves: &[usize]) -> u64 {
    let sizes = leaves.iter().map(|leaf| {
        let range = pages::range(group.column(*leaf));
        range.end - range.start
    });
    sizes.fold(0, u64::saturating_add)
}

/// How many rows are decoded at once.
fn at_once(group: &RowGroupMetaData, leaves: &[usize], rows: usize) -> usize {
    let bytes = leaves.iter().map(|leaf| {
        let column = group.column(*leaf);
        let descriptor = column.column_descr();
        let values = usize::try_from(column.num_values()).unwrap_or_default();
        let each = match descriptor.physical_type() {
            Physical::FIXED_LEN_BYTE_ARRAY => usize::try_from(descriptor.type_length()).unwrap_or_default(),
            Physical::BYTE_ARRAY => size_of::<u128>(),
            _ => size_of::<u64>(),
        };
        let pages = match descriptor.physical_type() {
            Physical::BYTE_ARRAY => usize::try_from(column.uncompressed_size()).unwrap_or_default(),
            _ => 0,
        };
        values.saturating_mul(each).saturating_add(pages)
    });
    let bytes = bytes.fold(0, usize::saturating_add);
    let fitting = if bytes <= DECODED { rows } else { rows.saturating_mul(DECODED) / bytes };
    fitting.clamp(1, ROWS)
}

/// A parquet file that is being read.
pub(super) struct Reader {
    location: Location,
    source: Arc<Source>,
    metadata: Arc<ParquetMetaData>,
    leaves: Vec<usize>,
    levels: FieldLevels,
    /// For each wanted column: its position among the decoded ones, and its type.
    columns: Vec<(usize, DataType)>,
    /// The index of the next row group.
    next: usize,
    group: Option<Group>,
    decoded: Option<Decoded>,
}

/// A row group that is being read.
struct Group {
    reader: ParquetRecordBatchReader,
    meter: Arc<Meter>,
    at: usize,
    /// How many rows are decoded at once.
    at_once: usize,
    /// How many rows are decoded.
    done: usize,
}

/// Decoded rows, of which those from `start` on are still to be returned.
struct Decoded {
    columns: Vec<ArrayRef>,
    rows: usize,
    start: usize,
}

impl Reader {
    pub(super) fn next(&mut self) -> io::Result<Option<Read>> {
        if self.decoded.is_none() {
            self.decoded = self.decode()?;
        }
        let Some(decoded) = &mut self.decoded else { return Ok(None) };
        let start = decoded.start;
        let count = slices::fitting(&decoded.columns, start, decoded.rows, BYTES);
        let columns = decoded.columns.iter().zip(&self.columns);
        let columns = columns
            .map(|(column, (_, ty))| guarded(|| slices::slice(column, start, count, ty)))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|why| error::broken(&self.location, TableFormat::Parquet, why))?;
        decoded.start += count;
        if decoded.start == decoded.rows {
            self.decoded = None;
        }
        Ok(Some(Read { columns, rows: count }))
    }

    /// Decodes the next rows.
    fn decode(&mut self) -> io::Result<Option<Decoded>> {
        loop {
            let Some(group) = &mut self.group else {
                if self.next == self.metadata.num_row_groups() {
                    return Ok(None);
                }
                self.open(self.next, None, 0)?;
                self.next += 1;
                continue;
            };
            group.meter.restart();
            match guarded(|| group.reader.next().transpose()) {
                Ok(None) => self.group = None,
                Ok(Some(batch)) => {
                    group.done += batch.num_rows();
                    return Ok(Some(self.laid(&batch)));
                }
                Err(why) => {
                    if let Some(error) = self.source.error() {
                        return Err(error);
                    }
                    if !group.meter.is_over() {
                        return Err(error::broken(&self.location, TableFormat::Parquet, why));
                    }
                    // Some rows are much larger than the others: start again from there, with fewer rows at once.
                    let (at, at_once, done) = (group.at, group.at_once.div_ceil(8), group.done);
                    self.open(at, Some(at_once), done)?;
                }
            }
        }
    }

    fn laid(&self, batch: &RecordBatch) -> Decoded {
        let columns = self.columns.iter().map(|(place, _)| Arc::clone(batch.column(*place)));
        Decoded { columns: columns.collect(), rows: batch.num_rows(), start: 0 }
    }

    /// Begins to read a row group, after `done` of its rows.
    fn open(&mut self, at: usize, at_once: Option<usize>, done: usize) -> io::Result<()> {
        let broken = |why| error::broken(&self.location, TableFormat::Parquet, why);
        let metadata = self.metadata.row_group(at);
        let rows = usize::try_from(metadata.num_rows())
            .map_err(|_| broken("it has a row group with a negative number of rows".to_owned()))?;
        let at_once = at_once.unwrap_or_else(|| self::at_once(metadata, &self.leaves, rows));
        let meter = Meter::new((at_once > 1).then_some(PAGES));
        let step = if packed(metadata, &self.leaves) <= WINDOW {
            WINDOW
        } else {
            LEAST.max(WINDOW / self.leaves.len().max(1) as u64)
        };
        let group = OneGroup { reader: self, metadata, rows, step, meter: &meter };
        let rest =
            RowSelection::from(vec![RowSelector::skip(done), RowSelector::select(rows.saturating_sub(done))]);
        let reader = guarded(|| {
            let rest = (done > 0).then_some(rest);
            ParquetRecordBatchReader::try_new_with_row_groups(&self.levels, &group, at_once, rest)
        });
        let reader = reader.map_err(broken)?;
        self.group = Some(Group { reader, meter, at, at_once, done });
        Ok(())
    }
}

/// The columns of one row group.
struct OneGroup<'a> {
    reader: &'a Reader,
    metadata: &'a RowGroupMetaData,
    rows: usize,
    step: u64,
    meter: &'a Arc<Meter>,
}

impl RowGroups for OneGroup<'_> {
    fn num_rows(&self) -> usize {
        self.rows
    }

    fn column_chunks(&self, column: usize) -> ParquetResult<Box<dyn PageIterator>> {
        let column = self.metadata.column(column);
        Ok(Box::new(Pages::new(&self.reader.source, column, self.rows, self.step, self.meter)))
    }

    fn row_groups(&self) -> Box<dyn Iterator<Item = &RowGroupMetaData> + '_> {
        Box::new(std::iter::once(self.metadata))
    }

    fn metadata(&self) -> &ParquetMetaData {
        &self.reader.metadata
    }
}

/// The file, or a copy of it on this machine if its store can't read parts.
fn at_hand(location: &Location) -> io::Result<Location> {
    if location.has_parts() {
        return Ok(location.clone());
    }
    let copy = Context::current().files().copy("dataset").map_err(io_error)?;
    fetch(location, &copy, &Transfer::begin(location.to_string())).map_err(io_error)?;
    Ok(Location::Local(copy))
}

fn metadata(location: &Location, parts: &mut Parts) -> io::Result<ParquetMetaData> {
    let broken = |error| error::broken(location, TableFormat::Parquet, error);
    let size = parts.size();
    let mut decoder = guarded(|| ParquetMetaDataPushDecoder::try_new(size))
        .map_err(broken)?
        .with_page_index_policy(PageIndexPolicy::Skip);
    let mut push = |decoder: &mut ParquetMetaDataPushDecoder, range: Range<u64>| {
        let bytes = parts.read(range.clone()).map_err(io_error)?;
        guarded(|| decoder.push_range(range, bytes)).map_err(broken)
    };
    push(&mut decoder, size.saturating_sub(TAIL)..size)?;
    loop {
        match guarded(|| decoder.try_decode()).map_err(broken)? {
            DecodeResult::Data(metadata) => return Ok(metadata),
            DecodeResult::NeedsData(ranges) => {
                ranges.into_iter().try_for_each(|range| push(&mut decoder, range))?;
            }
            DecodeResult::Finished => {
                return Err(broken("it has no footer".to_owned()));
            }
        }
    }
}
