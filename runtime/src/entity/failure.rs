//! Why a task gave no outputs.

use super::is_recoverable;
use crate::types::ValueError;
use std::any::Any;
use std::cell::RefCell;
use std::error::Error;
use std::fmt;

/// Why a task gave no outputs.
#[derive(Debug)]
pub enum Failure {
    /// An input was not given.
    Missing {
        /// The input.
        name: &'static str,
    },
    /// An input's literal is not of the parameter's type.
    Input {
        /// The input.
        name: &'static str,
        /// What is wrong with it.
        error: ValueError,
    },
    /// What the function returned has no literal.
    Output {
        /// What is wrong with it.
        error: ValueError,
    },
    /// The function returned an error.
    User(Box<dyn Error + Send + Sync>),
    /// The function panicked.
    Panic {
        /// The panic's message.
        message: String,
        /// `src/lib.rs:10:5`.
        place: Option<String>,
    },
}

impl Failure {
    pub(crate) fn is_recoverable(&self) -> bool {
        matches!(self, Failure::User(error) if is_recoverable(&**error))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Missing { name } => write!(f, "the input `{name}` was not given"),
            Failure::Input { name, error } => write!(f, "the input `{name}` can't be read: {error}"),
            Failure::Output { error } => write!(f, "the output can't be written: {error}"),
            Failure::User(error) => write_chain(f, &**error),
            Failure::Panic { message, place: Some(place) } => write!(f, "panicked at {place}: {message}"),
            Failure::Panic { message, place: None } => write!(f, "panicked: {message}"),
        }
    }
}

impl Error for Failure {}

/// The error and, on a line each, what caused it.
fn write_chain(f: &mut fmt::Formatter<'_>, error: &(dyn Error + 'static)) -> fmt::Result {
    write!(f, "{error}")?;
    let mut last = error.to_string();
    for cause in std::iter::successors(error.source(), |error| (*error).source()) {
        let text = cause.to_string();
        // Many errors print their source as well: say it once. The marker of `Recoverable` says what the kind says.
        if !last.contains(&text) && !is_marker(cause) {
            write!(f, "\ncaused by: {text}")?;
        }
        last = text;
    }
    Ok(())
}

fn is_marker(error: &(dyn Error + 'static)) -> bool {
    error.source().is_none() && is_recoverable(error)
}

/// What a panic said.
pub(crate) fn describe_panic(payload: &(dyn Any + Send)) -> String {
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a value that is no text").to_owned()
}

thread_local! {
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps where this thread last panicked, which the payload of a panic doesn't tell.
pub(crate) fn remember_panics() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            PLACE.set(info.location().map(ToString::to_string));
            hook(info);
        }));
    });
}

/// Where this thread last panicked.
pub(crate) fn last_panic_place() -> Option<String> {
    PLACE.take()
}
