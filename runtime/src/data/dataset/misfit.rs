//! Values that do not fit a column, and how a message shows them.

use crate::types::{Bytes, ValueError};

/// From this value on, a float does not hold every integer.
pub(super) const EXACT: u64 = 1 << f64::MANTISSA_DIGITS;

/// Why a value does not fit a column.
#[derive(Debug)]
pub(super) struct Misfit {
    /// The path from the column to the value: `.a[3]`.
    pub(super) path: String,
    /// What follows "the column `a`" in the message.
    pub(super) why: String,
}

impl Misfit {
    pub(super) fn within(mut self, step: &str) -> Self {
        self.path.insert_str(0, step);
        self
    }
}

impl From<String> for Misfit {
    fn from(why: String) -> Self {
        Misfit { path: String::new(), why }
    }
}

impl From<ValueError> for Misfit {
    fn from(error: ValueError) -> Self {
        format!("can't be read: {error}").into()
    }
}

/// The beginning of a text, for messages.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 100;
    let end = text.floor_char_boundary(LONGEST);
    if end < text.len() { format!("{}…", &text[..end]) } else { text.to_owned() }
}

/// The integer equal to a float, if there is one.
pub(super) fn whole(value: f64) -> Option<i64> {
    #[expect(clippy::cast_precision_loss, reason = "a power of two")]
    let is_exact = value.fract() == 0.0 && value.abs() <= EXACT as f64;
    #[expect(clippy::cast_possible_truncation, reason = "whole and small enough, as just checked")]
    is_exact.then_some(value as i64)
}

/// Bytes in their text form.
pub(super) fn base64(bytes: &[u8]) -> String {
    aileron_idl::base64(bytes)
}

/// The bytes of such a text.
pub(super) fn of_base64(text: &str) -> Option<Bytes> {
    use ::base64::Engine as _;
    ::base64::engine::general_purpose::STANDARD.decode(text).ok().map(Bytes)
}
