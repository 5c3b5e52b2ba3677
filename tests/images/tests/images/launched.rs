//! From source to a task that runs: built, pushed, registered by digest, and launched on Flyte's own engine.

use super::one;
use image_tests::{Call, Kind, Registry, Root, glibc};
use remote_tests::{Options, Server};
use serde_json::Value;
use std::process::Output;

/// The options of a call that speaks to the server.
fn at(call: Call, server: &Server) -> Call {
    let own =
        ["--insecure", "--project", "flytesnacks", "--domain", "development", "--endpoint", server.grpc()];
    call.args(&own)
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn what_runs_is_what_was_pushed() {
    let registry = Registry::start(Kind::Distribution, &[]);
    registry.base(glibc().path(), &[]);
    registry.reset();
    // The same inputs have the same digest, so it is known before anything is pushed.
    let dry = Call::with_stores(&registry, &["image", "push", "--dry-run", "{{.image.default}}"]).json();
    let digest = one(&dry)["digest"].as_str().expect("a digest").to_owned();
    assert_eq!(registry.counts().requests.get("PUT"), None);

    let image = format!("{}/acme/app:v1@{digest}", registry.address());
    let pushed = Call::with_stores(&registry, &["image", "push", "{{.image.default}}"]).json();
    assert_eq!(one(&pushed)["digest"], digest);
    let root = Root::of(&registry, "v1");
    // The server runs the program of this image, and of no other: it has no other folder of programs.
    let folder = root.path().join("usr/local/bin");
    let server = Server::start(Options::default().with("--image", format!("{image}={}", folder.display())));

    let register = || at(Call::with_stores(&registry, &["register", "--build", "--version=v1"]), &server);
    let registered = register().json();
    assert_eq!(registered["ok"], true, "{registered}");
    // The same again changes nothing, neither in the registry nor on the server.
    registry.reset();
    let again = register().json();
    let states = again["entities"].as_array().expect("entities").iter().map(|entity| &entity["state"]);
    assert!(states.clone().count() > 0 && states.clone().all(|state| state == "unchanged"), "{again}");
    assert_eq!(registry.counts().received, 0);

    let launch = ["launch", "--build", "--version=v1", "--wait"];
    let launch = at(Call::with_stores(&registry, &launch), &server).args(&["imaged.double", "--x", "21"]);
    let output = launch.output();
    assert!(output.status.success(), "{}", said(&output));
    let outputs: Value = serde_json::from_slice(&output.stdout).expect("outputs");
    assert_eq!(outputs["o0"], 42, "{}", said(&output));
}
