//! Bases: the image of one platform, and its layers.

use super::address::Address;
use super::client::Registries;
use super::error::RegistryError;
use super::manifests::Found;
use crate::oci::{BaseImage, LayerError, Layers, Platform};
use oci_spec::image::{Descriptor, ImageConfiguration, ImageIndex, ImageManifest};
use std::fs::{self, File};
use std::io::{BufReader, Read};
use tokio::runtime::Runtime;

impl Registries {
    /// The image of a platform that a reference names.
    ///
    /// # Errors
    /// Fails if the registry does not have it, or not for this platform, does not answer, or sends something else.
    pub(crate) async fn base(
        &self,
        reference: &str,
        platform: &Platform,
    ) -> Result<BaseImage, RegistryError> {
        let address = Address::parse(reference)?;
        let doing = format!("can't fetch the base `{reference}`");
        let missing = || {
            RegistryError::broken(&doing, "the registry has no such image".to_owned())
                .advised("compare its name and its tag; a registry hides what your account may not see")
        };
        let found = self.manifest(&doing, &address, &address.version).await?.ok_or_else(missing)?;
        let found = if found.media_type.contains("index") || found.media_type.contains("manifest.list") {
            let index: ImageIndex = document(&doing, &found)?;
            let of_platform =
                of_platform(&index, platform).ok_or_else(|| no_platform(&doing, &index, platform))?;
            let digest = of_platform.digest().to_string();
            self.manifest(&doing, &address, &digest).await?.ok_or_else(missing)?
        } else {
            found
        };
        let manifest: ImageManifest = document(&doing, &found)?;
        let file = self.layer(&address.fqn(), manifest.config()).await?;
        let config_bytes = fs::read(&file).map_err(RegistryError::file(&file))?;
        let config: ImageConfiguration = serde_json::from_slice(&config_bytes).map_err(|error| {
            RegistryError::broken(&doing, format!("its configuration is not one of an image: {error}"))
        })?;
        let (os, architecture) = (config.os().to_string(), config.architecture().to_string());
        if os != platform.os || architecture != platform.architecture {
            return Err(RegistryError::broken(
                &doing,
                format!("it is for {os}/{architecture}, not for {platform}"),
            ));
        }
        Ok(BaseImage {
            reference: reference.to_owned(),
            repository: address.fqn(),
            digest: found.digest,
            manifest,
            config,
            config_bytes,
        })
    }
}

fn document<D: serde_core::de::DeserializeOwned>(doing: &str, found: &Found) -> Result<D, RegistryError> {
    serde_json::from_slice(&found.bytes).map_err(|error| {
        RegistryError::broken(
            doing,
            format!("what the registry sends, `{}`, is no image: {error}", found.media_type),
        )
    })
}

/// The manifest of a platform in an index. Without a variant, any will do.
fn of_platform<'i>(index: &'i ImageIndex, platform: &Platform) -> Option<&'i Descriptor> {
    let fits = |one: &&Descriptor| {
        one.platform().as_ref().is_some_and(|own| {
            own.os().to_string() == platform.os
                && own.architecture().to_string() == platform.architecture
                && (platform.variant.is_none()
                    || own.variant().is_none()
                    || *own.variant() == platform.variant)
        })
    };
    index.manifests().iter().find(fits)
}

fn no_platform(doing: &str, index: &ImageIndex, platform: &Platform) -> RegistryError {
    let names = index.manifests().iter().filter_map(|one| one.platform().as_ref());
    let names: Vec<String> = names
        .filter(|own| own.os().to_string() != "unknown")
        .map(|own| format!("{}/{}", own.os(), own.architecture()))
        .collect();
    RegistryError::broken(doing, format!("it is not there for {platform}, but for {}", names.join(", ")))
}

/// The layers of bases, for a thread that waits.
pub(crate) struct Fetched<'r> {
    pub(crate) registries: Registries,
    pub(crate) runtime: &'r Runtime,
}

impl Layers for Fetched<'_> {
    fn open(&self, repository: &str, layer: &Descriptor) -> Result<Box<dyn Read + '_>, LayerError> {
        let file = self.runtime.block_on(self.registries.layer(repository, layer))?;
        Ok(Box::new(BufReader::new(File::open(file)?)))
    }
}
