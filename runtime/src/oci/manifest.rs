//! The manifest of an image, and the index of several platforms.
//!
//! Source: the OCI image specification v1.1, `manifest.md` and `image-index.md`.

use super::{BaseImage, Blob, Built, Content, Image, OciError, Platform, json};
use oci_spec::image::{
    Arch, Descriptor, ImageIndex, ImageIndexBuilder, ImageManifestBuilder, MediaType, Os, PlatformBuilder,
    SCHEMA_VERSION,
};
use std::collections::BTreeMap;

/// Makes an image of its configuration, the layers of its base, and its own.
pub(crate) fn image(
    platform: Platform,
    base: Option<&BaseImage>,
    config: Blob,
    own: Vec<Blob>,
    annotations: &BTreeMap<String, String>,
) -> Image {
    let mut layers: Vec<Blob> = base.map(layers_of).unwrap_or_default();
    layers.extend(own);
    let manifest = ImageManifestBuilder::default()
        .schema_version(SCHEMA_VERSION)
        .media_type(MediaType::ImageManifest)
        .config(config.descriptor.clone())
        .layers(layers.iter().map(|layer| layer.descriptor.clone()).collect::<Vec<_>>())
        .annotations(annotations.clone().into_iter().collect::<std::collections::HashMap<_, _>>())
        .build()
        .expect("all that a manifest needs");
    let manifest = json::blob(MediaType::ImageManifest, &manifest);
    Image { platform, manifest, config, layers }
}

fn layers_of(base: &BaseImage) -> Vec<Blob> {
    let layers = base.manifest.layers().iter();
    layers
        .map(|layer| Blob { descriptor: plain(layer), content: Content::Base(base.repository.clone()) })
        .collect()
}

/// A layer of a base as a manifest of ours names it. A layer of Docker's has the same bytes under another name, which readers of OCI
/// manifests, umoci for one, refuse.
fn plain(layer: &Descriptor) -> Descriptor {
    let media_type = match layer.media_type().as_ref() {
        "application/vnd.docker.image.rootfs.diff.tar.gzip" => MediaType::ImageLayerGzip,
        "application/vnd.docker.image.rootfs.diff.tar.zstd" => MediaType::ImageLayerZstd,
        "application/vnd.docker.image.rootfs.diff.tar" => MediaType::ImageLayer,
        "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip" => {
            MediaType::ImageLayerNonDistributableGzip
        }
        "application/vnd.docker.image.rootfs.foreign.diff.tar" => MediaType::ImageLayerNonDistributable,
        _ => return layer.clone(),
    };
    let mut layer = layer.clone();
    layer.set_media_type(media_type);
    layer
}

/// Puts the images of one reference together: an index if there are several.
pub(crate) fn built(images: Vec<Image>, annotations: &BTreeMap<String, String>) -> Result<Built, OciError> {
    if images.is_empty() {
        return Err(OciError::Wrong("an image needs one platform at least".to_owned()));
    }
    for (position, image) in images.iter().enumerate() {
        if images[..position].iter().any(|other| other.platform == image.platform) {
            return Err(OciError::Wrong(format!(
                "the platform {} is there twice; name it once",
                image.platform
            )));
        }
    }
    let index = (images.len() > 1).then(|| json::blob(MediaType::ImageIndex, &index(&images, annotations)));
    Ok(Built { images, index })
}

fn index(images: &[Image], annotations: &BTreeMap<String, String>) -> ImageIndex {
    ImageIndexBuilder::default()
        .schema_version(SCHEMA_VERSION)
        .media_type(MediaType::ImageIndex)
        .manifests(images.iter().map(described).collect::<Vec<_>>())
        .annotations(annotations.clone().into_iter().collect::<std::collections::HashMap<_, _>>())
        .build()
        .expect("all that an index needs")
}

/// The manifest of an image, with its platform.
pub(super) fn described(image: &Image) -> Descriptor {
    let Platform { os, architecture, variant } = &image.platform;
    let mut platform =
        PlatformBuilder::default().os(Os::from(os.as_str())).architecture(Arch::from(architecture.as_str()));
    if let Some(variant) = variant {
        platform = platform.variant(variant.clone());
    }
    let mut descriptor = image.manifest.descriptor.clone();
    descriptor.set_platform(Some(platform.build().expect("an operating system and an architecture")));
    descriptor
}
