//! Reading a file of comma-separated values, whose first line has the columns' names.

use super::Kind;
use super::columns::{Layout, Wanted};
use super::error::{Told, broken, guarded};
use crate::context::told;
use crate::data::stream;
use crate::storage::Location;
use arrow::array::RecordBatch;
use arrow::csv::ReaderBuilder;
use arrow::csv::reader::{Decoder, Format};
use arrow::datatypes::{DataType, Field, Fields, Schema, SchemaRef};
use std::io::{self, BufRead, BufReader};
use std::sync::Arc;

/// A CSV file that is being read.
pub(super) struct Reader {
    location: Location,
    source: BufReader<stream::Reader>,
    decoder: Decoder,
    layout: Layout,
}

impl Reader {
    /// Columns whose type isn't declared get the narrowest one that fits all their values, for which the file is read
    /// twice.
    pub(super) fn open(
        location: &Location,
        wanted: &Wanted,
        declared: &Fields,
        rows: usize,
    ) -> io::Result<Self> {
        let names = header(location, Some(0))?;
        let paths: Vec<_> = names.fields().iter().map(|field| field.name().clone()).collect();
        let mut places = wanted.among(location, &paths)?;
        let type_of = |field: &Field| Some(declared.find(field.name())?.1.data_type().clone());
        let all_declared = places.iter().all(|place| type_of(names.field(*place)).is_some());
        let inferred = if all_declared { names } else { header(location, None)? };
        let typed = inferred.fields().iter().map(|field| {
            let inferred = match field.data_type() {
                // A column without a value.
                DataType::Null => DataType::Utf8,
                other => other.clone(),
            };
            Field::new(field.name(), type_of(field).unwrap_or(inferred), true)
        });
        let schema = Schema::new(typed.collect::<Vec<_>>());
        places.sort_unstable();
        places.dedup();
        let read = schema.project(&places).map_err(|error| broken(location, Kind::Csv, error.to_string()))?;
        let decoder = ReaderBuilder::new(Arc::new(schema))
            .with_header(true)
            .with_batch_size(rows)
            .with_projection(places)
            .build_decoder();
        let layout = Layout::of(wanted, &read);
        Ok(Reader { location: location.clone(), source: BufReader::new(open(location)?), decoder, layout })
    }

    pub(super) fn schema(&self) -> &SchemaRef {
        self.layout.schema()
    }

    pub(super) fn next(&mut self) -> io::Result<Option<RecordBatch>> {
        let broken = |why| broken(&self.location, Kind::Csv, why);
        loop {
            let bytes = self.source.fill_buf()?;
            let used = guarded(|| self.decoder.decode(bytes)).map_err(broken)?;
            if used == 0 {
                break;
            }
            self.source.consume(used);
        }
        let batch = guarded(|| self.decoder.flush()).map_err(broken)?;
        batch.map(|batch| self.layout.lay(&batch).map_err(broken)).transpose()
    }
}

fn open(location: &Location) -> io::Result<stream::Reader> {
    location.open().map(stream::Reader::new).map_err(told)
}

/// The columns' names, and of what type their values are as far as `rows` of them are read.
fn header(location: &Location, rows: Option<usize>) -> io::Result<Schema> {
    let mut source = Told::new(open(location)?);
    let inferred = guarded(|| Format::default().with_header(true).infer_schema(&mut source, rows));
    source.end()?;
    inferred.map(|(schema, _)| schema).map_err(|why| broken(location, Kind::Csv, why))
}
