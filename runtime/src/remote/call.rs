//! One call of a service.

use super::codec::Encoded;
use super::unreachable::Unreachable;
use crate::sign_in::{Bearer, SignInError};
use aileron_idl::prost::Message;
use aileron_idl::prost::bytes::Bytes;
use std::error::Error;
use std::fmt;
use std::time::Duration;
use tonic::client::Grpc;
use tonic::codegen::http::uri::PathAndQuery;
use tonic::metadata::{AsciiMetadataKey, AsciiMetadataValue};
use tonic::transport::Channel;
use tonic::{Code, Request, Response, Status};

/// The largest answer, which is flytekit's limit (`clients/raw.py`); tonic's own is 4 MB.
const LARGEST: usize = 20 << 20;

/// Why a call failed: the server's answer, or why there is none.
#[derive(Debug)]
pub(crate) struct CallError {
    method: &'static str,
    status: Status,
    /// There was no call, since nobody could sign in.
    sign_in: Option<SignInError>,
}

/// What is known of a call that failed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Fate {
    /// The server did not do it, and may at another time.
    Undone,
    /// The connection was lost, so nobody knows whether the server did it.
    Lost,
    /// The server's answer, which stays the same.
    Answered,
}

impl CallError {
    pub(super) fn new(method: &'static str, status: Status) -> Self {
        CallError { method, status, sign_in: None }
    }

    pub(super) fn sign_in(method: &'static str, error: SignInError) -> Self {
        let status = Status::unauthenticated(error.to_string());
        CallError { method, status, sign_in: Some(error) }
    }

    /// The server can't be reached.
    pub(super) fn unreachable(method: &'static str, reason: Unreachable) -> Self {
        CallError::new(method, Status::from_error(Box::new(reason)))
    }

    /// The code of the answer.
    pub(crate) fn code(&self) -> Code {
        self.status.code()
    }

    /// What the server says.
    pub(crate) fn message(&self) -> &str {
        self.status.message()
    }

    /// What is known of it. The texts are those of flyteadmin v1.16.8 and of grpc-go, seen.
    pub(super) fn fate(&self) -> Fate {
        let message = self.message();
        if let Some(unreachable) = self.why_unreachable() {
            return if unreachable.stays() { Fate::Answered } else { Fate::Undone };
        }
        match self.code() {
            _ if self.sign_in.is_some() => Fate::Answered,
            Code::DeadlineExceeded => Fate::Lost,
            // Only what came from the connection has a source.
            _ if self.status.source().is_some() => Fate::Lost,
            code if is_crowded(code, message) || is_without_database(code, message) => Fate::Undone,
            Code::Unavailable => Fate::Undone,
            Code::Internal if message.contains("RST_STREAM") => Fate::Lost,
            _ => Fate::Answered,
        }
    }

    /// Why the server can't be reached.
    pub(super) fn why_unreachable(&self) -> Option<&Unreachable> {
        Unreachable::of(self.status.source()?)
    }
}

/// Whether the server has too much to do; the same code says that a message is too large, which stays so.
fn is_crowded(code: Code, message: &str) -> bool {
    code == Code::ResourceExhausted && !message.contains("larger than max")
}

/// Whether the server's database does not answer, which flyteadmin tells as a mistake of the caller.
fn is_without_database(code: Code, message: &str) -> bool {
    matches!(code, Code::InvalidArgument | Code::Internal) && message.contains("unexpected error type for")
}

/// Whether an answer to a call that changes something leaves open whether the server did it, so that it has to be asked.
pub(super) fn proves_nothing(code: Code, message: &str) -> bool {
    is_crowded(code, message)
        || is_without_database(code, message)
        || matches!(
            code,
            Code::Unavailable
                | Code::DeadlineExceeded
                | Code::Internal
                | Code::Unknown
                | Code::Aborted
                | Code::Cancelled
        )
}

/// How a call is made.
pub(super) struct Terms<'a> {
    pub(super) headers: [Option<&'a Bearer>; 2],
    pub(super) deadline: Duration,
}

/// Sends a request and reads its answer.
pub(super) async fn unary<A>(
    channel: Channel,
    path: &'static str,
    message: Bytes,
    terms: &Terms<'_>,
) -> Result<A, CallError>
where
    A: Message + Default + 'static,
{
    let mut request = Request::new(message);
    // The server, and tonic, give up a little later than the timer below, which says what happened.
    request.set_timeout(terms.deadline + Duration::from_secs(1));
    for bearer in terms.headers.into_iter().flatten() {
        let name = AsciiMetadataKey::from_bytes(bearer.header().as_bytes());
        let value = AsciiMetadataValue::try_from(bearer.expose());
        let (Ok(name), Ok(mut value)) = (name, value) else {
            let wrong = "the token, or the name of its header, has characters that no header may have; sign in once more";
            return Err(CallError::new(path, Status::unauthenticated(wrong)));
        };
        value.set_sensitive(true);
        request.metadata_mut().insert(name, value);
    }
    let answer = async {
        let mut grpc = Grpc::new(channel).max_decoding_message_size(LARGEST);
        grpc.ready().await.map_err(|error| Status::from_error(error.into()))?;
        grpc.unary(request, PathAndQuery::from_static(path), Encoded::<A>::new()).await
    };
    let answer = tokio::time::timeout(terms.deadline, answer).await.unwrap_or_else(|_| {
        Err(Status::deadline_exceeded(format!(
            "there is no answer within {} s",
            terms.deadline.as_secs_f32()
        )))
    });
    answer.map(Response::into_inner).map_err(|status| CallError::new(path, status))
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let call = self.method.rsplit('/').next().unwrap_or_default();
        match (&self.sign_in, self.why_unreachable()) {
            (Some(error), _) => write!(f, "{call} needs a sign-in, which failed: {error}"),
            (None, Some(unreachable)) => write!(f, "{call} does not reach the server: {unreachable}"),
            (None, None) => write!(f, "{call} failed ({:?}): {}", self.code(), self.message()),
        }
    }
}

impl Error for CallError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match (&self.sign_in, self.why_unreachable()) {
            (Some(error), _) => error.source(),
            (None, Some(unreachable)) => unreachable.source(),
            (None, None) => self.status.source(),
        }
    }
}
