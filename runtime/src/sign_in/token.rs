//! A token, and how long it lasts.

use super::Bearer;
use secrecy::SecretString;
use serde_json::Value;
use std::time::{Duration, SystemTime};

/// How long before its end a token is renewed, so that a call that carries it arrives in time.
const EARLY: Duration = Duration::from_mins(1);

/// The time in whole milliseconds, as it is kept.
fn now() -> SystemTime {
    let now = SystemTime::now();
    let since = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    now - Duration::from_nanos((since.subsec_nanos() % 1_000_000).into())
}

/// What a sign-in server gave.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) access: SecretString,
    pub(super) refresh: Option<SecretString>,
    pub(super) obtained: SystemTime,
    /// `None` if the server does not say it: then the token is good until Flyte refuses it.
    pub(super) lifetime: Option<Duration>,
    /// Whether Flyte has refused it.
    pub(super) refused: bool,
}

impl Token {
    /// A token that someone else made, of whom nothing else is known.
    pub(super) fn bare(access: SecretString) -> Self {
        Token { access, refresh: None, obtained: now(), lifetime: None, refused: false }
    }

    /// Reads the answer of a token endpoint (RFC 6749, 5.1). `None` if it has no token.
    pub(super) fn read(answer: &Value) -> Option<Self> {
        let text =
            |key: &str| answer.get(key)?.as_str().filter(|text| !text.is_empty()).map(SecretString::from);
        // Some servers write the number as a string.
        let seconds = |value: &Value| value.as_u64().or_else(|| value.as_str()?.parse().ok());
        let lifetime = answer.get("expires_in").and_then(seconds).map(Duration::from_secs);
        Some(Token { refresh: text("refresh_token"), lifetime, ..Token::bare(text("access_token")?) })
    }

    /// Whether it can be used, without thought of its end.
    pub(super) fn is_fresh(&self) -> bool {
        // A tenth, so that tokens of a few seconds can be used at all.
        self.lasts(|lifetime| EARLY.min(lifetime / 10))
    }

    /// Whether it can be used at this moment.
    pub(super) fn is_alive(&self) -> bool {
        self.lasts(|_| Duration::ZERO)
    }

    fn lasts(&self, spare: impl FnOnce(Duration) -> Duration) -> bool {
        // If the clock was set back, Flyte refuses the token when it ends.
        let age = self.obtained.elapsed().unwrap_or_default();
        !self.refused && self.lifetime.is_none_or(|lifetime| age + spare(lifetime) < lifetime)
    }

    pub(super) fn bearer(&self, header: &str) -> Bearer {
        Bearer::new(header, &self.access)
    }
}
