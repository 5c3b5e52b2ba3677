//! Files, directories and tables, wherever they are.
//!
//! [`File`] and its like are values that Flyte carries as addresses. Their bytes move when a task asks for them, piece
//! by piece, between the task and whichever store they are in.
//!
//! # Stores
//!
//! | address | feature | settings, the strongest first |
//! |---|---|---|
//! | a path, `file://` | | |
//! | `s3://` | `s3` | `FLYTE_AWS_ENDPOINT`, `FLYTE_AWS_ACCESS_KEY_ID`, `FLYTE_AWS_SECRET_ACCESS_KEY`, as Flyte sets them in its pods; Amazon's `AWS_…`; the profile `AWS_PROFILE` of `~/.aws`; the role of the pod or the machine |
//! | `gs://` | `gcs` | `GOOGLE_APPLICATION_CREDENTIALS`; what `gcloud auth application-default login` left; the account of the pod or the machine |
//! | `abfs://`, `abfss://` | `azure` | `FLYTE_AZURE_STORAGE_ACCOUNT_NAME`, `…_KEY`, `FLYTE_AZURE_TENANT_ID`, `…_CLIENT_ID`, `…_CLIENT_SECRET`; Azure's `AZURE_…`; the identity of the pod or the machine |
//! | `http://`, `https://` | `http` | only to read; a signed address needs none |
//!
//! `FLYTE_AWS_RETRIES`, `FLYTE_AWS_BACKOFF_SECONDS` and `FLYTE_AWS_ADDRESSING_STYLE` (`path` or `virtual`) are honoured
//! as well (flytekit `configuration/__init__.py`), and `STORAGE_EMULATOR_HOST` for a Google that is none.
//!
//! What may pass is tried again with growing pauses, for up to three minutes: a name that is not found, a connection that
//! is refused or lost, a status of 408, 429 or 5xx, bytes that arrived damaged. A store that asks for a pause
//! (`Retry-After`) has it. The log tells of it after some seconds. What may not pass, such as wrong credentials or a
//! certificate that nobody trusts, is told at once, with what helps.
//!
//! A large file is read in several ranges at a time, each of the version that the first answer told: its tag, its time
//! and its size. A file that is replaced meanwhile is an error, and a copy of it begins again, once. A server that tells
//! neither a tag nor a time sends it in one stream. What is read is checked against the checksum that the store keeps,
//! what is written against what the store says it received, where it does; requests to S3 are signed together with
//! their bytes.
//!
//! A list of a directory in a store ends with an error after a million files. What other tools keep for empty
//! directories (`name/`, `name_$folder$`) is no file of it.
//!
//! Errors, logs and `Debug` show an address as `https://host/path?…`: without names, passwords and signatures.
//!
//! Nobody sees a file before it is whole. One that is given up, by an error, a panic or a signal that ends the process,
//! leaves no parts of it in the store.
//!
//! A copy that takes longer than ten seconds has a line on stderr now and then in a container, and in a local run one in
//! the display.

mod blob;
#[cfg(feature = "tables")]
mod dataset;
mod directory;
mod file;
mod format;
mod location;
mod stream;

pub use crate::types::Row;
#[cfg(all(feature = "dataset", any(fuzzing, test)))]
pub(crate) use dataset::csv_of_anybody;
#[cfg(feature = "dataset")]
pub use dataset::{Batches, DatasetWriter, Rows, StructuredDataset};
pub use directory::{Directory, NewDirectory};
pub use file::File;
pub use format::{Any, Csv, Format, Hdf5, Html, Jpeg, Json, Parquet, Pdf, Png, Svg, Text};
pub use stream::{Reader, Writer};
