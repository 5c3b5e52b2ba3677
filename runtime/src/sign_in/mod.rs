//! Signing in to a Flyte: tokens for its calls, by each of the flows that its clients know.
//!
//! ```no_run
//! use aileron::sign_in::{AuthEndpoints, ClientSecret, Flow, HttpSettings, SignIn, SignInError, SignInSettings};
//!
//! # async fn example(endpoints: AuthEndpoints) -> Result<(), SignInError> {
//! let secret = ClientSecret::Variable("FLYTE_SECRET".to_owned());
//! let settings = SignInSettings::new("flyte.example.com", Flow::ClientSecret { id: "ci".to_owned(), secret });
//! let user = SignIn::new(settings, endpoints, HttpSettings::default());
//! let bearer = user.token().await?;
//! println!("the header {} has the token", bearer.header());
//! # Ok(())
//! # }
//! ```
//!
//! A Flyte says which sign-in it wants ([`AuthEndpoints`], of its `AuthMetadataService`); one that has no such service wants none. The
//! key `admin.authType` of Flyte's configuration says how its user signs in. What these flows do is what flytekit 1.16 does, unless this page
//! says otherwise. The flows are those of RFC 6749 (OAuth 2.0), RFC 7636 (PKCE), RFC 8252 and RFC 8628 (devices).
//!
//! | `admin.authType` | other keys | what the user sees |
//! |---|---|---|
//! | `Pkce` | `admin.scopes`, `admin.audience` | A browser opens, and the terminal shows its address. After the sign-in, the browser says that it is done. |
//! | `DeviceFlow` | `admin.scopes`, `admin.audience` | The terminal shows an address and a code, to be entered in a browser of any machine. |
//! | `ClientSecret` | `admin.clientId`, `admin.clientSecretLocation` or `admin.clientSecretEnvVar`, `admin.scopes`, `admin.audience` | Nothing. |
//! | `ExternalCommand` | `admin.command` | What the command asks. |
//!
//! **In the browser** (`Pkce`). The browser comes back to the address on this machine that the server names, `http://localhost:53593/callback`
//! unless it was set up otherwise. It is listened on for one sign-in, for 5 minutes at most; flyteadmin takes no other port. On a machine
//! without a browser, forward that port (`ssh -L 53593:localhost:53593 …`) and open the address that the terminal shows on your own, or take
//! the device flow.
//!
//! **On another machine** (`DeviceFlow`). Flyte's own sign-in server has no device flow; a provider that Flyte is set up to trust may have
//! one.
//!
//! **For programs** (`ClientSecret`). The secret is in a variable or in a file; if the file ends with a newline, white space around the
//! secret is not of it. It is read for each token, so that a new secret needs no new start.
//!
//! **By a command** (`ExternalCommand`). A program and its arguments, which no shell reads; what it prints on stdout is the token. Its
//! stderr and its questions go to the terminal. `admin.proxyCommand` is the same for a proxy in front of Flyte, whose token is sent in
//! `proxy-authorization`.
//!
//! The scopes and the audience are those that the server names, unless the configuration has its own. No audience is sent if neither has
//! one.
//!
//! # How long a sign-in lasts
//!
//! A token is renewed a minute before its end (a tenth of its time if it lasts less than ten minutes), and when Flyte refuses it. A person
//! is asked again only if the server no longer takes the refresh token. However many calls wait, there is one sign-in; if it fails, all of
//! them get its error.
//!
//! The tokens of a person are kept for the next command, in a file for each address of a Flyte, in the folder `$AILERON_TOKENS`, else
//! `aileron/tokens` in the platform's folder for what programs remember (`$XDG_STATE_HOME` or `~/.local/state`, `~/Library/Application
//! Support`, `%LOCALAPPDATA%`). Only their owner can read them. With the feature `keyring` they are in the system's keyring, as those of
//! `aileron`, unless `$AILERON_TOKENS` is set; a machine without a keyring has the file. To sign out, remove the file or the entry. A file that is damaged, or that another
//! configuration left, only means a new sign-in. Tokens of programs and commands are kept nowhere.
//!
//! No token and no secret is in an error, in a message or in the `Debug` of a type.

mod bearer;
mod callback;
mod client_secret;
mod command;
mod device;
mod endpoints;
mod error;
mod http;
mod kept;
#[cfg(feature = "keyring")]
mod keyring;
mod pkce;
mod prompt;
mod random;
mod settings;
mod store;
#[cfg(test)]
mod tests;
mod token;
mod token_file;

