//! The server and its options.

use crate::call::unary;
use crate::process::Process;
use aileron_idl::Method;
use aileron_idl::prost::Message;
use serde::Deserialize;
use std::ffi::OsString;
use std::path::Path;
use tonic::Status;

/// The options of the server. `server serve -h` explains them.
///
/// ```
/// use remote_tests::Options;
///
/// let options = Options::default().with("--max-nodes", "3").with("--project", "p");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Options(Vec<OsString>);

impl Options {
    /// Adds an option with a value.
    #[must_use]
    pub fn with(mut self, option: &str, value: impl Into<OsString>) -> Self {
        self.0.extend([option.into(), value.into()]);
        self
    }

    /// Adds an option without a value.
    #[must_use]
    pub fn flag(mut self, option: &str) -> Self {
        self.0.push(option.into());
        self
    }
}

/// A running server, which has a folder of its own. It ends when it is dropped; if the test fails, its log is printed.
///
/// ```no_run
/// use remote_tests::{Options, Server};
///
/// let server = Server::start(Options::default());
/// println!("gRPC at {}", server.grpc());
/// ```
#[derive(Debug)]
pub struct Server {
    process: Process,
    at: Addresses,
}

/// What the server says when it is ready. It says more than is needed here.
#[derive(Debug, Deserialize)]
struct Addresses {
    grpc: String,
    http: String,
    s3: String,
}

impl Server {
    /// Starts a server.
    ///
    /// # Panics
    /// Panics if the server can't be built or does not start.
    #[must_use]
    pub fn start(options: Options) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut arguments = vec!["--work".into(), folder.path().into()];
        arguments.extend(options.0);
        let (process, at) = Process::start_in(folder, "serve", arguments);
        Server { process, at }
    }

    /// Where its gRPC is: `127.0.0.1:40000`.
    #[must_use]
    pub fn grpc(&self) -> &str {
        &self.at.grpc
    }

    /// Where its HTTP is: `http://127.0.0.1:40000`.
    #[must_use]
    pub fn http(&self) -> &str {
        &self.at.http
    }

    /// Where its object store is: `http://127.0.0.1:40000`.
    #[must_use]
    pub fn s3(&self) -> &str {
        &self.at.s3
    }

    /// Its folder. The objects are in `s3/flyte` there.
    #[must_use]
    pub fn work(&self) -> &Path {
        self.process.folder()
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
