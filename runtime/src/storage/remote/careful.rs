//! The care that each request gets beyond sending it: whether it is tried again, what its answer means, and whether the
//! bytes are those that the store has.

use super::super::Address;
use super::checksum::{Announced, Check};
use super::error;
use super::key;
use super::patience::{Patience, Terms};
use super::refusal::Refusal;
use super::version::{self, Described};
use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use chrono::Utc;
use futures_util::StreamExt;
use http::header::{DATE, HeaderMap, RANGE, RETRY_AFTER};
use http::{Method, StatusCode};
use http_body::Body;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse,
    HttpResponseBody, HttpService, ReqwestConnector,
};
use std::error::Error;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// Error codes of a store that received other bytes than were sent. The request did nothing and may be sent again.
const BROKEN: [&str; 7] = [
    "XAmzContentSHA256Mismatch",
    "XAmzContentChecksumMismatch",
    "BadDigest",
    "InvalidDigest",
    "IncompleteBody",
    "RequestTimeout",
    "Md5Mismatch",
];
/// Errors that S3 writes into an answer that began as a success.
const FAILED: [&str; 2] = ["<Code>InternalError</Code>", "<Code>SlowDown</Code>"];

/// The paths of the services that give credentials to machines of a cloud: Amazon's, Google's, Azure's.
const METADATA: [&str; 3] = ["/latest/", "/computeMetadata/", "/metadata/identity/"];
/// If there is such a service, it answers at once, or within the first seconds of a pod.
const METADATA_TRIES: usize = 5;

/// How many bytes of an answer's text are read.
const WORDS: usize = 64 << 10;
/// The largest page of a listing in bytes. Stores send at most 5,000 objects in a page.
const PAGE: usize = 64 << 20;

/// Signs a request again after its address was changed.
#[async_trait]
pub(super) trait Sign: fmt::Debug + Send + Sync {
    async fn sign(&self, request: &mut HttpRequest) -> object_store::Result<()>;
}

/// The cell into which a store puts its signer, once the store is built.
pub(super) type Signer = Arc<OnceLock<Arc<dyn Sign>>>;

/// Makes the client of every store.
#[derive(Clone, Debug, Default)]
pub(super) struct Connector {
    pub(super) terms: Terms,
    /// Files of web servers are requested at exactly the address that was given.
    pub(super) of_the_web: bool,
    pub(super) signer: Signer,
}

impl HttpConnector for Connector {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let client = ReqwestConnector::default().connect(options)?;
        Ok(HttpClient::new(Careful { client, setup: self.clone() }))
    }
}

#[derive(Debug)]
struct Careful {
    client: HttpClient,
    setup: Connector,
}

/// An attempt that failed.
struct Failed {
    error: HttpError,
    /// Whether another attempt can help.
    passes: bool,
    /// How long the store asks to wait.
    pause: Option<Duration>,
}

#[async_trait]
impl HttpService for Careful {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        if METADATA.iter().any(|path| request.uri().path().starts_with(path)) {
            return self.ask_for_credentials(request).await;
        }
        let request = self.addressed(request).await?;
        let patience = request.extensions().get::<Patience>().cloned();
        let patience = patience.unwrap_or_else(|| Patience::new(self.setup.terms));
        let address = Address::new(request.uri().to_string());
        loop {
            let failed = match self.attempt(request.clone()).await {
                Ok(response) => return Ok(response),
                Err(failed) => failed,
            };
            let why = Why(&failed.error);
            if !failed.passes || !patience.pause(&address, &why, failed.pause).await {
                return Err(failed.error);
            }
        }
    }
}

impl Careful {
    /// The request with the real key, which the library may not be able to express.
    async fn addressed(&self, mut request: HttpRequest) -> Result<HttpRequest, HttpError> {
        if self.setup.of_the_web {
            return Ok(request);
        }
        let Some(uri) = key::in_uri(&request.uri().to_string()) else { return Ok(request) };
        let sent = reqwest::Url::parse(&uri).map_err(never)?;
        *request.uri_mut() = uri.parse().map_err(|error: http::uri::InvalidUri| never(error))?;
        if sent.path() != request.uri().path() {
            return Err(never(Refusal::Key(request.uri().path().to_owned())));
        }
        if let Some(signer) = self.setup.signer.get() {
            signer.sign(&mut request).await.map_err(never)?;
        }
        Ok(request)
    }

