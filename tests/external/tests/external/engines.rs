//! Docker and Podman, played by a script, and neither.

use crate::program::{Ended, Room};
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// Notes how it is called; run, it writes 42 as the output `o0`.
const SCRIPT: &str = r#"#!/bin/sh
for word; do printf '%s\n' "$word" >> "$LOG"; done
echo -- >> "$LOG"
[ "$1" = run ] || exit 0
for word; do
    case "$word" in
    type=bind,source=*,target=/var/outputs)
        folder=${word#type=bind,source=}
        echo 42 > "${folder%,target=*}/o0"
        ;;
    esac
done
[ -z "$WAIT" ] || sleep 300
"#;

fn play(room: &Room, name: &str) {
    let path = room.write(&format!("bin/{name}"), SCRIPT);
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Runs where no engine is but those that are played.
fn run(room: &Room, arguments: &[&str], env: &[(&str, &str)]) -> Ended {
    let mut command = room.command(arguments);
    // The script needs `sleep`, and the tests of the others the shell: only these, and no engine of the machine.
    for tool in ["sh", "sleep"] {
        let _ = std::os::unix::fs::symlink(format!("/bin/{tool}"), room.path(&format!("bin/{tool}")));
    }
    command.env("PATH", room.path("bin")).env("LOG", room.path("log")).envs(env.iter().copied());
    Ended::of(&command.output().unwrap())
}

fn calls(room: &Room) -> Vec<Vec<String>> {
    let log = room.read("log");
    log.split("--\n")
        .filter(|call| !call.is_empty())
        .map(|call| call.lines().map(str::to_owned).collect())
        .collect()
}

#[test]
fn the_first_engine_that_answers_runs_the_image() {
    for engine in ["docker", "podman"] {
        let room = Room::new();
        play(&room, engine);
        let config = "images:\n  default: ghcr.io/acme/app:v1\n";
        room.write("home/.flyte/config.yaml", config);
        assert_eq!(run(&room, &["entrypoint", "--day", "3"], &[]).outputs()["o0"], 42);
        let calls = calls(&room);
        assert_eq!(calls[0], ["version", "--format", "{{.Server.Version}}"]);
        let call = calls[1].join(" ");
        assert!(call.starts_with("run --rm --name aileron-"), "{call}");
        assert!(call.contains(" --env KEY=a b --env FLYTE_INTERNAL_EXECUTION_WORKFLOW="), "{call}");
        assert!(call.contains("/inputs,target=/var/inputs --mount type=bind,source="), "{call}");
        assert!(call.ends_with(",target=/var/outputs ghcr.io/acme/app:tools-v1 --day=3"), "{call}");
        assert!(room.left().is_empty());
    }
}

#[test]
fn the_engine_that_is_asked_for_runs_it() {
    let room = Room::new();
    play(&room, "docker");
    play(&room, "podman");
    assert_eq!(run(&room, &["leaves", "--script", "x", "--containers", "podman"], &[]).outputs()["o0"], 42);
    let calls = calls(&room);
    assert_eq!(calls.len(), 1, "nothing is looked for: {calls:?}");
    assert!(calls[0].join(" ").ends_with("--entrypoint sh busybox -c x"), "{calls:?}");
    assert_eq!(
        run(&room, &["leaves", "--script", "x"], &[("AILERON_CONTAINERS", "docker")]).outputs()["o0"],
        42
    );
}

#[test]
fn a_container_that_takes_too_long_is_removed() {
    let room = Room::new();
    play(&room, "docker");
    let ended = run(&room, &["too_long", "--pids", "x"], &[("WAIT", "1")]);
    assert!(ended.failed().contains("it took longer than its timeout"));
    let calls = calls(&room);
    let name = &calls[1][3];
    assert_eq!(calls[2], ["rm", "--force", name]);
}

#[test]
fn without_an_engine_the_way_out_is_told() {
    let room = Room::new();
    let told = run(&room, &["leaves", "--script", "x"], &[]).failed();
    for wanted in
        ["neither Docker nor Podman answers here", "--containers=process", "aileron::testing::stand_in"]
    {
        assert!(told.contains(wanted), "{told}");
    }
    let told = run(&room, &["leaves", "--script", "x", "--containers=docker"], &[]).failed();
    assert!(told.contains("`docker` can't be started on this machine"), "{told}");
    let told = run(&room, &["entrypoint", "--day", "1", "--containers=process"], &[]).failed();
    assert!(told.contains("its image's own entrypoint would run"), "{told}");
    assert_eq!(run(&room, &["leaves", "--script", "x", "--containers=kubernetes"], &[]).status, Some(2));
}
