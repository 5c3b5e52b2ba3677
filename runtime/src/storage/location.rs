//! A file, or a prefix of files, in some store.

#[cfg(feature = "stores")]
use super::remote::Remote;
use std::fmt;
use std::path::{Path, PathBuf};

/// A file, or a prefix of files, in some store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    /// On this machine.
    Local(PathBuf),
    /// In a store that is reached over the network.
    #[cfg(feature = "stores")]
    Remote(Remote),
}

impl Location {
    /// The file of this name below the prefix.
    pub(crate) fn join(&self, name: &str) -> Self {
        match self {
            Location::Local(path) => Location::Local(path.join(name)),
            #[cfg(feature = "stores")]
            Location::Remote(remote) => Location::Remote(remote.join(name)),
        }
    }

    /// The path, if the file is on this machine.
    #[cfg_attr(not(feature = "stores"), expect(clippy::unnecessary_wraps, reason = "a store has none"))]
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Location::Local(path) => Some(path),
            #[cfg(feature = "stores")]
            Location::Remote(_) => None,
        }
    }

    /// The whole address, to use it or pass it on; messages show it without its secrets.
    pub(crate) fn uri(&self) -> String {
        match self {
            Location::Local(path) => path.display().to_string(),
            #[cfg(feature = "stores")]
            Location::Remote(remote) => remote.uri().whole().to_owned(),
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::Local(path) => path.display().fmt(f),
            #[cfg(feature = "stores")]
            Location::Remote(remote) => remote.uri().fmt(f),
        }
    }
}
