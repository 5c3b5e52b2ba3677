//! Datasets: tables in files, wherever these are.

#[cfg(feature = "dataset")]
mod batches;
#[cfg(feature = "dataset")]
mod columns;
#[cfg(feature = "dataset")]
mod csv;
mod error;
mod files;
#[cfg(feature = "polars")]
mod frame;
mod kind;
#[cfg(feature = "dataset")]
mod parquet;
#[cfg(feature = "dataset")]
mod rows;
#[cfg(feature = "dataset")]
mod schema;
#[cfg(feature = "dataset")]
mod structured;
mod wire;
#[cfg(feature = "dataset")]
mod writer;

#[cfg(feature = "dataset")]
pub use batches::Batches;
#[cfg(feature = "dataset")]
pub use rows::Rows;
#[cfg(feature = "dataset")]
pub use structured::StructuredDataset;
#[cfg(feature = "dataset")]
pub use writer::DatasetWriter;

use kind::Kind;
