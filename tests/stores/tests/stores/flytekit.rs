//! Files that flytekit writes are read, and flytekit reads the files that are written.

use crate::attempt::{Attempt, MINIO, flyte};
use aileron::idl::core::LiteralMap;
use aileron::idl::prost::Message;
use aileron_conformance::{hex, python};
use serde_json::{Value, json};
use store_tests::minio::BUCKET;

fn ask(write: &Value, read: &Value) -> Value {
    let environment: serde_json::Map<_, _> =
        flyte(&MINIO.endpoint).into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
    let raw = format!("s3://{BUCKET}/flytekit");
    python::ask("files.py", &json!({"environment": environment, "raw": raw, "write": write, "read": read}))
}

/// Runs a task on literals of flytekit; returns its encoded outputs.
fn run(task: &'static str, input: &str, literals: &Value) -> Value {
    let mut map = LiteralMap::decode(&*hex::decode(literals.as_str().unwrap()).unwrap()).unwrap();
    let ended = Attempt::of(task).literal(input, map.literals.remove("file").unwrap()).run();
    Value::from(hex::encode(&ended.outputs.unwrap_or_else(|| panic!("{}", ended.stderr)).encode_to_vec()))
}

#[test]
fn files_go_there_and_back() {
    let large = "Wörter, ".repeat(4 << 20);
    let texts = ["a,b\n", "", &large];
    let given = texts.map(|text| json!({"format": "csv", "name": "wör ter.csv", "text": text}));
    let written = ask(&json!(given), &json!([]));
    let shouted = written["write"].as_array().unwrap().iter().map(|literals| run("shout", "words", literals));
    let read = ask(&json!([]), &Value::from(shouted.collect::<Vec<_>>()));
    for (text, read) in texts.iter().zip(read["read"].as_array().unwrap()) {
        assert_eq!((&read["format"], &read["name"]), (&json!("csv"), &json!("loud.csv")));
        assert_eq!(read["text"].as_str(), Some(&*text.to_ascii_uppercase()));
    }
}

#[test]
fn directories_go_there_and_back() {
    let texts = json!({"a.csv": "1,2", "deep/er/b c.csv": "", "deep/é.csv": "x".repeat(10 << 20)});
    let written = ask(&json!([{"format": "csv", "texts": texts}]), &json!([]));
    let copied = run("copy_all", "folder", &written["write"][0]);
    let read = ask(&json!([]), &json!([copied]));
    assert_eq!(read["read"][0], json!({"format": "csv", "texts": texts}));
}
