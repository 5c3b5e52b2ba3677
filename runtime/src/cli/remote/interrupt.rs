//! Ctrl-C while a verb speaks to a server.

use crate::cli::failure::note;
#[cfg(unix)]
use crate::external;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Waits for Ctrl-C, which does nothing else from now on.
pub(super) async fn ctrl_c() -> io::Result<()> {
    #[cfg(unix)]
    external::leave_interrupts();
    tokio::signal::ctrl_c().await
}

/// Returns a flag that the first Ctrl-C sets; the second ends the program.
pub(super) fn flag() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&flag);
    tokio::spawn(async move {
        // If a signal can't be handled, its default action applies.
        if ctrl_c().await.is_err() {
            return;
        }
        set.store(true, Ordering::Relaxed);
        note("interrupted: nothing more is sent, and what is under way ends; interrupt again to end at once");
        if ctrl_c().await.is_ok() {
            #[cfg(unix)]
            external::end_of_signal();
            std::process::exit(130);
        }
    });
    flag
}
