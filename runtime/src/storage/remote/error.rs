//! What a store says, in a sentence.

use object_store::Error;
use std::io::{self, ErrorKind};

/// The same error for whoever reads a file.
#[expect(clippy::needless_pass_by_value, reason = "so that it fits `map_err`")]
pub(super) fn io(error: Error) -> io::Error {
    let text = error.to_string();
    let code = element(&text, "Code");
    let answer = [code, element(&text, "Message")].into_iter().flatten().collect::<Vec<_>>().join(": ");
    let (kind, told) = match error {
        Error::NotFound { .. } => match code {
            None | Some("NoSuchKey" | "BlobNotFound") => {
                (ErrorKind::NotFound, "there is no such object".to_owned())
            }
            Some(_) => (ErrorKind::NotFound, answer),
        },
        Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => {
            let answer = if answer.is_empty() { "no reason is given" } else { &answer };
            let told = format!("the store refuses it ({answer}): check the credentials and what they allow");
            (ErrorKind::PermissionDenied, told)
        }
        Error::Precondition { .. } => {
            (ErrorKind::Other, "the object was replaced while it was read".to_owned())
        }
        Error::InvalidPath { .. } => (ErrorKind::InvalidInput, text),
        _ if !answer.is_empty() => (ErrorKind::Other, format!("the store answers {answer}")),
        _ => (ErrorKind::Other, with_causes(&error)),
    };
    io::Error::new(kind, told)
}

/// The error and what caused it, each once: many print their cause as well.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    for cause in std::iter::successors(error.source(), |cause| cause.source()) {
        let cause = cause.to_string();
        if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}

/// The text of an element of the answer, which is XML from every store.
fn element<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = answer.split_once(&format!("<{name}>"))?;
    let (text, _) = rest.split_once(&format!("</{name}>"))?;
    Some(text.trim()).filter(|text| !text.is_empty())
}
