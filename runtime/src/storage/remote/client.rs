//! How the HTTP client of every store is set up.

use http::{HeaderMap, HeaderName, HeaderValue};
use object_store::{BackoffConfig, Certificate, ClientOptions, RetryConfig};
use std::path::Path;
use std::sync::Once;
use std::time::Duration;

/// A connection on which nothing moves for so long is given up.
const STALLED: Duration = Duration::from_secs(30);
/// A request moves some megabytes; one that takes longer has met a fault that its bytes don't show.
const LONGEST: Duration = Duration::from_mins(5);

/// The options of every client: ours, and those that the environment sets in variables such as `AWS_TIMEOUT`. The
/// `headers` go along with each request.
pub(super) fn options(
    prefix: &str,
    endpoint: Option<&str>,
    headers: &[(&'static str, &'static str)],
) -> ClientOptions {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // Fails if the program has chosen one itself, which is then used.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    let headers = headers
        .iter()
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
        .collect::<HeaderMap>();
    let options = ClientOptions::new()
        .with_timeout(LONGEST)
        .with_read_timeout(STALLED)
        .with_allow_http(endpoint.is_some_and(|endpoint| endpoint.starts_with("http://")));
    let options = if headers.is_empty() { options } else { options.with_default_headers(headers) };
    let options = environment().fold(options, |options, (name, value)| {
        let key = name.strip_prefix(prefix).and_then(|key| key.to_ascii_lowercase().parse().ok());
        match key {
            Some(key) => options.with_config(key, value),
            None => options,
        }
    });
    if has_certificates() { options } else { with_certificates(options) }
}

/// The variables that are text.
fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}

/// Where the systems keep them (OpenSSL's, and so most programs', list).
fn has_certificates() -> bool {
    const PLACES: [&str; 6] = [
        "/etc/ssl/certs",
        "/etc/ssl/cert.pem",
        "/etc/pki/tls/certs",
        "/etc/pki/tls/cert.pem",
        "/etc/ssl/ca-bundle.pem",
        "/usr/local/share/certs",
    ];
    let named = |name: &str| std::env::var_os(name).is_some();
    !cfg!(target_os = "linux")
        || named("SSL_CERT_FILE")
        || named("SSL_CERT_DIR")
        || PLACES.iter().any(|place| Path::new(place).exists())
}

fn with_certificates(options: ClientOptions) -> ClientOptions {
    webpki_root_certs::TLS_SERVER_ROOT_CERTS
        .iter()
        .filter_map(|certificate| Certificate::from_der(certificate).ok())
        .fold(options, ClientOptions::with_root_certificate)
}

/// How often and how long a request is tried again.
pub(super) fn retries(most: Option<usize>, pause: Option<Duration>) -> RetryConfig {
    let backoff = BackoffConfig::default();
    // A pause of nothing has no random part, which the library takes for a fault of its own.
    let first = pause.unwrap_or(backoff.init_backoff).max(Duration::from_millis(1));
    RetryConfig {
        max_retries: most.unwrap_or(RetryConfig::default().max_retries),
        backoff: BackoffConfig {
            init_backoff: first,
            max_backoff: backoff.max_backoff.max(first),
            ..backoff
        },
        ..RetryConfig::default()
    }
}
