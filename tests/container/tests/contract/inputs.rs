//! The contents of `inputs.pb`.

use crate::attempt::{Attempt, Ended, FIXTURE};
use aileron::FlyteType;
use aileron::idl::core::container_error::Kind;
use aileron::idl::core::execution_error::ErrorKind;
use aileron::idl::core::{Literal, LiteralMap, LiteralOffloadedMetadata, literal};
use aileron::idl::prost::Message;
use std::fs::{self, File};

#[track_caller]
fn refused(ended: &Ended, kind: Kind, words: &[&str]) {
    let error = ended.error();
    assert_eq!((&*error.code, error.kind(), error.origin()), ("SYSTEM", kind, ErrorKind::System));
    for word in words {
        assert!(error.message.contains(word), "{}", error.message);
    }
}

#[test]
fn a_missing_input_is_named() {
    let ended = Attempt::of_task("pair").input("a", 1_i64).run();
    refused(
        &ended,
        Kind::NonRecoverable,
        &["the input `b` is missing", "Flyte passed `a`", "src/bin/fixture.rs"],
    );
    refused(&Attempt::of_task("double").run(), Kind::NonRecoverable, &["Flyte passed no inputs"]);
    refused(&Attempt::of_task("double").run_with(b""), Kind::NonRecoverable, &["Flyte passed no inputs"]);
}

#[test]
fn a_missing_optional_input_is_none() {
    assert_eq!(Attempt::of_task("greet").run().value::<String>(), "None None");
    let given = Attempt::of_task("greet").input("name", Some("A".to_owned())).run();
    assert_eq!(given.value::<String>(), "Some(\"A\") None");
}

#[test]
fn an_unknown_input_is_named() {
    let ended = Attempt::of_task("double").input("x", 1_i64).input("y", 1_i64).run();
    refused(&ended, Kind::NonRecoverable, &["no input `y`", "its inputs are `x`"]);
    let ended = Attempt::of_task("nothing").input("y", 1_i64).run();
    refused(&ended, Kind::NonRecoverable, &["no input `y`", "it has none"]);
}

#[test]
fn an_input_of_another_type_is_named() {
    let ended = Attempt::of_task("double").input("x", "text".to_owned()).run();
    refused(&ended, Kind::NonRecoverable, &["the input `x` can't be read", "an integer", "a string"]);
}

#[test]
fn an_integer_that_does_not_fit_is_named() {
    let ended = Attempt::of_task("small").input("x", 256_i64).run();
    refused(&ended, Kind::NonRecoverable, &["the input `x` can't be read: 256 doesn't fit u8"]);
}

#[test]
fn an_empty_literal_is_not_a_value() {
    let ended = Attempt::of_task("double").literal("x", Literal::default()).run();
    refused(&ended, Kind::NonRecoverable, &["the input `x` can't be read"]);
}

#[test]
fn an_offloaded_literal_is_read_from_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let uri = folder.path().join("x_offloaded_metadata.pb").into_os_string().into_string().unwrap();
    fs::write(&uri, 4_i64.into_literal().unwrap().encode_to_vec()).unwrap();
    assert_eq!(Attempt::of_task("double").literal("x", offloaded(&uri)).run().value::<i64>(), 8);

    let wrong_size = LiteralOffloadedMetadata { uri: uri.clone(), size_bytes: 9, ..Default::default() };
    let ended = Attempt::of_task("double").literal("x", stand_in(wrong_size)).run();
    refused(&ended, Kind::Recoverable, &["the input `x` was offloaded", "with 9 bytes, but that file has 6"]);

    fs::write(&uri, offloaded(&uri).encode_to_vec()).unwrap();
    let ended = Attempt::of_task("double").literal("x", offloaded(&uri)).run();
    refused(&ended, Kind::NonRecoverable, &["the input `x` was offloaded", "only holds another address"]);
}

/// A list of several tasks' outputs, some of which were large; the list itself is offloaded, too.
#[test]
fn a_part_of_an_input_may_be_offloaded() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).into_os_string().into_string().unwrap();
    let prices = |prices: Vec<f64>| prices.into_literal().unwrap();
    fs::write(at("a"), prices(vec![1.5, 2.0]).encode_to_vec()).unwrap();
    let map = LiteralMap {
        literals: [("a".to_owned(), offloaded(&at("a"))), ("b".to_owned(), prices(vec![4.0]))].into(),
    };
    let map = Literal { value: Some(literal::Value::Map(map)), ..Default::default() };
    fs::write(at("map"), map.encode_to_vec()).unwrap();
    for prices in [map, offloaded(&at("map"))] {
        let total: f64 = Attempt::of_task("total").literal("prices", prices).run().value();
        assert!((total - 7.5).abs() < f64::EPSILON);
    }
}

