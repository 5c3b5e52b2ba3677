//! A proxy that breaks calls.

use crate::Server;
use crate::call::unary;
use crate::process::Process;
use aileron_idl::Method;
use aileron_idl::prost::Message;
use serde::Deserialize;
use tonic::Status;

/// A proxy in front of a server, which breaks calls by a script. It ends when it is dropped.
///
/// A script is `KIND:CALLS:WHEN`, with commas between. CALLS is a pattern of names, as in `Create*`. WHEN is `3` for the
/// first three of them, `2-5` for the second to the fifth, or `10%` at random.
///
/// | kind | the client sees | the server has done it |
/// |---|---|---|
/// | `delay:…:200ms` | its answer, later | yes |
/// | `unavailable`, `exhausted` | UNAVAILABLE, RESOURCE_EXHAUSTED | no |
/// | `drop`, `cut` | that the connection closes, with all that is on it | no, yes |
/// | `lost` | UNAVAILABLE | yes |
/// | `reset` | the message of the answer, then a reset in place of the trailers | yes |
/// | `vanish` | a reset | yes |
///
/// ```no_run
/// use remote_tests::{Options, Proxy, Server};
///
/// let server = Server::start(Options::default());
/// let proxy = Proxy::start(&server, "lost:Create*:10%, drop:*:5%", 7);
/// println!("gRPC at {}", proxy.grpc());
/// ```
#[derive(Debug)]
pub struct Proxy {
    process: Process,
    at: Address,
}

#[derive(Debug, Deserialize)]
struct Address {
    grpc: String,
}

impl Proxy {
    /// Starts a proxy. The seed decides where the script says "at random".
    ///
    /// # Panics
    /// Panics if the proxy can't be built or does not start, for example because the script is wrong.
    #[must_use]
    pub fn start(server: &Server, script: &str, seed: u64) -> Self {
        let arguments =
            ["--to", server.grpc(), "--faults", script, "--seed", &seed.to_string()].map(Into::into);
        let (process, at) = Process::start("proxy", arguments.into());
        Proxy { process, at }
    }

    /// Where its gRPC is: `127.0.0.1:40000`.
    #[must_use]
    pub fn grpc(&self) -> &str {
        &self.at.grpc
    }

    /// How often it has broken a call in this way.
    #[must_use]
    pub fn broken(&self, kind: &str) -> usize {
        let start = format!("fault {kind} ");
        self.process.log().lines().filter(|line| line.starts_with(&start)).count()
    }

    /// Makes a call without Aileron's client: once, without a deadline.
    ///
    /// # Errors
    /// The status of the answer, if it is not OK.
    pub async fn call<Q, A>(&self, method: Method<Q, A>, request: Q) -> Result<A, Status>
    where
        Q: Message + 'static,
        A: Message + Default + 'static,
    {
        unary(self.grpc(), method, request).await
    }
}
