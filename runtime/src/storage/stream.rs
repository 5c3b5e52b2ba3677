//! Reading and writing a file piece by piece.

use super::progress::Transfer;
#[cfg(feature = "stores")]
use super::remote::{Download, Upload};
use super::{Location, StorageError, local};
use std::fs::File;
use std::io::{self, Read, Write};

/// A file that is being read, from its beginning.
pub(crate) struct Reader {
    location: Location,
    source: Source,
}

enum Source {
    Local(File, u64),
    #[cfg(feature = "stores")]
    Remote(Box<Download>),
}

impl Reader {
    pub(super) fn open(location: &Location) -> io::Result<Self> {
        let source = match location {
            Location::Local(path) => {
                let file = File::open(path)?;
                let metadata = file.metadata()?;
                if metadata.is_dir() {
                    return Err(io::ErrorKind::IsADirectory.into());
                }
                Source::Local(file, metadata.len())
            }
            #[cfg(feature = "stores")]
            Location::Remote(remote) => Source::Remote(Box::new(remote.open()?)),
        };
        Ok(Reader { location: location.clone(), source })
    }

    /// The size of the file in bytes; if a server does not announce it, how many bytes have arrived.
    pub(crate) fn size(&self) -> u64 {
        match &self.source {
            Source::Local(_, size) => *size,
            #[cfg(feature = "stores")]
            Source::Remote(download) => download.size().unwrap_or_else(|| download.came()),
        }
    }

    /// Reads some bytes; none at the end.
    pub(crate) fn read(&mut self, buffer: &mut [u8]) -> Result<usize, StorageError> {
        let result = match &mut self.source {
            Source::Local(file, _) => file.read(buffer),
            #[cfg(feature = "stores")]
            Source::Remote(download) => download.read(buffer),
        };
        result.map_err(|error| StorageError::Read { location: self.location.clone(), error })
    }

    /// Copies the whole file to another place.
    pub(crate) fn copy(self, to: &mut Writer, progress: &Transfer) -> Result<(), StorageError> {
        match self.source {
            Source::Local(mut file, size) => {
                progress.has(size);
                to.fill(&mut file, progress)
            }
            #[cfg(feature = "stores")]
            Source::Remote(mut download) => {
                if let Some(size) = download.size() {
                    progress.has(size);
                }
                loop {
                    let read = download.chunk();
                    let bytes =
                        read.map_err(|error| StorageError::Read { location: self.location.clone(), error })?;
                    if bytes.is_empty() {
                        return Ok(());
                    }
                    to.write(&bytes)?;
                    progress.add(bytes.len() as u64);
                }
            }
        }
    }
}

/// A file that is being written. If it is dropped before it is finished, no file is made.
pub(crate) struct Writer {
    location: Location,
    sink: Sink,
}

enum Sink {
    Local(local::Writing),
    #[cfg(feature = "stores")]
    Remote(Box<Upload>),
}

impl Writer {
    #[cfg_attr(not(feature = "stores"), expect(unused_variables, reason = "a file has none"))]
    pub(super) fn create(location: &Location, metadata: &[(String, String)]) -> io::Result<Self> {
        let sink = match location {
            Location::Local(path) => Sink::Local(local::create(path)?),
            #[cfg(feature = "stores")]
            Location::Remote(remote) => Sink::Remote(Box::new(remote.create(metadata)?)),
        };
        Ok(Writer { location: location.clone(), sink })
    }

    /// Writes all of these bytes.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), StorageError> {
        self.write_with(|sink| match sink {
            Sink::Local(file) => file.write_all(bytes),
            #[cfg(feature = "stores")]
            Sink::Remote(upload) => upload.write_all(bytes),
        })
    }

    /// Writes the rest of a file of this machine.
    pub(crate) fn fill(&mut self, source: &mut File, progress: &Transfer) -> Result<(), StorageError> {
        self.write_with(|sink| match sink {
            Sink::Local(file) => file.fill(source).map(|bytes| progress.add(bytes)),
            #[cfg(feature = "stores")]
            Sink::Remote(upload) => upload.fill(source, |bytes| progress.add(bytes)),
        })
    }

    /// Finishes the file, after which others can see it.
    pub(crate) fn finish(self) -> Result<(), StorageError> {
        let result = match self.sink {
            Sink::Local(file) => file.finish(),
            #[cfg(feature = "stores")]
            Sink::Remote(upload) => upload.finish(),
        };
        result.map_err(|error| StorageError::Write { location: self.location, error })
    }

    fn write_with(&mut self, work: impl FnOnce(&mut Sink) -> io::Result<()>) -> Result<(), StorageError> {
        work(&mut self.sink).map_err(|error| StorageError::Write { location: self.location.clone(), error })
    }
}
