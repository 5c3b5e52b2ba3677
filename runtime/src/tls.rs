//! What every connection by TLS needs: one provider of cryptography, and certificates to trust.

use std::path::Path;
use std::sync::Once;
#[cfg(any(feature = "remote", feature = "image"))]
use {
    reqwest::{Certificate, ClientBuilder},
    std::error::Error,
    std::fs,
};

/// Makes `ring` the provider of cryptography, unless the program has chosen one itself.
pub(crate) fn install_provider() {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // Fails if the program has chosen a provider itself, which is then used.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}

/// Whether this machine has certificates, in the places where systems keep them (those of OpenSSL).
pub(crate) fn system_has_certificates() -> bool {
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

/// A client that trusts the system's certificates, or those that come with the program where the system has none, and these.
#[cfg(any(feature = "remote", feature = "image"))]
pub(crate) fn trusting(builder: ClientBuilder, own: Vec<Certificate>) -> ClientBuilder {
    install_provider();
    if system_has_certificates() {
        return builder.tls_certs_merge(own);
    }
    let bundled = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter();
    builder.tls_certs_only(bundled.filter_map(|one| Certificate::from_der(one).ok()).chain(own))
}

/// Reads a file of certificates, as PEM.
#[cfg(any(feature = "remote", feature = "image"))]
pub(crate) fn certificates(file: &Path) -> Result<Vec<Certificate>, Box<dyn Error + Send + Sync>> {
    let found = Certificate::from_pem_bundle(&fs::read(file)?)?;
    if found.is_empty() { Err("there are none in it".into()) } else { Ok(found) }
}
