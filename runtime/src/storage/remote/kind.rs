//! The kinds of stores that this program was built with.

use super::store::Store;

/// A kind of store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    #[cfg(feature = "s3")]
    S3,
}

impl Kind {
    /// The kind that a feature brings, if this program has it.
    pub(super) fn of(feature: &str) -> Option<Self> {
        match feature {
            #[cfg(feature = "s3")]
            "s3" => Some(Kind::S3),
            _ => None,
        }
    }

    /// Opens the store of that root, `s3://bucket`. Nothing is asked of it yet.
    pub(super) fn open(self, root: &str) -> Result<Store, String> {
        let name = root.split_once("://").map_or("", |(_, name)| name);
        match self {
            #[cfg(feature = "s3")]
            Kind::S3 => super::s3::open(name),
        }
    }
}
