//! Inputs, outputs and errors in S3.

use crate::attempt::{Attempt, MINIO, flyte};
use aileron::idl::core::container_error::Kind;
use rcgen::CertifiedKey;
use std::fs;
use store_tests::minio::{Minio, PASSWORD, USER};

#[test]
fn inputs_come_from_the_store_and_outputs_go_there() {
    let attempt = Attempt::of("double").input("x", 21_i64);
    assert_eq!(attempt.run().output::<i64>(), 42);
    let found = attempt.bucket.list(&attempt.prefix);
    let names = found.keys().filter_map(|key| key.strip_prefix(&attempt.prefix)).collect::<Vec<_>>();
    assert_eq!(names, ["/0/outputs.pb", "/inputs.pb"]);
}

#[test]
fn an_error_is_told_in_the_store() {
    let ended = Attempt::of("fail").input("x", 21_i64).run();
    ended.refused("not with 21");
    assert_eq!(ended.error.unwrap().kind, Kind::NonRecoverable as i32);
}

#[test]
fn inputs_that_are_not_there_may_come() {
    let ended = Attempt::of("double").inputs("s3://bucket/nowhere/inputs.pb").run();
    ended.refused("`s3://bucket/nowhere/inputs.pb` can't be read: there is no such object");
    assert_eq!(ended.error.unwrap().kind, Kind::Recoverable as i32);
}

#[test]
fn amazons_own_variables_do_as_well() {
    let environment = vec![
        ("AWS_ENDPOINT_URL", MINIO.endpoint.clone()),
        ("AWS_ACCESS_KEY_ID", USER.to_owned()),
        ("AWS_SECRET_ACCESS_KEY", PASSWORD.to_owned()),
        ("AWS_REGION", "us-east-1".to_owned()),
    ];
    assert_eq!(Attempt::at("double", &MINIO, environment).input("x", 21_i64).run().output::<i64>(), 42);
}

#[test]
fn flytes_variables_win() {
    let attempt = Attempt::of("double")
        .with("AWS_ENDPOINT_URL_S3", "https://nowhere.invalid")
        .with("AWS_ENDPOINT_URL", "https://nowhere.invalid")
        .with("AWS_ACCESS_KEY_ID", "nobody")
        .with("AWS_SECRET_ACCESS_KEY", "nothing");
    assert_eq!(attempt.input("x", 21_i64).run().output::<i64>(), 42);
}

#[test]
fn what_the_store_refuses_is_told() {
    let attempt = Attempt::of("double").with("FLYTE_AWS_SECRET_ACCESS_KEY", "wrong");
    attempt.input("x", 21_i64).run().lost("check the credentials");
    let attempt = Attempt::of("double").with("FLYTE_AWS_RETRIES", "often");
    attempt.input("x", 21_i64).run().lost("FLYTE_AWS_RETRIES is `often`, which is no whole number");
    let attempt = Attempt::of("double").with("FLYTE_AWS_ADDRESSING_STYLE", "sideways");
    attempt.input("x", 21_i64).run().lost("write `path` or `virtual`");
}

#[test]
fn an_encrypted_connection_is_one_with_a_trusted_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let certificate = folder.path().join("public.crt");
    fs::write(&certificate, cert.pem()).unwrap();
    fs::write(folder.path().join("private.key"), signing_key.serialize_pem()).unwrap();
    let minio = Minio::with_certificate(folder.path());
    let attempt = || {
        let environment = flyte(&minio.endpoint);
        Attempt::at("double", &minio, environment).with("FLYTE_AWS_RETRIES", "1").input("x", 21_i64)
    };
    let trusting = attempt().with("SSL_CERT_FILE", &certificate.to_string_lossy());
    assert_eq!(trusting.run().output::<i64>(), 42);
    attempt().run().lost("certificate");
}
