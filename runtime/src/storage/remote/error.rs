//! Errors of stores in a sentence: what is wrong, and what helps.

use super::refusal::Refusal;
use http::StatusCode;
use object_store::Error;
use object_store::client::HttpError;
use std::error::Error as _;
use std::io::{self, ErrorKind};

/// The error of a store as an error of reading or writing a file.
#[expect(clippy::needless_pass_by_value, reason = "so that it fits `map_err`")]
pub(super) fn io(error: Error) -> io::Error {
    match causes(&error).find_map(|cause| cause.downcast_ref::<Refusal>()) {
        Some(refusal) => of_refusal(refusal),
        // The error's own text contains the address with its secrets.
        None => match causes(&error).find_map(|cause| cause.downcast_ref::<HttpError>()) {
            Some(error) => io::Error::other(why(error)),
            None => io::Error::new(kind(&error), with_causes(&error)),
        },
    }
}

fn kind(error: &Error) -> ErrorKind {
    match error {
        Error::InvalidPath { .. } => ErrorKind::InvalidInput,
        _ => ErrorKind::Other,
    }
}

fn of_refusal(refusal: &Refusal) -> io::Error {
    let (kind, message) = match refusal {
        Refusal::NoCredentials => (ErrorKind::Other, NO_CREDENTIALS.to_owned()),
        Refusal::Region(_) => (ErrorKind::InvalidInput, format!("{refusal}: {SET_REGION}")),
        Refusal::Damaged(_) => (ErrorKind::Other, refusal.to_string()),
        Refusal::Key(_) | Refusal::Endless(_) => (ErrorKind::InvalidInput, refusal.to_string()),
        Refusal::NoParts => (ErrorKind::Unsupported, refusal.to_string()),
        Refusal::Answer(status, text) => return of_answer(*status, text),
    };
    io::Error::new(kind, message)
}

fn of_answer(status: StatusCode, text: &str) -> io::Error {
    let answer = Answer { status, code: element(text, "Code"), message: element(text, "Message") };
    let (kind, message) = match status {
        StatusCode::NOT_FOUND | StatusCode::GONE if answer.names_an_object() => {
            (ErrorKind::NotFound, "the object does not exist".to_owned())
        }
        StatusCode::NOT_FOUND => (ErrorKind::NotFound, answer.sentence()),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => (ErrorKind::PermissionDenied, answer.denied()),
        StatusCode::PRECONDITION_FAILED | StatusCode::RANGE_NOT_SATISFIABLE => return replaced(),
        StatusCode::BAD_REQUEST if answer.of_credentials() => {
            (ErrorKind::PermissionDenied, answer.sentence())
        }
        StatusCode::CONFLICT | StatusCode::LOCKED | StatusCode::TOO_EARLY => {
            (ErrorKind::Other, answer.sentence())
        }
        _ if may_pass(status) || status.is_success() => (ErrorKind::Other, answer.sentence()),
        _ => (ErrorKind::InvalidInput, answer.sentence()),
    };
    io::Error::new(kind, message)
}

/// Whether another attempt may have another result.
pub(super) fn may_pass(status: StatusCode) -> bool {
    match status {
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => true,
        StatusCode::NOT_IMPLEMENTED | StatusCode::HTTP_VERSION_NOT_SUPPORTED => false,
        _ => status.is_server_error(),
    }
}

/// An error for an object that was replaced while it was read. A reader that has not returned any bytes may start again.
pub(super) fn replaced() -> io::Error {
    io::Error::new(ErrorKind::InvalidData, "the object was replaced while it was read")
}

/// An error for an answer that broke off and can't be continued.
pub(super) fn broke_off(came: u64, why: &io::Error) -> io::Error {
    let message = format!(
        "the server's answer broke off after {came} bytes, and the server does not send the rest of the same file: {why}"
    );
    io::Error::new(ErrorKind::InvalidData, message)
}

/// Whether the error says that the server does not serve parts of a file.
pub(super) fn is_no_parts(error: &io::Error) -> bool {
    error.kind() == ErrorKind::Unsupported
}

