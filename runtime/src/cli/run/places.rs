//! The files and directories among the inputs: what is missing on this machine is found before anything runs.

use crate::storage::Location;
use crate::types::ValueError;
use crate::types::places::{self, Wanted};
use aileron_idl::core::{Literal, LiteralType};
use std::ffi::OsStr;
use std::fs;

/// Checks that each path on this machine exists.
///
/// # Errors
/// Returns the first path that is missing, or is a directory instead of a file or a file instead of a directory.
pub(super) fn check(literal: &Literal, ty: &LiteralType) -> Result<(), ValueError> {
    places::each(literal, ty, &mut look)
}

fn look(place: &str, wanted: Wanted) -> Result<(), ValueError> {
    let Ok(location) = Location::parse(OsStr::new(place)) else { return Ok(()) };
    let Some(path) = location.path().filter(|_| !place.is_empty()) else { return Ok(()) };
    let metadata = fs::metadata(path);
    match (wanted, metadata.map(|metadata| metadata.is_dir())) {
        (_, Err(error)) => Err(ValueError::new(format!("`{place}` can't be read: {error}")).caused_by(error)),
        (Wanted::File, Ok(true)) => Err(ValueError::new(format!(
            "`{place}` is a directory, but the input is a file; write the path of a file"
        ))),
        (Wanted::Directory, Ok(false)) => Err(ValueError::new(format!(
            "`{place}` is a file, but the input is a directory; write the path of a directory"
        ))),
        _ => Ok(()),
    }
}
