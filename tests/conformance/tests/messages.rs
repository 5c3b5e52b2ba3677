//! Every field of every message is written as the Python package flyteidl writes it, in bytes and in JSON.

use aileron_conformance::difference::{Difference, Intended, between, unintended};
use aileron_conformance::{hex, python};
use aileron_idl::prost::Message;
use aileron_idl::{ToJson, admin, core};
use serde_json::{Value, json};

const INTENDED: [Intended; 1] = [Intended {
    place: "**/launchConditions/*",
    why: "the type in an Any may be unknown to us, so its bytes are printed as bytes",
    allows: |_, _| true,
}];

#[test]
fn bytes_and_json_equal_those_of_flyteidl() {
    let answer = python::ask("fill.py", &json!({ "messages": ROOTS.map(|(name, _)| name), "each": 18 }));
    assert_eq!(answer["untouched"], json!([]), "fields that no message sets");
    let messages = answer["messages"].as_array().expect("a list of messages");
    assert_eq!(messages.len(), ROOTS.len() * 18);
    let differences: Vec<Difference> = messages.iter().flat_map(read_and_written).collect();
    assert_eq!(unintended(&differences, &INTENDED), [""; 0]);
}

/// Compares the bytes, and lists the differences of the JSON.
fn read_and_written(message: &Value) -> Vec<Difference> {
    let (name, again) = ROOTS.iter().find(|(name, _)| message["name"] == *name).expect("a message asked for");
    let theirs = hex::decode(message["bytes"].as_str().expect("its bytes")).expect("hexadecimal");
    let (ours, json) = again(&theirs);
    assert!(ours == theirs, "{name} is written differently: {}", message["json"]);
    between(&json, &message["json"])
}

/// The messages that leave or enter a program; all others can be reached from them.
const ROOTS: [(&str, Again); 6] = [
    ("flyteidl.admin.TaskSpec", again::<admin::TaskSpec>),
    ("flyteidl.admin.WorkflowSpec", again::<admin::WorkflowSpec>),
    ("flyteidl.admin.LaunchPlan", again::<admin::LaunchPlan>),
    ("flyteidl.core.LiteralMap", again::<core::LiteralMap>),
    ("flyteidl.core.ErrorDocument", again::<core::ErrorDocument>),
    ("flyteidl.core.DynamicJobSpec", again::<core::DynamicJobSpec>),
];

type Again = fn(&[u8]) -> (Vec<u8>, Value);

fn again<M: Message + Default + ToJson>(bytes: &[u8]) -> (Vec<u8>, Value) {
    let message = M::decode(bytes).expect("a message of its type");
    (message.encode_to_vec(), message.to_json())
}
