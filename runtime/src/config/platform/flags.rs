//! What the command line says of a Flyte.

use std::path::PathBuf;

/// The flags that win over variables and the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flags {
    pub(crate) config: Option<PathBuf>,
    pub(crate) endpoint: Option<String>,
    pub(crate) insecure: bool,
    pub(crate) project: Option<String>,
    pub(crate) domain: Option<String>,
}
