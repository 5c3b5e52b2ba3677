//! Every field of every message, as the Python package flyteidl writes it, is read and written again.

use aileron_conformance::difference::between;
use aileron_conformance::{hex, python};
use aileron_idl::prost::Message;
use aileron_idl::{admin, core};
use serde_json::json;

#[test]
fn every_field_survives() {
    let answer = python::ask("fill.py", &json!({ "fill": ROOTS.map(|(name, _)| name), "each": 18 }));
    assert_eq!(answer["untouched"], json!([]), "fields that no message of the test sets");
    let messages = answer["messages"].as_array().expect("a list of messages");
    assert_eq!(messages.len(), ROOTS.len() * 18);
    let rewritten = messages.iter().map(|message| {
        let (name, again) =
            ROOTS.iter().find(|(name, _)| message["name"] == *name).expect("a message asked for");
        let bytes = hex::decode(message["bytes"].as_str().expect("its bytes")).expect("hexadecimal");
        json!({ "name": name, "bytes": hex::encode(&again(&bytes)) })
    });
    let read = python::ask("fill.py", &json!({ "read": rewritten.collect::<Vec<_>>() }));
    for (message, read) in messages.iter().zip(read.as_array().expect("as many again")) {
        assert_eq!(between(read, &message["json"]), [], "{}", message["name"]);
    }
}

/// The messages that leave or enter a program, from which all others can be reached.
const ROOTS: [(&str, Again); 6] = [
    ("flyteidl.admin.TaskSpec", again::<admin::TaskSpec>),
    ("flyteidl.admin.WorkflowSpec", again::<admin::WorkflowSpec>),
    ("flyteidl.admin.LaunchPlan", again::<admin::LaunchPlan>),
    ("flyteidl.core.LiteralMap", again::<core::LiteralMap>),
    ("flyteidl.core.ErrorDocument", again::<core::ErrorDocument>),
    ("flyteidl.core.DynamicJobSpec", again::<core::DynamicJobSpec>),
];

type Again = fn(&[u8]) -> Vec<u8>;

fn again<M: Message + Default>(bytes: &[u8]) -> Vec<u8> {
    M::decode(bytes).expect("a message of its type").encode_to_vec()
}
