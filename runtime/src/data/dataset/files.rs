//! The files that a dataset is made of.

use super::Kind;
use crate::context::told;
use crate::storage::{Entry, Location};
use std::io;

/// The files of a dataset, in order: itself, or those below it.
///
/// What begins with a dot or an underscore is somebody's bookkeeping (`_SUCCESS`, `.part.crc`), but for flytekit's
/// `.csv`.
pub(super) fn of(location: &Location, kind: Kind) -> io::Result<Vec<Location>> {
    let Some(below) = location.below().map_err(told)? else { return Ok(vec![location.clone()]) };
    let is_part = |entry: &&Entry| {
        let name = entry.name.rsplit('/').next().unwrap_or(&entry.name);
        entry.size > 0 && (!entry.name.split('/').any(|part| part.starts_with(['.', '_'])) || name == ".csv")
    };
    let files: Vec<_> = below.iter().filter(is_part).map(|entry| location.join(&entry.name)).collect();
    if files.is_empty() {
        let why = format!("`{location}` holds no file, so it is no dataset of the format {}", kind.name());
        return Err(io::Error::new(io::ErrorKind::NotFound, why));
    }
    Ok(files)
}
