//! Words that nobody can guess.

use super::SignInError;
use super::error::Fault;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A word of so many random bytes, of letters, digits, `-` and `_`.
pub(super) fn word<const BYTES: usize>() -> Result<String, SignInError> {
    let mut bytes = [0; BYTES];
    let random = rustls::crypto::ring::default_provider().secure_random.fill(&mut bytes);
    random.map_err(|_| {
        Fault::Settings("this machine gives no random numbers, which a sign-in needs".to_owned())
    })?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}
