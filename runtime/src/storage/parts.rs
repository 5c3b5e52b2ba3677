//! Reading parts of a file.

#[cfg(feature = "stores")]
use super::remote::Ranges;
use super::{Location, StorageError};
use bytes::Bytes;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

/// A file that is read in parts.
pub(crate) struct Parts {
    location: Location,
    size: u64,
    source: Source,
}

enum Source {
    Local(File),
    #[cfg(feature = "stores")]
    Remote(Box<Ranges>),
}

impl Parts {
    pub(super) fn open(location: &Location) -> io::Result<Self> {
        let (size, source) = match location {
            Location::Local(path) => {
                let file = File::open(path)?;
                (file.metadata()?.len(), Source::Local(file))
            }
            #[cfg(feature = "stores")]
            Location::Remote(remote) => {
                let ranges = remote.ranges()?;
                (ranges.size(), Source::Remote(Box::new(ranges)))
            }
        };
        Ok(Parts { location: location.clone(), size, source })
    }

    /// The size of the file in bytes.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Announces the parts that will be read, in order, so that the next one is fetched while the last one is used.
    pub(crate) fn announce(&mut self, parts: impl IntoIterator<Item = Range<u64>>) {
        match &mut self.source {
            // The system reads ahead by itself.
            Source::Local(_) => {}
            #[cfg(feature = "stores")]
            Source::Remote(ranges) => ranges.announce(parts),
        }
        #[cfg(not(feature = "stores"))]
        drop(parts);
    }

    /// Reads a part.
    pub(crate) fn read(&mut self, part: Range<u64>) -> Result<Bytes, StorageError> {
        let result = if part.start > part.end || part.end > self.size {
            let why = format!("its bytes {part:?} were requested, but it has only {}", self.size);
            Err(io::Error::new(io::ErrorKind::UnexpectedEof, why))
        } else {
            match &mut self.source {
                Source::Local(file) => read(file, &part),
                #[cfg(feature = "stores")]
                Source::Remote(ranges) => ranges.read(part),
            }
        };
        result.map_err(|error| StorageError::Read { location: self.location.clone(), error })
    }
}

fn read(file: &mut File, part: &Range<u64>) -> io::Result<Bytes> {
    let size = usize::try_from(part.end - part.start).map_err(io::Error::other)?;
    file.seek(SeekFrom::Start(part.start))?;
    let mut bytes = Vec::with_capacity(size);
    // If the file has become shorter meanwhile, reading would otherwise not end.
    if file.take(size as u64).read_to_end(&mut bytes)? < size {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(bytes.into())
}