    async fn attempt(&self, request: HttpRequest) -> Result<HttpResponse, Failed> {
        let method = request.method().clone();
        let sent = (method == Method::PUT).then(|| request.body().clone());
        let wants_part = request.headers().contains_key(RANGE);
        let lists = !self.setup.of_the_web
            && request
                .uri()
                .query()
                .is_some_and(|query| query.contains("list-type=2") || query.contains("comp=list"));
        let response = self.client.execute(request).await.map_err(unanswered)?;
        if !response.status().is_success() {
            return Err(refused(response).await);
        }
        let (mut parts, mut body) = response.into_parts();
        if let Some(sent) = sent {
            arrived(sent, &Announced::received(&parts.headers))?;
        } else if method == Method::POST {
            body = done(parts.status, body).await?;
        } else if lists {
            let bytes = read(body, PAGE).await?;
            body = HttpResponseBody::from(key::in_listing(&String::from_utf8_lossy(&bytes)));
        } else if matches!(method, Method::GET | Method::HEAD) {
            if wants_part && parts.status != StatusCode::PARTIAL_CONTENT {
                return Err(Failed::for_good(Refusal::NoParts));
            }
            let facts = Described::from_headers(&parts.headers);
            version::complete(&mut parts.headers, &facts);
            parts.extensions.insert(facts);
        }
        Ok(HttpResponse::from_parts(parts, body))
    }

    /// Asks for credentials. The library interprets the answers.
    async fn ask_for_credentials(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let address = Address::new(request.uri().to_string());
        let patience = Patience::new(Terms { most: Some(METADATA_TRIES), ..self.setup.terms });
        loop {
            let response = self.client.execute(request.clone()).await;
            let answered = response.as_ref().is_ok_and(|response| !error::may_pass(response.status()));
            if answered || !patience.pause(&address, &"it does not answer with credentials", None).await {
                return response.map_err(|_| never(Refusal::NoCredentials));
            }
        }
    }
}

impl Failed {
    fn for_good(why: impl Error + Send + Sync + 'static) -> Self {
        Failed { error: never(why), passes: false, pause: None }
    }

    fn for_now(why: impl Error + Send + Sync + 'static) -> Self {
        Failed { passes: true, ..Failed::for_good(why) }
    }
}

/// An error that the library returns without trying again.
fn never(why: impl Error + Send + Sync + 'static) -> HttpError {
    HttpError::new(HttpErrorKind::Unknown, why)
}

/// A broken connection may pass; an untrusted certificate does not.
fn unanswered(error: HttpError) -> Failed {
    let passes = !super::error::any(&error, &|cause| {
        matches!(cause.downcast_ref(), Some(rustls::Error::InvalidCertificate(_)))
    });
    Failed { error, passes, pause: None }
}

/// Interprets a status that is not a success.
async fn refused(response: HttpResponse) -> Failed {
    let (parts, body) = response.into_parts();
    let (status, headers) = (parts.status, parts.headers);
    // If the text is cut off here, its beginning is enough.
    let text = String::from_utf8_lossy(&words(body).await).into_owned();
    if matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::TEMPORARY_REDIRECT) {
        // Other servers redirect for other reasons.
        if let Some(region) = headers.get("x-amz-bucket-region").and_then(|region| region.to_str().ok()) {
            return Failed::for_good(Refusal::Region(region.to_owned()));
        }
    }
    if status == StatusCode::BAD_REQUEST
        && let Some(code) = BROKEN.iter().find(|code| text.contains(**code))
    {
        return Failed::for_now(Refusal::Damaged(format!(" ({code})")));
    }
    let refusal = Refusal::Answer(status, text);
    if error::may_pass(status) {
        Failed { pause: pause(&headers), ..Failed::for_now(refusal) }
    } else {
        Failed::for_good(refusal)
    }
}