fn offloaded(uri: &str) -> Literal {
    stand_in(LiteralOffloadedMetadata { uri: uri.to_owned(), ..Default::default() })
}

fn stand_in(metadata: LiteralOffloadedMetadata) -> Literal {
    Literal { value: Some(literal::Value::OffloadedMetadata(Box::new(metadata))), ..Default::default() }
}

#[test]
fn a_corrupt_file_is_recoverable() {
    let ended = Attempt::of_task("double").run_with(b"\x0a\x50not a map");
    refused(&ended, Kind::Recoverable, &["inputs.pb` is not a map of literals"]);
}

fn with_inputs_at(inputs: &std::path::Path) -> Ended {
    let out = tempfile::tempdir().unwrap();
    let output = std::process::Command::new(FIXTURE)
        .args(["execute", "--task", "fixture.nothing", "--inputs"])
        .arg(inputs)
        .arg("--output-prefix")
        .arg(out.path())
        .output()
        .unwrap();
    Ended {
        status: output.status.code(),
        stdout: String::new(),
        stderr: String::from_utf8(output.stderr).unwrap(),
        files: crate::attempt::files_of(out.path()),
    }
}

#[test]
fn a_missing_file_is_recoverable() {
    let ended = with_inputs_at("/nowhere/inputs.pb".as_ref());
    refused(&ended, Kind::Recoverable, &["`/nowhere/inputs.pb` can't be read: No such file"]);
}

#[test]
fn a_directory_is_not_a_file() {
    let directory = tempfile::tempdir().unwrap();
    refused(&with_inputs_at(directory.path()), Kind::Recoverable, &["can't be read: Is a directory"]);
}

#[test]
fn a_file_larger_than_any_message_is_not_read() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("inputs.pb");
    File::create(&path).unwrap().set_len(3 << 30).unwrap();
    refused(&with_inputs_at(&path), Kind::NonRecoverable, &["has more than the 2147483647 bytes"]);
    fs::remove_file(path).unwrap();
}

#[test]
fn an_address_in_an_unknown_store_is_named() {
    let ended = with_inputs_at("foo://bucket/inputs.pb".as_ref());
    refused(&ended, Kind::NonRecoverable, &["no store is known for `foo://bucket/inputs.pb`"]);
}

/// An attempt for an element of a map, as propeller starts it.
fn of_element(number: &str) -> Attempt {
    Attempt::of_task("pair")
        .input("a", vec![1_i64, 5, 7])
        .input("b", "whole".to_owned())
        .argument("--element", "a")
        .env("BATCH_JOB_ARRAY_INDEX_VAR_NAME", "FLYTE_K8S_ARRAY_INDEX")
        .env("FLYTE_K8S_ARRAY_INDEX", number)
}

#[test]
fn a_task_of_a_map_takes_its_element() {
    let given = |number: &str| i64::from_literal(of_element(number).run().outputs()["o1"].clone()).unwrap();
    assert_eq!([given("0"), given("2")], [1, 7]);
    let offset = of_element("1").env("BATCH_JOB_ARRAY_INDEX_OFFSET", "1").run();
    assert_eq!(i64::from_literal(offset.outputs()["o1"].clone()).unwrap(), 7);
}

#[test]
fn an_element_that_is_not_there_is_reported() {
    refused(
        &of_element("3").run(),
        Kind::NonRecoverable,
        &["the input `a` has no element 3: the list has 3 elements"],
    );
    let unknown = Attempt::of_task("double").input("x", vec![1_i64]).argument("--element", "x").run();
    assert!(unknown.error().message.contains("the environment has no number of its element"));
}

#[test]
fn only_the_element_is_read() {
    // The others would be fetched from a file that does not exist.
    let metadata =
        LiteralOffloadedMetadata { uri: "/nowhere".to_owned(), ..LiteralOffloadedMetadata::default() };
    let nowhere =
        Literal { value: Some(literal::Value::OffloadedMetadata(Box::new(metadata))), ..Literal::default() };
    let literals = vec![nowhere, 3_i64.into_literal().unwrap()];
    let list = literal::Value::Collection(aileron::idl::core::LiteralCollection { literals });
    let list = Literal { value: Some(list), ..Literal::default() };
    let ended = Attempt::of_task("double")
        .literal("x", list)
        .argument("--element", "x")
        .env("BATCH_JOB_ARRAY_INDEX_VAR_NAME", "FLYTE_K8S_ARRAY_INDEX")
        .env("FLYTE_K8S_ARRAY_INDEX", "1")
        .run();
    assert_eq!(ended.value::<i64>(), 6);
}
