//! A registry of this machine, which does what the test wants.

use aileron_conformance::go;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// The account that every registry knows.
pub const USER: &str = "ada";
/// Its password.
pub const PASSWORD: &str = "correct horse";

/// Which registry it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// CNCF's distribution, v3.
    Distribution,
    /// That of go-containerregistry, which forgets an upload that breaks.
    Simple,
}

/// What happens to the next requests that fit.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Fault {
    /// `status`, `sent`, `got`, `flip`, `slow` or `lost`: see `registry/steering.go`.
    pub kind: &'static str,
    /// The method of the requests.
    pub method: &'static str,
    /// A regular expression for their paths.
    pub path: &'static str,
    /// How many of them.
    pub times: usize,
    /// After how many bytes it breaks.
    pub bytes: u64,
    /// The status of the answer.
    pub status: u16,
    /// Its `Retry-After`.
    pub after: &'static str,
}

/// What has come and gone.
#[derive(Clone, Debug, Deserialize)]
pub struct Counts {
    /// Requests by method.
    pub requests: BTreeMap<String, u64>,
    /// Bytes in the bodies of requests.
    pub received: u64,
    /// Bytes in the bodies of answers.
    pub sent: u64,
    /// Faults that have not happened yet.
    pub left: u64,
}

/// A running registry. It ends when it is dropped.
#[derive(Debug)]
pub struct Registry {
    child: Child,
    at: Where,
    _folder: TempDir,
}

#[derive(Debug, Deserialize)]
struct Where {
    address: String,
    control: String,
    ca: PathBuf,
}

impl Registry {
    /// Starts a registry, with further options: `registry/main.go` has them.
    ///
    /// # Panics
    /// If it can't be built or does not start.
    #[must_use]
    pub fn start(kind: Kind, options: &[&str]) -> Self {
        let work = tempfile::tempdir().expect("a folder");
        let kind = if kind == Kind::Simple { "simple" } else { "distribution" };
        let mut child = program()
            .args(["serve", "--kind", kind, "--work"])
            .arg(work.path())
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the registry starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let at = serde_json::from_str(&line).unwrap_or_else(|error| panic!("the registry: {error}: {line}"));
        Registry { child, at, _folder: work }
    }

    /// `127.0.0.1:40000`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.at.address
    }

    /// The certificate of its authority, if it speaks TLS.
    #[must_use]
    pub fn ca(&self) -> &Path {
        &self.at.ca
    }

    /// Has it break requests, in place of what it was told before.
    ///
    /// # Panics
    /// If it does not answer.
    pub fn breaks(&self, faults: &[Fault]) {
        self.control("POST", "/faults", &serde_json::to_string(faults).expect("JSON"));
    }

    /// Forgets faults and counts.
    pub fn reset(&self) {
        self.control("POST", "/reset", "");
    }

    /// What has come and gone since the last reset.
    ///
    /// # Panics
    /// If it does not answer.
    #[must_use]
    pub fn counts(&self) -> Counts {
        serde_json::from_str(&self.control("GET", "/counts", "")).expect("counts")
    }

    /// A document of the registry itself, without credentials and without TLS.
    #[must_use]
    pub fn get(&self, path: &str) -> (u16, String) {
        let accept = "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json";
        ask(&self.at.address, "GET", path, &format!("Accept: {accept}\r\n"), "")
    }

    /// Pushes a base, whose one layer is what is in a folder. `options` are those of `registry/images.go`.
    ///
    /// # Panics
    /// If that fails.
    pub fn base(&self, folder: &Path, options: &[&str]) {
        let reference = format!("{}/public/base:v1", self.at.address);
        succeeds(program().args(["base", "--to", &reference, "--files"]).arg(folder).args(options));
    }

    /// Has others look at every digest and every layer of an image of the repository `acme/app`.
    ///
    /// # Panics
    /// If they find a fault.
    pub fn validate(&self, tag: &str) {
        succeeds(program().arg("validate").arg(format!("{}/acme/app:{tag}", self.at.address)));
    }

    fn control(&self, method: &str, path: &str, body: &str) -> String {
        let (status, answer) = ask(&self.at.control, method, path, "", body);
        assert_eq!(status, 200, "{answer}");
        answer
    }
}

/// The program of registries.
fn program() -> Command {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("registry");
    let folder = go::built("registry", &sources, ".").unwrap_or_else(|why| panic!("{why}"));
    Command::new(folder.join("registry"))
}

/// Runs a command that has to succeed.
pub(crate) fn succeeds(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Makes one request.
fn ask(address: &str, method: &str, path: &str, headers: &str, body: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).expect("the registry listens");
    let head = format!(
        "{method} {path} HTTP/1.0\r\nHost: {address}\r\n{headers}Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).expect("it is sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, body) = answer.split_once("\r\n\r\n").expect("an answer of HTTP");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    (status, body.to_owned())
}

impl Drop for Registry {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
