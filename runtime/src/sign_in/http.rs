//! How servers are reached by HTTP.

use std::path::PathBuf;
use std::time::Duration;

/// How servers are reached by HTTP: the same for the sign-in server and for stores of uploads.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct HttpSettings {
    /// The proxy (`admin.httpProxyURL`). If absent, `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` count.
    pub proxy: Option<String>,
    /// A file of certificates to trust besides those of the system (`admin.caCertFilePath`), as PEM.
    pub ca_cert_file: Option<PathBuf>,
    /// Whether any certificate is trusted (`admin.insecureSkipVerify`).
    pub insecure_skip_verify: bool,
    /// How long a request may take; by default 30 seconds.
    pub timeout: Duration,
}

impl Default for HttpSettings {
    fn default() -> Self {
        HttpSettings {
            proxy: None,
            ca_cert_file: None,
            insecure_skip_verify: false,
            timeout: Duration::from_secs(30),
        }
    }
}
