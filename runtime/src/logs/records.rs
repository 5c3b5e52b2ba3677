//! The log as records of `tracing`, one per line, as Kubernetes and log collectors read them.

use super::stderr;
use crate::entity::Failure;
use crate::panics;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::env;
use std::io;
use std::thread;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::{Layer as Lines, MakeWriter};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::Registry;

/// The target of the span of an attempt. This span is recorded whatever the filter says.
pub(crate) const ATTEMPT: &str = "aileron::attempt";

/// Starts the log; `display` says whether a display may be drawn on stderr. A subscriber that is already set is kept.
pub(crate) fn start(display: bool) {
    stderr::start(display);
    let lines = Lines::default().with_ansi(false).with_writer(Stderr);
    let wants_json = env::var("FLYTE_SDK_LOGGING_FORMAT").is_ok_and(|format| format == "json");
    let lines: Box<dyn Layer<Registry> + Send + Sync> = if wants_json {
        Box::new(lines.json().flatten_event(true).with_current_span(false).with_filter(filter()))
    } else {
        Box::new(lines.with_filter(filter()))
    };
    if tracing::subscriber::set_global_default(Registry::default().with(lines)).is_ok() {
        std::panic::set_hook(Box::new(|info| {
            let (thread, place) = (thread::current(), info.location().map(ToString::to_string));
            let trace =
                Some(Backtrace::capture()).filter(|trace| trace.status() == BacktraceStatus::Captured);
            tracing::error!(
                thread = thread.name(),
                place,
                backtrace = trace.map(|trace| trace.to_string()),
                "panicked: {}",
                panics::describe(info.payload())
            );
        }));
    }
}

/// The filter: `RUST_LOG`, else flytekit's variable for the level, a number as in Python (flytekit `loggers.py`).
fn filter() -> Targets {
    let wish = env::var("RUST_LOG").ok().filter(|wish| !wish.is_empty());
    let targets = wish.and_then(|wish| wish.parse::<Targets>().ok());
    targets.unwrap_or_else(|| Targets::new().with_default(level())).with_target(ATTEMPT, LevelFilter::ERROR)
}

fn level() -> LevelFilter {
    match env::var("FLYTE_SDK_LOGGING_LEVEL").ok().and_then(|level| level.parse::<u32>().ok()) {
        Some(0..10) => LevelFilter::TRACE,
        Some(10..20) => LevelFilter::DEBUG,
        None | Some(20..30) => LevelFilter::INFO,
        Some(30..40) => LevelFilter::WARN,
        Some(_) => LevelFilter::ERROR,
    }
}

/// Logs a note.
pub(crate) fn note(text: &str) {
    tracing::info!("{text}");
}

/// Logs the failure of an attempt in a local run; there may be further attempts.
pub(crate) fn failure(failure: &Failure) {
    tracing::error!("the task failed: {failure}");
}

/// Logs the failure of an attempt in a container.
pub(crate) fn failed(code: &str, kind: &str, message: &str) {
    tracing::error!(code, kind, "the task failed: {message}");
}

/// Writes each record as one line, even if its message has several.
struct Stderr;

impl<'w> MakeWriter<'w> for Stderr {
    type Writer = Stderr;

    fn make_writer(&'w self) -> Stderr {
        Stderr
    }
}

impl io::Write for Stderr {
    /// Writes a whole record.
    fn write(&mut self, record: &[u8]) -> io::Result<usize> {
        stderr::write(&String::from_utf8_lossy(record).trim_end().replace('\n', "\\n"));
        Ok(record.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
