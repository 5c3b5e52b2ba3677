//! Where the task that is running keeps its data.

use crate::storage::{Location, random};
use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

/// Where the task that is running keeps its data.
#[derive(Debug)]
pub(crate) struct Context {
    /// Below which the files are that it makes.
    raw: Location,
    /// What is told of each of them, where the store keeps such a thing.
    metadata: Vec<(String, String)>,
    /// For copies of what lies elsewhere.
    scratch: PathBuf,
}

thread_local! {
    static CURRENT: RefCell<Option<Arc<Context>>> = const { RefCell::new(None) };
}

/// The one that was entered last, for the threads that a task starts itself: in a container there is only one.
static LAST: RwLock<Option<Arc<Context>>> = RwLock::new(None);

/// Outside of all others, as in a unit test that calls a task.
static OUTSIDE: LazyLock<Arc<Context>> = LazyLock::new(|| Arc::new(Context::local()));

impl Context {
    /// With a prefix that Flyte gave, or else on this machine.
    pub(crate) fn new(raw: Option<Location>) -> Self {
        let scratch = std::env::temp_dir().join("aileron").join(random::name());
        let raw = raw.unwrap_or_else(|| Location::Local(scratch.join("raw")));
        Context { raw, metadata: execution(), scratch: scratch.join("copies") }
    }

    /// On this machine.
    pub(crate) fn local() -> Self {
        Context::new(None)
    }

    /// Does the work with this as the current one, on this thread.
    pub(crate) fn scope<T>(self: &Arc<Self>, work: impl FnOnce() -> T) -> T {
        *LAST.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(self));
        let _before = Before(CURRENT.replace(Some(Arc::clone(self))));
        work()
    }

    pub(super) fn current() -> Arc<Self> {
        let last = || LAST.read().unwrap_or_else(PoisonError::into_inner).clone();
        CURRENT.with_borrow(Clone::clone).or_else(last).unwrap_or_else(|| Arc::clone(&OUTSIDE))
    }

    /// A place for a file of that name, which nothing else has (flytekit `core/data_persistence.py`).
    pub(super) fn place(&self, name: &str) -> Location {
        self.folder().join(name)
    }

    /// A place for several files.
    pub(super) fn folder(&self) -> Location {
        self.raw.join(&random::name())
    }

    /// Whether what the task makes goes to a store elsewhere.
    #[cfg(all(feature = "stores", unix))]
    pub(crate) fn uploads(&self) -> bool {
        self.raw.path().is_none()
    }

    pub(super) fn metadata(&self) -> &[(String, String)] {
        &self.metadata
    }

    /// A place on this machine for a copy of that name.
    pub(super) fn copy(&self, name: &str) -> PathBuf {
        self.scratch.join(random::name()).join(name)
    }
}

/// Restores what was current, also when the work panics.
struct Before(Option<Arc<Context>>);

impl Drop for Before {
    fn drop(&mut self) {
        CURRENT.set(self.0.take());
    }
}

/// The execution, as flytekit tells it of each file (`bin/entrypoint.py`), unless the environment forbids it.
fn execution() -> Vec<(String, String)> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let wish = variable("FLYTE_PERSISTENCE_ATTACH_EXECUTION_METADATA").unwrap_or_default();
    if matches!(&*wish.to_ascii_lowercase(), "false" | "0" | "no" | "off") {
        return Vec::new();
    }
    [
        ("flyte-execution-project", "FLYTE_INTERNAL_EXECUTION_PROJECT"),
        ("flyte-execution-domain", "FLYTE_INTERNAL_EXECUTION_DOMAIN"),
        ("flyte-execution-launchplan", "FLYTE_INTERNAL_EXECUTION_LAUNCHPLAN"),
        ("flyte-execution-workflow", "FLYTE_INTERNAL_EXECUTION_WORKFLOW"),
        ("flyte-execution-name", "FLYTE_INTERNAL_EXECUTION_ID"),
    ]
    .into_iter()
    .filter_map(|(name, from)| Some((name.to_owned(), variable(from)?)))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_scope_sets_ends_with_it() {
        let (outer, inner) = (Arc::new(Context::local()), Arc::new(Context::local()));
        let same = |context: &Arc<Context>| Arc::ptr_eq(context, &Context::current());
        outer.scope(|| {
            inner.scope(|| assert!(same(&inner)));
            assert!(same(&outer));
            let panics = std::panic::catch_unwind(|| inner.scope(|| panic!("on purpose")));
            assert!(panics.is_err() && same(&outer));
        });
    }

    #[test]
    fn a_place_has_a_folder_of_its_own() {
        let context = Context::new(Some(Location::Local("/raw".into())));
        let place = context.place("a.csv").to_string();
        let parts: Vec<&str> = place.split('/').collect();
        assert!(matches!(parts[..], ["", "raw", folder, "a.csv"] if folder.len() == 32), "{place}");
        assert_ne!(place, context.place("a.csv").to_string());
    }
}
