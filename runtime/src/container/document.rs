//! `error.pb`: the failure as the engine reads it and the console shows it.

use super::{Fault, worker};
use aileron_idl::core::{ContainerError, ErrorDocument};
use aileron_idl::google::Timestamp;
use std::fmt::Write;
use std::time::{SystemTime, UNIX_EPOCH};

/// The largest message, in bytes. If the engine can't load an error document, the whole workflow fails after ten
/// tries. By default it reads 2 MiB, and its console shows far less.
const LIMIT: usize = 64 * 1024;

/// The error document for a fault.
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

/// The message in the two blocks that flytekit writes: the trace, then the message.
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
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}{line}", if line.is_empty() { "" } else { "    " });
    }
}

/// Cuts the middle out of a long text, since its beginning and end say most.
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
