//! Reads `error.pb`: why an attempt failed, as `execute` has written it (`runtime/src/container/document.rs`).

use super::system;
use crate::entity::{Failure, Recoverable};
use aileron_idl::core::container_error::Kind;
use aileron_idl::core::execution_error::ErrorKind;
use aileron_idl::core::{ContainerError, ErrorDocument};
use aileron_idl::prost::Message;

/// Where the message begins, below the trace.
const MESSAGE: &str = "Message:\n\n";
/// How far the lines of the message are moved to the right.
const INDENT: &str = "    ";

/// The failure in the document.
pub(super) fn failure(document: &[u8]) -> Failure {
    let error = match ErrorDocument::decode(document).map(|document| document.error) {
        Ok(Some(error)) => error,
        Ok(None) => return bad("it names no error"),
        Err(error) => return bad(&error.to_string()),
    };
    let (kind, origin) = (error.kind(), error.origin());
    let Said { trace, what, message } = Said::read(&error);
    match (kind, origin) {
        _ if error.code == "Interrupted" => Failure::System(message.into()),
        (Kind::Recoverable, ErrorKind::System) => Failure::System(message.into()),
        (Kind::Recoverable, _) => Failure::User(Recoverable(message).into()),
        (Kind::NonRecoverable, _) if what == "panic" => {
            let place = trace.lines().find_map(|fact| fact.trim_start().strip_prefix("panicked at "));
            Failure::Panic { message, place: place.map(str::to_owned) }
        }
        (Kind::NonRecoverable, _) => Failure::User(message.into()),
    }
}

/// A document without an error, which Flyte takes for a failure of the system as well.
fn bad(why: &str) -> Failure {
    system(format_args!("the `error.pb` of the task's process can't be read: {why}"))
}

/// What a document says.
struct Said<'a> {
    trace: &'a str,
    /// What went wrong, in a word or two.
    what: String,
    message: String,
}

impl<'a> Said<'a> {
    fn read(error: &'a ContainerError) -> Self {
        // Lines of a trace are moved to the right, so the first such line begins the message.
        let (trace, message) = match error.message.strip_prefix(MESSAGE) {
            Some(message) => ("", message),
            None => error.message.split_once(&format!("\n{MESSAGE}")).unwrap_or(("", &error.message)),
        };
        let lines: Vec<&str> =
            message.lines().map(|line| line.strip_prefix(INDENT).unwrap_or(line)).collect();
        let message = lines.join("\n");
        let (what, message) = match message.split_once(": ") {
            Some((what, message)) if is_kind(what) => (what.to_owned(), message.to_owned()),
            _ => (String::new(), message),
        };
        Said { trace, what, message }
    }
}

/// Whether it is a word of `execute`'s own, in front of what the task says.
fn is_kind(what: &str) -> bool {
    matches!(
        what,
        "crash"
            | "error"
            | "exit"
            | "input"
            | "interruption"
            | "limit"
            | "output"
            | "panic"
            | "storage"
            | "system"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The failure of a document with these parts, and whether another attempt follows.
    fn told(code: &str, kind: Kind, origin: ErrorKind, message: &str) -> (String, bool, bool) {
        let error = ContainerError {
            code: code.to_owned(),
            kind: kind as i32,
            origin: origin as i32,
            message: message.to_owned(),
            ..ContainerError::default()
        };
        let failure = failure(&ErrorDocument { error: Some(error) }.encode_to_vec());
        (failure.to_string(), failure.is_recoverable(), failure.is_of_system())
    }

    #[test]
    fn the_message_is_that_of_the_task() {
        let trace =
            "Trace:\n\n    task `a.b`, src/main.rs:3\n    panicked at src/main.rs:4:5\n\nMessage:\n\n";
        let of_user =
            |message: &str| told("USER:RuntimeError", Kind::NonRecoverable, ErrorKind::User, message);
        let lines = "error: one: two\n\n    Message:\n    caused by: three\n";
        assert_eq!(
            of_user(&format!("{trace}    {lines}")),
            ("one: two\n\nMessage:\ncaused by: three".to_owned(), false, false)
        );
        let panic = of_user(&format!("{trace}    panic: no\n"));
        assert_eq!(panic.0, "panicked at src/main.rs:4:5: no");
        assert_eq!(of_user("Message:\n\n    plugin: no\n").0, "plugin: no");
        assert_eq!(of_user("of another program").0, "of another program");
    }

    #[test]
    fn kind_and_origin_say_whether_another_attempt_follows() {
        let text = "Message:\n\n    error: x\n";
        let follows = |code: &str, kind, origin| {
            let (message, user, system) = told(code, kind, origin, text);
            assert_eq!(message, "x");
            (user, system)
        };
        assert_eq!(follows("USER:Recoverable", Kind::Recoverable, ErrorKind::User), (true, false));
        assert_eq!(follows("USER:RuntimeError", Kind::NonRecoverable, ErrorKind::User), (false, false));
        assert_eq!(follows("SYSTEM", Kind::Recoverable, ErrorKind::System), (false, true));
        assert_eq!(follows("SYSTEM", Kind::NonRecoverable, ErrorKind::System), (false, false));
    }

    #[test]
    fn a_document_without_an_error_is_a_failure_of_the_system() {
        for document in [&b"\xff"[..], b""] {
            let failure = failure(document);
            assert!(failure.is_of_system(), "{failure}");
            assert!(failure.to_string().starts_with("the `error.pb` of the task's process can't be read: "));
        }
    }
}
