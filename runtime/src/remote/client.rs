//! The client and its connection.

use super::Error;
use super::call::{CallError, unary};
use super::settings::{Scope, Settings};
use aileron_idl::Method;
use aileron_idl::admin::GetVersionRequest;
use aileron_idl::prost::Message;
use aileron_idl::service::admin_service::GET_VERSION;
use std::sync::Arc;
use tonic::transport::{Channel, Endpoint};

/// A client of flyteadmin. Clones share its connection.
#[derive(Clone, Debug)]
pub struct Client {
    channel: Channel,
    scope: Arc<Scope>,
}

impl Client {
    /// Connects to the server.
    ///
    /// # Errors
    /// Fails if the endpoint is invalid, or nothing answers there.
    pub async fn connect(settings: Settings) -> Result<Self, Error> {
        let unreachable = |error| Error::connection(settings.endpoint(), error);
        let endpoint = Endpoint::from_shared(settings.uri()?).map_err(unreachable)?;
        let channel = endpoint.connect().await.map_err(unreachable)?;
        Ok(Client { channel, scope: Arc::new(settings.scope()) })
    }

    /// The version of the server.
    ///
    /// # Errors
    /// Fails if the server does not answer.
    pub async fn version(&self) -> Result<String, Error> {
        let answer = self.call(GET_VERSION, GetVersionRequest::default()).await?;
        Ok(answer.control_plane_version.unwrap_or_default().version)
    }

    /// The project and the domain of the settings.
    pub(crate) fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Makes a call.
    pub(crate) async fn call<Q, A>(&self, method: Method<Q, A>, request: Q) -> Result<A, CallError>
    where
        Q: Message + 'static,
        A: Message + Default + 'static,
    {
        unary(self.channel.clone(), method, request).await
    }
}
