//! How registries are reached.

use super::credentials::Credential;
use std::path::PathBuf;

/// How registries are reached.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    /// The hosts, with their ports, that are spoken to without TLS.
    pub(crate) plain_http: Vec<String>,
    /// Certificates to trust besides those of the system, as PEM.
    pub(crate) ca_cert_file: Option<PathBuf>,
    /// What the call gives for a host. It goes before what `docker login` has left.
    pub(crate) credentials: Vec<(String, Credential)>,
    /// The folder for the layers and documents of bases.
    pub(crate) cache: PathBuf,
}
