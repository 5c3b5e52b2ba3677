//! The image that another is built on.

use oci_spec::image::{Descriptor, Digest, ImageConfiguration, ImageManifest};
use std::error::Error;
use std::io::Read;

/// A base for one platform, as its registry has it.
#[derive(Clone, Debug)]
pub(crate) struct BaseImage {
    /// As the user wrote it: `docker.io/apache/spark:4.0.1`.
    pub(crate) reference: String,
    /// Where its layers are: `registry/repository`.
    pub(crate) repository: String,
    /// The digest of its manifest; never that of an index.
    pub(crate) digest: Digest,
    pub(crate) manifest: ImageManifest,
    pub(crate) config: ImageConfiguration,
    /// The configuration as it was written: other tools put more into it than the specification has.
    pub(crate) config_bytes: Vec<u8>,
}

/// Where the bytes of a base's layers come from.
pub(crate) trait Layers {
    /// The bytes of a layer as the registry has them, which is compressed in most cases. Their digest is the descriptor's.
    ///
    /// It may take as long as a download does. `repository` is [`BaseImage::repository`].
    fn open(&self, repository: &str, layer: &Descriptor) -> Result<Box<dyn Read + '_>, LayerError>;
}

/// Why a layer of a base can't be read. It is an error of whoever fetches it.
pub(crate) type LayerError = Box<dyn Error + Send + Sync>;
