//! One call of a service.

use aileron_idl::Method;
use aileron_idl::prost::Message;
use std::error::Error;
use std::fmt;
use tonic::client::Grpc;
use tonic::codegen::http::uri::PathAndQuery;
use tonic::transport::Channel;
use tonic::{Code, Request, Status};
use tonic_prost::ProstCodec;

/// Why a call failed: the server's answer, or why there is none.
#[derive(Debug)]
pub(crate) struct CallError {
    method: &'static str,
    status: Status,
}

impl CallError {
    /// The code of the answer.
    pub(crate) fn code(&self) -> Code {
        self.status.code()
    }

    /// What the server says.
    pub(crate) fn message(&self) -> &str {
        self.status.message()
    }
}

/// Sends a request and reads its answer.
pub(super) async fn unary<Q, A>(channel: Channel, method: Method<Q, A>, request: Q) -> Result<A, CallError>
where
    Q: Message + 'static,
    A: Message + Default + 'static,
{
    let failed = |status| CallError { method: method.path, status };
    let mut grpc = Grpc::new(channel);
    grpc.ready().await.map_err(|error| failed(Status::from_error(error.into())))?;
    let path = PathAndQuery::from_static(method.path);
    let answer = grpc.unary(Request::new(request), path, ProstCodec::<Q, A>::default()).await;
    answer.map(tonic::Response::into_inner).map_err(failed)
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let call = self.method.rsplit('/').next().unwrap_or_default();
        write!(f, "{call} failed ({:?}): {}", self.code(), self.message())
    }
}

impl Error for CallError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.status.source()
    }
}
