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

#[cfg(test)]
mod tests {
    use super::super::sha256;
    use super::super::testing::Memory;
    use super::*;
    use serde_json::{Value, json};

    fn document(blob: &Blob) -> Value {
        let Content::Bytes(bytes) = &blob.content else { panic!("{blob:?}") };
        assert_eq!((blob.descriptor.digest(), blob.descriptor.size()), (&sha256(bytes), bytes.len() as u64));
        serde_json::from_slice(bytes).unwrap()
    }

    fn blob(media_type: MediaType, bytes: &[u8]) -> Blob {
        let descriptor = Descriptor::new(media_type, bytes.len() as u64, sha256(bytes));
        Blob { descriptor, content: Content::Bytes(bytes.to_vec()) }
    }

    fn annotations() -> BTreeMap<String, String> {
        BTreeMap::from([("org.opencontainers.image.title".to_owned(), "app".to_owned())])
    }

    fn image_for(platform: &str, base: Option<&BaseImage>) -> Image {
        let config = blob(MediaType::ImageConfig, b"{}");
        let own = vec![blob(MediaType::ImageLayerGzip, b"own")];
        image(platform.parse().unwrap(), base, config, own, &annotations())
    }

    #[test]
    fn a_manifest_has_the_layers_of_its_base_then_ours() {
        let image = image_for("linux/amd64", None);
        let own = json!({ "mediaType": "application/vnd.oci.image.layer.v1.tar+gzip", "size": 3, "digest": sha256(b"own") });
        let expected = json!({
            "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": { "mediaType": "application/vnd.oci.image.config.v1+json", "size": 2, "digest": sha256(b"{}") },
            "layers": [own], "annotations": { "org.opencontainers.image.title": "app" },
        });
        assert_eq!(document(&image.manifest), expected);
        let base = Memory::default().base(vec![b"lowest".to_vec(), b"middle".to_vec()], &json!({}));
        let image = image_for("linux/amd64", Some(&base));
        let digests: Vec<_> = image.layers.iter().map(|layer| layer.descriptor.digest().clone()).collect();
        assert_eq!(digests, [&b"lowest"[..], b"middle", b"own"].map(sha256));
        assert_eq!(document(&image.manifest)["layers"].as_array().unwrap().len(), 3);
        assert!(matches!(&image.layers[1].content, Content::Base(from) if *from == base.repository));
    }

    #[test]
    fn layers_of_docker_get_the_names_of_oci_and_others_keep_theirs() {
        let mut base = Memory::default().base(vec![b"lowest".to_vec()], &json!({}));
        for (docker, oci) in [
            (
                "application/vnd.docker.image.rootfs.diff.tar.gzip",
                "application/vnd.oci.image.layer.v1.tar+gzip",
            ),
            (
                "application/vnd.docker.image.rootfs.diff.tar.zstd",
                "application/vnd.oci.image.layer.v1.tar+zstd",
            ),
            ("application/vnd.docker.image.rootfs.diff.tar", "application/vnd.oci.image.layer.v1.tar"),
            ("application/vnd.oci.image.layer.v1.tar+zstd", "application/vnd.oci.image.layer.v1.tar+zstd"),
            ("application/vnd.example.layer", "application/vnd.example.layer"),
        ] {
            base.manifest.layers_mut()[0].set_media_type(docker.into());
            let image = image_for("linux/amd64", Some(&base));
            assert_eq!(document(&image.manifest)["layers"][0]["mediaType"], oci);
            assert_eq!(image.layers[0].descriptor.digest(), &sha256(b"lowest"));
        }
    }

    #[test]
    fn several_platforms_are_one_index() {
        let images = || ["linux/arm/v7", "linux/amd64"].map(|platform| image_for(platform, None)).to_vec();
        let built = super::built(images(), &annotations()).unwrap();
        let index = document(built.index.as_ref().unwrap());
        assert_eq!(built.root().unwrap().descriptor, built.index.as_ref().unwrap().descriptor);
        assert_eq!(index["mediaType"], "application/vnd.oci.image.index.v1+json");
        let platforms: Vec<_> =
            index["manifests"].as_array().unwrap().iter().map(|image| image["platform"].clone()).collect();
        let expected = [
            json!({ "os": "linux", "architecture": "arm", "variant": "v7" }),
            json!({ "os": "linux", "architecture": "amd64" }),
        ];
        assert_eq!(platforms, expected);

        let mut one = images();
        one.truncate(1);
        let one = super::built(one, &annotations()).unwrap();
        assert!(one.index.is_none() && one.root().unwrap().descriptor.platform().is_none());
        let twice = [images(), images()].concat();
        assert!(
            super::built(twice, &annotations())
                .unwrap_err()
                .to_string()
                .contains("linux/arm/v7 is there twice")
        );
        assert!(super::built(Vec::new(), &annotations()).unwrap_err().is_mistake());
    }
}