/// How long the store asks to wait: some seconds, or until a time of its own clock (RFC 9110, 10.2.3).
pub(super) fn pause(headers: &HeaderMap) -> Option<Duration> {
    let text = |name| headers.get(name)?.to_str().ok().map(str::trim);
    let asked = text(RETRY_AFTER)?;
    if let Ok(seconds) = asked.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let now = text(DATE).and_then(version::time).unwrap_or_else(Utc::now);
    (version::time(asked)? - now).to_std().ok()
}

/// The beginning of an answer's text.
async fn words(body: HttpResponseBody) -> Bytes {
    let mut words = BytesMut::new();
    let mut stream = body.bytes_stream();
    while let Some(Ok(bytes)) = stream.next().await {
        words.extend_from_slice(&bytes[..bytes.len().min(WORDS - words.len())]);
        if words.len() == WORDS {
            break;
        }
    }
    words.freeze()
}

/// Reads an answer whose size is limited.
async fn read(body: HttpResponseBody, most: usize) -> Result<Bytes, Failed> {
    let mut read = BytesMut::new();
    let mut stream = body.bytes_stream();
    while let Some(bytes) = stream.next().await {
        let bytes = bytes.map_err(unanswered)?;
        if read.len() + bytes.len() > most {
            return Err(Failed::for_good(Refusal::Endless(most as u64)));
        }
        read.extend_from_slice(&bytes);
    }
    Ok(read.freeze())
}

/// Reads the answer to a request that takes the store some time.
async fn done(status: StatusCode, body: HttpResponseBody) -> Result<HttpResponseBody, Failed> {
    let bytes = read(body, PAGE).await?;
    let text = String::from_utf8_lossy(&bytes);
    if FAILED.iter().any(|code| text.contains(code)) {
        return Err(Failed::for_now(Refusal::Answer(status, text.into_owned())));
    }
    Ok(bytes.into())
}

/// Compares the bytes that were sent with what the store says it received.
fn arrived(sent: HttpRequestBody, received: &Announced) -> Result<(), Failed> {
    if *received == Announced::Nothing {
        return Ok(());
    }
    let (mut check, mut sent) = (Check::new(received), sent);
    // All of the body is in memory, so nothing waits.
    let mut context = Context::from_waker(Waker::noop());
    while let Poll::Ready(Some(frame)) = Pin::new(&mut sent).poll_frame(&mut context) {
        if let Ok(bytes) = frame.map_err(unanswered)?.into_data() {
            check.update(&bytes);
        }
    }
    check.end().map_err(|_: io::Error| Failed::for_now(Refusal::Damaged(String::new())))
}

/// The cause of a failed request, in a sentence.
struct Why<'e>(&'e HttpError);

impl fmt::Display for Why<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&super::error::why(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn a_pause_is_a_number_of_seconds_or_a_time() {
        let asked = |value: &'static str, date: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(value));
            date.map(|date| headers.insert(DATE, HeaderValue::from_static(date)));
            pause(&headers).map(|pause| pause.as_secs())
        };
        assert_eq!((asked("7", None), asked(" 0 ", None), asked("soon", None)), (Some(7), Some(0), None));
        // By the store's own clock, which may differ from this machine's.
        let time = "Mon, 30 Nov 2026 10:00:40 GMT";
        assert_eq!(asked(time, Some("Mon, 30 Nov 2026 10:00:00 GMT")), Some(40));
        assert_eq!(asked(time, Some("Mon, 30 Nov 2026 10:01:00 GMT")), None);
        assert!(asked("Thu, 31 Dec 2099 23:59:59 GMT", None).is_some_and(|pause| pause > 1_000_000));
        assert_eq!(asked("Thu, 01 Jan 1970 00:00:00 GMT", None), None);
    }

    #[test]
    fn only_some_statuses_are_tried_again() {
        let passing = [408, 429, 500, 502, 503, 504, 507, 599];
        let others = [301, 304, 400, 401, 403, 404, 409, 412, 416, 501, 505];
        let may_pass = |status: &u16| error::may_pass(StatusCode::from_u16(*status).unwrap());
        assert!(passing.iter().all(may_pass) && !others.iter().any(may_pass));
    }
}
