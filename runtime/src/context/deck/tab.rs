//! A tab of the page, and texts as HTML has them.

use std::fmt::{Display, Write};

/// A tab of the page.
#[derive(Debug)]
pub(super) struct Tab {
    pub(super) name: String,
    pub(super) html: String,
}

/// A text in which the characters of HTML are escaped.
pub(super) struct Escaped<T>(pub(super) T);

impl<T: Display> Display for Escaped<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for character in self.0.to_string().chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}
