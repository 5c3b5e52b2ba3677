//! The flow of machines without a browser: a person signs in on any other one.

use super::error::Fault;
use super::http::Form;
use super::token::Token;
use super::{SignIn, SignInError};
use serde_json::Value;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// Seconds are short in tests.
const SECOND: Duration = Duration::from_millis(if cfg!(test) { 20 } else { 1000 });
/// How long to wait between two questions, if the server does not say it, and how much longer if it wants so (RFC 8628, 3.5).
const INTERVAL: u32 = 5;
/// The longest time between two questions while the server can't be reached.
const LONGEST: u32 = 60;
/// How long a code is good if the server does not say it, which it must, and at most.
const LIFETIME: u32 = 600;
const LONGEST_LIFETIME: u32 = 24 * 60 * 60;
/// What a device asks for.
const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// Shows a code, and asks for the token until a person has entered the code elsewhere (RFC 8628).
pub(super) async fn sign_in(user: &SignIn) -> Result<Token, SignInError> {
    let url = &user.endpoints.device_authorization_endpoint;
    if url.is_empty() {
        return Err(Fault::Settings(format!(
            "the sign-in server of `{}` has no device flow, and Flyte's own never has: set `admin.authType` to `Pkce`, `ClientSecret` \
             or `ExternalCommand`",
            user.settings.endpoint
        ))
        .into());
    }
    let fields = vec![("client_id", user.endpoints.client_id.clone())];
    let mut form =
        Form { url, asked: "a code for this device".to_owned(), fields, client: None, again: true };
    form.fields.extend(user.wanted());
    let code = form.post(&user.http, user.client()?).await?;
    let code = Code::read(&code).ok_or_else(|| form.unexpected("it has no code".to_owned()))?;
    user.settings.prompt.say(&code.message(&user.settings.endpoint));
    poll(user, &code).await
}

/// Asks for the token until the person has entered the code, or the code is no longer good.
async fn poll(user: &SignIn, code: &Code) -> Result<Token, SignInError> {
    let mut form = user.token_form("a token for this device".to_owned(), GRANT)?;
    form.fields.push(("device_code", code.device.clone()));
    form.fields.push(("client_id", user.endpoints.client_id.clone()));
    let end = Instant::now() + SECOND * code.lifetime;
    let mut interval = code.interval;
    loop {
        let next = Instant::now() + SECOND * interval;
        if next >= end {
            let asked = "nobody entered the code";
            return Err(Fault::Late { limit: Duration::from_secs(code.lifetime.into()), asked }.into());
        }
        sleep(SECOND * interval).await;
        match user.ask(&form).await {
            Err(error) if error.may_pass() => interval = (interval * 2).min(LONGEST),
            Err(error) if error.code() == Some("authorization_pending") => {}
            Err(error) if error.code() == Some("slow_down") => interval += INTERVAL,
            Err(error) => {
                return Err(error.advise(|code| match code {
                    "access_denied" => {
                        "sign in as a user who may use this Flyte, and allow this device".to_owned()
                    }
                    _ => "run the command again to get a new code".to_owned(),
                }));
            }
            Ok(token) => return Ok(token),
        }
    }
}

/// What the server answers to a device.
struct Code {
    device: String,
    user: String,
    /// Where the person enters the code.
    place: String,
    /// The same, with the code in it.
    complete: Option<String>,
    /// In seconds.
    lifetime: u32,
    interval: u32,
}

impl Code {
    /// Reads the answer (RFC 8628, 3.2).
    fn read(answer: &Value) -> Option<Self> {
        let text = |key: &str| Some(answer.get(key)?.as_str()?.to_owned()).filter(|text| !text.is_empty());
        let seconds = |key: &str| answer.get(key)?.as_u64().and_then(|seconds| u32::try_from(seconds).ok());
        Some(Code {
            device: text("device_code")?,
            user: text("user_code")?,
            // Google's servers have the older name.
            place: text("verification_uri").or_else(|| text("verification_url"))?,
            complete: text("verification_uri_complete"),
            lifetime: seconds("expires_in").unwrap_or(LIFETIME).min(LONGEST_LIFETIME),
            interval: seconds("interval").unwrap_or(INTERVAL).clamp(1, LONGEST),
        })
    }

    fn message(&self, endpoint: &str) -> String {
        let Code { user, place, .. } = self;
        let minutes = self.lifetime.div_ceil(60);
        let mut message = format!(
            "To sign in to {endpoint}, open {place} in any browser, and enter the code {user} within {minutes} minutes."
        );
        if let Some(complete) = &self.complete {
            message = format!("{message}\nOr open this address, and compare the code:\n{complete}");
        }
        message
    }
}
