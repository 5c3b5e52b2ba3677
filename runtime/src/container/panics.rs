//! Panics: they are reported to the engine before the process ends.

use super::ending::{Ending, claim};
use super::{Fault, backtrace};
use crate::entity::Entity;
use crate::handlers;
use crate::logs;
use crate::panics;
use std::panic::PanicHookInfo;
use std::process;
use std::sync::Arc;

/// Watches for panics. In a program whose panics unwind, the caller of the task catches them. In a program whose
/// panics abort, nothing can be caught on any thread: the panic hook is the last code to run, so it writes
/// `error.pb`.
pub(super) fn watch(ending: &Arc<Ending>, task: &'static Entity) {
    panics::remember();
    let (ending, before) = (Arc::clone(ending), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |info| {
        before(info);
        backtrace::keep();
        if cfg!(panic = "abort") && claim() {
            #[cfg(feature = "stores")]
            crate::storage::abandon();
            let reported = ending.error(&fault(info).or_interrupted().in_task(task));
            if let Err(unfinished) = &reported {
                logs::note(&format!("error: {unfinished}"));
            }
            let status = i32::from(reported.is_err());
            handlers::set_exit_status(status);
            process::exit(status);
        }
    }));
}

fn fault(info: &PanicHookInfo<'_>) -> Fault {
    Fault::panic(panics::describe(info.payload()), info.location().map(ToString::to_string))
}
