//! Tokens: what a registry asks for, and what is sent with each request.
//!
//! Source: Docker's registry, `docs/content/spec/auth/token.md` and `oauth.md`.

use super::address::Address;
use super::answer::refusal;
use super::client::Registries;
use super::credentials::{self, Credential};
use super::error::RegistryError;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{HeaderMap, WWW_AUTHENTICATE};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::time::{Duration, Instant};
use url::{Url, form_urlencoded};

/// What may be done with a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Right {
    Pull,
    Push,
}

/// What a request needs: the right to a repository, and to read another one that layers are mounted from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Scope {
    registry: String,
    repository: String,
    right: Right,
    from: Option<String>,
}

impl Scope {
    pub(super) fn of(address: &Address, right: Right) -> Self {
        Scope {
            registry: address.registry.clone(),
            repository: address.repository.clone(),
            right,
            from: None,
        }
    }

    /// The same, with the right to read this repository of the same registry.
    pub(super) fn from(self, repository: &str) -> Self {
        Scope { from: Some(repository.to_owned()), ..self }
    }

    fn words(&self) -> Vec<String> {
        let actions = match self.right {
            Right::Pull => "pull",
            Right::Push => "pull,push",
        };
        let own = format!("repository:{}:{actions}", self.repository);
        std::iter::once(own).chain(self.from.iter().map(|from| format!("repository:{from}:pull"))).collect()
    }
}

/// What was got for a scope.
#[derive(Clone, Debug)]
pub(super) struct Header {
    value: SecretString,
    until: Option<Instant>,
}

impl Header {
    pub(super) fn value(&self) -> &SecretString {
        &self.value
    }

    fn is_fresh(&self) -> bool {
        self.until.is_none_or(|until| Instant::now() < until)
    }
}

/// What was got so far.
#[derive(Debug, Default)]
pub(super) struct Known {
    headers: HashMap<Scope, Header>,
    /// What there is for a registry.
    credentials: HashMap<String, Option<Credential>>,
}

/// A token that is too short-lived to be kept is used once. Its life, without a word about it, is a minute.
const LIFE: Duration = Duration::from_secs(60);
/// A token is not used in its last seconds.
const MARGIN: Duration = Duration::from_secs(10);

/// What a registry wants to be asked with.
#[derive(Debug, PartialEq, Eq)]
enum Challenge {
    Basic,
    Bearer { realm: String, service: Option<String> },
}

impl Registries {
    /// What goes with requests of this scope, if it is known already.
    pub(super) async fn known_header(&self, scope: &Scope) -> Option<Header> {
        let known = self.known().lock().await;
        known.headers.get(scope).filter(|header| header.is_fresh()).cloned()
    }

    /// Gets what the registry asked for. Many requests that wait get it once.
    pub(super) async fn get_header(
        &self,
        doing: &str,
        address: &Address,
        scope: &Scope,
        refused: Option<&Header>,
        asked: &HeaderMap,
    ) -> Result<Option<Header>, RegistryError> {
        let mut known = self.known().lock().await;
        if let Some(other) = known.headers.get(scope).filter(|header| header.is_fresh())
            && refused.is_none_or(|refused| refused.value.expose_secret() != other.value.expose_secret())
        {
            return Ok(Some(other.clone()));
        }
        let Some(challenge) = challenge(asked) else { return Ok(None) };
        let credential = if let Some(credential) = known.credentials.get(&address.registry) {
            credential.clone()
        } else {
            let found = self.credential(address).await?;
            known.credentials.insert(address.registry.clone(), found.clone());
            found
        };
        let header = match challenge {
            Challenge::Basic => {
                let Some(Credential::Password { user, password }) = &credential else { return Ok(None) };
                Header { value: basic(user, password), until: None }
            }
            Challenge::Bearer { realm, service } => {
                let asked = Asked { realm: &realm, service: service.as_deref(), scope };
                self.token(doing, address, asked, credential.as_ref()).await?
            }
        };
        if refused.is_some_and(|refused| refused.value.expose_secret() == header.value.expose_secret()) {
            return Ok(None);
        }
        known.headers.insert(scope.clone(), header.clone());
        Ok(Some(header))
    }

    async fn credential(&self, address: &Address) -> Result<Option<Credential>, RegistryError> {
        let mut given = self.settings().credentials.iter();
        if let Some((_, given)) = given.rfind(|(host, _)| *host == address.registry) {
            return Ok(Some(given.clone()));
        }
        let address = address.clone();
        let reading = tokio::task::spawn_blocking(move || credentials::kept(&address));
        reading.await.unwrap_or_else(|ended| std::panic::resume_unwind(ended.into_panic()))
    }

