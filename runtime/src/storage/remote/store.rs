//! Stores that were opened, by their scheme and bucket.

use super::patience::Terms;
use super::store_kind::StoreKind;
use object_store::ObjectStore;
use object_store::list::PaginatedListStore;
use object_store::multipart::MultipartStore;
use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// One bucket, container or host.
#[derive(Clone)]
pub(super) struct Store {
    /// Asks for checksums, which a request that writes must not.
    pub(super) reading: Arc<dyn ObjectStore>,
    pub(super) writing: Arc<dyn ObjectStore>,
    /// None where nothing can be written.
    pub(super) parts: Option<Arc<dyn MultipartStore>>,
    /// None where nothing can be listed.
    pub(super) lists: Option<Arc<dyn PaginatedListStore>>,
    pub(super) terms: Terms,
}

/// The store of that root, `s3://bucket`; opened by the first who asks, since its connections are worth keeping.
pub(super) fn of(kind: StoreKind, root: &str) -> io::Result<Store> {
    static OPEN: Mutex<Option<HashMap<String, Store>>> = Mutex::new(None);
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    let open = open.get_or_insert_default();
    if let Some(store) = open.get(root) {
        return Ok(store.clone());
    }
    let store = kind.open(root)?;
    open.insert(root.to_owned(), store.clone());
    Ok(store)
}
