//! Local runs.

use super::Run;
use serde_json::Value as Json;
use std::path::Path;
use std::process::Command;
use workflow_generator::{Answer, Value};

pub(crate) fn answer(program: &Path, run: &Run) -> Answer {
    let inputs = run.named().map(|(name, value)| format!("--{name}={}", value.text()));
    let answers =
        run.case.answers().into_iter().map(|(gate, value)| format!("--signal={gate}={}", value.text()));
    let ended = Command::new(program).args(["run", &run.workflow()]).args(inputs).args(answers).output();
    let ended = ended.expect("the program starts");
    if !ended.status.success() {
        return Answer::failed(&String::from_utf8_lossy(&ended.stderr));
    }
    match serde_json::from_slice(&ended.stdout) {
        Ok(Json::Object(outputs)) => {
            let values: Option<Vec<Value>> =
                (0..outputs.len()).map(|place| value(outputs.get(&format!("o{place}"))?)).collect();
            values.map_or_else(|| Answer::Other(format!("{outputs:?}")), Answer::Outputs)
        }
        _ => Answer::Other(String::from_utf8_lossy(&ended.stdout).into_owned()),
    }
}

fn value(json: &Json) -> Option<Value> {
    match json {
        Json::Number(number) => {
            number.as_i64().map(Value::Integer).or_else(|| number.as_f64().map(Value::Float))
        }
        Json::String(text) => Some(Value::from_text(text)),
        Json::Bool(flag) => Some(Value::Boolean(*flag)),
        _ => None,
    }
}
