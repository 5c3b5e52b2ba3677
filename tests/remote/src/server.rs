//! The server and its options.

use crate::call::unary;
use aileron_conformance::go;
use aileron_idl::Method;
use aileron_idl::prost::Message;
use serde::Deserialize;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tonic::Status;

/// How long the server may take to end what it runs.
const PATIENCE: Duration = Duration::from_secs(10);

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
    child: Child,
    folder: TempDir,
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
        let program = go::program("server").unwrap_or_else(|why| panic!("{why}"));
        let folder = tempfile::tempdir().expect("a folder");
        let log = File::create(folder.path().join("log.txt")).expect("a file for the log");
        let mut child = Command::new(program)
            .args(["serve", "--until-stdin-closes", "--work"])
            .arg(folder.path())
            .args(options.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output"))
            .read_line(&mut line)
            .expect("its first line");
        let at = serde_json::from_str(&line).unwrap_or_else(|error| {
            let log = fs::read_to_string(folder.path().join("log.txt")).unwrap_or_default();
            panic!("the server is not ready: {error}\n{log}")
        });
        Server { child, folder, at }
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
        self.folder.path()
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

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take()); // which asks it to end
        let asked = Instant::now();
        while matches!(self.child.try_wait(), Ok(None)) {
            if asked.elapsed() > PATIENCE {
                let _ = self.child.kill();
            }
            thread::sleep(Duration::from_millis(5));
        }
        if thread::panicking() {
            let log = fs::read_to_string(self.folder.path().join("log.txt")).unwrap_or_default();
            eprintln!("the log of the server:\n{log}");
        }
    }
}
