//! Runs on Flyte's own engine.

use super::Run;
use aileron_conformance::batch::{Launch, Report, batch};
use aileron_conformance::options::Options;
use aileron_conformance::program;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;
use std::path::Path;
use workflow_generator::{Answer, Value};

/// Runs all of them with one engine.
pub(crate) fn answers(program: &Path, runs: &[Run]) -> Vec<Answer> {
    let folder = tempfile::tempdir().expect("a folder");
    let package = folder.path().join("package.tgz");
    let images = &[("default", "ghcr.io/acme/app:v1")];
    program::package(program, &Options { images, ..Options::NONE }, &package);
    let launches: Vec<Launch> =
        runs.iter().map(|run| Launch { workflow: run.workflow(), inputs: inputs(run) }).collect();
    let programs = program.parent().expect("a folder");
    let answers: BTreeSet<String> = runs
        .iter()
        .flat_map(|run| run.case.answers())
        .map(|(gate, value)| format!("{gate}={}", value.text()))
        .collect();
    batch(programs, &package, &launches, &Vec::from_iter(answers), folder.path()).iter().map(answer).collect()
}

/// A map of literals in protobuf's JSON.
fn inputs(run: &Run) -> Json {
    let literals = run.named().map(|(name, value)| {
        let primitive = match value {
            Value::Integer(value) => json!({"integer": value.to_string()}),
            Value::Text(value) => json!({"stringValue": value}),
            Value::Boolean(value) => json!({"boolean": value}),
            // JSON has no NaN.
            Value::Float(number) if number.is_nan() => json!({"floatValue": "NaN"}),
            Value::Float(number) => json!({"floatValue": number}),
            Value::Color(_) => json!({"stringValue": value.text()}),
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
    let Some(literals) = report.outputs["literals"].as_object() else { return Some(vec![]) };
    (0..literals.len()).map(|place| value(literals.get(&format!("o{place}"))?)).collect()
}

fn value(literal: &Json) -> Option<Value> {
    let primitive = literal["scalar"]["primitive"].as_object()?;
    let (kind, value) = primitive.iter().next()?;
    match (&**kind, value) {
        ("integer", Json::String(number)) => number.parse().ok().map(Value::Integer),
        ("floatValue", Json::Number(number)) => number.as_f64().map(Value::Float),
        ("floatValue" | "stringValue", Json::String(text)) => Some(Value::from_text(text)),
        ("boolean", Json::Bool(flag)) => Some(Value::Boolean(*flag)),
        _ => None,
    }
}
