//! `error.pb`: what the engine stores and the console shows of a failure.

use super::{Fault, worker};
use aileron_idl::core::{ContainerError, ErrorDocument};
use aileron_idl::google::Timestamp;
use std::fmt::Write;
use std::time::{SystemTime, UNIX_EPOCH};

/// An error document that the engine can't load fails the whole workflow, ten times over; it reads 2 MiB unless it
/// is configured otherwise, and its console shows far less.
const LIMIT: usize = 64 * 1024;

/// The document that tells of the fault.
pub(super) fn from_fault(fault: &Fault) -> ErrorDocument {
    let error = ContainerError {
        code: fault.code.to_owned(),
        message: message(fault),
        kind: fault.kind as i32,
        origin: fault.origin as i32,
        timestamp: Some(now()),
        worker: worker::name(),
    };
    ErrorDocument { error: Some(error) }
}

/// The two blocks that flytekit writes as well: where, then what.
fn message(fault: &Fault) -> String {
    let mut text = String::new();
    if !fault.trace.is_empty() {
        text.push_str("Trace:\n\n");
        fault.trace.iter().for_each(|fact| indent(&mut text, fact));
        text.push('\n');
    }
    text.push_str("Message:\n\n");
    indent(&mut text, &fault.to_string());
    shorten(text, LIMIT)
}

fn indent(text: &mut String, lines: &str) {
    for line in lines.lines() {
        // A string takes whatever is written.
        let _ = writeln!(text, "{}{line}", if line.is_empty() { "" } else { "    " });
    }
}

/// Takes out the middle: what a text begins with and what it ends with says most.
fn shorten(text: String, limit: usize) -> String {
    if text.len() <= limit {
        return text;
    }
    let head = text.floor_char_boundary(limit / 2 - 50);
    let tail = text.ceil_char_boundary(text.len() - (limit / 2 - 50));
    format!("{}\n… {} bytes are left out here …\n{}", &text[..head], tail - head, &text[tail..])
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp {
        seconds: i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        nanos: i32::try_from(since.subsec_nanos()).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_loses_its_middle_between_characters() {
        for pad in 0..4 {
            let text = format!("{}begin{}end", "x".repeat(pad), "é€😀".repeat(20_000));
            let short = shorten(text, LIMIT);
            assert!(short.len() <= LIMIT && short.len() > LIMIT - 200, "{}", short.len());
            assert!(short[pad..].starts_with("begin") && short.ends_with("end"));
        }
        assert_eq!(shorten("short".to_owned(), LIMIT), "short");
    }

    #[test]
    fn where_comes_before_what() {
        let fault = Fault::panic("one\n\ntwo".to_owned(), Some("src/main.rs:1:2".to_owned()));
        assert_eq!(
            message(&fault),
            "Trace:\n\n    panicked at src/main.rs:1:2\n\nMessage:\n\n    panic: one\n\n    two\n"
        );
    }
}
