//! The messages are those of Flyte: our `.proto` files are compared with the package flyteidl, field by field.

use aileron_conformance::{hex, python};
use aileron_idl::prost::Message as _;
use prost_types::FileDescriptorSet;
use serde_json::{Value, json};

#[test]
fn every_field_equals_that_of_flyteidl() {
    let answer = compare(&ours());
    assert_eq!(answer["differences"], json!([]));
    assert!(answer["compared"].as_u64() > Some(300), "only {} fields were compared", answer["compared"]);
}

#[test]
fn a_changed_number_is_reported() {
    let mut changed = ours();
    let tasks = changed.file.iter_mut().find(|file| file.name() == "flyteidl/core/tasks.proto").unwrap();
    let container = tasks.message_type.iter_mut().find(|message| message.name() == "Container").unwrap();
    container.field.iter_mut().find(|field| field.name() == "image").unwrap().number = Some(99);
    let difference = "flyteidl/core/tasks.proto: Container.image: number is 99, Flyte's is 1";
    assert_eq!(compare(&changed)["differences"], json!([difference]));
}

fn compare(descriptors: &FileDescriptorSet) -> Value {
    python::ask("descriptors.py", &json!({ "descriptors": hex::encode(&descriptors.encode_to_vec()) }))
}

fn ours() -> FileDescriptorSet {
    let descriptors = aileron_idl_generate::descriptors().expect("the .proto files compile");
    FileDescriptorSet::decode(descriptors.as_slice()).expect("a set of descriptors")
}
