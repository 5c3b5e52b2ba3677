//! Reading and writing a location.

#[cfg(feature = "dataset")]
use super::Parts;
use super::{ListedFile, Location, Reader, StorageError, Writer, list, local, uri};
use std::ffi::OsStr;
use std::fs;

impl Location {
    /// Reads a location from a path or a URI.
    pub(crate) fn parse(uri: &OsStr) -> Result<Self, StorageError> {
        uri::parse(uri)
    }

    /// Reads the whole file, unless it is larger than `limit` bytes.
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

    /// Writes the whole file: others see the old contents or all of the new ones.
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

    /// Lists all files below the prefix, sorted.
    pub(crate) fn list(&self) -> Result<Vec<ListedFile>, StorageError> {
        match self {
            Location::Local(path) => list::local(path),
            #[cfg(feature = "stores")]
            Location::Remote(remote) => {
                remote.list().map_err(|error| StorageError::Read { location: self.clone(), error })
            }
        }
    }

    /// Makes the folder, if the store has folders.
    pub(crate) fn make_folder(&self) -> Result<(), StorageError> {
        match self {
            Location::Local(path) => fs::create_dir_all(path)
                .map_err(|error| StorageError::Write { location: self.clone(), error }),
            #[cfg(feature = "stores")]
            Location::Remote(_) => Ok(()),
        }
    }

    /// Lists all files below it, sorted; `None` if it is a file itself.
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
        // A store has no folders: if nothing is below, it is a file or does not exist.
        let found = self.list()?;
        Ok((self.path().is_some() || !found.is_empty()).then_some(found))
    }

    /// Whether parts of the file can be read, or only the whole file.
    #[cfg(feature = "dataset")]
    pub(crate) fn has_parts(&self) -> bool {
        match self {
            Location::Local(_) => true,
            #[cfg(feature = "stores")]
            Location::Remote(remote) => !remote.is_of_the_web(),
        }
    }

    /// Opens the file to read parts of it.
    #[cfg(feature = "dataset")]
    pub(crate) fn parts(&self) -> Result<Parts, StorageError> {
        Parts::open(self).map_err(|error| StorageError::Read { location: self.clone(), error })
    }

    /// Opens the file for reading, from its beginning.
    pub(crate) fn open(&self) -> Result<Reader, StorageError> {
        Reader::open(self).map_err(|error| StorageError::Read { location: self.clone(), error })
    }

    /// Begins to write the file, with `metadata` if the store keeps metadata.
    pub(crate) fn create(&self, metadata: &[(String, String)]) -> Result<Writer, StorageError> {
        Writer::create(self, metadata).map_err(|error| StorageError::Write { location: self.clone(), error })
    }

    fn too_large(&self, limit: u64) -> StorageError {
        StorageError::TooLarge { location: self.clone(), limit }
    }
}
