//! Files in stores that are reached over the network.

#[cfg(feature = "s3")]
mod aws;
#[cfg(feature = "azure")]
mod azure;
#[cfg(any(feature = "azure", feature = "gcs", feature = "s3"))]
mod bucket_settings;
mod careful;
mod checksum;
mod client;
mod download;
mod environment;
mod error;
#[cfg(any(fuzzing, test))]
pub(super) mod fuzzing;
#[cfg(feature = "gcs")]
mod gcs;
#[cfg(feature = "http")]
mod http_files;
mod key;
mod listing;
mod object;
mod opened;
mod patience;
mod piece;
#[cfg(feature = "s3")]
mod profile;
#[cfg(feature = "dataset")]
mod ranges;
mod refusal;
mod runtime;
#[cfg(feature = "s3")]
mod s3;
mod store;
mod store_kind;
mod unfinished;
mod upload;
mod upload_target;
mod version;

pub(crate) use download::Download;
#[cfg(feature = "dataset")]
pub(crate) use ranges::Ranges;
pub(crate) use unfinished::abandon;
#[cfg(unix)]
pub(crate) use unfinished::stop_after;
pub(crate) use upload::Upload;

use super::Address;
use super::ListedFile;
use object::Object;
use object_store::path::Path;
use object_store::{Attribute, Attributes};
use std::io;
use store::Store;
use store_kind::StoreKind;

/// The greatest length of a key in bytes. Stores accept 1,024 bytes or characters.
const LONGEST_KEY: usize = 4096;

/// A file, or a prefix of files, in a store on the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Remote {
    kind: StoreKind,
    uri: Address,
    /// The length of the store's part of the URI, `s3://bucket`.
    root: usize,
}

impl Remote {
    /// The place of a URI in a store that a feature adds; `None` if this program was built without the feature.
    pub(super) fn new(feature: &str, uri: &Address) -> Option<Self> {
        let kind = StoreKind::from_feature(feature)?;
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
        Download::open(self.object(&store, path))
    }

    /// Opens the object to read parts of it.
    #[cfg(feature = "dataset")]
    pub(super) fn ranges(&self) -> io::Result<Ranges> {
        let (store, path) = self.place()?;
        Ranges::open(self.object(&store, path))
    }

    /// Whether it is a file of a web server, which can't list files and may not serve parts.
    #[cfg(feature = "tables")]
    pub(super) fn is_of_the_web(&self) -> bool {
        self.kind.is_web()
    }

    /// Reads the whole object, unless it is larger than `limit` bytes; tries once more if it arrives damaged.
    pub(super) fn read(&self, limit: u64) -> io::Result<Option<Vec<u8>>> {
        let whole = || {
            let mut download = self.open()?;
            if download.size().is_some_and(|size| size > limit) {
                return Ok(None);
            }
            let mut bytes = Vec::new();
            loop {
                match download.chunk()? {
                    chunk if chunk.is_empty() => return Ok(Some(bytes)),
                    // Not every server sends the size.
                    _ if download.came() > limit => return Ok(None),
                    chunk => bytes.extend_from_slice(&chunk),
                }
            }
        };
        whole().or_else(|error| if is_damage(&error) { whole() } else { Err(error) })
    }

    pub(super) fn list(&self) -> io::Result<Vec<ListedFile>> {
        let (store, key) = self.store_and_key()?;
        let key = key.trim_start_matches('/');
        let prefix = if key.is_empty() || key.ends_with('/') { key.to_owned() } else { format!("{key}/") };
        listing::all(&store, prefix)
    }

    pub(super) fn create(&self, metadata: &[(String, String)]) -> io::Result<Upload> {
        let (store, path) = self.place()?;
        Upload::new(&store, path, self.attributes(metadata))
    }

    /// As in flytekit, a name that ends in `.gz` marks compressed bytes, and one that ends in `.html` a page for a browser.
    fn attributes(&self, metadata: &[(String, String)]) -> Attributes {
        let metadata =
            metadata.iter().map(|(name, value)| (Attribute::Metadata(name.clone().into()), value.clone()));
        let ending = std::path::Path::new(self.uri.whole()).extension().and_then(|ending| ending.to_str());
        let attribute = match ending {
            Some("gz") => Some((Attribute::ContentEncoding, "gzip".to_owned())),
            Some("html") => Some((Attribute::ContentType, "text/html".to_owned())),
            _ => None,
        };
        metadata.chain(attribute).collect()
    }

    /// Slashes around the key belong to the address, as in Flyte (flytestdlib `storage/storage.go`).
    fn place(&self) -> io::Result<(Store, Path)> {
        let (store, key) = self.store_and_key()?;
        let path = key::path(key.trim_matches('/')).map_err(error::setting)?;
        Ok((store, path))
    }

    fn store_and_key(&self) -> io::Result<(Store, &str)> {
        let (root, key) = self.uri.whole().split_at(self.root);
        if key.len() > LONGEST_KEY {
            let why = format!(
                "its key has {} bytes, more than the {LONGEST_KEY} that any store accepts",
                key.len()
            );
            return Err(error::setting(why));
        }
        Ok((opened::store(self.kind, root)?, key))
    }

    fn object(&self, store: &Store, path: Path) -> Object {
        Object { store: store.reading.clone(), path, address: self.uri.clone(), terms: store.terms }
    }
}

/// Whether the bytes that arrived differ from those that the store has.
pub(super) fn is_damage(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::InvalidData
}
