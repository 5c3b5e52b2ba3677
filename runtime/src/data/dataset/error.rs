//! Errors of datasets.

use super::TableFormat;
use crate::storage::Location;
use std::fmt::Display;
use std::io::{Error, ErrorKind};
#[cfg(feature = "polars")]
use std::io::{Result as IoResult, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The file is not what its format says.
#[expect(clippy::needless_pass_by_value, reason = "so that it fits `map_err`")]
pub(super) fn broken(location: &Location, kind: TableFormat, why: String) -> Error {
    Error::new(ErrorKind::InvalidData, format!("`{location}` is not a valid {}: {why}", kind.what()))
}

/// The caller asks for something that makes no sense.
pub(super) fn wrong(why: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidInput, why.into())
}

/// Decodes bytes that anyone may have written. A decoder that panics has found that they are broken.
pub(super) fn guarded<T, E: Display>(decode: impl FnOnce() -> Result<T, E>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(decode)) {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(_) => Err("its bytes can't be decoded".to_owned()),
    }
}

/// What Polars reads from or writes to. It keeps the error of a transfer, which Polars would report as an error of the
/// format.
#[cfg(feature = "polars")]
pub(super) struct Told<T> {
    inner: T,
    error: Option<Error>,
}

#[cfg(feature = "polars")]
impl<T> Told<T> {
    pub(super) fn new(inner: T) -> Self {
        Told { inner, error: None }
    }

    /// The transfer's error, if there was one; otherwise the inner reader or writer.
    pub(super) fn end(self) -> IoResult<T> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.inner),
        }
    }

    fn keep<N>(&mut self, work: impl FnOnce(&mut T) -> IoResult<N>) -> IoResult<N> {
        work(&mut self.inner).map_err(|error| {
            let kind = error.kind();
            self.error = Some(error);
            kind.into()
        })
    }
}

#[cfg(feature = "polars")]
impl<T: Write> Write for Told<T> {
    fn write(&mut self, bytes: &[u8]) -> IoResult<usize> {
        self.keep(|inner| inner.write(bytes))
    }

    fn flush(&mut self) -> IoResult<()> {
        self.keep(Write::flush)
    }
}
