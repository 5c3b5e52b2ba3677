//! Accounts, certificates, and what is wrong with a call.

use super::push;
use image_tests::{Call, Kind, PASSWORD, Registry, USER, in_the_image};
use std::fs;

/// What `docker login` leaves: the name and the password in base64.
fn login(call: &Call, registry: &Registry, auth: &str) {
    let folder = call.home().join(".docker");
    fs::create_dir_all(&folder).expect("a folder");
    let text = format!("{{\"auths\":{{\"{}\":{{{auth}}}}}}}", registry.address());
    fs::write(folder.join("config.json"), text).expect("a file");
}

/// `ada:correct horse`.
const AUTH: &str = "\"auth\":\"YWRhOmNvcnJlY3QgaG9yc2U=\"";

#[test]
fn a_login_of_docker_is_used() {
    for auth in ["basic", "token"] {
        let registry = Registry::start(Kind::Distribution, &["--auth", auth]);
        let said = push(&registry).fails(1);
        assert!(
            said.contains("401") && said.contains(&format!("docker login {}", registry.address())),
            "{said}"
        );
        let call = push(&registry);
        login(&call, &registry, AUTH);
        call.json();
    }
}

#[test]
fn an_identity_token_is_exchanged() {
    let registry = Registry::start(Kind::Distribution, &["--auth", "token"]);
    let call = push(&registry);
    login(&call, &registry, "\"identitytoken\":\"an-identity-token\"");
    call.json();
    let call = push(&registry);
    login(&call, &registry, "\"identitytoken\":\"another-one\"");
    let said = call.fails(1);
    assert!(said.contains("401") && !said.contains("another-one"), "{said}");
}

#[test]
fn a_password_comes_by_a_variable() {
    let registry = Registry::start(Kind::Distribution, &["--auth", "token", "--token-life", "1"]);
    let with = |password: &str| {
        let call = push(&registry).arg("--registry-login").arg(format!("{}={USER}", registry.address()));
        call.env("AILERON_REGISTRY_PASSWORD", password)
    };
    with(PASSWORD).json();
    let said = with("wrong horse").fails(1);
    assert!(said.contains("incorrect username or password") && !said.contains("wrong horse"), "{said}");
    let said = with("").fails(2);
    assert!(said.contains("set the variable AILERON_REGISTRY_PASSWORD"), "{said}");
}

#[test]
fn a_helper_keeps_the_password() {
    let registry = Registry::start(Kind::Distribution, &["--auth", "basic"]);
    let call = push(&registry);
    let folder = call.home().join(".docker");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("config.json"), "{\"credsStore\":\"tests\"}").expect("a file");
    let helper = call.home().join("docker-credential-tests");
    let script =
        format!("#!/bin/sh\ncat > /dev/null\necho '{{\"Username\":\"{USER}\",\"Secret\":\"{PASSWORD}\"}}'\n");
    fs::write(&helper, script).expect("a file");
    let mut mode = fs::metadata(&helper).expect("it is there").permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut mode, 0o755);
    fs::set_permissions(&helper, mode).expect("it is executable");
    let path = format!("{}:{}", call.home().display(), std::env::var("PATH").expect("a path"));
    call.env("PATH", path).json();
}

#[test]
fn a_registry_with_an_authority_of_its_own_is_trusted_if_it_is_named() {
    let registry = Registry::start(Kind::Distribution, &["--tls"]);
    push(&registry).json();
    let untrusting = || {
        let push = ["image", "push", "{{.image.default}}"];
        Call::untrusting(&registry, &registry, &push).with_binary(in_the_image(false))
    };
    let said = untrusting().fails(1);
    assert!(said.contains("certificate"), "{said}");
    let said = untrusting().args(&["--registry-ca", "/no/such/file"]).fails(2);
    assert!(said.contains("the certificates `/no/such/file` can't be used"), "{said}");
}

#[test]
fn tls_is_not_left_out_unless_it_is_asked_for() {
    let registry = Registry::start(Kind::Simple, &[]);
    let push = ["image", "push", "{{.image.default}}"];
    let push = Call::untrusting(&registry, &registry, &push).with_binary(in_the_image(false));
    let said = push.fails(1);
    assert!(said.contains("the registry does not answer"), "{said}");
    assert!(said.contains(&format!("write `--plain-http {}`", registry.address())), "{said}");
}
