//! Reading a parquet file: only the wanted columns' bytes, a row group at a time.

use super::Kind;
use super::columns::{Layout, Wanted};
use super::error::{self, guarded};
use crate::context::Context;
use crate::context::told;
use crate::data::file::fetch;
use crate::storage::progress::Transfer;
use crate::storage::{Location, Parts};
use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use parquet::DecodeResult;
use parquet::arrow::push_decoder::{ParquetPushDecoder, ParquetPushDecoderBuilder};
use parquet::arrow::{ProjectionMask, parquet_to_arrow_schema_by_columns};
use parquet::file::metadata::{PageIndexPolicy, ParquetMetaData, ParquetMetaDataPushDecoder};
use std::io;
use std::ops::Range;
use std::sync::Arc;

/// What is read with the footer's length, in the hope that it holds the footer: most do.
const TAIL: u64 = 64 << 10;

/// A parquet file that is being read.
pub(super) struct Reader {
    location: Location,
    parts: Parts,
    decoder: ParquetPushDecoder,
    layout: Layout,
}

impl Reader {
    pub(super) fn open(location: &Location, wanted: &Wanted, rows: usize) -> io::Result<Self> {
        let mut parts = at_hand(location)?.parts().map_err(told)?;
        let broken = |error| error::broken(location, Kind::Parquet, error);
        let metadata = Arc::new(metadata(location, &mut parts)?);
        let builder = guarded(|| ParquetPushDecoderBuilder::try_new_decoder(metadata)).map_err(broken)?;
        let paths = builder.parquet_schema().columns().iter().map(|column| column.path().string());
        let leaves = wanted.among(location, &paths.collect::<Vec<_>>())?;
        let mask = ProjectionMask::leaves(builder.parquet_schema(), leaves.iter().copied());
        let hints = builder.metadata().file_metadata().key_value_metadata();
        let schema =
            guarded(|| parquet_to_arrow_schema_by_columns(builder.parquet_schema(), mask.clone(), hints));
        let layout = Layout::of(wanted, &schema.map_err(broken)?);
        let decoder = builder.with_projection(mask).with_batch_size(rows);
        let decoder = guarded(|| decoder.build()).map_err(broken)?;
        parts.announce(decoder.scan_plan().map(|part| part.range));
        Ok(Reader { location: location.clone(), parts, decoder, layout })
    }

    pub(super) fn schema(&self) -> &SchemaRef {
        self.layout.schema()
    }

    pub(super) fn next(&mut self) -> io::Result<Option<RecordBatch>> {
        loop {
            let broken = |error| error::broken(&self.location, Kind::Parquet, error);
            match guarded(|| self.decoder.try_decode()).map_err(broken)? {
                DecodeResult::Data(batch) => return self.layout.lay(&batch).map(Some).map_err(broken),
                DecodeResult::Finished => return Ok(None),
                DecodeResult::NeedsData(ranges) => {
                    let bytes = ranges.iter().map(|range| self.parts.read(range.clone()));
                    let bytes = bytes.collect::<Result<Vec<_>, _>>().map_err(told)?;
                    guarded(|| self.decoder.push_ranges(ranges, bytes)).map_err(broken)?;
                }
            }
        }
    }
}

/// The file, of which parts can be read.
fn at_hand(location: &Location) -> io::Result<Location> {
    if location.has_parts() {
        return Ok(location.clone());
    }
    let copy = Context::current().files().copy("dataset").map_err(told)?;
    fetch(location, &copy, &Transfer::begin(location.to_string())).map_err(told)?;
    Ok(Location::Local(copy))
}

fn metadata(location: &Location, parts: &mut Parts) -> io::Result<ParquetMetaData> {
    let broken = |error| error::broken(location, Kind::Parquet, error);
    let size = parts.size();
    let mut decoder = guarded(|| ParquetMetaDataPushDecoder::try_new(size))
        .map_err(broken)?
        .with_page_index_policy(PageIndexPolicy::Skip);
    let mut push = |decoder: &mut ParquetMetaDataPushDecoder, range: Range<u64>| {
        let bytes = parts.read(range.clone()).map_err(told)?;
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
