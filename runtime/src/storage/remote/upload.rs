//! Writing an object: a small one at once, a large one in parts, several at a time. Nobody sees it before its end.

use super::error;
use super::piece::{self, PARALLEL, Piece};
use super::runtime::{self, Pending};
use super::store::Store;
use super::unfinished::Unfinished;
use super::upload_target::UploadTarget;
use object_store::multipart::PartId;
use object_store::path::Path;
use object_store::{Attributes, MultipartId, ObjectStore, PutOptions, PutPayload};
use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::sync::Arc;

/// S3 accepts 10,000 parts: after this many, parts become larger, up to 290 GiB in all.
const PARTS_OF_A_SIZE: usize = 2500;

/// An object that is being written. If it is dropped before it is finished, no object is made.
pub(crate) struct Upload {
    target: UploadTarget,
    attributes: Attributes,
    part: Piece,
    written: u64,
    /// The upload in parts, once it has begun.
    parts: Option<(MultipartId, Unfinished)>,
    sent: usize,
    under_way: VecDeque<Pending<io::Result<PartId>>>,
    done: Vec<PartId>,
}

impl Upload {
    pub(super) fn new(store: &Store, path: Path, attributes: Attributes) -> io::Result<Self> {
        let parts = store
            .parts
            .clone()
            .ok_or_else(|| io::Error::new(io::ErrorKind::Unsupported, "such an address is read-only"))?;
        Ok(Upload {
            target: UploadTarget { objects: Arc::clone(&store.writing), parts, path },
            attributes,
            part: Piece::default(),
            written: 0,
            parts: None,
            sent: 0,
            under_way: VecDeque::with_capacity(PARALLEL),
            done: Vec::new(),
        })
    }

    /// Writes everything that a source has, without copying it in between.
    pub(crate) fn fill(&mut self, mut source: impl Read, report: impl Fn(u64)) -> io::Result<()> {
        loop {
            let size = self.part_size();
            let count = self.part.fill(&mut source, size)?;
            if count == 0 {
                return Ok(());
            }
            self.send_if_full()?;
            report(count as u64);
        }
    }

    /// Finishes the object, after which others can see it.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        let last = PutPayload::from(std::mem::take(&mut self.part).freeze());
        self.written += last.content_length() as u64;
        let target = self.target.clone();
        let Some(id) = self.id() else {
            let options =
                PutOptions { attributes: std::mem::take(&mut self.attributes), ..PutOptions::default() };
            let put = async move { target.objects.put_opts(&target.path, last, options).await };
            return runtime::wait(put)?.map(drop).map_err(error::io);
        };
        if last.content_length() > 0 {
            self.send(&id, last)?;
        }
        while !self.under_way.is_empty() {
            self.collect()?;
        }
        let (done, written) = (std::mem::take(&mut self.done), self.written);
        runtime::wait(async move { target.complete(&id, done, written).await })??;
        self.parts = None;
        Ok(())
    }

    fn id(&self) -> Option<MultipartId> {
        self.parts.as_ref().map(|(id, _)| id.clone())
    }

    fn begin(&mut self) -> io::Result<MultipartId> {
        let (target, attributes) = (self.target.clone(), self.attributes.clone());
        let id = runtime::wait(async move { target.begin(attributes).await })??;
        self.parts = Some((id.clone(), Unfinished::new(&self.target, &id)));
        Ok(id)
    }

    fn part_size(&self) -> usize {
        piece::SIZE << (self.sent / PARTS_OF_A_SIZE).min(3)
    }

    fn send_if_full(&mut self) -> io::Result<()> {
        if self.part.len() < self.part_size() {
            return Ok(());
        }
        let id = match self.id() {
            Some(id) => id,
            None => self.begin()?,
        };
        let full = std::mem::take(&mut self.part);
        self.written += full.len() as u64;
        self.send(&id, full.freeze().into())
    }

    fn send(&mut self, id: &MultipartId, part: PutPayload) -> io::Result<()> {
        if self.under_way.len() == PARALLEL {
            self.collect()?;
        }
        let (target, id, index) = (self.target.clone(), id.clone(), self.sent);
        self.under_way.push_back(runtime::start(async move {
            target.parts.put_part(&target.path, &id, index, part).await.map_err(error::io)
        })?);
        self.sent += 1;
        Ok(())
    }

    fn collect(&mut self) -> io::Result<()> {
        if let Some(pending) = self.under_way.pop_front() {
            self.done.push(pending.wait()??);
        }
        Ok(())
    }
}

impl Write for Upload {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = bytes.len().min(self.part_size() - self.part.len());
        self.part.extend(&bytes[..count]);
        self.send_if_full()?;
        Ok(count)
    }

    /// Does nothing: nobody sees the object before it is finished.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        self.under_way.clear();
        if let Some((id, _unfinished)) = self.parts.take() {
            let target = self.target.clone();
            // The store itself expires what can't be removed.
            let _ = runtime::wait(async move { target.abort(&id).await });
        }
    }
}
