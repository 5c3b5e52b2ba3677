//! The contents of a store, read without Aileron.

use object_store::path::Path;
use object_store::{Attributes, ObjectStore, ObjectStoreExt};
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::{Arc, OnceLock};
use tokio::runtime::Runtime;

/// A bucket whose client does not use Aileron.
#[derive(Clone, Debug)]
pub struct Bucket(Arc<dyn ObjectStore>);

impl Bucket {
    /// A bucket of a store.
    #[must_use]
    pub fn new(store: Arc<dyn ObjectStore>) -> Self {
        Bucket(store)
    }

    /// Writes an object.
    ///
    /// # Panics
    /// If the store refuses it.
    pub fn put(&self, key: &str, bytes: impl Into<Vec<u8>>) {
        let bytes: Vec<u8> = bytes.into();
        block_on(self.0.put(&path(key), bytes.into())).unwrap_or_else(|error| panic!("{error}"));
    }

    /// The bytes of an object; `None` if it does not exist.
    ///
    /// # Panics
    /// If the store does not answer.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Vec<u8>> {
        block_on(async {
            match self.0.get(&path(key)).await {
                Ok(found) => Some(found.bytes().await.expect("the bytes of the object").to_vec()),
                Err(object_store::Error::NotFound { .. }) => None,
                Err(error) => panic!("{error}"),
            }
        })
    }

    /// The attributes of an object.
    ///
    /// # Panics
    /// If it does not exist.
    #[must_use]
    pub fn attributes(&self, key: &str) -> Attributes {
        block_on(self.0.get(&path(key))).expect("an object").attributes
    }

    /// The objects below a prefix, and their sizes in bytes.
    ///
    /// # Panics
    /// If the store does not answer.
    #[must_use]
    pub fn list(&self, prefix: &str) -> BTreeMap<String, u64> {
        block_on(async {
            let mut found = BTreeMap::new();
            let mut prefixes = vec![path(prefix)];
            while let Some(prefix) = prefixes.pop() {
                let listed = self.0.list_with_delimiter(Some(&prefix)).await.expect("a listing");
                prefixes.extend(listed.common_prefixes);
                found.extend(listed.objects.into_iter().map(|one| (one.location.to_string(), one.size)));
            }
            found
        })
    }
}

/// Installs the provider of cryptography.
pub(crate) fn prepare() {
    // Fails if it is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

pub(crate) fn block_on<T>(work: impl Future<Output = T>) -> T {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    let runtime = RUNTIME.get_or_init(|| {
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime")
    });
    runtime.block_on(work)
}

/// The key as it is; `Path::from` would encode it.
fn path(key: &str) -> Path {
    Path::parse(key).expect("a key that the library accepts")
}