    async fn token(
        &self,
        doing: &str,
        address: &Address,
        asked: Asked<'_>,
        credential: Option<&Credential>,
    ) -> Result<Header, RegistryError> {
        let doing = &format!("{doing}: no token");
        let mut realm = Url::parse(asked.realm).map_err(|_| {
            RegistryError::broken(doing, "the address of the registry's tokens is none".to_owned())
        })?;
        if realm.scheme() != "https" && !self.is_plain(address) {
            let message = format!("the registry wants credentials at `{}`, which has no TLS", shown(&realm));
            return Err(RegistryError::broken(doing, message));
        }
        let service = asked.service.map(|service| ("service", service.to_owned()));
        let scopes = asked.scope.words();
        let request = if let Some(Credential::Identity(token)) = credential {
            let mut form = form_urlencoded::Serializer::new(String::new());
            form.append_pair("grant_type", "refresh_token").append_pair("client_id", "aileron");
            form.append_pair("refresh_token", token.expose_secret()).append_pair("scope", &scopes.join(" "));
            form.extend_pairs(service);
            let body = form.finish();
            self.http().post(realm).header("content-type", "application/x-www-form-urlencoded").body(body)
        } else {
            let mut query = realm.query_pairs_mut();
            query.extend_pairs(service).extend_pairs(scopes.iter().map(|scope| ("scope", scope)));
            if let Some(Credential::Password { user, .. }) = credential {
                query.append_pair("account", user);
            }
            drop(query);
            let request = self.http().get(realm);
            match credential {
                Some(Credential::Password { user, password }) => {
                    request.header("authorization", secret_header(&basic(user, password))?)
                }
                _ => request,
            }
        };
        let answer = request.send().await.map_err(|error| RegistryError::unreachable(doing, error))?;
        if !answer.status().is_success() {
            return Err(login(address, refusal(doing, answer).await));
        }
        let body = answer.bytes().await.map_err(|error| RegistryError::unreachable(doing, error))?;
        let json: Value = serde_json::from_slice(&body).unwrap_or_default();
        let token = json["token"].as_str().or(json["access_token"].as_str());
        let token = token
            .filter(|token| !token.is_empty())
            .ok_or_else(|| RegistryError::broken(doing, "the answer of the registry has none".to_owned()))?;
        let life = json["expires_in"].as_u64().map_or(LIFE, Duration::from_secs);
        let until = Instant::now().checked_add(life.saturating_sub(MARGIN));
        Ok(Header { value: format!("Bearer {token}").into(), until })
    }
}

/// For what a token is asked, and where.
struct Asked<'a> {
    realm: &'a str,
    service: Option<&'a str>,
    scope: &'a Scope,
}

fn basic(user: &str, password: &SecretString) -> SecretString {
    let both = format!("{user}:{}", password.expose_secret());
    format!("Basic {}", STANDARD.encode(both)).into()
}

/// A header that no log shows.
pub(super) fn secret_header(text: &SecretString) -> Result<reqwest::header::HeaderValue, RegistryError> {
    let mut value = reqwest::header::HeaderValue::from_str(text.expose_secret()).map_err(|_| {
        RegistryError::wrong(
            "the credentials of a registry have a character that no header can have".to_owned(),
        )
    })?;
    value.set_sensitive(true);
    Ok(value)
}

/// What the registry wants. Of several, the bearer token goes first.
fn challenge(headers: &HeaderMap) -> Option<Challenge> {
    let mut found = None;
    for value in headers.get_all(WWW_AUTHENTICATE) {
        let Some(challenges) = value.to_str().ok().and_then(|text| http_auth::parse_challenges(text).ok())
        else {
            continue;
        };
        for one in challenges {
            let word = |name: &str| {
                let found = one.params.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
                found.map(|(_, value)| value.to_unescaped())
            };
            if one.scheme.eq_ignore_ascii_case("bearer") {
                if let Some(realm) = word("realm") {
                    return Some(Challenge::Bearer { realm, service: word("service") });
                }
            } else if one.scheme.eq_ignore_ascii_case("basic") {
                found = Some(Challenge::Basic);
            }
        }
    }
    found
}

/// What to do about a refusal.
pub(super) fn login(address: &Address, error: RegistryError) -> RegistryError {
    let registry = &address.registry;
    match error.status().map(|status| status.as_u16()) {
        Some(401) => error.advised(format!("log in, with `docker login {registry}`")),
        Some(403) => error.advised(format!(
            "see to it that your account may use `{}`, or log in as another, with `docker login {registry}`",
            address.fqn()
        )),
        _ => error,
    }
}

/// An address without what may be secret.
fn shown(url: &Url) -> String {
    let mut text = format!("{}://{}", url.scheme(), url.host_str().unwrap_or_default());
    if let Some(port) = url.port() {
        // Writing to a string does not fail.
        let _ = write!(text, ":{port}");
    }
    text + url.path()
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    fn asked(texts: &[&'static str]) -> Option<Challenge> {
        let headers = texts.iter().map(|text| (WWW_AUTHENTICATE, HeaderValue::from_static(text)));
        challenge(&headers.collect())
    }

    #[test]
    fn a_registry_says_what_it_wants() {
        let bearer = |service: Option<&str>| {
            let realm = "https://auth.example.com/token".to_owned();
            Some(Challenge::Bearer { realm, service: service.map(str::to_owned) })
        };
        let both = r#"Bearer realm="https://auth.example.com/token",service="reg",scope="repository:a:pull""#;
        assert_eq!(asked(&[both]), bearer(Some("reg")));
        assert_eq!(asked(&["Basic realm=\"x\"", both]), bearer(Some("reg")));
        assert_eq!(asked(&[r#"bearer realm="https://auth.example.com/token""#]), bearer(None));
        assert_eq!(asked(&["Basic realm=\"x\""]), Some(Challenge::Basic));
        assert_eq!(asked(&["Negotiate"]), None);
        assert_eq!(asked(&[]), None);
    }

    #[test]
    fn a_scope_has_the_words_of_docker() {
        let address = Address::of_repository("ghcr.io/acme/app");
        assert_eq!(Scope::of(&address, Right::Pull).words(), ["repository:acme/app:pull"]);
        let push = Scope::of(&address, Right::Push).from("acme/base");
        assert_eq!(push.words(), ["repository:acme/app:pull,push", "repository:acme/base:pull"]);
    }
}
