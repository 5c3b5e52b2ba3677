//! A verb of the server's program, running.

use aileron_conformance::go;
use serde::de::DeserializeOwned;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a process may take to end what it runs.
const PATIENCE: Duration = Duration::from_secs(10);

/// A process with a folder of its own. It ends when it is dropped; if the test fails, its log is printed.
#[derive(Debug)]
pub(crate) struct Process {
    verb: &'static str,
    child: Child,
    folder: TempDir,
}

impl Process {
    /// Starts a process, and reads the line that says it is ready.
    pub(crate) fn start<A: DeserializeOwned>(verb: &'static str, arguments: Vec<OsString>) -> (Self, A) {
        let folder = tempfile::tempdir().expect("a folder");
        Process::start_in(folder, verb, arguments)
    }

    /// Starts a process with this folder.
    pub(crate) fn start_in<A: DeserializeOwned>(
        folder: TempDir,
        verb: &'static str,
        arguments: Vec<OsString>,
    ) -> (Self, A) {
        let program = go::program("server").unwrap_or_else(|why| panic!("{why}"));
        let log = File::create(folder.path().join("log.txt")).expect("a file for the log");
        let mut child = Command::new(program)
            .args([verb, "--until-stdin-closes"])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output"))
            .read_line(&mut line)
            .expect("its first line");
        let process = Process { verb, child, folder };
        let ready = serde_json::from_str(&line)
            .unwrap_or_else(|error| panic!("`server {verb}` is not ready: {error}\n{}", process.log()));
        (process, ready)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What it wrote to standard error.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log.txt")).unwrap_or_default()
    }
}

impl Drop for Process {
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
            eprintln!("the log of `server {}`:\n{}", self.verb, self.log());
        }
    }
}
