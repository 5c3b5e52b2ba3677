//! What is wrong with a dataset's bytes.

use super::Kind;
use crate::storage::Location;
use std::fmt::Display;
use std::io::{Error, ErrorKind};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The file is not what it is said to be.
#[expect(clippy::needless_pass_by_value, reason = "so that it fits `map_err`")]
pub(super) fn broken(location: &Location, kind: Kind, why: String) -> Error {
    Error::new(ErrorKind::InvalidData, format!("`{location}` is no {}, or a broken one: {why}", kind.what()))
}

/// What the caller asks for makes no sense.
pub(super) fn wrong(why: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidInput, why.into())
}

/// Decodes what anybody may have written: a decoder that panics over it has found it to be broken.
pub(super) fn guarded<T, E: Display>(decode: impl FnOnce() -> Result<T, E>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(decode)) {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(_) => Err("no decoder makes anything of its bytes".to_owned()),
    }
}
