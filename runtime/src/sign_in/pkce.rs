//! The flow of people: a browser on this machine.

use super::callback::Callback;
use super::error::Fault;
use super::http::{Form, shown};
use super::token::Token;
use super::{SignIn, SignInError, random};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac_sha256::Hash;
use tokio::time::timeout;
use url::Url;

/// Has a person sign in in the browser (RFC 6749, 4.1 with RFC 7636 and RFC 8252).
pub(super) async fn sign_in(user: &SignIn) -> Result<Token, SignInError> {
    let callback = Callback::listen(&user.endpoints.redirect_uri).await?;
    // flyteadmin refuses a state of fewer than 8 characters.
    let state = random::word::<16>()?;
    let verifier = random::word::<32>()?;
    let url = address(user, &state, &challenge(&verifier))?;
    let prompt = &user.settings.prompt;
    prompt.say(&format!(
        "A browser opens to sign in to {}. If none does, open this address on this machine:\n{url}",
        user.settings.endpoint
    ));
    prompt.open(url.as_str());
    let limit = user.settings.time_limit;
    let late = |_| Fault::Late { limit, asked: "nobody signed in in the browser" };
    let visitor = timeout(limit, callback.visitor(state)).await.map_err(late)?;
    let token = match visitor.code() {
        Ok(code) => exchange(user, code, &verifier).await,
        Err(fault) => Err(fault.into()),
    };
    visitor.show(token.is_ok()).await;
    token
}

/// Where the browser begins.
fn address(user: &SignIn, state: &str, challenge: &str) -> Result<Url, SignInError> {
    let from = &user.endpoints.authorization_endpoint;
    let mut url = Url::parse(from).ok().filter(|url| matches!(url.scheme(), "http" | "https")).ok_or_else(|| {
        Fault::Settings(format!(
            "`{}` names no address where a browser can sign in (`{}`): set `admin.authType` to `ClientSecret` or `ExternalCommand`, \
             or ask who runs this Flyte",
            user.settings.endpoint,
            shown(from)
        ))
    })?;
    url.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &user.endpoints.client_id)
        .append_pair("redirect_uri", &user.endpoints.redirect_uri)
        .append_pair("state", state)
        .append_pair("code_challenge", challenge)
        .append_pair("code_challenge_method", "S256")
        .extend_pairs(user.wanted());
    Ok(url)
}

/// Changes the code that the browser brought for a token. Not tried again: a code may be used once.
async fn exchange(user: &SignIn, code: &str, verifier: &str) -> Result<Token, SignInError> {
    let mut form = Form {
        fields: Vec::new(),
        ..user.token_form("a token for the code from the browser".to_owned(), "authorization_code")?
    };
    form.fields = vec![
        ("grant_type", "authorization_code".to_owned()),
        ("code", code.to_owned()),
        ("redirect_uri", user.endpoints.redirect_uri.clone()),
        ("client_id", user.endpoints.client_id.clone()),
        ("code_verifier", verifier.to_owned()),
    ];
    user.ask(&form)
        .await
        .map_err(|error| error.advise(|_| "run the command again to sign in anew".to_owned()))
}

/// What the server compares with the verifier that comes later.
pub(super) fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Hash::hash(verifier.as_bytes()))
}
