//! Reading parts of an object; parts that were announced are fetched ahead.

use super::object::Object;
use super::piece::{self, PARALLEL};
use super::runtime::{self, Pending};
use super::version::Version;
use bytes::{Bytes, BytesMut};
use std::collections::VecDeque;
use std::io;
use std::ops::Range;

const LARGEST: u64 = piece::SIZE as u64;

/// An object that is read in parts.
pub(crate) struct Ranges {
    object: Object,
    version: Version,
    /// Parts that are not requested yet.
    announced: VecDeque<Range<u64>>,
    under_way: VecDeque<(Range<u64>, Pending<io::Result<Bytes>>)>,
    /// Parts that have arrived, and may be read again.
    arrived: VecDeque<(Range<u64>, Bytes)>,
}

impl Ranges {
    pub(super) fn open(object: Object) -> io::Result<Self> {
        let asked = object.clone();
        let facts = runtime::wait(async move { asked.head().await })??;
        let version = facts.certain().ok_or_else(|| {
            let why = "the store does not identify the version of the object: it sends no tag, no time of change in the past, \
                       or no size. Copy the file to this machine (`File::path`), and read that";
            io::Error::new(io::ErrorKind::InvalidInput, why)
        })?;
        Ok(Ranges {
            object,
            version,
            announced: VecDeque::new(),
            under_way: VecDeque::with_capacity(PARALLEL),
            arrived: VecDeque::new(),
        })
    }

    pub(crate) fn size(&self) -> u64 {
        self.version.size.unwrap_or_default()
    }

    /// Small parts that touch become one request, and a large part several.
    pub(crate) fn announce(&mut self, parts: impl IntoIterator<Item = Range<u64>>) {
        for part in parts {
            match self.announced.back_mut() {
                Some(last) if last.end == part.start && part.end - last.start <= LARGEST => {
                    last.end = part.end;
                }
                _ => self.announced.extend(pieces(part)),
            }
        }
    }

    pub(crate) fn read(&mut self, part: Range<u64>) -> io::Result<Bytes> {
        let mut collected = BytesMut::new();
        let mut next = part.start;
        while next < part.end {
            let (range, bytes) = self.piece_at(next, part.end)?;
            let end = range.end.min(part.end);
            let found = bytes.slice(within(&range, next..end));
            if range.start <= part.start && end == part.end {
                return Ok(found);
            }
            if collected.is_empty() {
                collected.reserve(usize::try_from(part.end - part.start).map_err(io::Error::other)?);
            }
            collected.extend_from_slice(&found);
            next = end;
        }
        Ok(collected.freeze())
    }

    /// The piece that holds a byte; if none was announced, one that ends at `end`.
    fn piece_at(&mut self, byte: u64, end: u64) -> io::Result<(Range<u64>, Bytes)> {
        while self.is_coming(byte) {
            // A reader that keeps the announced order does not need earlier pieces.
            while self.arrived.front().is_some_and(|(range, _)| !range.contains(&byte)) {
                self.arrived.pop_front();
            }
            self.keep_busy()?;
            if let Some((range, bytes)) = self.arrived.front() {
                return Ok((range.clone(), bytes.clone()));
            }
            if let Some((range, pending)) = self.under_way.pop_front() {
                self.arrived.push_back((range, pending.wait()??));
            }
        }
        let range = byte..end.min(byte + LARGEST);
        let bytes = self.start(range.clone())?.wait()??;
        Ok((range, bytes))
    }

    fn is_coming(&self, byte: u64) -> bool {
        let arrived = self.arrived.iter().map(|(range, _)| range);
        let under_way = self.under_way.iter().map(|(range, _)| range);
        arrived.chain(under_way).chain(&self.announced).any(|range| range.contains(&byte))
    }

    fn keep_busy(&mut self) -> io::Result<()> {
        while self.under_way.len() < PARALLEL {
            let Some(range) = self.announced.pop_front() else { break };
            let pending = self.start(range.clone())?;
            self.under_way.push_back((range, pending));
        }
        Ok(())
    }

    fn start(&self, range: Range<u64>) -> io::Result<Pending<io::Result<Bytes>>> {
        let (object, version) = (self.object.clone(), self.version.clone());
        runtime::start(async move { object.part(&version, range).await })
    }
}

fn pieces(part: Range<u64>) -> impl Iterator<Item = Range<u64>> {
    let starts = (part.start..part.end).step_by(piece::SIZE);
    starts.map(move |start| start..part.end.min(start + LARGEST))
}

/// The position of a part within the bytes of a range around it.
fn within(range: &Range<u64>, part: Range<u64>) -> Range<usize> {
    let at = |byte: u64| usize::try_from(byte - range.start).unwrap_or(usize::MAX);
    at(part.start)..at(part.end)
}
