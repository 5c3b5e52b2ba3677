//! The bytes of an image, in the formats of the Open Container Initiative: a base, one layer on top, a configuration, a manifest, and an
//! index for several platforms. Nothing here knows a registry or Flyte.
//!
//! Source: the OCI image specification v1.1.

mod base;
mod binary;
mod blob;
mod config;
mod created;
mod digest;
mod elf;
mod error;
mod files;
mod fits;
#[cfg(any(fuzzing, test))]
mod fuzzing;
mod json;
mod layer;
mod layout;
mod manifest;
mod misfit;
mod platform;
#[cfg(test)]
pub(crate) mod testing;
mod tree;

pub(crate) use base::{BaseImage, LayerError, Layers};
pub(crate) use binary::Binary;
pub(crate) use blob::{Blob, Built, Content, Image};
pub(crate) use config::{Settings, config};
pub(crate) use created::{VARIABLE as SOURCE_DATE_EPOCH, created};
pub(crate) use digest::{sha256, sha256_of};
pub(crate) use error::OciError;
pub(crate) use files::BaseFiles;
pub(crate) use fits::{Linkage, Place, fits};
pub(crate) use layer::{Folders, Layer, layer};
pub(crate) use layout::Layout;
pub(crate) use manifest::{built, image};
pub(crate) use misfit::{Misfit, build_command};
pub(crate) use platform::Platform;
pub(crate) use tree::Tree;

#[cfg(any(fuzzing, test))]
pub(crate) use fuzzing::{elf as elf_of_anybody, layers as layers_of_anybody};
