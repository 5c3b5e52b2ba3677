//! Stderr, on which a display may be drawn.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

static DISPLAY: AtomicBool = AtomicBool::new(false);

/// Tells whether there is a display below the cursor.
pub(super) fn start(display: bool) {
    DISPLAY.store(display, Ordering::Relaxed);
}

/// Writes whole lines at once. The display, which is drawn again in a moment, makes room for them.
pub(super) fn write(lines: &str) {
    let room = if DISPLAY.load(Ordering::Relaxed) { "\x1b[J" } else { "" };
    // A closed stderr can't be told of.
    let _ = io::stderr().lock().write_all(format!("{room}{lines}\n").as_bytes());
}
