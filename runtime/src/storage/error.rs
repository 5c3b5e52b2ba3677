//! Errors of reading and writing bytes.

use super::{Address, Location};
use std::{fmt, io};

/// Why bytes could not be read or written.
#[derive(Debug)]
pub(crate) enum StorageError {
    /// The program was built without this store.
    NotBuilt { uri: Address, feature: &'static str },
    /// No store has this scheme.
    UnknownScheme { uri: Address },
    /// A `file://` URI of another machine.
    OtherHost { uri: Address },
    /// A name that leads out of its directory.
    Outside { name: String },
    /// An object whose key is not a path below the directory that is copied.
    NoPath { location: Location },
    /// The file is larger than the limit.
    TooLarge { location: Location, limit: u64 },
    /// The store did not return the file.
    Read { location: Location, error: io::Error },
    /// The store did not accept the file.
    Write { location: Location, error: io::Error },
    /// No folder for temporary files can be made.
    NoScratch { base: Location, error: io::Error },
}

impl StorageError {
    /// Whether trying again can help.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            // Not if the request itself is wrong: its address, or a setting.
            StorageError::Read { error, .. } | StorageError::Write { error, .. } => {
                !matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported)
            }
            _ => false,
        }
    }

    /// Whether the bytes that arrived differ from those that the store has.
    pub(crate) fn is_damage(&self) -> bool {
        matches!(self, StorageError::Read { error, .. } if error.kind() == io::ErrorKind::InvalidData)
    }
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StorageError::NotBuilt { uri, feature } => write!(
                f,
                "this program can't reach `{uri}`, because it was built without that store: build it with the feature \
                 `{feature}` of `aileron` (`cargo add aileron --features {feature}`)"
            ),
            StorageError::UnknownScheme { uri } => write!(
                f,
                "no store is known for `{uri}`: give a path, or a URI that begins with `file://`, `s3://`, `gs://`, \
                 `abfs://` or `https://`"
            ),
            StorageError::OtherHost { uri } => write!(
                f,
                "`{uri}` names a file of another machine, which can't be reached: the URI of a local file begins \
                 with `file:///`"
            ),
            StorageError::Outside { name } => write!(
                f,
                "`{}` is not the name of a file in the directory, because it leads out of it: write a name such as `a/b.csv`",
                name.escape_debug()
            ),
            StorageError::NoPath { location } => write!(
                f,
                "`{}` can't be copied with its directory: its key is not a path on this machine, where every part must be a \
                 plain name. Copy the files one by one, or rename that object",
                location.to_string().escape_debug()
            ),
            StorageError::TooLarge { location, limit } => {
                write!(f, "`{location}` has more than the {limit} bytes that can be read")
            }
            StorageError::Read { location, error } => write!(f, "`{location}` can't be read: {error}"),
            StorageError::Write { location, error } => write!(f, "`{location}` can't be written: {error}"),
            StorageError::NoScratch { base, error } => write!(
                f,
                "no folder for temporary files can be made in `{base}`: {error}; set TMPDIR to a folder that this user \
                 may write to"
            ),
        }
    }
}

impl std::error::Error for StorageError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            StorageError::NoScratch { error, .. }
            | StorageError::Read { error, .. }
            | StorageError::Write { error, .. } => Some(error),
            _ => None,
        }
    }
}
