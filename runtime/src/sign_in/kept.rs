//! Tokens as they are kept.

use super::SignIn;
use super::token::Token;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

/// Tokens, and whose they are.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) owner: Owner,
    pub(super) token: Token,
}

/// Whose tokens these are. Those of another owner are of no use.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Owner {
    pub(super) endpoint: String,
    token_endpoint: String,
    client: String,
    scopes: String,
    audience: String,
}

impl Owner {
    pub(super) fn of(user: &SignIn) -> Self {
        Owner {
            endpoint: user.settings.endpoint.clone(),
            token_endpoint: user.endpoints.token_endpoint.clone(),
            client: user.endpoints.client_id.clone(),
            scopes: user.scopes(),
            audience: user.audience().unwrap_or_default().to_owned(),
        }
    }
}

impl Kept {
    pub(super) fn write(&self) -> SecretString {
        let Kept { owner, token } = self;
        let obtained = token.obtained.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        json!({
            "endpoint": owner.endpoint,
            "tokenEndpoint": owner.token_endpoint,
            "clientId": owner.client,
            "scopes": owner.scopes,
            "audience": owner.audience,
            "accessToken": token.access.expose_secret(),
            "refreshToken": token.refresh.as_ref().map(ExposeSecret::expose_secret),
            "obtainedAt": u64::try_from(obtained.as_millis()).unwrap_or(0),
            "expiresIn": token.lifetime.map(|lifetime| lifetime.as_secs()),
        })
        .to_string()
        .into()
    }

    /// `None` if this is something else.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let value: Value = serde_json::from_slice(bytes).ok()?;
        let text = |key: &str| value.get(key)?.as_str().map(str::to_owned);
        let number = |key: &str| value.get(key)?.as_u64();
        let secret = |key: &str| text(key).filter(|text| !text.is_empty()).map(SecretString::from);
        Some(Kept {
            owner: Owner {
                endpoint: text("endpoint")?,
                token_endpoint: text("tokenEndpoint")?,
                client: text("clientId")?,
                scopes: text("scopes")?,
                audience: text("audience")?,
            },
            token: Token {
                refresh: secret("refreshToken"),
                obtained: SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(number("obtainedAt")?))?,
                lifetime: number("expiresIn").map(Duration::from_secs),
                ..Token::bare(secret("accessToken")?)
            },
        })
    }
}
