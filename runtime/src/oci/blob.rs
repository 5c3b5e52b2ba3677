//! An image as it is stored: blobs, each known by its digest.

use super::Platform;
use oci_spec::image::Descriptor;
use std::path::PathBuf;

/// Some bytes of an image.
#[derive(Clone, Debug)]
pub(crate) struct Blob {
    /// Its media type, size and digest.
    pub(crate) descriptor: Descriptor,
    pub(crate) content: Content,
}

/// Where the bytes of a blob are.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// In memory: documents.
    Bytes(Vec<u8>),
    /// In a file of this machine: a layer that was made.
    File(PathBuf),
    /// In a repository of a registry, `registry/repository`: a layer of the base. It is fetched where somebody wants its bytes.
    Base(String),
}

/// An image for one platform.
#[derive(Clone, Debug)]
pub(crate) struct Image {
    pub(crate) platform: Platform,
    pub(crate) manifest: Blob,
    pub(crate) config: Blob,
    /// The lowest first; ours is the last one.
    pub(crate) layers: Vec<Blob>,
}

/// What one reference names: an image, or an index of several.
#[derive(Clone, Debug)]
pub(crate) struct Built {
    /// One for each platform.
    pub(crate) images: Vec<Image>,
    /// The index, if there are several platforms.
    pub(crate) index: Option<Blob>,
}

impl Built {
    /// What a tag names: the index, else the manifest.
    pub(crate) fn root(&self) -> Option<&Blob> {
        self.index.as_ref().or_else(|| self.images.first().map(|image| &image.manifest))
    }
}
