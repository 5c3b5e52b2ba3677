//! The process of the S3 server, which ends with this one.

use crate::Result;
use crate::process::program;
use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

pub(crate) struct Server {
    pub(crate) endpoint: String,
    /// The folder of its buckets.
    pub(super) folder: PathBuf,
    process: Child,
}

impl Server {
    pub(crate) fn start(path: &Path) -> Result<Self> {
        let home = std::env::var_os("HOME").unwrap_or_default();
        let mut command = program::<&str>(path, []);
        command.env("HOME", home).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn()?;
        let said = process.stdout.take().ok_or("the server says nothing")?;
        let mut lines = BufReader::new(said).lines();
        let mut line = || Ok::<_, Box<dyn Error>>(lines.next().ok_or("the server did not start")??);
        Ok(Server { endpoint: line()?, folder: line()?.into(), process })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
