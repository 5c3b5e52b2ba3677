//! Panics, which must not end the process before the engine is told.

use super::ending::{Ending, claim};
use super::{Fault, backtrace};
use crate::entity::Function;
use crate::handlers;
use crate::logs;
use crate::panics;
use std::panic::PanicHookInfo;
use std::process;
use std::sync::Arc;

/// In a program whose panics unwind, they are caught where the task is called. In one that aborts nothing can be
/// caught, on whichever thread it happens: the panic's hook is the last code to run, and writes `error.pb`.
pub(super) fn watch(ending: &Arc<Ending>, function: &'static Function) {
    panics::remember();
    let (ending, before) = (Arc::clone(ending), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |info| {
        before(info);
        backtrace::keep();
        if cfg!(panic = "abort") && claim() {
            #[cfg(feature = "stores")]
            crate::storage::abandon();
            let told = ending.error(&fault(info).or_interrupted().in_task(function));
            if let Err(unfinished) = &told {
                logs::note(&format!("error: {unfinished}"));
            }
            let status = i32::from(told.is_err());
            handlers::set_exit_status(status);
            process::exit(status);
        }
    }));
}

fn fault(info: &PanicHookInfo<'_>) -> Fault {
    Fault::panic(panics::describe(info.payload()), info.location().map(ToString::to_string))
}
