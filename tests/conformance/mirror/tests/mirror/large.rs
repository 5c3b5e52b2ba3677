//! Large outputs: if the engine asks for it, both SDKs put them into files of their own, and read each other's.

use std::fs;
use std::path::{Path, PathBuf};

use aileron_conformance::difference::between;
use aileron_conformance::{flytekit, hex};
use aileron_idl::ToJson as _;
use aileron_idl::core::{Literal, LiteralMap, literal::Value as Held};
use aileron_idl::prost::Message as _;
use serde_json::{Value, json};

use super::attempt::{Inputs, both_in, execute};
use super::values::outputs;

/// The threshold zero, with which every output is large.
const ALL: [(&str, &str); 1] = [("_F_L_MIN_SIZE_MB", "0")];

/// A task that returns its inputs, the names of the inputs in order, and their values.
type Row = (&'static str, &'static [&'static str], Vec<Value>);

fn rows() -> [Row; 3] {
    const SIMPLE: &[&str] = &["i", "f", "b", "s", "d", "t"];
    const OPTIONALS: &[&str] = &["i", "f", "b", "s", "d", "t", "m"];
    let moment = json!("2026-01-31T08:00:00+00:00");
    let (none, map) = (Value::Null, json!({"é": 1, "z": 2, "a": -3}));
    let text = json!("é\u{7f}\"\n\u{1f6e9}");
    [
        ("simple", SIMPLE, vec![json!(-3), json!(1e16), json!(true), text, json!(90.5), moment.clone()]),
        ("simple", SIMPLE, vec![json!(0), json!(-2.5e-7), json!(false), json!(""), json!(0.0), moment]),
        (
            "optionals",
            OPTIONALS,
            vec![json!(5), json!(1e-5), none.clone(), json!(""), none.clone(), none, map],
        ),
    ]
}

/// Addresses differ; the value at them, its hash, its size and its type do not.
#[test]
fn large_outputs_are_written_alike_and_read() {
    let rows = rows();
    let given: Vec<_> = rows.iter().map(|(task, names, values)| (*task, inputs(names, values))).collect();
    let attempts = both_in("large", &ALL, given.iter().map(|(task, inputs)| (*task, inputs)));
    for ((task, names, values), written) in rows.iter().zip(&attempts) {
        let [ours, theirs] = [&written.ours, &written.theirs].map(|folder| offloaded(folder, values.len()));
        assert_eq!(between(&ours, &theirs), [], "{task}");
        let again = handed_on(task, names, &written.theirs);
        let asked =
            [&written.ours, &again].map(|folder| json!({"task": task, "path": folder.join("outputs.pb")}));
        let read = flytekit::values(&json!({ "outputs": asked }))["outputs"].take();
        let outputs = values.iter().enumerate().map(|(at, value)| (format!("o{at}"), value.clone()));
        let expected = Value::Object(outputs.collect());
        assert_eq!(read, json!([expected, expected]), "{task}");
    }
}

fn inputs(names: &[&str], values: &[Value]) -> Inputs {
    let values = names.iter().map(|name| (*name).to_owned()).zip(values.iter().cloned());
    Inputs::Values(Value::Object(values.collect()))
}

/// The outputs of a folder, each of which is in a file of its own.
fn offloaded(folder: &Path, count: usize) -> Value {
    let mut map = outputs(&folder.join("outputs.pb"));
    assert_eq!(map.literals.len(), count);
    for (name, literal) in &mut map.literals {
        let Some(Held::OffloadedMetadata(metadata)) = &mut literal.value else {
            panic!("{name} is not offloaded: {literal:?}")
        };
        let file = folder.join(format!("{name}_offloaded_metadata.pb"));
        assert_eq!(Path::new(&metadata.uri), file);
        let value = fs::read(file).expect("a file");
        assert_eq!(metadata.size_bytes, value.len() as u64);
        // Their maps have no order.
        let value = Literal::decode(&*value).expect("a literal");
        metadata.uri = hex::encode(&value.encode_to_vec());
    }
    map.to_json()
}

/// Passes their outputs to our task as inputs; returns the folder of its outputs.
fn handed_on(task: &str, names: &[&str], theirs: &Path) -> PathBuf {
    let mut map = outputs(&theirs.join("outputs.pb"));
    let renamed = names
        .iter()
        .enumerate()
        .map(|(at, name)| ((*name).to_owned(), map.literals.remove(&format!("o{at}")).expect("an output")));
    let inputs = LiteralMap { literals: renamed.collect() };
    let (path, again) = (theirs.join("as-inputs.pb"), theirs.join("again"));
    fs::write(&path, inputs.encode_to_vec()).expect("a file");
    execute(task, &path, &again, &[]);
    again
}
