//! Files in stores elsewhere, of whatever kind.

#[cfg(feature = "s3")]
mod aws;
#[cfg(feature = "azure")]
mod azure;
mod careful;
mod checksum;
mod client;
mod download;
#[cfg(any(feature = "s3", feature = "gcs", feature = "azure"))]
mod environment;
mod error;
#[cfg(feature = "gcs")]
mod gcs;
#[cfg(feature = "http")]
mod http_files;
mod kind;
mod listing;
mod piece;
#[cfg(feature = "s3")]
mod profile;
#[cfg(feature = "dataset")]
mod ranges;
mod runtime;
#[cfg(feature = "s3")]
mod s3;
mod store;
mod unfinished;
mod upload;

pub(crate) use download::Download;
#[cfg(feature = "dataset")]
pub(crate) use ranges::Ranges;
pub(crate) use unfinished::abandon;
pub(crate) use upload::Upload;

use super::Address;
use super::list::Entry;
use kind::Kind;
use object_store::path::Path;
use object_store::{Attribute, Attributes};
use std::io;
use store::Store;

/// A file, or a prefix of files, in a store elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Remote {
    kind: Kind,
    uri: Address,
    /// How long the store's part of it is, `s3://bucket`.
    root: usize,
}

impl Remote {
    /// The place of that URI in a store that a feature brings; none if this program was built without it.
    pub(super) fn new(feature: &str, uri: &Address) -> Option<Self> {
        let kind = Kind::of(feature)?;
        Some(Remote { kind, uri: uri.clone(), root: kind.root(uri.whole())? })
    }

    pub(crate) fn uri(&self) -> &Address {
        &self.uri
    }

    pub(super) fn join(&self, name: &str) -> Self {
        let mut uri = self.uri.whole().to_owned();
        if !uri.ends_with('/') {
            uri.push('/');
        }
        Remote { uri: Address::new(uri + name), ..self.clone() }
    }

    pub(super) fn open(&self) -> io::Result<Download> {
        let (store, path) = self.place()?;
        Download::open(&store, path)
    }

    /// Begins to read parts of the object.
    #[cfg(feature = "dataset")]
    pub(super) fn ranges(&self) -> io::Result<Ranges> {
        let (store, path) = self.place()?;
        Ranges::open(&store, path)
    }

    /// Whether it is a file of a web server, which can't list and may know no ranges.
    #[cfg(feature = "tables")]
    pub(super) fn is_of_the_web(&self) -> bool {
        self.kind.is_web()
    }

    /// The whole object, unless it is larger than `limit` bytes; tried once more if it arrives damaged.
    pub(super) fn read(&self, limit: u64) -> io::Result<Option<Vec<u8>>> {
        let whole = || {
            let mut download = self.open()?;
            if download.size() > limit {
                return Ok(None);
            }
            let mut bytes = Vec::new();
            loop {
                match download.chunk()? {
                    chunk if chunk.is_empty() => return Ok(Some(bytes)),
                    chunk => bytes.extend_from_slice(&chunk),
                }
            }
        };
        whole().or_else(|error| if is_damage(&error) { whole() } else { Err(error) })
    }

    pub(super) fn list(&self) -> io::Result<Vec<Entry>> {
        let (store, path) = self.place()?;
        listing::all(&store, path)
    }

    pub(super) fn create(&self, metadata: &[(String, String)]) -> io::Result<Upload> {
        let (store, path) = self.place()?;
        Upload::new(&store, path, self.attributes(metadata))
    }

    /// As flytekit has it, a name that ends in `.gz` says that the bytes are compressed, and a page is one for a browser.
    fn attributes(&self, metadata: &[(String, String)]) -> Attributes {
        let metadata =
            metadata.iter().map(|(name, value)| (Attribute::Metadata(name.clone().into()), value.clone()));
        let ending = std::path::Path::new(self.uri.whole()).extension().and_then(|ending| ending.to_str());
        let told = match ending {
            Some("gz") => Some((Attribute::ContentEncoding, "gzip".to_owned())),
            Some("html") => Some((Attribute::ContentType, "text/html".to_owned())),
            _ => None,
        };
        metadata.chain(told).collect()
    }

    fn place(&self) -> io::Result<(Store, Path)> {
        let (root, key) = self.uri.whole().split_at(self.root);
        let store = store::of(self.kind, root)?;
        let key = key.trim_matches('/');
        let path = Path::parse(key).map_err(error::setting)?;
        Ok((store, path))
    }
}

/// Whether the bytes are not those that the store has.
pub(super) fn is_damage(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::InvalidData
}
