//! Recoverable errors, after which Flyte tries a task again.

use std::cell::Cell;
use std::error::Error;
use std::fmt;
use std::io;

/// A recoverable error: Flyte tries the task again, as often as its `retries` allow.
///
/// `Recoverable(error)` makes any error or text recoverable. After any other error, the task fails at once, whatever
/// its `retries`.
///
/// ```
/// use aileron::prelude::*;
/// use std::io;
///
/// /// Is tried three more times while the host is down, but not if it does not exist.
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
/// It has the text and the [`source`](Error::source) of the error that it contains, so the chain of causes is
/// complete and nothing appears twice. It may be anywhere in the chain of the task's error, for example under the
/// context of `anyhow`, or in an error type of your own: the whole error is then recoverable.
///
/// In the error document, the kind is `RECOVERABLE` and the code is `USER:Recoverable` (flytekit
/// `bin/entrypoint.py`).
#[derive(Debug)]
pub struct Recoverable {
    error: Box<dyn Error + Send + Sync>,
}

/// Makes an error or a text recoverable: returns a [`struct@Recoverable`].
#[expect(non_snake_case, reason = "it has the name of the type that it returns")]
pub fn Recoverable(error: impl Into<Box<dyn Error + Send + Sync>>) -> Recoverable {
    Recoverable { error: error.into() }
}

impl Recoverable {
    /// Returns the error that this contains.
    #[must_use]
    pub fn get_ref(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.error
    }

    /// Takes out the error that this contains.
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
    /// Whether the source of a recoverable error was requested.
    static REQUESTED: Cell<bool> = const { Cell::new(false) };
}

/// Records that the source of a recoverable error was requested. An error that wraps it may forward the request and
/// not be a link of the chain itself, as `io::Error` and `#[error(transparent)]` do: the type can't be seen there,
/// but the request arrives.
pub(crate) fn mark() {
    REQUESTED.set(true);
}

/// Whether an error in the chain is recoverable.
pub(crate) fn is_recoverable(error: &(dyn Error + 'static)) -> bool {
    REQUESTED.set(false);
    let mut chain = std::iter::successors(Some(error), |error| (*error).source());
    chain.any(|error| error.downcast_ref().is_some_and(is_full)) || REQUESTED.take()
}

/// Whether the disk is full. Another pod may have room: Flyte also tries a pod again that was evicted for lack of
/// space (flyteplugins `flytek8s/pod_helper.go`).
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

    /// An error like those that `#[error(transparent)]` of `thiserror` makes.
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
    fn the_chain_is_that_of_the_contained_error() {
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
    fn a_recoverable_error_is_found_in_any_wrapper() {
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
        // An earlier request changes nothing.
        assert!(Recoverable("reset").source().is_none());
        assert!(!is_recoverable(&refused()) && !is_recoverable(&outer(refused())));
    }
}
