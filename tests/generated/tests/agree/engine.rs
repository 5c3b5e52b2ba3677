//! Runs on Flyte's own engine.

use super::Run;
use aileron_conformance::options::Options;
use aileron_conformance::{go, program};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};
use std::fs;
use std::path::Path;
use std::process::Command;
use workflow_generator::{Answer, Value};

/// What the engine reports about a run.
#[derive(Debug, Deserialize)]
struct Report {
    phase: String,
    outputs: Option<Json>,
    error: Option<Error>,
}

#[derive(Debug, Deserialize)]
struct Error {
    message: String,
}

/// Runs all of them with one engine.
pub(crate) fn answers(program: &Path, runs: &[Run]) -> Vec<Answer> {
    let engine = go::program("engine").unwrap_or_else(|why| panic!("{why}"));
    let folder = tempfile::tempdir().expect("a folder");
    let package = folder.path().join("package.tgz");
    let images = &[("default", "ghcr.io/acme/app:v1")];
    program::package(program, &Options { images, ..Options::NONE }, &package);
    let list = folder.path().join("runs.json");
    let launches: Vec<Json> =
        runs.iter().map(|run| json!({"entity": run.workflow(), "inputs": inputs(run)})).collect();
    fs::write(&list, Json::Array(launches).to_string()).expect("a file");
    let mut command = Command::new(engine);
    command.arg("batch").args([&package, &list]).arg("--work").arg(folder.path().join("work"));
    command.arg("--bin-dir").arg(program.parent().expect("a folder")).args([
        "--log-level",
        "1",
        "--timeout",
        "15m",
    ]);
    if let Some(certificate) = certificate() {
        let file = folder.path().join("certificate.pem");
        fs::write(&file, certificate).expect("a file");
        command.arg("--env").arg(format!("SSL_CERT_FILE={}", file.display()));
    }
    let ended = command.output().expect("the engine starts");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(matches!(ended.status.code(), Some(0 | 1)), "the engine stopped: {said}");
    let reports: Vec<Report> = serde_json::from_slice(&ended.stdout).expect("the engine prints reports");
    assert_eq!(reports.len(), runs.len(), "{said}");
    reports.iter().map(answer).collect()
}

/// One of this system's certificates, if they are in the usual file. The engine's store needs none of them, yet to read
/// them all takes a task that is not optimized 30 ms.
fn certificate() -> Option<String> {
    const END: &str = "-----END CERTIFICATE-----\n";
    let all = fs::read_to_string("/etc/ssl/certs/ca-certificates.crt").ok()?;
    let first = all.split_inclusive(END).next()?;
    first.ends_with(END).then(|| first.to_owned())
}

/// A map of literals in protobuf's JSON.
fn inputs(run: &Run) -> Json {
    let literals = run.named().map(|(name, value)| {
        let primitive = match value {
            Value::Integer(value) => json!({"integer": value.to_string()}),
            Value::Text(value) => json!({"stringValue": value}),
            Value::Boolean(value) => json!({"boolean": value}),
        };
        (name.to_owned(), json!({"scalar": {"primitive": primitive}}))
    });
    json!({"literals": literals.collect::<Map<_, _>>()})
}

fn answer(report: &Report) -> Answer {
    match &*report.phase {
        "FAILED" => Answer::failed(report.error.as_ref().map_or("no error", |error| &error.message)),
        "SUCCEEDED" => outputs(report).map_or_else(|| Answer::Other(format!("{report:?}")), Answer::Outputs),
        _ => Answer::Other(format!("{report:?}")),
    }
}

fn outputs(report: &Report) -> Option<Vec<Value>> {
    let Some(outputs) = &report.outputs else { return Some(vec![]) };
    let Some(literals) = outputs["literals"].as_object() else { return Some(vec![]) };
    (0..literals.len()).map(|place| value(literals.get(&format!("o{place}"))?)).collect()
}

fn value(literal: &Json) -> Option<Value> {
    let primitive = literal["scalar"]["primitive"].as_object()?;
    let (kind, value) = primitive.iter().next()?;
    match (&**kind, value) {
        ("integer", Json::String(number)) => number.parse().ok().map(Value::Integer),
        ("stringValue", Json::String(text)) => Some(Value::Text(text.clone())),
        ("boolean", Json::Bool(flag)) => Some(Value::Boolean(*flag)),
        _ => None,
    }
}
