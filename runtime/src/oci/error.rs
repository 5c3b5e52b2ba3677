//! Why an image can't be made.

use super::{LayerError, Misfit};
use oci_spec::image::Digest;
use std::error::Error;
use std::path::PathBuf;
use std::{fmt, io};

/// Why an image can't be made or written.
#[derive(Debug)]
pub(crate) enum OciError {
    /// What is wanted can't be an image: what is wrong, why, and what to write instead.
    Wrong(String),
    /// A binary does not run in its image.
    Misfit(Box<Misfit>),
    /// A file or folder of this machine: what was to be done with it.
    File { doing: &'static str, path: PathBuf, error: io::Error },
    /// A layer of a base can't be read.
    Layer { base: String, layer: Digest, error: LayerError },
    /// A base breaks the rules of its format.
    Base { base: String, problem: String },
}

impl OciError {
    /// Whether the user asked for something that can't be, rather than that something failed.
    pub(crate) fn is_mistake(&self) -> bool {
        match self {
            OciError::Wrong(_) | OciError::Misfit(_) => true,
            OciError::File { error, .. } => error.kind() == io::ErrorKind::NotFound,
            OciError::Layer { .. } | OciError::Base { .. } => false,
        }
    }

    /// For `map_err`: what was to be done with which file.
    pub(super) fn file(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| OciError::File { doing, path, error }
    }
}

impl fmt::Display for OciError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OciError::Wrong(text) => f.write_str(text),
            OciError::Misfit(misfit) => misfit.fmt(f),
            OciError::File { doing, path, .. } => write!(f, "can't {doing} `{}`", path.display()),
            OciError::Layer { base, layer, .. } => {
                write!(f, "can't read the layer {layer} of the base `{base}`")
            }
            OciError::Base { base, problem } => {
                write!(f, "the base `{base}` is no image that this can build on: {problem}")
            }
        }
    }
}

impl Error for OciError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            OciError::File { error, .. } => Some(error),
            OciError::Layer { error, .. } => Some(&**error),
            OciError::Wrong(_) | OciError::Misfit(_) | OciError::Base { .. } => None,
        }
    }
}

impl From<Box<Misfit>> for OciError {
    fn from(misfit: Box<Misfit>) -> Self {
        OciError::Misfit(misfit)
    }
}
