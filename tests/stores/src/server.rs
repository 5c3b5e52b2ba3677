//! The process of a server, which ends with the process that started it.

use std::io;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use test_support::{Toolchain, once};

/// The longest start of a server; a machine that also builds may be slow.
const PATIENCE: Duration = Duration::from_mins(1);

const GO: Toolchain = Toolchain {
    package: "store-tests",
    language: "Go",
    program: "go",
    version: "version",
    minimum: (1, 24),
    purpose: "to build the servers that emulate the clouds",
};

/// A shell script that starts the command after its first argument, a folder, and ends the command and removes the folder
/// when its input is closed.
const WATCHED: &str =
    r#"folder=$1; shift; "$@" & server=$!; cat > /dev/null; kill $server; wait; rm -rf "$folder""#;

/// A server that is running.
#[derive(Debug)]
pub struct Server {
    /// `127.0.0.1:40000`.
    pub address: String,
    shell: Child,
    /// When this closes, however the tests' process ends, the shell ends the server.
    alive: Option<ChildStdin>,
}

impl Server {
    /// Starts a command that listens at the address it is given, and waits until it does. The folder belongs to the server and
    /// is removed with it.
    ///
    /// # Panics
    /// If it can't be started.
    #[must_use]
    pub fn start(folder: &Path, command: impl FnOnce(&str) -> Command) -> Self {
        let address = free_address().expect("a free port");
        let server = command(&address);
        let mut shell = Command::new("sh");
        shell.args(["-c", WATCHED, "sh"]).arg(folder);
        shell.arg(server.get_program()).args(server.get_args());
        let set = server.get_envs().filter_map(|(name, value)| Some((name, value?)));
        let mut shell = shell.envs(set).stdin(Stdio::piped()).spawn().expect("a shell starts");
        let alive = shell.stdin.take();
        let started = Instant::now();
        while TcpStream::connect(&address).is_err() {
            assert!(started.elapsed() < PATIENCE, "{} does not listen", server.get_program().display());
            thread::sleep(Duration::from_millis(20));
        }
        Server { address, shell, alive }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.alive = None;
        let _ = self.shell.wait();
    }
}

fn free_address() -> io::Result<String> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}

/// The program of a Go package at a version; it is built if needed.
///
/// # Panics
/// If Go is missing, or the package does not build.
#[must_use]
pub fn go_program(package: &str, version: &str) -> PathBuf {
    let name = package.rsplit('/').next().unwrap_or(package);
    let folder = once(&format!("{name}-{version}"), |part| {
        let said = GO.check(Path::new("."))?;
        eprintln!("building {name} with {said}, which takes some minutes the first time…");
        let mut install = Command::new("go");
        install.args(["install", "-trimpath", "-ldflags=-s -w", &format!("{package}@{version}")]);
        let status = install.env("GOBIN", part).env("CGO_ENABLED", "0").status();
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("`go install` of {package} stopped with {status}")),
            Err(error) => Err(format!("`go install` can't be run: {error}")),
        }
    });
    folder.unwrap_or_else(|why| panic!("{why}")).join(name)
}
