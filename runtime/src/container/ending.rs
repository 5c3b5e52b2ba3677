//! The end of an attempt: the file that reports the result, and the exit status.

use super::{ExecuteOptions, Fault, OutputFiles, document, signals, worker};
use crate::context::Context;
use crate::handlers;
use crate::logs;
use crate::storage::{Location, StorageError};
use aileron_idl::prost::Message;
use std::fmt;
use std::sync::OnceLock;
use std::thread::{self, ThreadId};

/// Where and how to report the end of an attempt.
#[derive(Debug)]
pub(super) struct Ending {
    prefix: Location,
    /// Whether the exit status has to report a failure, as some plugins' jobs need it.
    status_reports: bool,
    /// The task's context, once there is one: its decks and its name.
    context: OnceLock<Context>,
}

/// Why the exit status is not 0.
#[derive(Debug)]
pub(crate) enum Unfinished {
    /// The result could not be written, so only the exit status reports it.
    Unwritten(StorageError),
    /// The result was written, but the exit status has to report the failure as well.
    Failed,
}

impl Ending {
    pub(super) fn new(call: &ExecuteOptions) -> Result<Self, Unfinished> {
        let prefix = Location::parse(&call.output_prefix).map_err(Unfinished::Unwritten)?;
        let wish = std::env::var("FLYTE_FAIL_ON_ERROR").unwrap_or_default();
        let status_reports = matches!(&*wish.to_ascii_lowercase(), "true" | "t" | "1");
        Ok(Ending { prefix, status_reports, context: OnceLock::new() })
    }

    pub(super) fn prefix(&self) -> &Location {
        &self.prefix
    }

    /// Sets the task's context. Its deck is written before the result.
    pub(super) fn attach(&self, context: &Context) {
        // There is only one attempt, so it is not set yet.
        let _ = self.context.set(context.clone());
    }

    /// Writes the outputs. The file that names the others is written last, so it never names a file that does not exist. Files of an
    /// earlier attempt are left alone, since each attempt has its own prefix.
    pub(super) fn outputs(&self, outputs: &OutputFiles) -> Result<(), StorageError> {
        self.deck();
        outputs.files.iter().try_for_each(|(name, bytes)| self.write(name, bytes))?;
        self.write(outputs.name, &outputs.map)
    }

    /// Reports the failure to the engine, and in the pod's log.
    pub(super) fn error(&self, fault: &Fault) -> Result<(), Unfinished> {
        let document = document::from_fault(fault);
        let message = document.error.as_ref().map_or("", |error| &error.message);
        let _within = self.context.get().map(Context::enter_span);
        logs::failed(fault.code, &format!("{:?}", fault.kind), message);
        self.deck();
        self.write(&worker::error_file(), &document.encode_to_vec()).map_err(Unfinished::Unwritten)?;
        if self.status_reports { Err(Unfinished::Failed) } else { Ok(()) }
    }

    /// Removes the attempt's files from this machine, except those that the outputs name.
    pub(super) fn clear(&self, outputs: Option<&OutputFiles>) {
        if let Some(context) = self.context.get() {
            context.files().remove(|| outputs.map(OutputFiles::bytes).unwrap_or_default());
        }
    }

    /// Writes the deck. A failure to write it does not fail the task.
    fn deck(&self) {
        let Some(page) = self.context.get().and_then(|context| context.decks().page()) else { return };
        if let Err(error) = self.write("deck.html", page.as_bytes()) {
            logs::note(&format!("the deck could not be written: {error}"));
        }
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), StorageError> {
        signals::hold(|| self.prefix.join(name).write(bytes))
    }
}

impl fmt::Display for Unfinished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unfinished::Unwritten(error) => {
                write!(f, "the task's result could not be written: {error}")
            }
            Unfinished::Failed => {
                f.write_str("the task failed; the exit status reports it because FLYTE_FAIL_ON_ERROR is set")
            }
        }
    }
}

impl std::error::Error for Unfinished {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Unfinished::Unwritten(error) => Some(error),
            Unfinished::Failed => None,
        }
    }
}

/// Makes this thread the one that ends the process. Any other thread waits here for the end; returns false if this
/// thread is already ending the process. A child that the task forked ends at once, since its parent reports the
/// result.
pub(super) fn claim() -> bool {
    static ENDS: OnceLock<ThreadId> = OnceLock::new();
    if handlers::is_child() {
        handlers::end_child();
    }
    let this = thread::current().id();
    if ENDS.set(this).is_ok() {
        return true;
    }
    while ENDS.get() != Some(&this) {
        thread::park();
    }
    false
}
