//! Lines for the person who waits.

use std::io::Write;

/// Prints a line on stderr.
pub(super) fn note(text: &str) {
    // Whoever closed stderr does not want to know.
    let _ = writeln!(std::io::stderr(), "{text}");
}
