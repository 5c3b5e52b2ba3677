//! How servers are reached by HTTP.

use super::error::Fault;
use super::{SignIn, SignInError};
use crate::tls;
use backon::{ExponentialBuilder, Retryable};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Certificate, Client, ClientBuilder, Proxy, Response, redirect};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use url::{Url, form_urlencoded};

/// How servers are reached by HTTP: sign-in servers, and the stores of uploads.
#[derive(Clone)]
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
    /// Whose token goes with each request, for the proxy in front of Flyte (`admin.proxyCommand`): [`SignIn::at_proxy`].
    pub proxy_sign_in: Option<Arc<SignIn>>,
}

impl Default for HttpSettings {
    fn default() -> Self {
        HttpSettings {
            proxy: None,
            ca_cert_file: None,
            insecure_skip_verify: false,
            timeout: Duration::from_secs(30),
            proxy_sign_in: None,
        }
    }
}

/// Without the password that the proxy's address may have.
impl fmt::Debug for HttpSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpSettings")
            .field("proxy", &self.proxy.as_deref().map(shown))
            .field("ca_cert_file", &self.ca_cert_file)
            .field("insecure_skip_verify", &self.insecure_skip_verify)
            .field("timeout", &self.timeout)
            .field("proxy_sign_in", &self.proxy_sign_in)
            .finish()
    }
}

impl HttpSettings {
    /// A client with these settings. It follows no redirects: what is posted is for the server that was named.
    pub(crate) fn client(&self) -> Result<Client, SignInError> {
        self.built(Client::builder().timeout(self.timeout))
    }

    /// A client for files, which may take as long as they are large.
    pub(crate) fn client_for_files(&self) -> Result<Client, SignInError> {
        self.built(Client::builder())
    }

    fn built(&self, builder: ClientBuilder) -> Result<Client, SignInError> {
        let mut builder = builder
            .redirect(redirect::Policy::none())
            .connect_timeout(self.timeout.min(Duration::from_secs(10)))
            .tls_danger_accept_invalid_certs(self.insecure_skip_verify);
        if let Some(proxy) = &self.proxy {
            builder = builder.proxy(Proxy::all(proxy).map_err(|_| {
                Fault::Settings(format!(
                    "`{}` is not the address of a proxy: write `admin.httpProxyURL` as in `http://proxy.example.com:3128`",
                    shown(proxy)
                ))
            })?);
        }
        let own = self.ca_cert_file.as_deref().map(certificates).transpose()?.unwrap_or_default();
        tls::trusting(builder, own).build().map_err(|error| {
            Fault::Settings(format!(
                "no HTTP client can be made with this configuration: {}",
                crate::causes::Causes(&error.without_url())
            ))
            .into()
        })
    }
}

/// The certificates of a file.
fn certificates(file: &Path) -> Result<Vec<Certificate>, SignInError> {
    let unusable = |source| Fault::Certificates { file: file.display().to_string(), source };
    tls::certificates(file).map_err(|error| unusable(error).into())
}

/// An address as people may see it: without a password and without what is asked.
pub(super) fn shown(url: &str) -> String {
    let Ok(mut parsed) = Url::parse(url) else {
        // What is before an `@` may be a password.
        return url.rsplit('@').next().unwrap_or_default().to_owned();
    };
    let _ = parsed.set_username("");
    let _ = parsed.set_password(None);
    parsed.set_query(None);
    parsed.set_fragment(None);
    parsed.into()
}

/// A request of a sign-in server: a form, which is answered in JSON.
pub(super) struct Form<'a> {
    /// Where it goes.
    pub(super) url: &'a str,
    /// What is asked, for messages: `a token for the client …`.
    pub(super) asked: String,
    pub(super) fields: Vec<(&'static str, String)>,
    /// The client and its secret, in a header of their own.
    pub(super) client: Option<(&'a str, &'a SecretString)>,
    /// Whether it may be sent again if the answer was lost.
    pub(super) again: bool,
}

