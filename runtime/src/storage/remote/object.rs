//! An object in a store, of which all or a part is asked for, until it has come or the patience is at its end.

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

/// All of an object, as it comes.
pub(super) struct Answer {
    pub(super) told: Described,
    stream: BoxStream<'static, object_store::Result<Bytes>>,
    /// What has come and was not taken yet.
    rest: Bytes,
}

impl Object {
    pub(super) fn patience(&self) -> Patience {
        Patience::new(self.terms)
    }

    /// Asks for all of it.
    pub(super) async fn whole(&self, patience: &Patience) -> io::Result<Answer> {
        let result = self.ask(GetOptions::default(), patience).await?;
        Ok(Answer { told: described(&result), stream: result.into_stream(), rest: Bytes::new() })
    }

    /// Asks for what there is to know of it.
    #[cfg(feature = "dataset")]
    pub(super) async fn head(&self) -> io::Result<Described> {
        let options = GetOptions { head: true, ..GetOptions::default() };
        Ok(described(&self.ask(options, &self.patience()).await?))
    }

    /// A part of that version.
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
            // A store may not know that it was asked for a version.
            if described(&result).version(Some(result.meta.size)) != *version {
                return Err(error::replaced());
            }
            let mut answer =
                Answer { told: Described::nothing(), stream: result.into_stream(), rest: Bytes::new() };
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

    /// The beginning of an answer. Nobody has seen anything of it yet, so if it breaks off, the same may be asked for
    /// again.
    pub(super) async fn first(
        &self,
        mut answer: Answer,
        size: usize,
        patience: Patience,
    ) -> io::Result<(Bytes, Answer)> {
        let version = answer.told.version(answer.told.length);
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
            if answer.told.version(answer.told.length) != version {
                return Err(error::replaced());
            }
        }
    }

    async fn ask(&self, mut options: GetOptions, patience: &Patience) -> io::Result<GetResult> {
        // The request and its bytes share it.
        options.extensions.insert(patience.clone());
        self.store.get_opts(&self.path, options).await.map_err(error::io)
    }
}

fn described(result: &GetResult) -> Described {
    result.extensions.get::<Described>().cloned().unwrap_or_else(Described::nothing)
}

impl Answer {
    /// The next bytes, so many unless it ends before.
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
