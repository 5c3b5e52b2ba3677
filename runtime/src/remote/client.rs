//! The client and its connection.

use super::Error;
use super::access::Access;
use super::call::{CallError, Fate};
use super::connection::{self, Connector, Failed};
use super::notice::note;
use super::retries::Retries;
use super::settings::{Scope, Settings};
use crate::sign_in::HttpSettings;
use aileron_idl::Method;
use aileron_idl::admin::GetVersionRequest;
use aileron_idl::prost::Message;
use aileron_idl::prost::bytes::Bytes;
use aileron_idl::service::admin_service::{GET_VERSION, UPDATE_LAUNCH_PLAN};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tonic::transport::Channel;

/// How many calls are under way at once. flyteadmin v1.16.8 keeps ten connections to its database: with four calls it is
/// the fastest, and slower with more than eight.
pub(crate) const AT_ONCE: usize = 4;

/// A client of flyteadmin. Clones share its connection, and the sign-in.
#[derive(Clone, Debug)]
pub struct Client {
    channel: Channel,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    scope: Scope,
    /// The server, as messages call it.
    server: String,
    connector: Connector,
    access: Access,
    retries: Retries,
    /// Whether the server has ever answered a call.
    has_answered: AtomicBool,
}

impl Client {
    /// Connects to the server.
    ///
    /// # Errors
    /// Fails if the settings are wrong, or the server can't be reached: the error says why, and what to try.
    pub async fn connect(settings: Settings) -> Result<Self, Error> {
        let platform = settings.platform();
        let endpoint = settings.checked_endpoint()?;
        if platform.insecure_skip_verify.value && !platform.insecure.value {
            note(&format!(
                "warning: any certificate is trusted, so somebody between here and `{endpoint}` can read and change all that is \
                 sent, tokens too, because of `insecureSkipVerify` ({})",
                platform.insecure_skip_verify.source
            ));
        }
        let (channel, connector) =
            connection::connect(platform, &endpoint).await.map_err(|failed| match failed {
                Failed::Settings(message) => settings.wrong_certificates(message),
                Failed::Connection(cause) => Error::connection(settings.server(), cause),
            })?;
        let shared = Shared {
            scope: settings.scope(),
            server: endpoint.to_string(),
            connector,
            access: Access::of(platform, &endpoint),
            retries: Retries::of(platform),
            has_answered: AtomicBool::new(false),
        };
        Ok(Client { channel, shared: Arc::new(shared) })
    }

    /// The version of the server.
    ///
    /// # Errors
    /// Fails if the server does not answer.
    pub async fn version(&self) -> Result<String, Error> {
        let answer = self.call(GET_VERSION, GetVersionRequest::default()).await?;
        Ok(answer.control_plane_version.unwrap_or_default().version)
    }

    /// How the stores of files are reached.
    pub(super) fn http(&self) -> &HttpSettings {
        self.shared.access.http()
    }

    /// The project and the domain of the settings.
    pub(crate) fn scope(&self) -> &Scope {
        &self.shared.scope
    }

    /// Makes a call, with a token if the server wants one, and makes it again while its failure may pass. A call that changes
    /// something is made again only if the server did not do it; if nobody knows, it fails, and the caller asks what became of it.
    pub(crate) async fn call<Q, A>(&self, method: Method<Q, A>, request: Q) -> Result<A, CallError>
    where
        Q: Message,
        A: Message + Default + 'static,
    {
        let retries = &self.shared.retries;
        let message = Bytes::from(request.encode_to_vec());
        // Setting a state twice is as setting it once.
        let may_be_done_twice = method.changes_nothing || method.path == UPDATE_LAUNCH_PLAN.path;
        let attempt = || self.attempt(method.path, &message);
        retries.run(&self.shared.server, may_be_done_twice, attempt).await
    }

    /// Makes a call once. Who creates something has to know of each answer that was lost.
    pub(crate) async fn call_once<Q, A>(&self, method: Method<Q, A>, request: Q) -> Result<A, CallError>
    where
        Q: Message,
        A: Message + Default + 'static,
    {
        self.attempt(method.path, &Bytes::from(request.encode_to_vec())).await
    }

    async fn attempt<A>(&self, path: &'static str, message: &Bytes) -> Result<A, CallError>
    where
        A: Message + Default + 'static,
    {
        let Shared { access, retries, .. } = &*self.shared;
        let answer = access.call(&self.channel, path, message, retries.deadline).await;
        self.judged(path, answer).await
    }

    /// If the very first call is lost, the server may speak something else, which no time heals.
    async fn judged<A>(&self, path: &'static str, answer: Result<A, CallError>) -> Result<A, CallError> {
        let is_lost = answer.as_ref().is_err_and(|error| error.fate() == Fate::Lost);
        if answer.is_ok() {
            self.shared.has_answered.store(true, Ordering::Relaxed);
        } else if is_lost
            && !self.shared.has_answered.load(Ordering::Relaxed)
            && let Some(reason) = self.shared.connector.diagnosis().await
        {
            return Err(CallError::unreachable(path, reason));
        }
        answer
    }
}
