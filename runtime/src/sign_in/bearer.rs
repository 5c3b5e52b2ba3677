//! The header of a signed-in call.

use secrecy::{ExposeSecret, SecretString};

/// The header that a signed-in call carries. Its value is in no `Debug`.
#[derive(Debug, Clone)]
pub struct Bearer {
    header: String,
    value: SecretString,
}

impl Bearer {
    pub(super) fn new(header: &str, token: &SecretString) -> Self {
        Bearer { header: header.to_owned(), value: format!("Bearer {}", token.expose_secret()).into() }
    }

    /// The name of the header, in lower case: `authorization`, or what the server calls it.
    #[must_use]
    pub fn header(&self) -> &str {
        &self.header
    }

    /// The value of the header, `Bearer TOKEN`, to be sent and nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.value.expose_secret()
    }
}
