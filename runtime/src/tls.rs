//! What every connection by TLS needs: one provider of cryptography, and certificates to trust.

use std::path::Path;
use std::sync::Once;

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