/// An error for a setting or an address that is not valid.
pub(super) fn setting(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(ErrorKind::InvalidInput, why)
}

const SET_REGION: &str = "set the environment's AWS_REGION to it";

const NO_CREDENTIALS: &str = "no credentials were found: neither the environment nor a file of the cloud's own tools has \
    any, and this machine does not get any from its cloud. Set the environment's AWS_ACCESS_KEY_ID and \
    AWS_SECRET_ACCESS_KEY, GOOGLE_APPLICATION_CREDENTIALS or AZURE_STORAGE_ACCOUNT_KEY, or AWS_NO_SIGN_REQUEST for a \
    public bucket";

/// The answer of a store, which is XML for every store.
struct Answer<'a> {
    status: StatusCode,
    code: Option<&'a str>,
    message: Option<&'a str>,
}

impl Answer<'_> {
    fn names_an_object(&self) -> bool {
        matches!(self.code, None | Some("NoSuchKey" | "BlobNotFound"))
    }

    fn of_credentials(&self) -> bool {
        matches!(self.code, Some("ExpiredToken" | "InvalidToken" | "TokenRefreshRequired"))
    }

    fn text(&self) -> String {
        match (self.code, self.message) {
            (None, None) => self.status.to_string(),
            (code, message) => [code, message].into_iter().flatten().collect::<Vec<_>>().join(": "),
        }
    }

    fn sentence(&self) -> String {
        let answer = format!("the store answered {}", self.text());
        match self.help() {
            Some(help) => format!("{}: {help}", answer.trim_end_matches('.')),
            None => answer,
        }
    }

    fn denied(&self) -> String {
        let help = self.help().unwrap_or("check the credentials and their permissions");
        format!("the store denied access ({}): {help}", self.text())
    }

    /// What helps against a known error code.
    fn help(&self) -> Option<&'static str> {
        Some(match self.code? {
            "NoSuchBucket" | "ContainerNotFound" => "check the bucket's name, and that it is in this store",
            "AuthorizationHeaderMalformed" | "PermanentRedirect" => {
                "set the environment's AWS_REGION to the bucket's region"
            }
            "RequestTimeTooSkewed" => "the clock of this machine is wrong; set it",
            "ExpiredToken" | "InvalidToken" | "TokenRefreshRequired" => {
                "get new credentials, and set the environment's AWS_SESSION_TOKEN together with its keys"
            }
            _ => return None,
        })
    }
}

/// Why a request failed, without its address.
pub(super) fn why(error: &HttpError) -> String {
    match causes(error).find_map(|cause| cause.downcast_ref::<Refusal>()) {
        Some(refusal) => of_refusal(refusal).to_string(),
        None => error.source().map_or_else(|| error.to_string(), with_causes),
    }
}

/// Whether one of the causes meets a condition. An `io::Error` hides the error that it holds, so that is looked at too.
pub(super) fn any(
    error: &(dyn std::error::Error + 'static),
    is: &dyn Fn(&(dyn std::error::Error + 'static)) -> bool,
) -> bool {
    causes(error).any(|cause| {
        let held = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        is(cause) || held.is_some_and(|held| is(held) || any(held, is))
    })
}

fn causes<'e>(
    error: &'e (dyn std::error::Error + 'static),
) -> impl Iterator<Item = &'e (dyn std::error::Error + 'static)> {
    std::iter::successors(error.source(), |cause| (**cause).source())
}

/// The error and its causes, each once: many errors print their cause themselves.
pub(super) fn with_causes(error: &(dyn std::error::Error + 'static)) -> String {
    causes(error).fold(error.to_string(), |text, cause| {
        let cause = cause.to_string();
        if text.contains(&cause) { text } else { format!("{text}: {cause}") }
    })
}

/// The text of an element of the answer.
fn element<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = answer.split_once(&format!("<{name}>"))?;
    let (text, _) = rest.split_once(&format!("</{name}>"))?;
    Some(text.trim()).filter(|text| !text.is_empty())
}
