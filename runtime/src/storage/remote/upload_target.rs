//! Where an object is to be, and the requests that write it in parts.

use super::error;
use object_store::multipart::{MultipartStore, PartId};
use object_store::path::Path;
use object_store::{Attributes, MultipartId, ObjectStore, ObjectStoreExt, PutMultipartOptions};
use std::io;
use std::sync::Arc;

/// The place of the new object.
#[derive(Clone)]
pub(super) struct UploadTarget {
    pub(super) objects: Arc<dyn ObjectStore>,
    pub(super) parts: Arc<dyn MultipartStore>,
    pub(super) path: Path,
}

impl UploadTarget {
    pub(super) async fn begin(&self, attributes: Attributes) -> io::Result<MultipartId> {
        let options = PutMultipartOptions { attributes, ..PutMultipartOptions::default() };
        self.parts.create_multipart_opts(&self.path, options).await.map_err(error::io)
    }

    pub(super) async fn abort(&self, id: &MultipartId) -> object_store::Result<()> {
        self.parts.abort_multipart(&self.path, id).await
    }

    /// If the answer to a first request was lost, a second one finds no parts any more, but the whole object.
    pub(super) async fn complete(
        &self,
        id: &MultipartId,
        parts: Vec<PartId>,
        written: u64,
    ) -> io::Result<()> {
        let Err(error) = self.parts.complete_multipart(&self.path, id, parts).await else { return Ok(()) };
        match self.objects.head(&self.path).await {
            Ok(found) if found.size == written => Ok(()),
            _ => Err(error::io(error)),
        }
    }
}
