//! Manifests and indexes.

use super::address::Address;
use super::answer::{content_digest, is_absent, refusal};
use super::auth::{Right, Scope, login};
use super::client::Registries;
use super::error::RegistryError;
use crate::oci::{self, Blob, Content};
use oci_spec::image::Digest;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Method, Response, StatusCode};

/// What a tag or a digest may name.
const TYPES: &str = "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, \
                     application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.docker.distribution.manifest.v2+json";
/// The largest manifest, as registries have it (OCI distribution specification, "Pushing Manifests").
const LARGEST: usize = 4 << 20;

/// A manifest or an index in a registry.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) digest: Digest,
    pub(crate) media_type: String,
    pub(crate) bytes: Vec<u8>,
}

impl Registries {
    /// What a reference names; nothing if the registry does not have it.
    ///
    /// # Errors
    /// Fails if the reference is wrong, if the registry does not answer or refuses, and if it sends something else.
    pub(crate) async fn find(&self, reference: &str) -> Result<Option<Found>, RegistryError> {
        let address = Address::parse(reference)?;
        self.manifest(&format!("can't look for the image `{reference}`"), &address, &address.version).await
    }

    /// A manifest of a repository, by tag or digest.
    pub(super) async fn manifest(
        &self,
        doing: &str,
        address: &Address,
        version: &str,
    ) -> Result<Option<Found>, RegistryError> {
        let Some(answer) = self.of_manifest(doing, address, Method::GET, version, Right::Pull).await? else {
            return Ok(None);
        };
        let told = content_digest(answer.headers()).map(str::to_owned);
        let of_header = answer.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let of_header = of_header.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_owned();
        let bytes = read(doing, answer).await?;
        let digest = oci::sha256(&bytes);
        let asked = version.starts_with("sha256:").then_some(version);
        if let Some(other) = told.as_deref().filter(|told| told.starts_with("sha256:")).or(asked)
            && (other != digest.to_string() || asked.is_some_and(|asked| asked != digest.to_string()))
        {
            let message = format!(
                "the registry sends a manifest with the digest {digest}, not {}",
                asked.unwrap_or(other)
            );
            return Err(RegistryError::broken(doing, message));
        }
        let media_type = media_type(&bytes).unwrap_or(of_header);
        Ok(Some(Found { digest, media_type, bytes }))
    }

    /// The digest of what a tag or a digest names, without its bytes.
    pub(super) async fn digest_of(
        &self,
        doing: &str,
        address: &Address,
        version: &str,
    ) -> Result<Option<String>, RegistryError> {
        let answer = self.of_manifest(doing, address, Method::HEAD, version, Right::Push).await?;
        Ok(answer.and_then(|answer| content_digest(answer.headers()).map(str::to_owned)))
    }

    async fn of_manifest(
        &self,
        doing: &str,
        address: &Address,
        method: Method,
        version: &str,
        right: Right,
    ) -> Result<Option<Response>, RegistryError> {
        let url = address.url(self.is_plain(address), &format!("manifests/{version}"))?;
        let make = |http: &reqwest::Client| http.request(method.clone(), url.clone()).header(ACCEPT, TYPES);
        let answer = self.ask(doing, address, &Scope::of(address, right), make).await?;
        match answer.status() {
            status if is_absent(status) => Ok(None),
            status if status.is_success() => Ok(Some(answer)),
            _ => Err(login(address, refusal(doing, answer).await)),
        }
    }

    /// Puts a manifest or an index, under its digest or a tag.
    pub(super) async fn put_manifest(
        &self,
        doing: &str,
        address: &Address,
        version: &str,
        manifest: &Blob,
    ) -> Result<(), RegistryError> {
        let Content::Bytes(bytes) = &manifest.content else {
            return Err(RegistryError::broken(doing, "a manifest is no document".to_owned()));
        };
        let url = address.url(self.is_plain(address), &format!("manifests/{version}"))?;
        let media_type = manifest.descriptor.media_type().to_string();
        let make = |http: &reqwest::Client| {
            http.put(url.clone()).header(CONTENT_TYPE, &media_type).body(bytes.clone())
        };
        let answer = self.ask(doing, address, &Scope::of(address, Right::Push), make).await?;
        if answer.status() != StatusCode::CREATED && answer.status() != StatusCode::OK {
            return Err(login(address, refusal(doing, answer).await));
        }
        let own = manifest.descriptor.digest().to_string();
        match content_digest(answer.headers()).filter(|told| told.starts_with("sha256:")) {
            Some(told) if told != own => {
                let message = format!("the registry has stored {told} in the place of {own}");
                Err(RegistryError::broken(doing, message))
            }
            _ => Ok(()),
        }
    }
}

/// The whole of a document.
async fn read(doing: &str, mut answer: Response) -> Result<Vec<u8>, RegistryError> {
    let mut bytes = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(|error| RegistryError::unreachable(doing, error))? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > LARGEST {
            let message = format!("the manifest has more than {LARGEST} bytes, which no registry takes");
            return Err(RegistryError::broken(doing, message));
        }
    }
    Ok(bytes)
}

/// The type that a document gives itself.
fn media_type(bytes: &[u8]) -> Option<String> {
    let json: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    json["mediaType"].as_str().map(str::to_owned)
}
