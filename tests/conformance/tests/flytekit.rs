//! Checks the comparison with flytekit itself: flytekit's own package is judged and read.

use std::path::{Path, PathBuf};

use aileron_conformance::entity::document;
use aileron_conformance::options::Options;
use aileron_conformance::{flytekit, judge};
use aileron_idl::core::{ContainerError, ErrorDocument, LiteralMap, container_error, execution_error};
use aileron_idl::prost::Message as _;
use serde_json::json;

fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("flytekit-{name}"))
}

#[test]
fn flyte_accepts_what_flytekit_makes_and_flytekit_reads_it() {
    let images = &[("default", "ghcr.io/acme/app:v1"), ("spark", "ghcr.io/acme/spark:v2")];
    let package = scratch("mirror.tgz");
    let made = flytekit::mirror(&[(Options { images, ..Options::default() }, &package)]);
    // Its references are to the same package, as it is registered elsewhere.
    let far = scratch("mirror-far.tgz");
    let ids = Some(["far", "away", "v1"]);
    let _ = flytekit::mirror(&[(Options { images, ids, ..Options::default() }, &far)]);
    judge::compile_with(&package, &[&far]).assert_accepted();
    let read = flytekit::parse(&[&package]);
    // flytekit writes no description of a container's task, and reads an empty one.
    let mut lost = flytekit::lost(&read[0]);
    lost.retain(|line| !line.ends_with(r#"/description: ours {"longDescription":{}}, theirs absent"#));
    assert_eq!(lost, [""; 0]);
    assert_eq!(document(&read[0]), document(&made[0]));
}

/// A file of outputs has the form of a file of inputs, so flytekit can read what it wrote.
#[test]
fn flytekit_reads_the_values_it_writes() {
    let path = scratch("lists.pb");
    flytekit::values(&json!({"inputs": [{"task": "no_outputs", "path": path, "values": {"x": 3}}]}));
    let mut written = LiteralMap::decode(&*std::fs::read(&path).unwrap()).unwrap();
    let three = written.literals.remove("x").expect("the input");
    let outputs = LiteralMap { literals: [("o0".to_owned(), three)].into() };
    std::fs::write(&path, outputs.encode_to_vec()).unwrap();
    let read = flytekit::values(&json!({"outputs": [{"task": "double", "path": path}]}));
    assert_eq!(read["outputs"], json!([{"o0": 3}]));
}

#[test]
fn flytekit_reads_an_error() {
    let path = scratch("error.pb");
    let error = ContainerError {
        code: "USER:RuntimeError".to_owned(),
        message: "no luck".to_owned(),
        kind: container_error::Kind::Recoverable as i32,
        origin: execution_error::ErrorKind::User as i32,
        ..ContainerError::default()
    };
    std::fs::write(&path, ErrorDocument { error: Some(error) }.encode_to_vec()).unwrap();
    let read = flytekit::values(&json!({ "errors": [path] }));
    let expected = json!({"code": "USER:RuntimeError", "message": "no luck", "kind": 1, "origin": 1});
    assert_eq!(read["errors"], json!([expected]));
}
