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
use url::Url;

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

/// How a blob comes to the registry.
enum How {
    /// Its bytes are sent, to this upload if the registry has begun one.
    Sent(Option<Url>),
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
        let mut pushed = Pushed { digest: digest.clone(), ..Pushed::default() };
        let look = async |blob| Ok::<_, RegistryError>((blob, self.way(&doing, &address, blob).await?));
        let ways: Vec<(&Blob, How)> =
            stream::iter(blobs.into_values()).map(look).buffer_unordered(AT_ONCE).try_collect().await?;
        let mut missing = Vec::new();
        for (blob, how) in ways {
            let size = blob.descriptor.size();
            match how {
                How::Sent(session) => {
                    pushed.sent += size;
                    missing.push((blob, session));
                }
                How::Mounted => pushed.mounted += size,
                How::There => pushed.there += size,
            }
        }
        let transfer = Arc::new(Transfer::begin(reference.to_owned()));
        transfer.has(pushed.sent);
        let send = |(blob, session)| self.send_blob(&doing, &address, blob, session, &transfer);
        stream::iter(missing).map(send).buffer_unordered(AT_ONCE).try_collect::<Vec<()>>().await?;
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

    /// How a blob comes to the registry, which may have it already, here or in another repository.
    async fn way(&self, doing: &str, address: &Address, blob: &Blob) -> Result<How, RegistryError> {
        let digest = blob.descriptor.digest().to_string();
        if self.has_blob(doing, address, &digest).await? {
            return Ok(How::There);
        }
        let Content::Base(repository) = &blob.content else { return Ok(How::Sent(None)) };
        let from = Address::of_repository(repository);
        if from.registry != address.registry {
            return Ok(How::Sent(None));
        }
        Ok(match self.mount(doing, address, &digest, &from.repository).await? {
            Mount::Done => How::Mounted,
            Mount::Session(url) => How::Sent(Some(url)),
            Mount::Refused => How::Sent(None),
        })
    }

    async fn send_blob(
        &self,
        doing: &str,
        address: &Address,
        blob: &Blob,
        session: Option<Url>,
        transfer: &Arc<Transfer>,
    ) -> Result<(), RegistryError> {
        let fetched = match &blob.content {
            Content::Base(repository) => Some(Content::File(self.layer(repository, &blob.descriptor).await?)),
            Content::Bytes(_) | Content::File(_) => None,
        };
        let content = fetched.as_ref().unwrap_or(&blob.content);
        let upload = Upload { doing, address, descriptor: &blob.descriptor, content, transfer };
        self.upload(&upload, session).await
    }
}

/// The layers and configurations, each once.
fn blobs(built: &Built) -> BTreeMap<String, &Blob> {
    let all = built.images.iter().flat_map(|image| image.layers.iter().chain([&image.config]));
    all.map(|blob| (blob.descriptor.digest().to_string(), blob)).collect()
}
