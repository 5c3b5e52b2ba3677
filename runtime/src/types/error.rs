//! Why a value and a literal don't fit together.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// The reason why a value can't be written as a literal, or a literal not be read as a value.
///
/// ```
/// use aileron::FlyteType;
///
/// let error = u8::from_literal(300_i64.into_literal()?).unwrap_err();
/// assert_eq!(error.to_string(), "300 doesn't fit u8, whose values lie between 0 and 255");
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
    /// An error with a message for people. Of a long one, which may quote the value, the beginning is kept.
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

    /// The literal holds another type than the one asked for.
    pub(crate) fn mismatch(wanted: &str, found: impl fmt::Display) -> Self {
        ValueError::new(format!("{wanted} is wanted here, but the literal holds {found}"))
    }

    /// The same error, which comes from elsewhere and may not come again.
    pub(crate) fn that_may_pass(self, may_pass: bool) -> Self {
        ValueError { may_pass, ..self }
    }

    /// Whether trying again can help.
    pub(crate) fn may_pass(&self) -> bool {
        self.may_pass
    }

    /// The way to what is wrong, and what is wrong with it.
    #[cfg(feature = "dataset")]
    pub(crate) fn parts(&self) -> (&str, &str) {
        (&self.path, &self.message)
    }

    /// The same error, `step` further out: an index or a key.
    pub(crate) fn within(mut self, step: impl fmt::Display) -> Self {
        self.path = shortened(format!("[{step}]{}", self.path));
        self
    }
}

/// So much is still read by somebody; the errors of a union's variants are put together, and would grow with each union
/// around it.
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
