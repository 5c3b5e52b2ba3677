//! The kinds of stores in this program.

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
    /// The kind that a feature adds, if this program has it.
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

    /// The length of the part of a URI that names the store: all of it if each file is a store of its own.
    pub(super) fn root(self, uri: &str) -> Option<usize> {
        let rest = uri.find("://")? + 3;
        match self {
            #[cfg(feature = "http")]
            StoreKind::Http => Some(uri.len()),
            #[allow(unreachable_patterns, reason = "with only that feature")]
            _ => Some(uri[rest..].find('/').map_or(uri.len(), |slash| rest + slash)),
        }
    }

    /// Whether the store is a web server.
    #[cfg(feature = "tables")]
    pub(super) fn is_web(self) -> bool {
        match self {
            #[cfg(feature = "http")]
            StoreKind::Http => true,
            #[allow(unreachable_patterns, reason = "with only that feature")]
            _ => false,
        }
    }

    /// Opens the store of a root, such as `s3://bucket`. No request is sent yet.
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
