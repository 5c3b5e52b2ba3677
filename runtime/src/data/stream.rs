//! Reading and writing a file piece by piece.

use super::{Any, Format};
use crate::context::io_error;
use crate::storage::{self, Address};
use std::fmt;
use std::io::{self, Read, Write};
use std::marker::PhantomData;

/// A [`File`](crate::File) that is being read, from its beginning.
///
/// A file in a store is read in ranges of 8 MiB, a few at a time: memory stays below 40 MiB, however large the file is.
/// At its end the bytes are checked against the checksum that the store keeps.
pub struct Reader(storage::Reader);

impl Reader {
    pub(super) fn new(reader: storage::Reader) -> Self {
        Reader(reader)
    }

    /// The size of the file in bytes. If a web server does not announce it: how many bytes have arrived so far.
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
/// Nobody sees the file before [`finish`](Writer::finish). If the writer is dropped before, no file is made. In a store
/// the file is written in parts of 8 MiB, a few at a time: memory stays below 40 MiB for files of up to 20 GiB. The parts
/// of a larger file are larger, because S3 accepts at most 10,000 of them.
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

    /// Does nothing: nobody sees the file before it is finished.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<F: Format> fmt::Debug for Writer<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").field("uri", &self.uri).finish_non_exhaustive()
    }
}
