//! Many executions with one start of Flyte's engine.

use crate::go;
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

/// A workflow of a package, and the inputs with which it is launched: a map of literals in protobuf's JSON.
#[derive(Clone, Debug)]
pub struct Launch {
    /// The workflow's name.
    pub workflow: String,
    /// The inputs.
    pub inputs: Value,
}

/// How an execution ended.
#[derive(Debug, Deserialize)]
pub struct Report {
    /// `SUCCEEDED`, `FAILED`, or `REFUSED` if the compiler or the control plane did not take it.
    pub phase: String,
    /// The outputs in protobuf's JSON.
    #[serde(default)]
    pub outputs: Value,
    /// Why it failed.
    pub error: Option<Failure>,
}

/// Why an execution failed.
#[derive(Debug, Deserialize)]
pub struct Failure {
    /// The code of the engine or of the task.
    pub code: String,
    /// The message.
    pub message: String,
}

/// Runs these executions of a package, as many at once as the engine likes. The reports have the same order. Containers
/// find their programs in the folder `programs`; the engine works in `folder`. Gates of all executions get the same
/// `answers`: `NAME=VALUE`.
///
/// # Panics
/// Panics if the engine can't be built, or stops.
#[must_use]
#[track_caller]
pub fn batch(
    programs: &Path,
    package: &Path,
    launches: &[Launch],
    answers: &[String],
    folder: &Path,
) -> Vec<Report> {
    let engine = go::program("engine").unwrap_or_else(|why| panic!("{why}"));
    let list: Value =
        launches.iter().map(|one| json!({"entity": one.workflow, "inputs": one.inputs})).collect();
    let file = folder.join("launches.json");
    fs::write(&file, list.to_string()).expect("a file");
    let mut command = Command::new(engine);
    command.arg("batch").arg(package).arg(file).arg("--work").arg(folder.join("work"));
    command.arg("--bin-dir").arg(programs).args(["--log-level", "1", "--timeout", "15m"]);
    for answer in answers {
        command.args(["--signal", answer]);
    }
    if let Some(certificate) = certificate() {
        let file = folder.join("certificate.pem");
        fs::write(&file, certificate).expect("a file");
        command.arg("--env").arg(format!("SSL_CERT_FILE={}", file.display()));
    }
    let ended = command.output().expect("the engine starts");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(matches!(ended.status.code(), Some(0 | 1)), "the engine stopped: {said}");
    let reports: Vec<Report> = serde_json::from_slice(&ended.stdout).expect("the engine prints reports");
    assert_eq!(reports.len(), launches.len(), "{said}");
    reports
}

/// One of this system's certificates, if they are in the usual file. The engine's store needs none of them, yet to read
/// them all takes a task that is not optimized 30 ms.
fn certificate() -> Option<String> {
    const END: &str = "-----END CERTIFICATE-----\n";
    let all = fs::read_to_string("/etc/ssl/certs/ca-certificates.crt").ok()?;
    let first = all.split_inclusive(END).next()?;
    first.ends_with(END).then(|| first.to_owned())
}
