//! Reading an object: some megabytes at a time, several at once, handed out in their order.

use super::checksum::{Announced, Check};
use super::error;
use super::piece::{self, PARALLEL, Piece};
use super::runtime::{self, Pending};
use super::store::Store;
use bytes::Bytes;
use futures_util::StreamExt;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, GetResult, ObjectStore};
use std::collections::VecDeque;
use std::io::{self, Read};
use std::ops::Range;
use std::sync::Arc;

const RANGE: u64 = piece::SIZE as u64;

/// An object that is being read, from its beginning.
pub(crate) struct Download {
    store: Arc<dyn ObjectStore>,
    path: Path,
    /// The version that is read: a mixture of two would be neither.
    version: Option<String>,
    size: u64,
    /// Where the next range begins that nobody has asked for yet.
    next: u64,
    under_way: VecDeque<Pending<io::Result<Bytes>>>,
    current: Bytes,
    check: Option<Check>,
}

impl Download {
    /// Asks for the object. The first answer tells its size and brings its beginning: all of it, if it is small.
    pub(super) fn open(store: &Store, path: Path) -> io::Result<Self> {
        let objects = Arc::clone(&store.reading);
        let asked = (Arc::clone(&objects), path.clone());
        let result = runtime::wait(async move { asked.0.get_opts(&asked.1, GetOptions::default()).await })?;
        let result = result.map_err(error::io)?;
        let size = result.meta.size;
        let announced = result.extensions.get::<Announced>().unwrap_or(&Announced::Nothing);
        let mut download = Download {
            store: objects,
            path,
            version: result.meta.e_tag.clone(),
            size,
            next: RANGE.min(size),
            under_way: VecDeque::with_capacity(PARALLEL),
            current: Bytes::new(),
            check: Some(Check::new(announced)),
        };
        let first = 0..download.next;
        download.under_way.push_back(runtime::start(beginning(result, first))?);
        Ok(download)
    }

    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// The next bytes, as they came; empty at the end.
    pub(crate) fn chunk(&mut self) -> io::Result<Bytes> {
        while self.next < self.size && self.under_way.len() < PARALLEL {
            let range = self.next..self.size.min(self.next + RANGE);
            self.next = range.end;
            let (store, path, version) = (Arc::clone(&self.store), self.path.clone(), self.version.clone());
            self.under_way.push_back(runtime::start(fetch(store, path, version, range))?);
        }
        let Some(pending) = self.under_way.pop_front() else {
            return self.check.take().map_or(Ok(()), Check::end).map(|()| Bytes::new());
        };
        let bytes = pending.wait()??;
        if let Some(check) = &mut self.check {
            check.update(&bytes);
        }
        Ok(bytes)
    }
}

impl Read for Download {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.current.is_empty() && !buffer.is_empty() {
            // Even an empty rest holds the memory of its piece.
            self.current = Bytes::new();
            self.current = self.chunk()?;
        }
        let count = buffer.len().min(self.current.len());
        buffer[..count].copy_from_slice(&self.current.split_to(count));
        Ok(count)
    }
}

/// The beginning of an answer that goes on for longer.
async fn beginning(result: GetResult, range: Range<u64>) -> io::Result<Bytes> {
    collect(result, range.end).await
}

/// A part of the object.
pub(super) async fn fetch(
    store: Arc<dyn ObjectStore>,
    path: Path,
    version: Option<String>,
    range: Range<u64>,
) -> io::Result<Bytes> {
    let size = range.end - range.start;
    let options =
        GetOptions { range: Some(GetRange::Bounded(range)), if_match: version, ..GetOptions::default() };
    let result = store.get_opts(&path, options).await.map_err(error::io)?;
    collect(result, size).await
}

/// So many bytes of an answer, in one piece.
async fn collect(result: GetResult, size: u64) -> io::Result<Bytes> {
    let size = usize::try_from(size).map_err(io::Error::other)?;
    let mut collected = Piece::default();
    let mut stream = result.into_stream();
    while collected.len() < size {
        let bytes = stream.next().await.ok_or(io::ErrorKind::UnexpectedEof)?.map_err(error::io)?;
        collected.extend(&bytes[..bytes.len().min(size - collected.len())]);
    }
    Ok(collected.freeze())
}
