//! The kinds of stores that this program was built with.

use super::store::Store;
use std::io;

/// A kind of store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StoreKind {
    #[cfg(feature = "s3")]
    S3,
    #[cfg(feature = "gcs")]
    Gcs,
    #[cfg(feature = "azure")]
    Azure,
    #[cfg(feature = "http")]
    Http,
}

impl StoreKind {
    /// The kind that a feature brings, if this program has it.
    pub(super) fn from_feature(feature: &str) -> Option<Self> {
        match feature {
            #[cfg(feature = "s3")]
            "s3" => Some(StoreKind::S3),
            #[cfg(feature = "gcs")]
            "gcs" => Some(StoreKind::Gcs),
            #[cfg(feature = "azure")]
            "azure" => Some(StoreKind::Azure),
            #[cfg(feature = "http")]
            "http" => Some(StoreKind::Http),
            _ => None,
        }
    }

    /// How long the part of a URI is that names the store: all of it where each file is a store of its own.
    pub(super) fn root(self, uri: &str) -> Option<usize> {
        let rest = uri.find("://")? + 3;
        match self {
            #[cfg(feature = "http")]
            StoreKind::Http => Some(uri.len()),
            #[allow(unreachable_patterns, reason = "with only that feature")]
            _ => Some(uri[rest..].find('/').map_or(uri.len(), |slash| rest + slash)),
        }
    }

    /// Whether these are files of web servers.
    #[cfg(feature = "tables")]
    pub(super) fn is_web(self) -> bool {
        match self {
            #[cfg(feature = "http")]
            StoreKind::Http => true,
            #[allow(unreachable_patterns, reason = "with only that feature")]
            _ => false,
        }
    }

    /// Opens the store of that root, `s3://bucket`. Nothing is asked of it yet.
    pub(super) fn open(self, root: &str) -> io::Result<Store> {
        #[allow(unused_variables, reason = "with only the feature `http`")]
        let name = root.split_once("://").map_or("", |(_, name)| name);
        match self {
            #[cfg(feature = "s3")]
            StoreKind::S3 => super::s3::open(name),
            #[cfg(feature = "gcs")]
            StoreKind::Gcs => super::gcs::open(name),
            #[cfg(feature = "azure")]
            StoreKind::Azure => super::azure::open(name),
            #[cfg(feature = "http")]
            StoreKind::Http => super::http_files::open(root),
        }
    }
}
