//! The process of the server, which ends with this one.

use crate::Result;
use crate::cargo::{room, succeed, workspace};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

pub(super) struct Server {
    /// Its address: `127.0.0.1:40000`.
    pub(super) grpc: String,
    process: Child,
}

impl Server {
    pub(super) fn start() -> Result<Self> {
        let path = room()?.join("server");
        eprintln!("building the server, which needs Go");
        let mut build = Command::new("go");
        build.args(["build", "-o"]).arg(&path).arg("./cmd/server");
        succeed(build.current_dir(workspace().join("tests/conformance/judge")))?;
        let mut command = Command::new(path);
        command.args(["serve", "--until-stdin-closes", "--no-engine", "--max-nodes", "200", "--work"]);
        command.arg(room()?.join("server-work")).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.stderr(Stdio::null()).spawn()?;
        let said = process.stdout.take().ok_or("the server says nothing")?;
        let mut line = String::new();
        BufReader::new(said).read_line(&mut line)?;
        let ready: serde_json::Value = serde_json::from_str(&line)?;
        let grpc = ready["grpc"].as_str().ok_or("the server does not say where it is")?.to_owned();
        Ok(Server { grpc, process })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
