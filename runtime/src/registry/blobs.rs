//! Blobs: whether a registry has one, and fetching one.

use super::address::Address;
use super::answer::{is_absent, refusal};
use super::auth::{Right, Scope, login};
use super::cache::Cache;
use super::client::Registries;
use super::error::RegistryError;
use super::tries::Tries;
use crate::oci;
use crate::storage::progress::Transfer;
use oci_spec::image::Descriptor;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_RANGE, RANGE};
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;
use tempfile::NamedTempFile;

impl Registries {
    /// Whether a repository has a blob.
    pub(super) async fn has_blob(
        &self,
        doing: &str,
        address: &Address,
        digest: &str,
    ) -> Result<bool, RegistryError> {
        let url = address.url(self.is_plain(address), &format!("blobs/{digest}"))?;
        let scope = Scope::of(address, Right::Push);
        let answer = self.ask(doing, address, &scope, |http| http.head(url.clone())).await?;
        match answer.status() {
            status if is_absent(status) => Ok(false),
            status if status.is_success() => Ok(true),
            _ => Err(login(address, refusal(doing, answer).await)),
        }
    }

    /// The file of a layer of a base, fetched unless it is here already.
    ///
    /// # Errors
    /// Fails if the registry does not have it, does not answer, or sends something else.
    pub(crate) async fn layer(&self, repository: &str, layer: &Descriptor) -> Result<PathBuf, RegistryError> {
        let address = Address::of_repository(repository);
        let cache = Cache::at(&self.settings().cache);
        if let Some(file) = cache.find(layer.digest())? {
            return Ok(file);
        }
        let doing = format!("can't fetch {} of `{repository}`", layer.digest());
        let mut file = cache.new_file()?;
        let transfer = Transfer::begin(format!("{repository}@{:.19}", layer.digest().to_string()));
        transfer.has(layer.size());
        let mut tries = Tries::new();
        let mut is_second = false;
        loop {
            if let Err(error) = self.fetch(&doing, &address, layer, &mut file, &transfer).await {
                tries.pause(error).await?;
                continue;
            }
            file.as_file_mut().rewind().map_err(RegistryError::file(file.path()))?;
            let found = oci::sha256_of(file.as_file_mut()).map_err(RegistryError::file(file.path()))?;
            if found == *layer.digest() {
                return cache.put(file, layer.digest());
            }
            // It may have been bent on the way, once.
            if is_second {
                return Err(RegistryError::broken(
                    &doing,
                    format!("the registry sends {found} in its place"),
                ));
            }
            is_second = true;
            file.as_file_mut().set_len(0).map_err(RegistryError::file(file.path()))?;
        }
    }

    /// Fetches what the file does not have yet.
    async fn fetch(
        &self,
        doing: &str,
        address: &Address,
        layer: &Descriptor,
        file: &mut NamedTempFile,
        transfer: &Transfer,
    ) -> Result<(), RegistryError> {
        let path = file.path().to_owned();
        let failed = |error| RegistryError::file(&path)(error);
        let file = file.as_file_mut();
        let mut at = file.seek(SeekFrom::End(0)).map_err(failed)?;
        if at == layer.size() {
            return Ok(());
        }
        let url = address.url(self.is_plain(address), &format!("blobs/{}", layer.digest()))?;
        let scope = Scope::of(address, Right::Pull);
        let make = || {
            let request = self.http().get(url.clone());
            Ok(if at > 0 { request.header(RANGE, format!("bytes={at}-")) } else { request })
        };
        let mut answer = self.ask_once(doing, address, &scope, make).await?;
        let goes_on = answer.status() == StatusCode::PARTIAL_CONTENT
            && answer.headers().get(CONTENT_RANGE).is_some_and(|range| {
                range.to_str().is_ok_and(|range| range.starts_with(&format!("bytes {at}-")))
            });
        if !goes_on {
            if answer.status() != StatusCode::OK {
                return Err(login(address, refusal(doing, answer).await));
            }
            file.set_len(0).map_err(failed)?;
            file.rewind().map_err(failed)?;
            at = 0;
        }
        while let Some(piece) =
            answer.chunk().await.map_err(|error| RegistryError::unreachable(doing, error))?
        {
            at += piece.len() as u64;
            if at > layer.size() {
                let message = format!("the registry sends more than the {} bytes of the layer", layer.size());
                return Err(RegistryError::broken(doing, message));
            }
            file.write_all(&piece).map_err(failed)?;
            transfer.add(piece.len() as u64);
        }
        if at < layer.size() {
            return Err(RegistryError::cut(
                doing,
                format!("the connection ends after {at} of {} bytes", layer.size()),
            ));
        }
        Ok(())
    }
}
