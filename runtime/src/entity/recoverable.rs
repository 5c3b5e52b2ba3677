//! Errors that may pass, so that Flyte tries again.

use std::cell::Cell;
use std::error::Error;
use std::fmt;
use std::io;

/// An error that may pass: Flyte runs the task again, as often as its `retries` allow.
///
/// `Recoverable(error)` makes one of any error or text. Every other error ends the workflow at once, whatever `retries`
/// says.
///
/// ```
/// use aileron::prelude::*;
/// use std::io;
///
/// /// Tries three more times while the host is down, and never again where it does not exist.
/// #[task(retries = 3)]
/// fn fetch(host: String) -> Result<i64, Box<dyn std::error::Error + Send + Sync>> {
///     match ask(&host) {
///         Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => Err(Recoverable(error).into()),
///         answer => Ok(answer?),
///     }
/// }
///
/// fn ask(host: &str) -> io::Result<i64> {
///     if host.is_empty() { Err(io::ErrorKind::NotFound.into()) } else { Err(io::ErrorKind::ConnectionRefused.into()) }
/// }
/// # assert_eq!(fetch("h".into()).unwrap_err().to_string(), "connection refused");
/// ```
///
/// It shows itself as the error that it is made of, and has the same [`source`](Error::source): nothing of the chain is
/// lost or told twice. Wherever it stands in the chain of what the task returns, under the context of `anyhow` or in an
/// error of your own, the whole may pass.
///
/// The kind is `RECOVERABLE` and the code `USER:Recoverable` in the error document (flytekit `bin/entrypoint.py`).
#[derive(Debug)]
pub struct Recoverable {
    error: Box<dyn Error + Send + Sync>,
}

/// Makes an error, or a text, one that may pass: a [`struct@Recoverable`].
#[expect(non_snake_case, reason = "it is written as the value that it makes")]
pub fn Recoverable(error: impl Into<Box<dyn Error + Send + Sync>>) -> Recoverable {
    Recoverable { error: error.into() }
}

impl Recoverable {
    /// The error that it was made of.
    #[must_use]
    pub fn get_ref(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.error
    }

    /// The error that it was made of, taken out.
    #[must_use]
    pub fn into_inner(self) -> Box<dyn Error + Send + Sync> {
        self.error
    }
}

impl fmt::Display for Recoverable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl Error for Recoverable {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        mark();
        self.error.source()
    }
}

thread_local! {
    /// Whether an error that may pass was asked for its source.
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

/// Called by whoever may pass, when it is asked for its source. An error that wraps it may forward that question and be
/// no other link of the chain, as `io::Error` and `#[error(transparent)]` do: the type is out of sight there, but the
/// call arrives.
pub(crate) fn mark() {
    ASKED.set(true);
}

/// Whether something in the error's chain may pass.
pub(crate) fn is_recoverable(error: &(dyn Error + 'static)) -> bool {
    ASKED.set(false);
    let mut chain = std::iter::successors(Some(error), |error| (*error).source());
    chain.any(|error| error.downcast_ref().is_some_and(is_full)) || ASKED.take()
}

/// Another pod may have the room: Flyte tries a pod again too that was evicted for want of it (flyteplugins
/// `flytek8s/pod_helper.go`).
fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Outer(Box<dyn Error + Send + Sync>);

    impl fmt::Display for Outer {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("the model can't be fetched")
        }
    }

    impl Error for Outer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&*self.0)
        }
    }

    /// As `#[error(transparent)]` of `thiserror` makes one.
    #[derive(Debug)]
    struct Transparent(Recoverable);

    impl fmt::Display for Transparent {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.fmt(f)
        }
    }

    impl Error for Transparent {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            self.0.source()
        }
    }

    fn refused() -> io::Error {
        io::ErrorKind::ConnectionRefused.into()
    }

    #[test]
    fn the_chain_is_that_of_the_error() {
        let error = Recoverable(Outer(refused().into()));
        assert_eq!(error.to_string(), "the model can't be fetched");
        let cause = error.source().and_then(|cause| cause.downcast_ref::<io::Error>());
        assert_eq!(cause.map(io::Error::kind), Some(io::ErrorKind::ConnectionRefused));
        assert!(error.get_ref().is::<Outer>() && error.into_inner().is::<Outer>());
        assert!(Recoverable("a text").source().is_none());
        let mapped = "three".parse::<i64>().map_err(Recoverable).unwrap_err();
        assert_eq!(mapped.to_string(), "invalid digit found in string");
    }

    #[test]
    fn the_mark_is_found_however_it_is_wrapped() {
        fn outer(error: impl Error + Send + Sync + 'static) -> Outer {
            Outer(Box::new(error))
        }
        let io = io::Error::other(Recoverable("reset"));
        for marked in [
            &Recoverable("reset") as &(dyn Error + 'static),
            &Recoverable(refused()),
            &Recoverable(outer(refused())),
            &outer(outer(Recoverable("reset"))),
            &outer(Transparent(Recoverable(refused()))),
            &io::Error::other(io),
            &Transparent(Recoverable("reset")),
            &outer(Transparent(Recoverable(outer(refused())))),
            &outer(io::Error::from(io::ErrorKind::StorageFull)),
        ] {
            assert!(is_recoverable(marked), "{marked:?}");
        }
        // Who asked before changes nothing.
        assert!(Recoverable("reset").source().is_none());
        assert!(!is_recoverable(&refused()) && !is_recoverable(&outer(refused())));
    }
}
