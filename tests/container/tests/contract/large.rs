//! Outputs that are too large for `outputs.pb`.

use crate::attempt::{Attempt, Ended};
use aileron::FlyteType;
use aileron::idl::core::container_error::Kind;
use aileron::idl::core::{Literal, LiteralMap, LiteralOffloadedMetadata, literal};
use aileron::idl::prost::Message;

const MEGABYTE: usize = 1 << 20;

fn long(size: usize, limits: &[(&str, &str)]) -> Ended {
    let attempt = Attempt::of_task("long").input("size", size);
    limits.iter().fold(attempt, |attempt, (name, value)| attempt.env(name, value)).run()
}

const LIMITS: [(&str, &str); 2] = [("_F_L_MIN_SIZE_MB", "1"), ("_F_L_MAX_SIZE_MB", "2")];

#[test]
fn a_large_output_gets_a_file() {
    let attempt = Attempt::of_task("long").input("size", MEGABYTE).env("_F_L_MIN_SIZE_MB", "1");
    let file = attempt.prefix().join("o0_offloaded_metadata.pb");
    let ended = attempt.run();
    assert_eq!(
        ended.files.keys().collect::<Vec<_>>(),
        ["o0_offloaded_metadata.pb", "outputs.pb"],
        "{}",
        ended.stderr
    );
    let value = Literal::decode(&*ended.files["o0_offloaded_metadata.pb"]).unwrap();
    assert_eq!(String::from_literal(value.clone()).unwrap().len(), MEGABYTE);
    let map = LiteralMap::decode(&*ended.files["outputs.pb"]).unwrap();
    let stand_in = &map.literals["o0"];
    let metadata = LiteralOffloadedMetadata {
        uri: file.into_os_string().into_string().unwrap(),
        size_bytes: value.encoded_len() as u64,
        inferred_type: Some(String::literal_type()),
    };
    assert_eq!(stand_in.value, Some(literal::Value::OffloadedMetadata(Box::new(metadata))));
    // The SHA-256 of `{"scalar":{"primitive":{"stringValue":"xxx…"}}}`.
    assert_eq!(stand_in.hash, "V3VUs55N0d5xtGH0aPxSbP2GK1NbND5VYBgQjvOfJyo=");
}

#[test]
fn a_small_output_stays() {
    assert_eq!(long(MEGABYTE - 100, &LIMITS).value::<String>().len(), MEGABYTE - 100);
    assert_eq!(long(MEGABYTE, &[("_F_L_MAX_SIZE_MB", "1")]).value::<String>().len(), MEGABYTE);
}

#[test]
fn an_output_that_is_too_large_for_a_file_is_an_error() {
    let error = long(2 * MEGABYTE, &LIMITS).error();
    assert_eq!((&*error.code, error.kind()), ("SYSTEM", Kind::NonRecoverable));
    for words in ["the output `o0` has 2097", "takes less than 2097152", "write it to a `File`"] {
        assert!(error.message.contains(words), "{}", error.message);
    }
}

#[test]
fn invalid_limits_are_reported() {
    let error = long(1, &[("_F_L_MIN_SIZE_MB", "ten")]).error();
    assert!(
        error.message.contains("_F_L_MIN_SIZE_MB is `ten`, which is not a whole number"),
        "{}",
        error.message
    );
}
