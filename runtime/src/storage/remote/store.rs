//! One bucket, container or host.

use super::patience::Terms;
use object_store::ObjectStore;
use object_store::list::PaginatedListStore;
use object_store::multipart::MultipartStore;
use std::sync::Arc;

/// One bucket, container or host.
#[derive(Clone)]
pub(super) struct Store {
    /// Asks for checksums; a request that writes must not.
    pub(super) reading: Arc<dyn ObjectStore>,
    pub(super) writing: Arc<dyn ObjectStore>,
    /// `None` if the store is read-only.
    pub(super) parts: Option<Arc<dyn MultipartStore>>,
    /// `None` if the store can't list.
    pub(super) lists: Option<Arc<dyn PaginatedListStore>>,
    pub(super) terms: Terms,
}

impl Store {
    /// A bucket whose one client reads, writes and lists.
    #[cfg(any(feature = "azure", feature = "gcs"))]
    pub(super) fn of_one_client<C>(client: C) -> Self
    where
        C: ObjectStore + MultipartStore + PaginatedListStore,
    {
        let client = Arc::new(client);
        Store {
            reading: Arc::clone(&client) as _,
            writing: Arc::clone(&client) as _,
            parts: Some(Arc::clone(&client) as _),
            lists: Some(client),
            terms: Terms::default(),
        }
    }
}
