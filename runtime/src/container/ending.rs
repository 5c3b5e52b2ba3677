//! The end of an attempt: one file that says how it went, and the exit status.

use super::{ExecuteOptions, Fault, OutputFiles, document, signals, worker};
use crate::context::Context;
use crate::handlers;
use crate::logs;
use crate::storage::{Location, StorageError};
use aileron_idl::prost::Message;
use std::fmt;
use std::sync::OnceLock;
use std::thread::{self, ThreadId};

/// Where and how the end is told.
#[derive(Debug)]
pub(super) struct Ending {
    prefix: Location,
    /// Some plugins' jobs fail only by their exit status.
    status_tells: bool,
    /// Once there is one: what the task showed, and who it was.
    context: OnceLock<Context>,
}

/// Why the exit status is not 0.
#[derive(Debug)]
pub(crate) enum Unfinished {
    /// The result could not be written, so nobody else would hear of it.
    Unwritten(StorageError),
    /// It could be, and the exit status has to say it as well.
    Failed,
}

impl Ending {
    pub(super) fn new(call: &ExecuteOptions) -> Result<Self, Unfinished> {
        let prefix = Location::parse(&call.output_prefix).map_err(Unfinished::Unwritten)?;
        let wish = std::env::var("FLYTE_FAIL_ON_ERROR").unwrap_or_default();
        let status_tells = matches!(&*wish.to_ascii_lowercase(), "true" | "t" | "1");
        Ok(Ending { prefix, status_tells, context: OnceLock::new() })
    }

    pub(super) fn prefix(&self) -> &Location {
        &self.prefix
    }

    /// Takes what the task is given: the page that it shows is written before its result, whatever that is.
    pub(super) fn attach(&self, context: &Context) {
        // There is one attempt.
        let _ = self.context.set(context.clone());
    }

    /// Files of an earlier attempt are left alone: each attempt has a prefix of its own. `outputs.pb` comes last, so that
    /// it names no file that isn't there.
    pub(super) fn outputs(&self, outputs: &OutputFiles) -> Result<(), StorageError> {
        self.deck();
        outputs.files.iter().try_for_each(|(name, bytes)| self.write(name, bytes))?;
        self.write("outputs.pb", &outputs.map)
    }

    /// Tells the engine, and who reads the pod's log.
    pub(super) fn error(&self, fault: &Fault) -> Result<(), Unfinished> {
        let document = document::from_fault(fault);
        let message = document.error.as_ref().map_or("", |error| &error.message);
        let _told = self.context.get().map(Context::enter_span);
        logs::failed(fault.code, &format!("{:?}", fault.kind), message);
        self.deck();
        self.write(&worker::error_file(), &document.encode_to_vec()).map_err(Unfinished::Unwritten)?;
        if self.status_tells { Err(Unfinished::Failed) } else { Ok(()) }
    }

    /// Removes from this machine what the outputs don't name, if there are any.
    pub(super) fn clear(&self, outputs: Option<&OutputFiles>) {
        if let Some(context) = self.context.get() {
            context.files().remove(|| outputs.map(OutputFiles::bytes).unwrap_or_default());
        }
    }

    /// A page that can't be written is no reason to fail.
    fn deck(&self) {
        let Some(page) = self.context.get().and_then(|context| context.decks().page()) else { return };
        if let Err(error) = self.write("deck.html", page.as_bytes()) {
            logs::note(&format!("the deck is lost, since {error}"));
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
                write!(f, "the task's result is lost, since {error}")
            }
            Unfinished::Failed => {
                f.write_str("the task failed, and FLYTE_FAIL_ON_ERROR asks for an exit status that says so")
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

/// Makes this thread the one that ends the process. A thread that comes second waits for the end; false if this one
/// was already ending it. A child that the task forked ends at once: its parent tells how the task went.
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
