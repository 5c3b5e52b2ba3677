//! The system's keyring: Keychain, Windows' Credential Manager, or the Secret Service of a desktop.

use super::kept::Kept;
use ::keyring::{Entry, Result};
use secrecy::ExposeSecret;

/// What the keyring's own program shows as the owner.
const SERVICE: &str = "aileron";

/// The tokens of an address, if there are any.
pub(super) fn load(endpoint: &str) -> Result<Option<Kept>> {
    match Entry::new(SERVICE, endpoint)?.get_secret() {
        Ok(secret) => Ok(Kept::read(&secret)),
        Err(::keyring::Error::NoEntry) => Ok(None),
        Err(error) => Err(error),
    }
}

pub(super) fn save(kept: &Kept) -> Result<()> {
    Entry::new(SERVICE, &kept.owner.endpoint)?.set_secret(kept.write().expose_secret().as_bytes())
}
