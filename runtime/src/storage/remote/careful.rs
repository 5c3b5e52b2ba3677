//! What is done with each request beyond sending it: which failures are worth another try, and whether the bytes are
//! those that the store has.

use super::checksum::{Announced, Check};
use async_trait::async_trait;
use bytes::Bytes;
use http::{Method, StatusCode};
use http_body::Body;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse,
    HttpService, ReqwestConnector,
};
use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};

/// What a store answers when it received other bytes than were sent. The request did nothing, and may be sent again.
const BROKEN: [&str; 7] = [
    "XAmzContentSHA256Mismatch",
    "XAmzContentChecksumMismatch",
    "BadDigest",
    "InvalidDigest",
    "IncompleteBody",
    "RequestTimeout",
    "Md5Mismatch",
];

/// Where machines of a cloud are told their credentials: Amazon's, Google's, Azure's.
const METADATA: [&str; 3] = ["/latest/", "/computeMetadata/", "/metadata/identity/"];
/// Such a place answers at once, or in the first seconds of a pod, or there is none.
const METADATA_TRIES: usize = 6;

/// What the store says of a request that will never do.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The bucket is elsewhere.
    Region(String),
    /// In its own words.
    Answer(String),
    /// No store was asked, as there are no credentials.
    NoCredentials,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Region(region) => write!(f, "the bucket is in {region}"),
            Refusal::Answer(answer) => f.write_str(answer),
            Refusal::NoCredentials => f.write_str("no credentials"),
        }
    }
}

impl std::error::Error for Refusal {}

/// Makes the client of every store.
#[derive(Debug)]
pub(super) struct Connector;

impl HttpConnector for Connector {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let client = ReqwestConnector::default().connect(options)?;
        Ok(HttpClient::new(Careful { client, unanswered: AtomicUsize::new(0) }))
    }
}

#[derive(Debug)]
struct Careful {
    client: HttpClient,
    /// How often credentials were asked for in vain.
    unanswered: AtomicUsize,
}

#[async_trait]
impl HttpService for Careful {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let sent = (request.method() == Method::PUT).then(|| request.body().clone());
        let for_credentials = METADATA.iter().any(|path| request.uri().path().starts_with(path));
        let response = match self.client.execute(request).await {
            Err(error) if for_credentials => return Err(self.unanswered(error)),
            response => response.map_err(passing)?,
        };
        match response.status() {
            StatusCode::BAD_REQUEST => return Err(refused(response).await),
            StatusCode::MOVED_PERMANENTLY | StatusCode::TEMPORARY_REDIRECT => elsewhere(&response)?,
            _ => {}
        }
        let (mut parts, body) = response.into_parts();
        if let Some(sent) = sent.filter(|_| parts.status.is_success()) {
            arrived(sent, &Announced::received(&parts.headers))?;
        }
        parts.extensions.insert(Announced::of(&parts.headers));
        Ok(HttpResponse::from_parts(parts, body))
    }
}

impl Careful {
    fn unanswered(&self, error: HttpError) -> HttpError {
        if self.unanswered.fetch_add(1, Ordering::Relaxed) + 1 < METADATA_TRIES {
            return passing(error);
        }
        self.unanswered.store(0, Ordering::Relaxed);
        HttpError::new(HttpErrorKind::Unknown, Refusal::NoCredentials)
    }
}

/// A failure of the connection that has no name may pass like those that have one.
fn passing(error: HttpError) -> HttpError {
    match error.kind() {
        HttpErrorKind::Unknown | HttpErrorKind::Decode => HttpError::new(HttpErrorKind::Interrupted, error),
        _ => error,
    }
}

async fn refused(response: HttpResponse) -> HttpError {
    let body: Bytes = match response.into_body().bytes().await {
        Ok(body) => body,
        Err(error) => return passing(error),
    };
    let text = String::from_utf8_lossy(&body);
    match BROKEN.iter().find(|code| text.contains(**code)) {
        Some(code) => damaged(format_args!("the bytes arrived damaged at the store ({code})")),
        None => HttpError::new(HttpErrorKind::Unknown, Refusal::Answer(text.into_owned())),
    }
}

/// Amazon tells where the bucket is; other servers send elsewhere for other reasons.
fn elsewhere(response: &HttpResponse) -> Result<(), HttpError> {
    let region = response.headers().get("x-amz-bucket-region").and_then(|region| region.to_str().ok());
    match region {
        Some(region) => Err(HttpError::new(HttpErrorKind::Unknown, Refusal::Region(region.to_owned()))),
        None => Ok(()),
    }
}

/// Holds what was sent against what the store says it received.
fn arrived(sent: HttpRequestBody, received: &Announced) -> Result<(), HttpError> {
    if *received == Announced::Nothing {
        return Ok(());
    }
    let (mut check, mut sent) = (Check::new(received), sent);
    // Nothing of it has to be waited for.
    let mut context = Context::from_waker(Waker::noop());
    while let Poll::Ready(Some(frame)) = Pin::new(&mut sent).poll_frame(&mut context) {
        if let Ok(bytes) = frame?.into_data() {
            check.update(&bytes);
        }
    }
    check.end().map_err(|_| damaged(format_args!("the bytes arrived damaged at the store")))
}

fn damaged(told: fmt::Arguments<'_>) -> HttpError {
    HttpError::new(HttpErrorKind::Request, std::io::Error::other(told.to_string()))
}
