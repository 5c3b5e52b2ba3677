//! Where bytes live: one small face, behind which every kind of store stands.
//!
//! The face is synchronous. A local file then costs its system calls and nothing else, as most of a small task's time
//! is its start; a store that is asynchronous inside blocks here on the runtime that it needs anyway.

mod address;
mod error;
mod list;
mod local;
pub(crate) mod name;
#[cfg(feature = "dataset")]
mod parts;
pub(crate) mod progress;
pub(crate) mod random;
#[cfg(feature = "stores")]
mod remote;
mod save;
pub(crate) mod scratch;
mod stream;
mod uri;

pub(crate) use address::Address;
pub(crate) use error::StorageError;
pub(crate) use list::ListedFile;
pub(crate) use local::{open_plain, special};
#[cfg(feature = "dataset")]
pub(crate) use parts::Parts;
pub(crate) use save::save;
pub(crate) use scratch::Scratch;
pub(crate) use stream::{Reader, Writer};
pub(crate) use uri::percent_decoded;

#[cfg(feature = "stores")]
use remote::Remote;
#[cfg(feature = "stores")]
pub(crate) use remote::abandon;
#[cfg(all(feature = "stores", any(fuzzing, test)))]
pub(crate) use remote::fuzzing::{headers as headers_of_anybody, keys as keys_of_anybody};
#[cfg(all(feature = "stores", unix))]
pub(crate) use remote::stop_after;
use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// A file, or a prefix of files, in some store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    /// On this machine.
    Local(PathBuf),
    /// In a store that is reached over the network.
    #[cfg(feature = "stores")]
    Remote(Remote),
}

impl Location {
    /// Reads a path or a URI.
    pub(crate) fn parse(uri: &OsStr) -> Result<Self, StorageError> {
        uri::parse(uri)
    }

    /// The file of that name below this prefix.
    pub(crate) fn join(&self, name: &str) -> Self {
        match self {
            Location::Local(path) => Location::Local(path.join(name)),
            #[cfg(feature = "stores")]
            Location::Remote(remote) => Location::Remote(remote.join(name)),
        }
    }

    /// The whole file, unless it is larger than `limit` bytes.
    pub(crate) fn read(&self, limit: u64) -> Result<Vec<u8>, StorageError> {
        match self {
            Location::Local(path) => local::read(path, limit).map_err(|error| match error {
                local::ReadError::Io(error) => StorageError::Read { location: self.clone(), error },
                local::ReadError::TooLarge => self.too_large(limit),
            }),
            #[cfg(feature = "stores")]
            Location::Remote(remote) => match remote.read(limit) {
                Ok(bytes) => bytes.ok_or_else(|| self.too_large(limit)),
                Err(error) => Err(StorageError::Read { location: self.clone(), error }),
            },
        }
    }

    /// Writes the file as a whole: others see what was there before, or all of `bytes`.
    pub(crate) fn write(&self, bytes: &[u8]) -> Result<(), StorageError> {
        match self {
            Location::Local(path) => local::write(path, bytes)
                .map_err(|error| StorageError::Write { location: self.clone(), error }),
            #[cfg(feature = "stores")]
            Location::Remote(remote) => remote
                .create(&[])
                .and_then(|mut upload| upload.fill(bytes, |_| {}).and_then(|()| upload.finish()))
                .map_err(|error| StorageError::Write { location: self.clone(), error }),
        }
    }

    /// The path, if this is on this machine.
    #[cfg_attr(not(feature = "stores"), expect(clippy::unnecessary_wraps, reason = "a store has none"))]
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Location::Local(path) => Some(path),
            #[cfg(feature = "stores")]
            Location::Remote(_) => None,
        }
    }

    /// All of the address, for whoever uses it or hands it on: shown, it is without what is secret in it.
    pub(crate) fn uri(&self) -> String {
        match self {
            Location::Local(path) => path.display().to_string(),
            #[cfg(feature = "stores")]
            Location::Remote(remote) => remote.uri().whole().to_owned(),
        }
    }

    /// All files below this prefix, in order.
    pub(crate) fn list(&self) -> Result<Vec<ListedFile>, StorageError> {
        match self {
            Location::Local(path) => list::local(path),
            #[cfg(feature = "stores")]
            Location::Remote(remote) => {
                remote.list().map_err(|error| StorageError::Read { location: self.clone(), error })
            }
        }
    }

    /// Makes the folder, where there are such.
    pub(crate) fn make_folder(&self) -> Result<(), StorageError> {
        match self {
            Location::Local(path) => fs::create_dir_all(path)
                .map_err(|error| StorageError::Write { location: self.clone(), error }),
            #[cfg(feature = "stores")]
            Location::Remote(_) => Ok(()),
        }
    }

    /// All files below it, in order; none if it is a file itself.
    #[cfg(feature = "tables")]
    pub(crate) fn below(&self) -> Result<Option<Vec<ListedFile>>, StorageError> {
        let is_file = match self {
            Location::Local(path) => !path.is_dir(),
            #[cfg(feature = "stores")]
            Location::Remote(remote) => remote.is_of_the_web(),
        };
        if is_file {
            return Ok(None);
        }
        // A store has no folders: where nothing is below, there is a file or nothing.
        let found = self.list()?;
        Ok((self.path().is_some() || !found.is_empty()).then_some(found))
    }

    /// Whether parts of the file can be read; if not, all of it.
    #[cfg(feature = "dataset")]
    pub(crate) fn has_parts(&self) -> bool {
        match self {
            Location::Local(_) => true,
            #[cfg(feature = "stores")]
            Location::Remote(remote) => !remote.is_of_the_web(),
        }
    }

    /// Begins to read parts of the file.
    #[cfg(feature = "dataset")]
    pub(crate) fn parts(&self) -> Result<Parts, StorageError> {
        Parts::open(self).map_err(|error| StorageError::Read { location: self.clone(), error })
    }

    /// Begins to read the file.
    pub(crate) fn open(&self) -> Result<Reader, StorageError> {
        Reader::open(self).map_err(|error| StorageError::Read { location: self.clone(), error })
    }

    /// Begins to write the file; `metadata` is told of it, where the store keeps such a thing.
    pub(crate) fn create(&self, metadata: &[(String, String)]) -> Result<Writer, StorageError> {
        Writer::create(self, metadata).map_err(|error| StorageError::Write { location: self.clone(), error })
    }

    fn too_large(&self, limit: u64) -> StorageError {
        StorageError::TooLarge { location: self.clone(), limit }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::Local(path) => path.display().fmt(f),
            #[cfg(feature = "stores")]
            Location::Remote(remote) => remote.uri().fmt(f),
        }
    }
}
