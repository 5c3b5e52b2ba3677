//! Failed transfers, as whoever reads or writes a file is told of them.

use crate::entity::Recoverable;
use crate::storage::StorageError;
use crate::types::ValueError;
use std::io::{self, ErrorKind};

/// The same error. One of the network is marked as one that may pass, so that the task may be tried again.
pub(crate) fn io_error(error: StorageError) -> io::Error {
    let kind = kind(&error);
    if passes(&error) { io::Error::new(kind, Recoverable(error)) } else { io::Error::new(kind, error) }
}

/// The same error, of a value whose bytes were on their way.
pub(crate) fn value_error(error: StorageError) -> ValueError {
    let may_pass = passes(&error);
    ValueError::new(error.to_string()).that_may_pass(may_pass).caused_by(error)
}

/// Whether a failed transfer may go well another time: unlike an input that the engine said is there, a file that
/// the task asks for may simply not be.
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
