//! How the HTTP client of every store is set up.

use super::environment;
use http::HeaderMap;
use object_store::{Certificate, ClientOptions, RetryConfig};
use std::path::Path;
use std::sync::Once;
use std::time::Duration;

/// A connection on which nothing moves for so long is given up.
const STALLED: Duration = Duration::from_secs(30);
/// A request moves some megabytes; one that takes longer has met a fault that its bytes don't show.
const LONGEST: Duration = Duration::from_mins(5);

/// The options of every client: ours, and those that the environment sets in variables such as `AWS_TIMEOUT`. The
/// `headers` go along with each request.
pub(super) fn options(prefix: &str, endpoint: Option<&str>, headers: HeaderMap) -> ClientOptions {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // Fails if the program has chosen one itself, which is then used.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    let options = ClientOptions::new()
        .with_timeout(LONGEST)
        .with_read_timeout(STALLED)
        .with_allow_http(endpoint.is_some_and(|endpoint| endpoint.starts_with("http://")));
    let options = if headers.is_empty() { options } else { options.with_default_headers(headers) };
    let settings = environment::of_client(prefix).into_iter();
    let options = settings.fold(options, |options, one| options.with_config(one.key, one.value().to_owned()));
    if has_certificates() { options } else { with_certificates(options) }
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

/// The library sends each request once: what is done with one that fails is this room's own to say.
pub(super) fn once() -> RetryConfig {
    RetryConfig { max_retries: 0, ..RetryConfig::default() }
}
