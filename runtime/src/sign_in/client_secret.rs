//! The flow of programs: a client and its secret.

use super::error::Fault;
use super::token::Token;
use super::{ClientSecret, SignIn, SignInError};
use secrecy::{ExposeSecret, SecretString};
use std::{env, fs};

/// Asks for a token for a client (RFC 6749, 4.4).
pub(super) async fn sign_in(user: &SignIn, id: &str, secret: &ClientSecret) -> Result<Token, SignInError> {
    if id.is_empty() {
        let message = "a client secret needs the client that it belongs to: set `admin.clientId`";
        return Err(Fault::Settings(message.to_owned()).into());
    }
    // Each time anew, since secrets are exchanged while programs run.
    let value = secret.read()?;
    let form = user.token_form(format!("a token for the client `{id}`"), "client_credentials")?;
    let form = super::Form { client: Some((id, &value)), again: true, ..form };
    user.ask(&form).await.map_err(|error| {
        error.advise(|code| match code {
            "invalid_client" => format!("check `admin.clientId`, and {}", secret.place()),
            "invalid_scope" => "set `admin.scopes` to scopes that this client may have".to_owned(),
            "invalid_request" if user.audience().is_some() => {
                "if the server does not know the audience, leave `admin.audience` out".to_owned()
            }
            _ => "ask who runs this Flyte what the client may do".to_owned(),
        })
    })
}

impl ClientSecret {
    /// The secret. As flytekit does it: if a file ends with a newline, white space around the secret is not of it.
    fn read(&self) -> Result<SecretString, SignInError> {
        let secret: SecretString = match self {
            ClientSecret::Value(secret) => secret.clone(),
            ClientSecret::Variable(name) => env::var(name).unwrap_or_default().into(),
            ClientSecret::File(file) => {
                let read = fs::read_to_string(file);
                let text =
                    read.map_err(|source| Fault::Secret { file: file.display().to_string(), source })?;
                if text.ends_with('\n') { text.trim().into() } else { text.into() }
            }
        };
        if secret.expose_secret().is_empty() {
            let problem = match self {
                ClientSecret::Value(_) => "the client secret is empty: give the client's own".to_owned(),
                ClientSecret::Variable(name) => format!(
                    "the variable `{name}`, which `admin.clientSecretEnvVar` names, has no client secret: set it to the secret"
                ),
                ClientSecret::File(file) => format!(
                    "`{}`, which `admin.clientSecretLocation` names, is empty: write the client secret into it",
                    file.display()
                ),
            };
            return Err(Fault::Settings(problem).into());
        }
        Ok(secret)
    }

    /// Where the secret is, for messages.
    fn place(&self) -> String {
        match self {
            ClientSecret::Value(_) => "the secret".to_owned(),
            ClientSecret::Variable(name) => format!("the secret in the variable `{name}`"),
            ClientSecret::File(file) => format!("the secret in `{}`", file.display()),
        }
    }
}
