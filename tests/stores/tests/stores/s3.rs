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
fn an_error_is_written_to_the_store() {
    let ended = Attempt::of("fail").input("x", 21_i64).run();
    ended.refused("not with 21");
    assert_eq!(ended.error.unwrap().kind, Kind::NonRecoverable as i32);
}

#[test]
fn missing_inputs_are_a_recoverable_error() {
    let ended = Attempt::of("double").inputs("s3://bucket/nowhere/inputs.pb").run();
    ended.refused("`s3://bucket/nowhere/inputs.pb` can't be read: the object does not exist");
    assert_eq!(ended.error.unwrap().kind, Kind::Recoverable as i32);
}

#[test]
fn amazons_own_variables_are_read() {
    let environment = vec![
        ("AWS_ENDPOINT_URL", MINIO.endpoint.clone()),
        ("AWS_ACCESS_KEY_ID", USER.to_owned()),
        ("AWS_SECRET_ACCESS_KEY", PASSWORD.to_owned()),
        ("AWS_REGION", "us-east-1".to_owned()),
    ];
    assert_eq!(Attempt::at("double", &MINIO, environment).input("x", 21_i64).run().output::<i64>(), 42);
}

#[test]
fn flytes_variables_take_precedence() {
    let attempt = Attempt::of("double")
        .with("AWS_ENDPOINT_URL_S3", "https://nowhere.invalid")
        .with("AWS_ENDPOINT_URL", "https://nowhere.invalid")
        .with("AWS_ACCESS_KEY_ID", "nobody")
        .with("AWS_SECRET_ACCESS_KEY", "nothing");
    assert_eq!(attempt.input("x", 21_i64).run().output::<i64>(), 42);
}

#[test]
fn errors_of_settings_say_what_to_write() {
    let attempt = Attempt::of("double").with("FLYTE_AWS_SECRET_ACCESS_KEY", "wrong");
    attempt.input("x", 21_i64).run().lost("check the credentials");
    let attempt = Attempt::of("double").with("FLYTE_AWS_RETRIES", "often");
    attempt.input("x", 21_i64).run().lost("FLYTE_AWS_RETRIES is `often`, which is not a whole number");
    let attempt = Attempt::of("double").with("FLYTE_AWS_ADDRESSING_STYLE", "sideways");
    attempt.input("x", 21_i64).run().lost("write `path` or `virtual`");
}

/// Amazon's files, with the profile that the environment names. Variables take precedence, and the parts of a credential
/// come from one place.
#[test]
fn a_profile_of_amazons_tools_is_read() {
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
    of("yours").run().lost("AWS_PROFILE is `yours`, but neither");
    of("far").run().lost("has a `sso_session`, which only these tools understand");
    let keys = |attempt: Attempt| {
        attempt.with("FLYTE_AWS_ACCESS_KEY_ID", USER).with("FLYTE_AWS_SECRET_ACCESS_KEY", PASSWORD)
    };
    // A token must not be used with other keys than its own.
    let token = keys(of("far")).with("AWS_ACCESS_KEY_ID", "nobody").with("AWS_SESSION_TOKEN", "theirs");
    assert_eq!(token.run().output::<i64>(), 42);
    let empty = keys(of("far")).with("AWS_SESSION_TOKEN", "").with("AWS_ENDPOINT_URL", "");
    assert_eq!(empty.run().output::<i64>(), 42);
}

#[test]
fn missing_credentials_are_reported_soon() {
    let attempt = Attempt::at("double", &MINIO, Vec::new())
        .with("FLYTE_AWS_ENDPOINT", &MINIO.endpoint)
        .with("FLYTE_AWS_BACKOFF_SECONDS", "0")
        .with("HOME", "/nowhere")
        // The service that gives credentials to a machine of Amazon.
        .with("AWS_METADATA_ENDPOINT", "http://127.0.0.1:1");
    attempt.input("x", 21_i64).run().lost("no credentials were found");
}

/// The errors of requests that can't succeed say what to do.
#[test]
fn errors_of_the_store_say_what_helps() {
    let answers = [
        (
            Fault::Answer(403, "<Error><Code>RequestTimeTooSkewed</Code><Message>Late.</Message></Error>"),
            "(RequestTimeTooSkewed: Late.): the clock of this machine is wrong",
        ),
        (
            Fault::Answer(400, "<Error><Code>ExpiredToken</Code><Message>Old.</Message></Error>"),
            "the store answered ExpiredToken: Old: get new credentials",
        ),
        (Fault::Redirect("eu-west-3"), "the bucket is in eu-west-3: set the environment's AWS_REGION to it"),
    ];
    for (fault, message) in answers {
        let proxy = Proxy::start(&MINIO.server.address, move |request| {
            let of_the_task = request.target.contains("/given/");
            if of_the_task { fault } else { Fault::None }
        });
        let attempt = Attempt::at("length", &MINIO, flyte(&proxy.endpoint));
        let ended = given::<Any>(attempt, "a.bin", b"a").run();
        ended.refused(message);
        assert_eq!(ended.error.unwrap().kind, Kind::NonRecoverable as i32, "{message}");
        let asked = proxy.seen().iter().filter(|request| request.target.contains("/given/")).count();
        assert_eq!(asked, 1, "{message}");
    }
    let absent = Attempt::of("length").input("file", File::<Any>::new("s3://no-such-bucket/a"));
    absent.run().refused("NoSuchBucket: The specified bucket does not exist: check the bucket's name");
}

/// The server knows its region, and refuses requests that are signed for another one.
#[test]
fn an_error_names_a_wrong_region() {
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
fn tls_needs_a_trusted_certificate() {
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
