//! Panics, which must not end the process before the engine is told.

use super::Fault;
use super::ending::{Ending, claim};
use crate::entity::Function;
use crate::handlers;
use crate::logs;
use crate::panics;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::cell::RefCell;
use std::panic::PanicHookInfo;
use std::process;
use std::sync::Arc;

thread_local! {
    static BACKTRACE: RefCell<Option<Backtrace>> = const { RefCell::new(None) };
}

/// In a program whose panics unwind, they are caught where the task is called. In one that aborts nothing can be
/// caught, on whichever thread it happens: the panic's hook is the last code to run, and writes `error.pb`.
pub(super) fn watch(ending: &Arc<Ending>, function: &'static Function) {
    panics::remember();
    let (ending, before) = (Arc::clone(ending), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |info| {
        before(info);
        BACKTRACE.set(Some(Backtrace::capture()));
        if cfg!(panic = "abort") && claim() {
            #[cfg(feature = "stores")]
            crate::storage::abandon();
            let told = ending.error(&fault(info).or_interrupted().in_task(function));
            if let Err(unfinished) = &told {
                logs::note(&format!("error: {unfinished}"));
            }
            let status = i32::from(told.is_err());
            handlers::told(status);
            process::exit(status);
        }
    }));
}

fn fault(info: &PanicHookInfo<'_>) -> Fault {
    Fault::panic(panics::describe(info.payload()), info.location().map(ToString::to_string))
}

/// The backtrace of this thread's last panic, if the environment asked for one.
pub(super) fn last_backtrace() -> Option<Backtrace> {
    BACKTRACE.take().filter(|trace| trace.status() == BacktraceStatus::Captured)
}
