//! Who signs in, and how.

use super::call::{CallError, Terms, unary};
use crate::config::{AuthType, Endpoint, Platform};
use crate::sign_in::{AuthEndpoints, Bearer, ClientSecret, Flow, HttpSettings, SignIn, SignInSettings};
use aileron_idl::Method;
use aileron_idl::prost::Message;
use aileron_idl::prost::bytes::Bytes;
use aileron_idl::service::auth_metadata_service::{GET_O_AUTH2_METADATA, GET_PUBLIC_CLIENT_CONFIG};
use secrecy::ExposeSecret;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::OnceCell;
use tonic::Code;
use tonic::transport::Channel;

/// Who signs in, and how.
pub(super) struct Access {
    settings: SignInSettings,
    http: HttpSettings,
    /// The proxy in front of the server wants a token of its own.
    proxy: Option<Arc<SignIn>>,
    /// Known after the first call that was refused; none if the server wants no sign-in.
    user: OnceCell<Option<SignIn>>,
}

impl Access {
    pub(super) fn of(platform: &Platform, endpoint: &Endpoint) -> Self {
        let text = endpoint.as_str();
        let mut settings = SignInSettings::new(text, flow(platform));
        settings.scopes = platform.scopes.as_ref().map(|scopes| scopes.value.clone()).unwrap_or_default();
        settings.audience = platform.audience.as_ref().map(|audience| audience.value.clone());
        let proxy = platform.proxy_command.as_ref();
        let proxy = proxy.map(|command| Arc::new(SignIn::at_proxy(text, command.value.clone())));
        let http = HttpSettings {
            proxy_sign_in: proxy.clone(),
            proxy: platform.http_proxy.as_ref().map(|proxy| proxy.value.expose_secret().to_owned()),
            ca_cert_file: platform.ca_cert_file.as_ref().map(|file| file.value.clone()),
            insecure_skip_verify: platform.insecure_skip_verify.value,
            ..HttpSettings::default()
        };
        Access { settings, http, proxy, user: OnceCell::new() }
    }

    /// How the stores of files are reached.
    pub(super) fn http(&self) -> &HttpSettings {
        &self.http
    }

    /// Makes a call. If the server wants a sign-in, or another one than that which there was, it is made once more.
    pub(super) async fn call<A>(
        &self,
        channel: &Channel,
        path: &'static str,
        message: &Bytes,
        deadline: Duration,
    ) -> Result<A, CallError>
    where
        A: Message + Default + 'static,
    {
        let failed = |error| CallError::sign_in(path, error);
        let proxy = match &self.proxy {
            Some(proxy) => Some(proxy.token().await.map_err(failed)?),
            None => None,
        };
        let user = match self.user.get() {
            Some(Some(user)) => Some(user.token().await.map_err(failed)?),
            _ => None,
        };
        let send = |user: Option<Bearer>, proxy: Option<Bearer>| {
            let (channel, message) = (channel.clone(), message.clone());
            async move {
                let terms = Terms { headers: [user.as_ref(), proxy.as_ref()], deadline };
                unary(channel, path, message, &terms).await
            }
        };
        let refusal = match send(user.clone(), proxy.clone()).await {
            Err(error) if error.code() == Code::Unauthenticated => error,
            ended => return ended,
        };
        // flytekit refreshes both as well, since nobody knows who refused.
        let proxy = match (&self.proxy, proxy) {
            (Some(of), Some(refused)) => {
                of.refused(&refused).await;
                Some(of.token().await.map_err(failed)?)
            }
            _ => None,
        };
        let discovered = || self.discovered(channel, proxy.as_ref(), deadline);
        let Some(signed_in) = self.user.get_or_try_init(discovered).await? else { return Err(refusal) };
        if let Some(used) = &user {
            signed_in.refused(used).await;
        }
        let user = signed_in.token().await.map_err(failed)?;
        send(Some(user), proxy).await
    }

    /// What the server says of its sign-in. One without any does not know these calls (flyteadmin v1.16.8, seen).
    async fn discovered(
        &self,
        channel: &Channel,
        proxy: Option<&Bearer>,
        deadline: Duration,
    ) -> Result<Option<SignIn>, CallError> {
        let terms = Terms { headers: [proxy, None], deadline };
        let metadata = match ask(channel, GET_O_AUTH2_METADATA, &terms).await {
            Err(error) if error.code() == Code::Unimplemented => return Ok(None),
            answer => answer?,
        };
        let client = ask(channel, GET_PUBLIC_CLIENT_CONFIG, &terms).await?;
        let endpoints = AuthEndpoints {
            authorization_endpoint: metadata.authorization_endpoint,
            token_endpoint: metadata.token_endpoint,
            device_authorization_endpoint: metadata.device_authorization_endpoint,
            client_id: client.client_id,
            redirect_uri: client.redirect_uri,
            scopes: client.scopes,
            authorization_metadata_key: client.authorization_metadata_key,
            audience: client.audience,
        };
        Ok(Some(SignIn::new(self.settings.clone(), endpoints, self.http.clone())))
    }
}

async fn ask<Q, A>(channel: &Channel, method: Method<Q, A>, terms: &Terms<'_>) -> Result<A, CallError>
where
    Q: Message + Default,
    A: Message + Default + 'static,
{
    unary(channel.clone(), method.path, Q::default().encode_to_vec().into(), terms).await
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address of a proxy may have a password in it.
        f.debug_struct("Access").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// How the user signs in. A client without a secret is told what to set when it has to sign in.
fn flow(platform: &Platform) -> Flow {
    let command = || platform.command.as_ref().map(|command| command.value.clone()).unwrap_or_default();
    match platform.auth_type.value {
        AuthType::Pkce => Flow::Pkce,
        AuthType::DeviceFlow => Flow::DeviceFlow,
        AuthType::ExternalCommand => Flow::ExternalCommand(command()),
        AuthType::ClientSecret => Flow::ClientSecret {
            id: platform.client_id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
            secret: match (&platform.client_secret, &platform.client_secret_variable) {
                (Some(secret), _) => ClientSecret::Value(secret.value.clone()),
                (None, Some(name)) => ClientSecret::Variable(name.value.clone()),
                (None, None) => ClientSecret::Variable("FLYTE_CREDENTIALS_CLIENT_SECRET".to_owned()),
            },
        },
    }
}
