//! Errors of transfers, as tasks that read or write files get them.

use crate::entity::Recoverable;
use crate::storage::StorageError;
use crate::types::ValueError;
use std::io::{self, ErrorKind};

/// Converts the error. An error of the network is marked as recoverable, so Flyte can try the task again.
pub(crate) fn io_error(error: StorageError) -> io::Error {
    let kind = kind(&error);
    if passes(&error) { io::Error::new(kind, Recoverable(error)) } else { io::Error::new(kind, error) }
}

/// Converts the error for a value whose file could not be read or written.
pub(crate) fn value_error(error: StorageError) -> ValueError {
    let may_pass = passes(&error);
    ValueError::new(error.to_string()).that_may_pass(may_pass).caused_by(error)
}

/// Whether another attempt may succeed. An input exists, since the engine says so; a file that the task names may be
/// missing for good.
fn passes(error: &StorageError) -> bool {
    let (StorageError::Read { location, .. } | StorageError::Write { location, .. }) = error else {
        return false;
    };
    location.path().is_none()
        && error.may_pass()
        && !matches!(kind(error), ErrorKind::NotFound | ErrorKind::PermissionDenied)
}

fn kind(error: &StorageError) -> ErrorKind {
    match error {
        StorageError::Read { error, .. }
        | StorageError::Write { error, .. }
        | StorageError::NoScratch { error, .. } => error.kind(),
        StorageError::NotBuilt { .. } => ErrorKind::Unsupported,
        _ => ErrorKind::InvalidInput,
    }
}
