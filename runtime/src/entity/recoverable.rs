//! Errors that may pass, so that Flyte tries again.

use std::error::Error;
use std::fmt;
use std::io;

/// An error that may pass: Flyte runs the task again, as often as its `retries` allow.
///
/// Any other error ends the workflow at once, whatever `retries` says.
///
/// ```
/// use aileron::prelude::*;
///
/// #[task(retries = 3)]
/// fn fetch(host: String) -> Result<i64, Box<dyn std::error::Error + Send + Sync>> {
///     if host.is_empty() {
///         return Err("no host was given".into());
///     }
///     Err(Recoverable("connection reset").into())
/// }
/// # assert_eq!(fetch("h".into()).unwrap_err().to_string(), "connection reset");
/// ```
///
/// The kind is `RECOVERABLE` and the code `USER:Recoverable` in the error document (flytekit `bin/entrypoint.py`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recoverable<E>(pub E);

impl<E: fmt::Display> fmt::Display for Recoverable<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<E: fmt::Display + fmt::Debug> Error for Recoverable<E> {
    /// A marker that survives every boxing and wrapping on the way out of the task.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&Marker)
    }
}

/// Found in an error's chain of sources whatever the wrapped error's type was.
#[derive(Debug)]
struct Marker;

impl fmt::Display for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this may pass, so the task may be tried again")
    }
}

impl Error for Marker {}

/// What marks an error that may pass, for the source of another one.
pub(crate) fn marker() -> &'static (dyn Error + 'static) {
    &Marker
}

pub(crate) fn is_recoverable(error: &(dyn Error + 'static)) -> bool {
    let mut chain = std::iter::successors(Some(error), |error| (*error).source());
    chain.any(|error| error.is::<Marker>() || error.downcast_ref().is_some_and(is_full))
}

/// Another pod may have the room: Flyte tries a pod again too that was evicted for want of it (flyteplugins
/// `flytek8s/pod_helper.go`).
fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}
