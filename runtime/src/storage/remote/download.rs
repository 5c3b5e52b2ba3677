//! Reading an object: some megabytes at a time, several requests at once, in order.

use super::checksum::Check;
use super::error;
use super::object::{Answer, Object};
use super::piece::{self, PARALLEL};
use super::runtime::{self, Pending};
use super::version::Version;
use bytes::Bytes;
use std::collections::VecDeque;
use std::io::{self, Read};

const RANGE: u64 = piece::SIZE as u64;

/// An object that is being read, from its beginning.
pub(crate) struct Download {
    object: Object,
    version: Version,
    way: Way,
    /// How many bytes were returned.
    came: u64,
    current: Bytes,
    check: Option<Check>,
}

/// How the bytes arrive.
enum Way {
    /// In parts of one version, several of them at once.
    Parts { next: u64, under_way: VecDeque<Pending<io::Result<Bytes>>> },
    /// As one answer, whose next piece is being fetched. Used if the answer does not identify the version, does not
    /// announce the size, or if the server does not serve parts.
    Stream(Option<Pending<io::Result<(Bytes, Answer)>>>),
}

impl Download {
    /// Requests the object. The first answer has its size and its beginning, or all of it if it is small.
    pub(super) fn open(object: Object) -> io::Result<Self> {
        let (asked, patience) = (object.clone(), object.patience());
        let answer = runtime::wait(async move {
            let answer = asked.whole(&patience).await?;
            Ok::<_, io::Error>((answer, patience))
        })?;
        let (answer, patience) = answer?;
        let check = Some(Check::new(&answer.facts.announced));
        let certain = answer.facts.certain();
        let version = answer.facts.version(answer.facts.length);
        let asked = object.clone();
        let first = async move { asked.first(answer, piece::SIZE, patience).await };
        let way = match certain.and_then(|version| version.size).filter(|size| *size > RANGE) {
            Some(_) => {
                let first = runtime::start(async move { first.await.map(|(bytes, _)| bytes) })?;
                let mut under_way = VecDeque::with_capacity(PARALLEL);
                under_way.push_back(first);
                Way::Parts { next: RANGE, under_way }
            }
            None => Way::Stream(Some(runtime::start(first)?)),
        };
        Ok(Download { object, version, way, came: 0, current: Bytes::new(), check })
    }

    /// The size of the object in bytes, if it was announced.
    pub(crate) fn size(&self) -> Option<u64> {
        self.version.size
    }

    /// How many bytes have arrived.
    pub(crate) fn came(&self) -> u64 {
        self.came
    }

    /// The next bytes as they arrived; empty at the end.
    pub(crate) fn chunk(&mut self) -> io::Result<Bytes> {
        let bytes = match self.next() {
            Err(error) if error::is_no_parts(&error) => {
                self.way = self.stream_from_here()?;
                self.next()?
            }
            next => next?,
        };
        if bytes.is_empty() {
            return self.check.take().map_or(Ok(()), Check::end).map(|()| bytes);
        }
        self.came += bytes.len() as u64;
        if let Some(check) = &mut self.check {
            check.update(&bytes);
        }
        Ok(bytes)
    }

    fn next(&mut self) -> io::Result<Bytes> {
        match &mut self.way {
            Way::Parts { next, under_way } => {
                let size = self.version.size.unwrap_or_default();
                while *next < size && under_way.len() < PARALLEL {
                    let range = *next..size.min(*next + RANGE);
                    *next = range.end;
                    let (object, version) = (self.object.clone(), self.version.clone());
                    under_way.push_back(runtime::start(async move { object.part(&version, range).await })?);
                }
                under_way.pop_front().map_or(Ok(Bytes::new()), |pending| pending.wait()?)
            }
            Way::Stream(pending) => {
                let Some(next) = pending.take() else { return Ok(Bytes::new()) };
                let (bytes, answer) = next.wait()??;
                if !bytes.is_empty() {
                    *pending = Some(runtime::start(rest(answer, self.came + bytes.len() as u64))?);
                }
                Ok(bytes)
            }
        }
    }

    /// The rest of the object as one answer, which starts from the beginning.
    fn stream_from_here(&self) -> io::Result<Way> {
        let (object, version, came) = (self.object.clone(), self.version.clone(), self.came);
        let work = async move {
            let mut answer = object.whole(&object.patience()).await?;
            if answer.facts.version(answer.facts.length) != version {
                return Err(error::replaced());
            }
            let mut skipped = 0;
            while skipped < came {
                let size = usize::try_from((came - skipped).min(RANGE)).map_err(io::Error::other)?;
                match answer.piece(size).await? {
                    bytes if bytes.is_empty() => return Err(io::ErrorKind::UnexpectedEof.into()),
                    bytes => skipped += bytes.len() as u64,
                }
            }
            rest(answer, came).await
        };
        Ok(Way::Stream(Some(runtime::start(work)?)))
    }
}

async fn rest(mut answer: Answer, came: u64) -> io::Result<(Bytes, Answer)> {
    match answer.piece(piece::SIZE).await {
        Ok(bytes) => Ok((bytes, answer)),
        Err(why) => Err(error::broke_off(came, &why)),
    }
}

impl Read for Download {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.current.is_empty() && !buffer.is_empty() {
            // Even an empty rest keeps its piece in memory.
            self.current = Bytes::new();
            self.current = self.chunk()?;
        }
        let count = buffer.len().min(self.current.len());
        buffer[..count].copy_from_slice(&self.current.split_to(count));
        Ok(count)
    }
}
