//! Where images come from, and what is told if one is missing.

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
fn the_files_are_tried_in_flytekits_order() {
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
fn a_missing_default_image_is_told_with_the_places_to_give_it() {
    let room = Room::new();
    let told = room.run(env!("CARGO_BIN_EXE_app"), &["package"], &[]).refused();
    for says in ["`app.count`", "`app.nothing`", "`--image REF`", "`--config FILE`", "Cargo.toml"] {
        assert!(told.contains(says), "{told}");
    }
    assert_eq!(room.files("."), ["home"]);
}

#[test]
fn every_image_that_cannot_be_told_is_told_at_once() {
    let digest = format!("r.io/app@sha256:{}", "0".repeat(64));
    let told = serialize(&Room::new(), &["--image", &digest], &[]).refused();
    assert!(told.contains("`app.count`") && told.contains("digest"), "{told}");
    assert!(told.contains("`app.every`") && told.contains("`--image later=REF`"), "{told}");
    assert!(!told.contains("`app.nothing`"), "{told}");
}

#[test]
fn a_broken_file_is_told_with_its_place() {
    let room = Room::new();
    room.write("home/.flyte/config.yaml", "images:\n\tdefault: a:1\n");
    let told = serialize(&room, &[], &[]).refused();
    assert!(told.contains("config.yaml:2:"), "{told}");
    let told = serialize(&room, &[], &[("FLYTECTL_CONFIG", "absent.yaml")]).refused();
    assert!(told.contains("absent.yaml") && told.contains("FLYTECTL_CONFIG"), "{told}");
}

#[test]
fn one_without_a_version_is_taken_with_a_warning_that_says_why() {
    let ended = Room::new().run(env!("CARGO_BIN_EXE_latest"), &["serialize"], &[]);
    let why = "has neither tag nor digest, so that registries read `latest`, which may be another image tomorrow; write one, \
               as in";
    let wanted = [
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
    assert_eq!(ended.stderr, wanted.concat());
    ended.done();
}