pub use bearer::Bearer;
pub use endpoints::AuthEndpoints;
pub use error::SignInError;
pub use http::HttpSettings;
pub use prompt::{Prompt, Terminal};
pub use settings::{ClientSecret, Flow, SignInSettings};
pub use store::TokenStore;

use error::Fault;
use http::Form;
use kept::{Kept, Owner};
use reqwest::Client;
use secrecy::ExposeSecret;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use token::Token;
use tokio::sync::{Mutex, MutexGuard};

/// One user at one Flyte: gives each call its token, and signs in when there is none.
#[derive(Debug)]
pub struct SignIn {
    settings: SignInSettings,
    endpoints: AuthEndpoints,
    http: HttpSettings,
    /// The name of the header that has the token.
    header: String,
    client: OnceLock<Client>,
    /// How many sign-ins have failed.
    failures: AtomicU64,
    state: Mutex<State>,
}

/// What is known of the user. Whoever holds it signs in for all others.
#[derive(Debug, Default)]
struct State {
    token: Option<Token>,
    /// Whether the kept tokens have been looked at.
    loaded: bool,
    /// Why the last sign-in failed.
    failure: Option<SignInError>,
}

impl SignIn {
    /// A user at the Flyte that says this of its sign-in.
    #[must_use]
    pub fn new(settings: SignInSettings, endpoints: AuthEndpoints, http: HttpSettings) -> Self {
        let header = match endpoints.authorization_metadata_key.to_ascii_lowercase() {
            header if header.is_empty() => "authorization".to_owned(),
            header => header,
        };
        SignIn {
            settings,
            endpoints,
            http,
            header,
            client: OnceLock::new(),
            failures: AtomicU64::new(0),
            state: Mutex::default(),
        }
    }

    /// A user at the proxy in front of a Flyte: what the command (`admin.proxyCommand`) prints goes into `proxy-authorization`.
    #[must_use]
    pub fn at_proxy(endpoint: &str, command: Vec<String>) -> Self {
        let header = "proxy-authorization".to_owned();
        let settings = SignInSettings::new(endpoint, Flow::ExternalCommand(command));
        SignIn { header, ..SignIn::new(settings, AuthEndpoints::default(), HttpSettings::default()) }
    }

    /// The token for a call: the one that there is, refreshed in time, or else that of a new sign-in. However many callers wait, there
    /// is one sign-in.
    ///
    /// # Errors
    /// If the sign-in failed.
    pub async fn token(&self) -> Result<Bearer, SignInError> {
        let seen = self.failures.load(Ordering::Acquire);
        let mut state = self.state.lock().await;
        if let Some(failure) = self.failed_since(seen, &state) {
            return Err(failure);
        }
        let found = self.renewed(&mut state).await;
        if let Err(error) = &found {
            state.failure = Some(error.clone());
            self.failures.fetch_add(1, Ordering::Release);
        }
        found
    }

    /// The server said `UNAUTHENTICATED` to this token: the next [`token`](Self::token) is another one.
    pub async fn refused(&self, used: &Bearer) {
        let mut state = self.state.lock().await;
        if let Some(token) =
            state.token.as_mut().filter(|token| token.bearer(&self.header).expose() == used.expose())
        {
            token.refused = true;
        }
    }

    /// The failure of a sign-in for which this caller has waited.
    fn failed_since(&self, seen: u64, state: &MutexGuard<'_, State>) -> Option<SignInError> {
        state.failure.clone().filter(|_| self.failures.load(Ordering::Acquire) > seen)
    }

    async fn renewed(&self, state: &mut State) -> Result<Bearer, SignInError> {
        if !state.loaded || state.token.as_ref().is_some_and(|token| !token.is_fresh()) {
            state.loaded = true;
            self.load(state);
        }
        if let Some(token) = state.token.as_ref().filter(|token| token.is_fresh()) {
            return Ok(token.bearer(&self.header));
        }
        let token = match self.new_token(state.token.as_ref()).await {
            Ok(token) => token,
            // It is renewed before its end, so there is time to try again.
            Err(error) if error.may_pass() => {
                return match state.token.as_ref().filter(|token| token.is_alive()) {
                    Some(token) => Ok(token.bearer(&self.header)),
                    None => Err(error),
                };
            }
            Err(error) => return Err(error),
        };
        let bearer = token.bearer(&self.header);
        self.save(&token);
        state.token = Some(token);
        Ok(bearer)
    }

