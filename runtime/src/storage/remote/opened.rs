//! The stores that were opened, by scheme and bucket.

use super::store::Store;
use super::store_kind::StoreKind;
use crate::lock::lock;
use std::collections::HashMap;
use std::io;
use std::sync::Mutex;

/// The store of a root, such as `s3://bucket`. It is opened once, because its connections are worth keeping.
pub(super) fn store(kind: StoreKind, root: &str) -> io::Result<Store> {
    static OPEN: Mutex<Option<HashMap<String, Store>>> = Mutex::new(None);
    let mut open = lock(&OPEN);
    let open = open.get_or_insert_default();
    if let Some(store) = open.get(root) {
        return Ok(store.clone());
    }
    let store = kind.open(root)?;
    open.insert(root.to_owned(), store.clone());
    Ok(store)
}
