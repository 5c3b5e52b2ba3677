//! A file that a task reads or writes, a piece at a time.

use super::{Any, Format};
use crate::context::io_error;
use crate::storage::{self, Address};
use std::fmt;
use std::io::{self, Read, Write};
use std::marker::PhantomData;

/// A [`File`](crate::File) that is being read, from its beginning.
///
/// Of a file in a store a few ranges of 8 MiB are under way at a time: the memory stays below 40 MiB, however large the
/// file is. At its end the bytes are checked against the checksum that the store has.
pub struct Reader(storage::Reader);

impl Reader {
    pub(super) fn new(reader: storage::Reader) -> Self {
        Reader(reader)
    }

    /// How many bytes the file has. A web server may tell it only at their end: so long, how many have come.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.0.size()
    }
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(io_error)
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("size", &self.size()).finish_non_exhaustive()
    }
}

/// A [`File`](crate::File) that is being written.
///
/// Nobody sees it before [`finish`](Writer::finish), and dropped without that, it never was. In a store it grows in
/// parts of 8 MiB, a few of them under way at a time: the memory stays below 40 MiB up to 20 GiB, after which the parts
/// become larger, as S3 takes 10,000 of them.
#[must_use = "nobody sees the file before it is finished: call `finish`"]
pub struct Writer<F: Format = Any> {
    pub(super) sink: storage::Writer,
    pub(super) uri: Address,
    format: PhantomData<fn() -> F>,
}

impl<F: Format> Writer<F> {
    pub(super) fn new(sink: storage::Writer, uri: String) -> Self {
        Writer { sink, uri: Address::new(uri), format: PhantomData }
    }
}

impl<F: Format> Write for Writer<F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sink.write(bytes).map_err(io_error)?;
        Ok(bytes.len())
    }

    /// Nothing is seen before the end, so there is nothing to hurry.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<F: Format> fmt::Debug for Writer<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").field("uri", &self.uri).finish_non_exhaustive()
    }
}
