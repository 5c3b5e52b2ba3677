//! Each arm of each branch gives on Flyte's engine what the plain function gives. `tests/workflows` compares that with a
//! local run.

use super::programs::{FORMS, packaged};
use aileron_conformance::batch::{Launch, batch};
use aileron_idl::ToJson;
use serde_json::Value;
use workflow_tests::cases::cases;

#[test]
fn each_arm_of_each_branch_gives_what_the_function_gives() {
    let folder = tempfile::tempdir().expect("a folder");
    let package = packaged(&FORMS.join("workflow-tests"), folder.path());
    let cases = cases();
    let launch = |inputs: Value, workflow: &str| Launch { workflow: workflow.to_owned(), inputs };
    let launches: Vec<_> = cases.iter().map(|case| launch(case.inputs.to_json(), &case.workflow)).collect();
    let reports = batch(&FORMS, &package, &launches, &[], folder.path());
    let mut differences = Vec::new();
    for (case, report) in cases.iter().zip(reports) {
        let agree = match (&case.plain, &report.error) {
            (Ok(plain), None) => literals(&plain.to_json()) == literals(&report.outputs),
            (Err(text), Some(failure)) => {
                failure.code == "UserProvidedError" && failure.message.contains(text)
            }
            _ => false,
        };
        if !agree {
            let plain = case.plain.as_ref().map(ToJson::to_json);
            let inputs = case.inputs.to_json();
            differences.push(format!("{} {inputs}: {report:?}, but {plain:?}", case.workflow));
        }
    }
    assert!(differences.is_empty(), "{} of {}:\n{}", differences.len(), cases.len(), differences.join("\n"));
}

/// The literals of a map, each number as a float: `4` and `4.0` are one value.
fn literals(map: &Value) -> Value {
    let literals = as_floats(&map["literals"]);
    if literals.as_object().is_some_and(serde_json::Map::is_empty) { Value::Null } else { literals }
}

fn as_floats(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.as_f64().map_or(Value::Null, Value::from),
        Value::Array(items) => items.iter().map(as_floats).collect(),
        Value::Object(items) => items.iter().map(|(key, item)| (key.clone(), as_floats(item))).collect(),
        other => other.clone(),
    }
}
