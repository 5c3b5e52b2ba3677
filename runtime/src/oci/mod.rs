//! The bytes of an image, in the formats of the Open Container Initiative: a base, one layer on top, a configuration, a manifest, and an
//! index for several platforms. Nothing here knows a registry or Flyte.
//!
//! Source: the OCI image specification v1.1.

// Until all that uses it is there.
#![allow(dead_code, unused_imports)]

mod base;
mod blob;
mod platform;

pub(crate) use base::{BaseImage, LayerError, Layers};
pub(crate) use blob::{Blob, Built, Content, Image};
pub(crate) use platform::Platform;
