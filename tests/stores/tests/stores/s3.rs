//! Inputs, outputs and errors in S3.

use crate::attempt::{Attempt, MINIO, flyte};
use crate::files::given;
use aileron::File;
use aileron::data::Any;
use aileron::idl::core::container_error::Kind;
use rcgen::CertifiedKey;
use std::fs;
use store_tests::minio::{Minio, PASSWORD, USER};
use store_tests::proxy::{Fault, Proxy};

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

/// Amazon's files, of the profile that is named; variables win, and a credential is of one place.
#[test]
fn a_profile_does_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let (config, credentials) = (folder.path().join("config"), folder.path().join("credentials"));
    let endpoint = &MINIO.endpoint;
    fs::write(
        &config,
        format!(
            "[default]\nregion = nowhere\n[profile mine]\nregion = us-east-1\nendpoint_url = {endpoint}\n\
             [profile far]\nsso_session = it\nregion = us-east-1\nendpoint_url = {endpoint}\n"
        ),
    )
    .unwrap();
    fs::write(
        &credentials,
        format!("[mine]\naws_access_key_id = {USER}\naws_secret_access_key = {PASSWORD}\n"),
    )
    .unwrap();
    let of = |profile: &str| {
        Attempt::at("double", &MINIO, Vec::new())
            .with("AWS_CONFIG_FILE", &config.to_string_lossy())
            .with("AWS_SHARED_CREDENTIALS_FILE", &credentials.to_string_lossy())
            .with("AWS_PROFILE", profile)
            .input("x", 21_i64)
    };
    assert_eq!(of("mine").run().output::<i64>(), 42);
    of("yours").run().lost("AWS_PROFILE is `yours`, and neither");
    of("far").run().lost("has a `sso_session`, which only these understand");
    let keys = |attempt: Attempt| {
        attempt.with("FLYTE_AWS_ACCESS_KEY_ID", USER).with("FLYTE_AWS_SECRET_ACCESS_KEY", PASSWORD)
    };
    // A token that belongs to other keys would spoil these.
    let token = keys(of("far")).with("AWS_ACCESS_KEY_ID", "nobody").with("AWS_SESSION_TOKEN", "theirs");
    assert_eq!(token.run().output::<i64>(), 42);
    let empty = keys(of("far")).with("AWS_SESSION_TOKEN", "").with("AWS_ENDPOINT_URL", "");
    assert_eq!(empty.run().output::<i64>(), 42);
}

#[test]
fn without_credentials_nobody_is_asked_for_long() {
    let attempt = Attempt::at("double", &MINIO, Vec::new())
        .with("FLYTE_AWS_ENDPOINT", &MINIO.endpoint)
        .with("FLYTE_AWS_BACKOFF_SECONDS", "0")
        .with("HOME", "/nowhere")
        // Where a machine of Amazon's would give some.
        .with("AWS_METADATA_ENDPOINT", "http://127.0.0.1:1");
    attempt.input("x", 21_i64).run().lost("no credentials are known");
}

/// What a store says of a request that will never do, and what is to be done.
#[test]
fn what_helps_is_told() {
    let answers = [
        (
            Fault::Answer(403, "<Error><Code>RequestTimeTooSkewed</Code><Message>Late.</Message></Error>"),
            "(RequestTimeTooSkewed: Late.): this machine's clock is wrong",
        ),
        (
            Fault::Answer(400, "<Error><Code>ExpiredToken</Code><Message>Old.</Message></Error>"),
            "the store answers ExpiredToken: Old: get new credentials",
        ),
        (
            Fault::Redirect("eu-west-3"),
            "the bucket is in eu-west-3: set the environment's AWS_REGION to that",
        ),
    ];
    for (fault, told) in answers {
        let proxy = Proxy::start(&MINIO.server.address, move |request| {
            let of_the_task = request.target.contains("/given/");
            if of_the_task { fault } else { Fault::None }
        });
        let attempt = Attempt::at("length", &MINIO, flyte(&proxy.endpoint));
        let ended = given::<Any>(attempt, "a.bin", b"a").run();
        ended.refused(told);
        assert_eq!(ended.error.unwrap().kind, Kind::NonRecoverable as i32, "{told}");
        let asked = proxy.seen().iter().filter(|request| request.target.contains("/given/")).count();
        assert_eq!(asked, 1, "{told}");
    }
    let absent = Attempt::of("length").input("file", File::<Any>::new("s3://no-such-bucket/a"));
    absent.run().refused("NoSuchBucket: The specified bucket does not exist: check the bucket's name");
}

/// The server knows where it is, and refuses what is signed for another region.
#[test]
fn a_wrong_region_is_told() {
    let minio = Minio::in_region("eu-west-3");
    let attempt = Attempt::at("double", &minio, flyte(&minio.endpoint)).with("AWS_REGION", "us-east-1");
    let ended = attempt.input("x", 21_i64).run();
    ended.lost("AuthorizationHeaderMalformed");
    assert!(
        ended.stderr.contains("set the environment's AWS_REGION to the bucket's region"),
        "{}",
        ended.stderr
    );
    let attempt = Attempt::at("double", &minio, flyte(&minio.endpoint)).with("AWS_REGION", "eu-west-3");
    assert_eq!(attempt.input("x", 21_i64).run().output::<i64>(), 42);
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
