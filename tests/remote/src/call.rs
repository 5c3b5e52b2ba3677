//! Calls that show what the server really answers.

use aileron_idl::Method;
use aileron_idl::prost::Message;
use tonic::client::Grpc;
use tonic::codegen::http::uri::PathAndQuery;
use tonic::transport::Endpoint;
use tonic::{Request, Response, Status};
use tonic_prost::ProstCodec;

/// Flyteadmin explains differences in a trailer, which is long.
const LONGEST_HEADERS: u32 = 16 << 20;

pub(crate) async fn unary<Q, A>(address: &str, method: Method<Q, A>, request: Q) -> Result<A, Status>
where
    Q: Message + 'static,
    A: Message + Default + 'static,
{
    let endpoint = Endpoint::from_shared(format!("http://{address}")).expect("an address");
    let endpoint = endpoint.http2_max_header_list_size(LONGEST_HEADERS);
    let mut grpc = Grpc::new(endpoint.connect().await.map_err(|error| Status::from_error(error.into()))?);
    grpc.ready().await.map_err(|error| Status::from_error(error.into()))?;
    let path = PathAndQuery::from_static(method.path);
    grpc.unary(Request::new(request), path, ProstCodec::<Q, A>::default()).await.map(Response::into_inner)
}
