//! The settings of every store's HTTP client.

use super::environment;
use crate::tls;
use http::HeaderMap;
use object_store::{Certificate, ClientOptions, RetryConfig};
use std::time::Duration;

/// A connection without any progress is given up after this time.
const STALLED: Duration = Duration::from_secs(30);
/// The longest time of a request. A request moves some megabytes; if it takes longer, something is wrong.
const LONGEST: Duration = Duration::from_mins(5);

/// The options of every client: Aileron's, then those from environment variables such as `AWS_TIMEOUT`. The `headers` are
/// sent with each request.
pub(super) fn options(prefix: &str, endpoint: Option<&str>, headers: HeaderMap) -> ClientOptions {
    tls::install_provider();
    let options = ClientOptions::new()
        .with_timeout(LONGEST)
        .with_read_timeout(STALLED)
        .with_allow_http(endpoint.is_some_and(|endpoint| endpoint.starts_with("http://")));
    let options = if headers.is_empty() { options } else { options.with_default_headers(headers) };
    let settings = environment::of_client(prefix).into_iter();
    let options = settings.fold(options, |options, one| options.with_config(one.key, one.value().to_owned()));
    if tls::system_has_certificates() { options } else { with_certificates(options) }
}

fn with_certificates(options: ClientOptions) -> ClientOptions {
    webpki_root_certs::TLS_SERVER_ROOT_CERTS
        .iter()
        .filter_map(|certificate| Certificate::from_der(certificate).ok())
        .fold(options, ClientOptions::with_root_certificate)
}

/// The library sends each request once: this module decides what is tried again.
pub(super) fn once() -> RetryConfig {
    RetryConfig { max_retries: 0, ..RetryConfig::default() }
}
