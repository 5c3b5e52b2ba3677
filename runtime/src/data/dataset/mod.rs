//! Datasets: tables in files, wherever these are.

#[cfg(feature = "dataset")]
mod batches;
#[cfg(feature = "dataset")]
mod cell;
#[cfg(feature = "dataset")]
mod columns;
#[cfg(feature = "dataset")]
mod csv;
mod error;
mod files;
#[cfg(feature = "dataset")]
mod fit;
#[cfg(feature = "dataset")]
mod folders;
#[cfg(feature = "polars")]
mod frame;
#[cfg(all(feature = "dataset", any(fuzzing, test)))]
mod fuzzing;
#[cfg(feature = "dataset")]
mod guess;
#[cfg(feature = "dataset")]
mod making;
#[cfg(feature = "dataset")]
mod misfit;
#[cfg(feature = "dataset")]
mod pages;
#[cfg(feature = "dataset")]
mod parquet;
#[cfg(feature = "dataset")]
mod read;
#[cfg(feature = "dataset")]
mod rows;
#[cfg(feature = "dataset")]
mod schema;
#[cfg(feature = "dataset")]
mod slices;
#[cfg(feature = "dataset")]
mod structured;
mod table_format;
#[cfg(feature = "dataset")]
mod text;
#[cfg(feature = "dataset")]
mod unify;
#[cfg(feature = "dataset")]
mod value;
mod warehouse;
mod wire;
#[cfg(feature = "dataset")]
mod writer;

#[cfg(feature = "dataset")]
pub use batches::Batches;
#[cfg(all(feature = "dataset", any(fuzzing, test)))]
pub(crate) use fuzzing::csv as csv_of_anybody;
#[cfg(feature = "dataset")]
pub use rows::Rows;
#[cfg(feature = "dataset")]
pub use structured::StructuredDataset;
#[cfg(feature = "dataset")]
pub use writer::DatasetWriter;

use table_format::TableFormat;
