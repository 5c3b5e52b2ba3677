//! Sources of images, and the errors if an image is missing.

use crate::program::{Ended, Room};
use serde_json::Value;

fn serialize(room: &Room, arguments: &[&str], env: &[(&str, &str)]) -> Ended {
    room.run(env!("CARGO_BIN_EXE_app"), &[&["serialize"], arguments].concat(), env)
}

/// The images of `count`, `double`, `every` and `nothing`.
fn images(ended: Ended) -> [String; 4] {
    let document: Value = serde_json::from_str(&ended.done()).unwrap();
    [0, 1, 2, 3]
        .map(|task| document["tasks"][task]["template"]["container"]["image"].as_str().unwrap().to_owned())
}

#[test]
fn a_flag_wins_over_the_file_and_the_file_over_the_manifest() {
    let room = Room::new();
    room.write(
        "home/.flyte/config.yaml",
        "images:\n  default: r.io/file:f\n  later: r.io/later:f\n  gpu: r.io/gpu:f\n",
    );
    let found = images(serialize(&room, &[], &[]));
    assert_eq!(found, ["r.io/file:spark-f", "r.io/gpu:f", "r.io/later:f", "r.io/file:f"]);
    let found = images(serialize(&room, &["--image", "r.io/flag:x", "--image", "gpu=r.io/gpu:x"], &[]));
    assert_eq!(found, ["r.io/flag:spark-x", "r.io/gpu:x", "r.io/later:x", "r.io/flag:x"]);
    let found =
        images(serialize(&room, &["--config", "/dev/null", "--image", "a:1", "--image", "later=b:2"], &[]));
    assert_eq!(found, ["a:spark-1", "ghcr.io/acme/gpu:2", "b:1", "a:1"]);
}

#[test]
fn configuration_files_are_tried_in_flytekits_order() {
    let room = Room::new();
    let file = |name: &str| format!("images:\n  default: r.io/{name}:1\n  later: r.io/{name}:1\n");
    let default =
        |arguments: &[&str], env: &[(&str, &str)]| images(serialize(&room, arguments, env))[3].clone();
    room.write("home/.flyte/config.yaml", &file("home"));
    assert_eq!(default(&[], &[]), "r.io/home:1");
    room.write("flytekit.config", "[images]\ndefault=r.io/local:1\nlater=r.io/local:1\n");
    assert_eq!(default(&[], &[]), "r.io/local:1");
    room.write("variable.yaml", &file("variable"));
    let variable = [("FLYTECTL_CONFIG", "variable.yaml")];
    assert_eq!(default(&[], &variable), "r.io/variable:1");
    room.write("named.yaml", &file("named"));
    assert_eq!(default(&["--config", "named.yaml"], &variable), "r.io/named:1");
}

#[test]
fn the_error_of_a_missing_default_image_names_the_places_to_give_it() {
    let room = Room::new();
    let error = room.run(env!("CARGO_BIN_EXE_app"), &["package"], &[]).refused();
    for text in ["`app.count`", "`app.nothing`", "`--image REF`", "`--config FILE`", "Cargo.toml"] {
        assert!(error.contains(text), "{error}");
    }
    assert_eq!(room.files("."), ["home"]);
}

#[test]
fn all_images_that_cannot_be_resolved_are_reported_at_once() {
    let digest = format!("r.io/app@sha256:{}", "0".repeat(64));
    let error = serialize(&Room::new(), &["--image", &digest], &[]).refused();
    assert!(error.contains("`app.count`") && error.contains("digest"), "{error}");
    assert!(error.contains("`app.every`") && error.contains("`--image later=REF`"), "{error}");
    assert!(!error.contains("`app.nothing`"), "{error}");
}

#[test]
fn an_error_in_a_file_is_reported_with_its_place() {
    let room = Room::new();
    room.write("home/.flyte/config.yaml", "images:\n\tdefault: a:1\n");
    let error = serialize(&room, &[], &[]).refused();
    assert!(error.contains("config.yaml:2:"), "{error}");
    let error = serialize(&room, &[], &[("FLYTECTL_CONFIG", "absent.yaml")]).refused();
    assert!(error.contains("absent.yaml") && error.contains("FLYTECTL_CONFIG"), "{error}");
}

#[test]
fn an_image_without_a_version_is_accepted_with_a_warning_that_says_why() {
    let ended = Room::new().run(env!("CARGO_BIN_EXE_latest"), &["serialize"], &[]);
    let why = "has no tag or digest, so `latest` is pulled, which may be another image tomorrow; write a version, as in";
    let expected = [
        format!(
            "warning: the image `ghcr.io/acme/app` of the tasks `latest.one` and `latest.other` {why} `ghcr.io/acme/app:v1`\n"
        ),
        format!(
            "warning: the image `localhost:5000/tools` of the task `latest.outside` {why} `localhost:5000/tools:v1`\n"
        ),
        format!(
            "warning: the image `ghcr.io/acme/dask` of the plugin of the task `latest.cluster` {why} `ghcr.io/acme/dask:v1`\n"
        ),
    ];
    assert_eq!(ended.stderr, expected.concat());
    ended.done();
}