/// How long an answer may be. Those of sign-in servers have some kilobytes.
const LONGEST: usize = 1 << 20;

impl Form<'_> {
    /// Sends the form, again if that may help, and reads the answer.
    pub(super) async fn post(&self, http: &HttpSettings, client: &Client) -> Result<Value, SignInError> {
        let tries =
            ExponentialBuilder::default().with_min_delay(Duration::from_millis(200)).with_max_times(3);
        let ask = || self.post_once(http, client);
        ask.retry(tries).when(|error| self.again && error.may_pass()).await
    }

    async fn post_once(&self, http: &HttpSettings, client: &Client) -> Result<Value, SignInError> {
        let url = Url::parse(self.url).map_err(|_| self.unexpected("its address is none".to_owned()))?;
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.fields).finish();
        let mut request = client
            .post(url)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ACCEPT, "application/json")
            .body(body);
        if let Some((id, secret)) = self.client {
            request = request.header(AUTHORIZATION, basic(id, secret));
        }
        if let Some(proxy) = &http.proxy_sign_in {
            let bearer = Box::pin(proxy.token()).await?;
            if let (Ok(name), Some(value)) =
                (HeaderName::try_from(bearer.header()), sensitive(bearer.expose().to_owned()))
            {
                request = request.header(name, value);
            }
        }
        let unreachable = |source: reqwest::Error| Fault::Unreachable {
            url: shown(self.url),
            asked: self.asked.clone(),
            source: source.without_url(),
        };
        let response = request.send().await.map_err(unreachable)?;
        let status = response.status();
        let body = read(response).await.map_err(unreachable)?;
        let answer: Option<Value> = serde_json::from_slice(&body).ok();
        if status.is_success() {
            return answer
                .filter(Value::is_object)
                .ok_or_else(|| self.unexpected("it is no JSON object".to_owned()));
        }
        let text =
            |key: &str| answer.as_ref().and_then(|answer| answer.get(key)?.as_str()).unwrap_or_default();
        Err(Fault::Refused {
            url: shown(self.url),
            asked: self.asked.clone(),
            status: status.as_u16(),
            error: match text("error") {
                "" => status.canonical_reason().unwrap_or_default().to_owned(),
                error => error.to_owned(),
            },
            description: self.without_secrets(text("error_description")),
            advice: "ask who runs this Flyte".to_owned(),
        }
        .into())
    }

    pub(super) fn unexpected(&self, problem: String) -> SignInError {
        Fault::Unexpected { url: shown(self.url), asked: self.asked.clone(), problem }.into()
    }

    /// A server may repeat what it was sent.
    fn without_secrets(&self, text: &str) -> String {
        const SECRET: [&str; 4] = ["code", "code_verifier", "device_code", "refresh_token"];
        let fields =
            self.fields.iter().filter(|(key, _)| SECRET.contains(key)).map(|(_, value)| value.as_str());
        let secrets = fields.chain(self.client.map(|(_, secret)| secret.expose_secret()));
        secrets
            .filter(|secret| !secret.is_empty())
            .fold(text.to_owned(), |text, secret| text.replace(secret, "[REDACTED]"))
    }
}

async fn read(mut response: Response) -> Result<Vec<u8>, reqwest::Error> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        body.extend_from_slice(&chunk);
        if body.len() > LONGEST {
            break;
        }
    }
    Ok(body)
}

/// A client and its secret as RFC 6749, 2.3.1 wants them: each as in a form.
fn basic(id: &str, secret: &SecretString) -> HeaderValue {
    let part = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let both = format!("{}:{}", part(id), part(secret.expose_secret()));
    sensitive(format!("Basic {}", STANDARD.encode(both)))
        .expect("base64 has no character that a header can't have")
}

/// A value that HTTP's own code does not print. `None` if a header can't have it.
fn sensitive(value: String) -> Option<HeaderValue> {
    let mut value = HeaderValue::try_from(value).ok()?;
    value.set_sensitive(true);
    Some(value)
}
