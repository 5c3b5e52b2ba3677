//! Files, directories and tables as inputs and outputs, in any store.
//!
//! [`File`], [`Directory`] and `StructuredDataset` are values that Flyte carries as addresses.
//! Their bytes move only when a task reads or writes them, piece by piece, between the task and the store.
//!
//! ```
//! use aileron::prelude::*;
//!
//! let greeting: File = File::write("greeting.txt", "Hello")?;
//! assert_eq!(greeting.text()?, "Hello");
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! # Stores
//!
//! | address | feature | settings, strongest first |
//! |---|---|---|
//! | a path, `file://` | | |
//! | `s3://` | `s3` | `FLYTE_AWS_ENDPOINT`, `FLYTE_AWS_ACCESS_KEY_ID`, `FLYTE_AWS_SECRET_ACCESS_KEY`, as Flyte sets them in its pods; Amazon's `AWS_…`; the profile `AWS_PROFILE` of `~/.aws`; the role of the pod or the machine |
//! | `gs://` | `gcs` | `GOOGLE_APPLICATION_CREDENTIALS`; the credentials of `gcloud auth application-default login`; the account of the pod or the machine |
//! | `abfs://`, `abfss://` | `azure` | `FLYTE_AZURE_STORAGE_ACCOUNT_NAME`, `…_KEY`, `FLYTE_AZURE_TENANT_ID`, `…_CLIENT_ID`, `…_CLIENT_SECRET`; Azure's `AZURE_…`; the identity of the pod or the machine |
//! | `http://`, `https://` | `http` | read-only; no credentials, but a signed address works |
//!
//! `FLYTE_AWS_RETRIES`, `FLYTE_AWS_BACKOFF_SECONDS` and `FLYTE_AWS_ADDRESSING_STYLE` (`path` or `virtual`) are honoured
//! as well (flytekit `configuration/__init__.py`), and so is `STORAGE_EMULATOR_HOST` for an emulator of Google's store.
//!
//! # Retries
//!
//! Errors that may pass are tried again with growing pauses, for up to three minutes: a host name that is not found, a
//! connection that is refused or lost, the statuses 408, 429 and 5xx, and damaged bytes. A pause that the store asks for
//! (`Retry-After`) is kept. After some seconds, a log line says that Aileron is still trying. Errors that do not pass,
//! such as wrong credentials or an untrusted certificate, are returned at once, with advice.
//!
//! # Integrity
//!
//! A large file is read in several ranges at a time. All of them must be of the version that the first answer named by
//! its tag, time and size. If the file is replaced meanwhile, reading fails, and a copy starts again, once. A server that
//! sends neither a tag nor a time is read in one stream. Bytes that are read are checked against the checksum that the
//! store keeps, and bytes that are written against what the store says it received, if it does. Requests to S3 are signed
//! together with their bytes.
//!
//! Nobody sees a file before it is whole. A file that is not finished, because of an error, a panic or a signal that ends
//! the process, leaves no parts in the store.
//!
//! # Limits
//!
//! Listing a directory in a store fails if it has more than a million files. The markers that other tools write for empty
//! directories (`name/`, `name_$folder$`) are not listed.
//!
//! # Messages
//!
//! Errors, logs and `Debug` show an address as `https://host/path?…`: without user names, passwords and signatures.
//!
//! A copy that takes longer than ten seconds reports its progress: on stderr in a container, in the display in a local
//! run.

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
