//! Writes to stderr while a display may be drawn there.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

static DISPLAY: AtomicBool = AtomicBool::new(false);

/// Records whether there is a display below the cursor.
pub(super) fn start(display: bool) {
    DISPLAY.store(display, Ordering::Relaxed);
}

/// Writes whole lines at once, in place of the display, which is drawn again soon.
pub(super) fn write(lines: &str) {
    let room = if DISPLAY.load(Ordering::Relaxed) { "\x1b[J" } else { "" };
    // If stderr is closed, there is nowhere to report it.
    let _ = io::stderr().lock().write_all(format!("{room}{lines}\n").as_bytes());
}

/// Writes lines that end with line breaks, all at once, in place of the display.
pub(crate) fn lines(lines: &[u8]) {
    if lines.is_empty() {
        return;
    }
    let room: &[u8] = if DISPLAY.load(Ordering::Relaxed) { b"\x1b[J" } else { b"" };
    let _ = io::stderr().lock().write_all(&[room, lines].concat());
}
