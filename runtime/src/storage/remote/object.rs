//! Requests for an object, or for a part of it, which are tried again until the patience ends.

use super::super::Address;
use super::error;
use super::patience::{Patience, Terms};
use super::piece::Piece;
use super::version::{Described, Version};
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, GetResult, ObjectStore};
use std::io;
use std::ops::Range;
use std::sync::Arc;

/// An object in a store.
#[derive(Clone)]
pub(super) struct Object {
    pub(super) store: Arc<dyn ObjectStore>,
    pub(super) path: Path,
    pub(super) address: Address,
    pub(super) terms: Terms,
}

/// The answer to a request for a whole object, while it arrives.
pub(super) struct Answer {
    pub(super) facts: Described,
    stream: BoxStream<'static, object_store::Result<Bytes>>,
    /// Bytes that have arrived but were not taken yet.
    rest: Bytes,
}

impl Object {
    pub(super) fn patience(&self) -> Patience {
        Patience::new(self.terms)
    }

    /// Requests the whole object.
    pub(super) async fn whole(&self, patience: &Patience) -> io::Result<Answer> {
        let result = self.ask(GetOptions::default(), patience).await?;
        Ok(Answer { facts: described(&result), stream: result.into_stream(), rest: Bytes::new() })
    }

    /// Requests only the facts about the object: its version and its size.
    #[cfg(feature = "dataset")]
    pub(super) async fn head(&self) -> io::Result<Described> {
        let options = GetOptions { head: true, ..GetOptions::default() };
        Ok(described(&self.ask(options, &self.patience()).await?))
    }

    /// Requests a part of a version.
    pub(super) async fn part(&self, version: &Version, range: Range<u64>) -> io::Result<Bytes> {
        let size = usize::try_from(range.end - range.start).map_err(io::Error::other)?;
        let patience = self.patience();
        loop {
            let options = GetOptions {
                range: Some(GetRange::Bounded(range.clone())),
                if_match: version.tag(),
                ..GetOptions::default()
            };
            let result = self.ask(options, &patience).await?;
            // A store may ignore the version that was requested.
            if described(&result).version(Some(result.meta.size)) != *version {
                return Err(error::replaced());
            }
            let mut answer =
                Answer { facts: Described::nothing(), stream: result.into_stream(), rest: Bytes::new() };
            match answer.piece(size).await {
                Ok(bytes) if bytes.len() == size => return Ok(bytes),
                cut => {
                    let why = cut.err().unwrap_or_else(|| io::ErrorKind::UnexpectedEof.into());
                    if !patience.pause(&self.address, &why, None).await {
                        return Err(why);
                    }
                }
            }
        }
    }

    /// The beginning of an answer. Nothing of it has been returned yet, so if it breaks off, the same request may be sent
    /// again.
    pub(super) async fn first(
        &self,
        mut answer: Answer,
        size: usize,
        patience: Patience,
    ) -> io::Result<(Bytes, Answer)> {
        let version = answer.facts.version(answer.facts.length);
        let wanted = version.size.map_or(0, |all| usize::try_from(all).map_or(size, |all| all.min(size)));
        loop {
            let why = match answer.piece(size).await {
                Ok(bytes) if bytes.len() >= wanted => return Ok((bytes, answer)),
                Ok(_) => io::ErrorKind::UnexpectedEof.into(),
                Err(why) => why,
            };
            if !patience.pause(&self.address, &why, None).await {
                return Err(why);
            }
            answer = self.whole(&patience).await?;
            if answer.facts.version(answer.facts.length) != version {
                return Err(error::replaced());
            }
        }
    }

    async fn ask(&self, mut options: GetOptions, patience: &Patience) -> io::Result<GetResult> {
        // The request and its bytes share one patience.
        options.extensions.insert(patience.clone());
        self.store.get_opts(&self.path, options).await.map_err(error::io)
    }
}

fn described(result: &GetResult) -> Described {
    result.extensions.get::<Described>().cloned().unwrap_or_else(Described::nothing)
}

impl Answer {
    /// The next bytes: `size` of them, or fewer at the end.
    pub(super) async fn piece(&mut self, size: usize) -> io::Result<Bytes> {
        let mut collected = Piece::default();
        loop {
            let taken = self.rest.split_to(self.rest.len().min(size - collected.len()));
            collected.extend(&taken);
            if collected.len() == size {
                return Ok(collected.freeze());
            }
            match self.stream.next().await {
                Some(bytes) => self.rest = bytes.map_err(error::io)?,
                None => return Ok(collected.freeze()),
            }
        }
    }
}
