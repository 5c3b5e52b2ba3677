//! Pushing an image: what it is made of first, and its tag last, so that nothing half-pushed has a name.

use super::address::Address;
use super::client::Registries;
use super::error::RegistryError;
use super::upload::{Mount, Upload};
use crate::oci::{Blob, Built, Content};
use crate::storage::progress::Transfer;
use futures_util::{StreamExt, TryStreamExt, stream};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many blobs are under way at once.
const AT_ONCE: usize = 4;

/// What a push did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pushed {
    /// The digest of what the tag names.
    pub(crate) digest: String,
    /// Bytes that were sent, taken from another repository of the registry, and there already.
    pub(crate) sent: u64,
    pub(crate) mounted: u64,
    pub(crate) there: u64,
    /// Whether the registry had all of it, under this tag.
    pub(crate) is_unchanged: bool,
}

/// How a blob came to the registry.
enum How {
    Sent,
    Mounted,
    There,
}

impl Registries {
    /// Pushes an image under its reference, which has a tag.
    ///
    /// # Errors
    /// Fails if the registry does not answer, refuses, or has something else in the end. The tag is not changed then.
    pub(crate) async fn push(&self, reference: &str, built: &Built) -> Result<Pushed, RegistryError> {
        let address = Address::parse(reference)?;
        let doing = format!("can't push the image `{reference}`");
        let root = built.root().ok_or_else(|| RegistryError::broken(&doing, "it is empty".to_owned()))?;
        let digest = root.descriptor.digest().to_string();
        let blobs = blobs(built);
        let all: u64 = blobs.values().map(|blob| blob.descriptor.size()).sum();
        if self.digest_of(&doing, &address, &address.version).await?.as_deref() == Some(digest.as_str()) {
            return Ok(Pushed { digest, there: all, is_unchanged: true, ..Pushed::default() });
        }
        let transfer = Arc::new(Transfer::begin(reference.to_owned()));
        let mut pushed = Pushed { digest: digest.clone(), ..Pushed::default() };
        let send = |blob| self.push_blob(&doing, &address, blob, &transfer);
        let ended: Vec<(How, u64)> =
            stream::iter(blobs.into_values()).map(send).buffer_unordered(AT_ONCE).try_collect().await?;
        for (how, size) in ended {
            match how {
                How::Sent => pushed.sent += size,
                How::Mounted => pushed.mounted += size,
                How::There => pushed.there += size,
            }
        }
        if built.index.is_some() {
            for image in &built.images {
                let own = image.manifest.descriptor.digest().to_string();
                self.put_manifest(&doing, &address, &own, &image.manifest).await?;
            }
        }
        self.put_manifest(&doing, &address, &address.version, root).await?;
        let tagged = self.digest_of(&doing, &address, &address.version).await?;
        if tagged.as_deref().is_some_and(|tagged| tagged != digest) {
            let message =
                format!("the tag now names {}, which somebody else has pushed", tagged.unwrap_or_default());
            return Err(RegistryError::broken(&doing, message));
        }
        Ok(pushed)
    }

    async fn push_blob(
        &self,
        doing: &str,
        address: &Address,
        blob: &Blob,
        transfer: &Arc<Transfer>,
    ) -> Result<(How, u64), RegistryError> {
        let (digest, size) = (blob.descriptor.digest().to_string(), blob.descriptor.size());
        if self.has_blob(doing, address, &digest).await? {
            return Ok((How::There, size));
        }
        let mut session = None;
        let mut fetched = None;
        if let Content::Base(repository) = &blob.content {
            let from = Address::of_repository(repository);
            if from.registry == address.registry {
                match self.mount(doing, address, &digest, &from.repository).await? {
                    Mount::Done => return Ok((How::Mounted, size)),
                    Mount::Session(url) => session = Some(url),
                    Mount::Refused => {}
                }
            }
            fetched = Some(Content::File(self.layer(repository, &blob.descriptor).await?));
        }
        let content = fetched.as_ref().unwrap_or(&blob.content);
        let upload = Upload { doing, address, descriptor: &blob.descriptor, content, transfer };
        self.upload(&upload, session).await?;
        Ok((How::Sent, size))
    }
}

/// The layers and configurations, each once.
fn blobs(built: &Built) -> BTreeMap<String, &Blob> {
    let all = built.images.iter().flat_map(|image| image.layers.iter().chain([&image.config]));
    all.map(|blob| (blob.descriptor.digest().to_string(), blob)).collect()
}
