//! The error of a value that does not fit a literal.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// The reason why a value can't be written as a literal, or why a literal can't be read as a value.
///
/// ```
/// use aileron::FlyteType;
///
/// let error = u8::from_literal(300_i64.into_literal()?).unwrap_err();
/// assert_eq!(error.to_string(), "300 doesn't fit u8, whose values are between 0 and 255");
/// # Ok::<(), aileron::ValueError>(())
/// ```
#[derive(Clone, Debug)]
pub struct ValueError {
    path: String,
    message: Box<str>,
    cause: Option<Arc<dyn Error + Send + Sync>>,
    may_pass: bool,
}

/// Two errors are equal if they say the same of the same place.
impl PartialEq for ValueError {
    fn eq(&self, other: &Self) -> bool {
        (&self.path, &self.message, self.may_pass) == (&other.path, &other.message, other.may_pass)
    }
}

impl Eq for ValueError {}

impl ValueError {
    /// Makes an error with a message for people. A message of more than 4096 bytes, which may quote a value, is shortened.
    #[cold]
    #[inline(never)]
    pub fn new(message: impl Into<String>) -> Self {
        let message = shortened(message.into()).into();
        ValueError { path: String::new(), message, cause: None, may_pass: false }
    }

    /// The same error, which another one caused.
    #[cold]
    pub(crate) fn caused_by(self, cause: impl Error + Send + Sync + 'static) -> Self {
        ValueError { cause: Some(Arc::new(cause)), ..self }
    }

    /// An error for a literal of another type than the expected one.
    pub(crate) fn mismatch(wanted: &str, found: impl fmt::Display) -> Self {
        ValueError::new(format!("expected {wanted}, but the literal holds {found}"))
    }

    /// The same error, marked as one that may pass, such as an error of the network.
    pub(crate) fn that_may_pass(self, may_pass: bool) -> Self {
        ValueError { may_pass, ..self }
    }

    /// Whether trying again can help.
    pub(crate) fn may_pass(&self) -> bool {
        self.may_pass
    }

    /// The path to the wrong part of the value, and what is wrong with it.
    #[cfg(feature = "dataset")]
    pub(crate) fn parts(&self) -> (&str, &str) {
        (&self.path, &self.message)
    }

    /// The same error, one step further out: `step` is an index or a key.
    pub(crate) fn within(mut self, step: impl fmt::Display) -> Self {
        self.path = shortened(format!("[{step}]{}", self.path));
        self
    }
}

/// The longest message in bytes. The errors of a union's variants are joined, so without a limit they would grow with each
/// union around them.
const LONGEST: usize = 4096;

fn shortened(mut text: String) -> String {
    if text.len() > LONGEST {
        text.truncate(text.floor_char_boundary(LONGEST));
        text.push('…');
        text.shrink_to_fit();
    }
    text
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "at {}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}

impl Error for ValueError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}
