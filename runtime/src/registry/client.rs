//! Requests: with what the registry asks for, and again if that may help.

use super::address::Address;
use super::answer::refusal;
use super::auth::{Known, Scope, login, secret_header};
use super::error::RegistryError;
use super::settings::Settings;
use super::tries::Tries;
use crate::tls;
use reqwest::header::AUTHORIZATION;
use reqwest::{Client, RequestBuilder, Response, StatusCode, redirect};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(10);
/// How long a registry may say nothing.
const SILENCE: Duration = Duration::from_secs(60);
/// How often an answer may lead elsewhere: registries keep blobs in stores.
const HOPS: usize = 5;

/// A client of all registries. Clones share connections and tokens.
#[derive(Clone)]
pub(crate) struct Registries(Arc<Inner>);

struct Inner {
    http: Client,
    settings: Settings,
    known: Mutex<Known>,
}

impl Registries {
    /// A client with these settings.
    ///
    /// # Errors
    /// Fails if the file of certificates can't be used.
    pub(crate) fn new(settings: Settings) -> Result<Self, RegistryError> {
        let own = match &settings.ca_cert_file {
            Some(file) => tls::certificates(file).map_err(|error| {
                RegistryError::wrong(format!("the certificates `{}` can't be used: {error}", file.display()))
            })?,
            None => Vec::new(),
        };
        let builder = Client::builder()
            .connect_timeout(CONNECT)
            .read_timeout(SILENCE)
            .user_agent(concat!("aileron/", env!("CARGO_PKG_VERSION")))
            // Credentials are not sent along to another host: `reqwest` sees to that.
            .redirect(redirect::Policy::custom(|attempt| {
                let was_safe = attempt.previous().last().is_some_and(|url| url.scheme() == "https");
                if attempt.previous().len() > HOPS {
                    attempt.error("too many redirects")
                } else if was_safe && attempt.url().scheme() != "https" {
                    attempt.error("the registry leads from https to http")
                } else {
                    attempt.follow()
                }
            }));
        let http = tls::trusting(builder, own).build().map_err(|error| {
            RegistryError::wrong(format!("no HTTP client can be made: {}", crate::causes::Causes(&error)))
        })?;
        Ok(Registries(Arc::new(Inner { http, settings, known: Mutex::default() })))
    }

    pub(super) fn http(&self) -> &Client {
        &self.0.http
    }

    pub(super) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(super) fn known(&self) -> &Mutex<Known> {
        &self.0.known
    }

    /// Whether a registry is spoken to without TLS.
    pub(super) fn is_plain(&self, address: &Address) -> bool {
        self.0.settings.plain_http.contains(&address.registry)
    }

    /// Makes a request until it is answered. `doing` is what it is for: ``can't look for `ghcr.io/acme/app:v1` ``.
    ///
    /// # Errors
    /// Fails if the registry does not answer, if it says that it can't now, and goes on to say so, and if it wants other credentials.
    /// Other refusals are answers.
    pub(super) async fn ask(
        &self,
        doing: &str,
        address: &Address,
        scope: &Scope,
        make: impl Fn(&Client) -> RequestBuilder,
    ) -> Result<Response, RegistryError> {
        let mut tries = Tries::new();
        loop {
            match self.ask_once(doing, address, scope, || Ok(make(self.http()))).await {
                Ok(answer) => return Ok(answer),
                Err(error) => tries.pause(error).await?,
            }
        }
    }

    /// Makes a request, twice if it needs a token.
    pub(super) async fn ask_once(
        &self,
        doing: &str,
        address: &Address,
        scope: &Scope,
        make: impl Fn() -> Result<RequestBuilder, RegistryError>,
    ) -> Result<Response, RegistryError> {
        let first = self.known_header(scope).await;
        let answer = self.send(doing, address, make()?, first.as_ref()).await?;
        if answer.status() != StatusCode::UNAUTHORIZED {
            return self.taken(doing, answer).await;
        }
        let next = self.get_header(doing, address, scope, first.as_ref(), answer.headers()).await?;
        let Some(next) = next else { return Err(login(address, refusal(doing, answer).await)) };
        let answer = self.send(doing, address, make()?, Some(&next)).await?;
        match answer.status() {
            StatusCode::UNAUTHORIZED => Err(login(address, refusal(doing, answer).await)),
            _ => self.taken(doing, answer).await,
        }
    }

    async fn send(
        &self,
        doing: &str,
        address: &Address,
        request: RequestBuilder,
        header: Option<&super::auth::Header>,
    ) -> Result<Response, RegistryError> {
        let request = match header {
            Some(header) => request.header(AUTHORIZATION, secret_header(header.value())?),
            None => request,
        };
        request.send().await.map_err(|error| {
            let may_be_plain = error.is_connect() && !self.is_plain(address);
            let error = RegistryError::unreachable(doing, error);
            if may_be_plain {
                error.advised(format!("if `{0}` has no TLS, write `--plain-http {0}`", address.registry))
            } else {
                error
            }
        })
    }

    /// The answer, unless it is that the registry can't now, or that the account may not.
    async fn taken(&self, doing: &str, answer: Response) -> Result<Response, RegistryError> {
        let status = answer.status();
        if status.is_server_error() || matches!(status.as_u16(), 408 | 425 | 429) {
            return Err(refusal(doing, answer).await);
        }
        Ok(answer)
    }
}