    /// A token in the place of this one: a refreshed one if the server gives it, else that of a new sign-in.
    async fn new_token(&self, old: Option<&Token>) -> Result<Token, SignInError> {
        if let Some(refreshed) = self.refresh(old).await? {
            return Ok(refreshed);
        }
        match &self.settings.flow {
            Flow::Pkce => pkce::sign_in(self).await,
            Flow::DeviceFlow => device::sign_in(self).await,
            Flow::ClientSecret { id, secret } => client_secret::sign_in(self, id, secret).await,
            Flow::ExternalCommand(command) => {
                let key =
                    if self.header == "proxy-authorization" { "admin.proxyCommand" } else { "admin.command" };
                command::sign_in(command, key, self.settings.time_limit).await
            }
        }
    }

    /// Asks for a new token by the refresh token of the old one. `None` if there is none, or the server does not take it, whatever it
    /// says: flyteadmin says 500.
    async fn refresh(&self, old: Option<&Token>) -> Result<Option<Token>, SignInError> {
        let Some(refresh) = old.and_then(|old| old.refresh.as_ref()).filter(|_| self.is_person()) else {
            return Ok(None);
        };
        let mut form = self.token_form("a token for a refresh token".to_owned(), "refresh_token")?;
        form.fields.push(("refresh_token", refresh.expose_secret().to_owned()));
        form.fields.push(("client_id", self.endpoints.client_id.clone()));
        form.again = true;
        match self.ask(&form).await {
            Ok(token) => {
                Ok(Some(Token { refresh: token.refresh.or_else(|| Some(refresh.clone())), ..token }))
            }
            Err(error) if error.may_pass() => Err(error),
            Err(_) => Ok(None),
        }
    }

    /// Whether a person signs in, whose tokens are kept.
    fn is_person(&self) -> bool {
        matches!(self.settings.flow, Flow::Pkce | Flow::DeviceFlow)
    }

    /// Takes the kept token if it is newer than the one that there is: another process may have renewed it.
    fn load(&self, state: &mut State) {
        if !self.is_person() {
            return;
        }
        let (kept, odd) = self.settings.store.load(&self.settings.endpoint);
        if let Some(odd) = odd {
            self.settings.prompt.say(&odd);
        }
        let Some(kept) = kept.filter(|kept| kept.owner == Owner::of(self)) else { return };
        if state.token.as_ref().is_none_or(|token| token.obtained < kept.token.obtained) {
            state.token = Some(kept.token);
        }
    }

    fn save(&self, token: &Token) {
        if !self.is_person() {
            return;
        }
        let kept = Kept { owner: Owner::of(self), token: token.clone() };
        if let Err(problem) = self.settings.store.save(&kept) {
            self.settings.prompt.say(&problem);
        }
    }

    /// A request of the token endpoint.
    fn token_form(&self, asked: String, grant: &'static str) -> Result<Form<'_>, SignInError> {
        let url = &self.endpoints.token_endpoint;
        if url.is_empty() {
            return Err(Fault::Settings(format!(
                "`{}` names no address where tokens come from: set `admin.authType` to `ExternalCommand`, or ask who runs this Flyte",
                self.settings.endpoint
            ))
            .into());
        }
        let mut fields = vec![("grant_type", grant.to_owned())];
        fields.extend(self.wanted());
        Ok(Form { url, asked, fields, client: None, again: false })
    }

    async fn ask(&self, form: &Form<'_>) -> Result<Token, SignInError> {
        let answer = form.post(&self.http, self.client()?).await?;
        Token::read(&answer).ok_or_else(|| form.unexpected("it has no token".to_owned()))
    }

    /// The scopes and the audience, if there are any: flyteadmin refuses an audience that it does not know.
    fn wanted(&self) -> Vec<(&'static str, String)> {
        let scopes = Some(self.scopes()).filter(|scopes| !scopes.is_empty()).map(|scopes| ("scope", scopes));
        let audience = self.audience().map(|audience| ("audience", audience.to_owned()));
        scopes.into_iter().chain(audience).collect()
    }

    fn scopes(&self) -> String {
        let own = &self.settings.scopes;
        if own.is_empty() { self.endpoints.scopes.join(" ") } else { own.join(" ") }
    }

    fn audience(&self) -> Option<&str> {
        let own = self.settings.audience.as_deref();
        own.or(Some(&self.endpoints.audience)).filter(|audience| !audience.is_empty())
    }

    fn client(&self) -> Result<&Client, SignInError> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        let client = self.http.client()?;
        Ok(self.client.get_or_init(|| client))
    }
}
