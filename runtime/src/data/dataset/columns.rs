//! Which columns of a dataset are read.

use super::error::wrong;
use crate::storage::Location;
use aileron_grammar::suggest::did_you_mean;
use arrow::array::RecordBatch;
use arrow::datatypes::{Schema, SchemaRef};
use arrow::error::ArrowError;
use std::io;
use std::sync::Arc;

/// The columns that are wanted, in their order: a field of a struct by its way there, `a.b`. None: all there are.
#[derive(Clone, Debug)]
pub(super) struct Wanted(Vec<String>);

impl Wanted {
    pub(super) fn new(names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Wanted(names.into_iter().map(Into::into).collect())
    }

    /// Which of the columns these are; `paths` may go deeper than what is wanted.
    ///
    /// # Errors
    /// When one is not there.
    pub(super) fn among(&self, location: &Location, paths: &[String]) -> io::Result<Vec<usize>> {
        if self.0.is_empty() {
            return Ok((0..paths.len()).collect());
        }
        let mut found = Vec::new();
        for name in &self.0 {
            let before = found.len();
            found.extend(paths.iter().enumerate().filter(|(_, path)| leads_to(name, path)).map(|(at, _)| at));
            if found.len() == before {
                let hint = did_you_mean(name, paths.iter().map(String::as_str));
                return Err(wrong(format!("`{location}` has no column `{name}`; {hint}")));
            }
        }
        Ok(found)
    }
}

/// Whether the path is `way`, or goes on from there.
fn leads_to(way: &str, path: &str) -> bool {
    path.strip_prefix(way).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// How the wanted columns lie in what is read.
pub(super) struct Layout {
    places: Vec<usize>,
    schema: SchemaRef,
}

impl Layout {
    /// In the order in which they are wanted; of what was read only to get there, nothing.
    pub(super) fn of(wanted: &Wanted, read: &Schema) -> Self {
        let names = read.fields().iter().map(|field| field.name().as_str());
        let mut places: Vec<_> = (0..read.fields().len()).collect();
        if !wanted.0.is_empty() {
            let rank = |name: &str| wanted.0.iter().position(|wanted| leads_to(name, wanted));
            let ranks: Vec<_> = names.map(rank).collect();
            places.sort_by_key(|place| ranks[*place]);
        }
        // What is told of the whole file is not of what is made of it.
        let schema = Schema::new(places.iter().map(|place| read.field(*place).clone()).collect::<Vec<_>>());
        Layout { places, schema: Arc::new(schema) }
    }

    pub(super) fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    pub(super) fn lay(&self, read: &RecordBatch) -> Result<RecordBatch, String> {
        self.try_lay(read).map_err(|error| error.to_string())
    }

    fn try_lay(&self, read: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let columns = read.project(&self.places)?.columns().to_vec();
        let rows = arrow::array::RecordBatchOptions::new().with_row_count(Some(read.num_rows()));
        RecordBatch::try_new_with_options(Arc::clone(&self.schema), columns, &rows)
    }
}
