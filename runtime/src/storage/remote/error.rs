//! What a store says, in a sentence: what is wrong, and what helps.

use super::careful::Refusal;
use object_store::Error;
use std::io::{self, ErrorKind};

/// The same error for whoever reads or writes a file.
#[expect(clippy::needless_pass_by_value, reason = "so that it fits `map_err`")]
pub(super) fn io(error: Error) -> io::Error {
    let refusal = causes(&error).find_map(|cause| cause.downcast_ref::<Refusal>());
    let text = match refusal {
        Some(refusal) => refusal.to_string(),
        None => error.to_string(),
    };
    let answer = Answer::in_text(&text);
    let (kind, told) = match (refusal, &error) {
        (Some(Refusal::NoCredentials), _) => (ErrorKind::Other, NO_CREDENTIALS.to_owned()),
        (Some(Refusal::Region(_)), _) => (ErrorKind::InvalidInput, format!("{text}: {SET_REGION}")),
        (Some(Refusal::Answer(_)), _) => {
            let kind =
                if answer.of_credentials() { ErrorKind::PermissionDenied } else { ErrorKind::InvalidInput };
            (kind, answer.told())
        }
        (None, Error::NotFound { .. }) if answer.names_an_object() => {
            (ErrorKind::NotFound, "there is no such object".to_owned())
        }
        (None, Error::NotFound { .. }) => (ErrorKind::NotFound, answer.told()),
        (None, Error::PermissionDenied { .. } | Error::Unauthenticated { .. }) => {
            (ErrorKind::PermissionDenied, answer.denied())
        }
        (None, Error::Precondition { .. }) => {
            (ErrorKind::Other, "the object was replaced while it was read".to_owned())
        }
        (None, Error::InvalidPath { .. }) => (ErrorKind::InvalidInput, text.clone()),
        (None, _) if answer.code.is_some() => (ErrorKind::Other, answer.told()),
        (None, _) => (ErrorKind::Other, with_causes(&error)),
    };
    io::Error::new(kind, told)
}

/// A setting or an address that will not do.
pub(super) fn setting(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(ErrorKind::InvalidInput, why)
}

const SET_REGION: &str = "set the environment's AWS_REGION to that";

const NO_CREDENTIALS: &str = "no credentials are known: neither the environment nor a file of the cloud's own tools has \
    any, and this machine is none that the cloud itself gives some. Set the environment's AWS_ACCESS_KEY_ID and \
    AWS_SECRET_ACCESS_KEY, GOOGLE_APPLICATION_CREDENTIALS or AZURE_STORAGE_ACCOUNT_KEY, or AWS_NO_SIGN_REQUEST for a \
    public bucket";

/// What the store's answer says, which is XML from every store.
struct Answer<'a> {
    code: Option<&'a str>,
    message: Option<&'a str>,
}

impl<'a> Answer<'a> {
    fn in_text(text: &'a str) -> Self {
        Answer { code: element(text, "Code"), message: element(text, "Message") }
    }

    fn names_an_object(&self) -> bool {
        matches!(self.code, None | Some("NoSuchKey" | "BlobNotFound"))
    }

    fn of_credentials(&self) -> bool {
        matches!(self.code, Some("ExpiredToken" | "InvalidToken" | "TokenRefreshRequired"))
    }

    fn text(&self) -> String {
        match (self.code, self.message) {
            (None, None) => "no reason is given".to_owned(),
            (code, message) => [code, message].into_iter().flatten().collect::<Vec<_>>().join(": "),
        }
    }

    fn told(&self) -> String {
        let answer = format!("the store answers {}", self.text());
        match self.help() {
            Some(help) => format!("{}: {help}", answer.trim_end_matches('.')),
            None => answer,
        }
    }

    fn denied(&self) -> String {
        let help = self.help().unwrap_or("check the credentials and what they allow");
        format!("the store refuses it ({}): {help}", self.text())
    }

    /// What helps, where it is known.
    fn help(&self) -> Option<&'static str> {
        Some(match self.code? {
            "NoSuchBucket" | "ContainerNotFound" => "check the bucket's name, and that it is this store's",
            "AuthorizationHeaderMalformed" | "PermanentRedirect" => {
                "set the environment's AWS_REGION to the bucket's region"
            }
            "RequestTimeTooSkewed" => "this machine's clock is wrong, set it",
            "ExpiredToken" | "InvalidToken" | "TokenRefreshRequired" => {
                "get new credentials, and set the environment's AWS_SESSION_TOKEN together with its keys"
            }
            _ => return None,
        })
    }
}

fn causes(error: &dyn std::error::Error) -> impl Iterator<Item = &(dyn std::error::Error + 'static)> {
    std::iter::successors(error.source(), |cause| cause.source())
}

/// The error and what caused it, each once: many print their cause as well.
fn with_causes(error: &dyn std::error::Error) -> String {
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
