//! Docker and Podman, replaced by a script, and a machine without them.

use crate::program::{Ended, Room, until};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// Logs its arguments. For `run`, it writes 42 as the output `o0`.
const SCRIPT: &str = r#"#!/bin/sh
for word; do printf '%s\n' "$word" >> "$LOG"; done
echo -- >> "$LOG"
[ "$1" = run ] || exit 0
for word; do
    case "$word" in
    type=bind,*,target=/var/outputs)
        # A field with a comma is in quotes.
        folder=${word#type=bind,} folder=${folder%,target=*} folder=${folder#\"} folder=${folder%\"}
        echo 42 > "${folder#source=}/o0"
        ;;
    esac
done
echo "$_FSEC_DB_PASSWORD" > "$LOG.password"
[ -z "$WAIT" ] || { : > "$LOG.started"; sleep 300; }
"#;

pub(crate) fn install_fake(room: &Room, name: &str) {
    let path = room.write(&format!("bin/{name}"), SCRIPT);
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Runs a program that finds no engines but the fake ones.
pub(crate) fn run(room: &Room, arguments: &[&str], env: &[(&str, &str)]) -> Ended {
    Ended::from_output(&command(room, arguments, env).output().unwrap())
}

fn command(room: &Room, arguments: &[&str], env: &[(&str, &str)]) -> Command {
    let mut command = room.command(arguments);
    // The fake engine needs `sleep`, and the other tests need `sh`; no engine of this machine may be found.
    for tool in ["sh", "sleep"] {
        let _ = std::os::unix::fs::symlink(format!("/bin/{tool}"), room.path(&format!("bin/{tool}")));
    }
    command.env("PATH", room.path("bin")).env("LOG", room.path("log")).envs(env.iter().copied());
    command
}

pub(crate) fn calls(room: &Room) -> Vec<Vec<String>> {
    let log = room.read("log");
    log.split("--\n")
        .filter(|call| !call.is_empty())
        .map(|call| call.lines().map(str::to_owned).collect())
        .collect()
}

#[test]
fn the_first_engine_that_responds_runs_the_image() {
    for engine in ["docker", "podman"] {
        let room = Room::new();
        install_fake(&room, engine);
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
fn the_chosen_engine_runs_the_image() {
    let room = Room::new();
    install_fake(&room, "docker");
    install_fake(&room, "podman");
    assert_eq!(run(&room, &["leaves", "--script", "x", "--containers", "podman"], &[]).outputs()["o0"], 42);
    let calls = calls(&room);
    assert_eq!(calls.len(), 1, "no engine is searched for: {calls:?}");
    assert!(calls[0].join(" ").ends_with("--entrypoint sh busybox -c x"), "{calls:?}");
    assert_eq!(
        run(&room, &["leaves", "--script", "x"], &[("AILERON_CONTAINERS", "docker")]).outputs()["o0"],
        42
    );
}

#[test]
fn a_call_has_an_image_of_its_own() {
    let room = Room::new();
    install_fake(&room, "docker");
    assert_eq!(run(&room, &["elsewhere", "--x", "1"], &[]).outputs()["o0"], 42);
    let calls = calls(&room);
    assert!(calls[1].iter().any(|word| word == "ghcr.io/acme/other:v2"), "{calls:?}");
}

#[test]
fn a_container_that_takes_too_long_is_removed() {
    let room = Room::new();
    install_fake(&room, "docker");
    let ended = run(&room, &["too_long", "--pids", "x"], &[("WAIT", "1")]);
    assert!(ended.failed().contains("took longer than its timeout"));
    let calls = calls(&room);
    let name = &calls[1][3];
    assert_eq!(calls[2], ["rm", "--force", name]);
}

/// The mode of a file or folder.
fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn mounts_are_open_to_any_user_of_the_container_and_to_nobody_else() {
    let room = Room::new();
    install_fake(&room, "docker");
    let mut command = command(&room, &["leaves", "--script", "x", "--containers=docker"], &[("WAIT", "1")]);
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    until(|| room.path("log.started").exists());
    let only = |folder: &Path| {
        let mut entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.find(|path| !path.ends_with("raw")).unwrap()
    };
    let scratch = only(&room.path("tmp"));
    let own = only(&scratch.join("rooms"));
    assert_eq!((mode(&scratch), mode(&own)), (0o700, 0o755));
    assert_eq!([mode(&own.join("outputs")), mode(&own.join("inputs")), mode(&own.join("0"))], [0o777; 3]);
    assert_eq!(mode(&own.join("inputs/script")) & 0o444, 0o444);
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.signal(), Some(Signal::INT.as_raw()), "{output:?}");
    let calls = calls(&room);
    let name = &calls[0][3];
    assert_eq!(calls[1], ["rm", "--force", name]);
    assert!(room.left().is_empty());
}

#[test]
fn secrets_are_not_in_the_arguments() {
    let room = Room::new();
    install_fake(&room, "docker");
    let env = [("DB_PASSWORD", "5ec2e7"), ("TLS_KEY", "5ec2e7"), ("TOKEN", "5ec2e7")];
    let call = ["secret", "--containers=docker", "--pass-env", "TOKEN"];
    assert_eq!(run(&room, &call, &env).outputs()["o0"], 42);
    let call = calls(&room)[0].join(" ");
    for expected in [
        " --env _FSEC_DB_PASSWORD ",
        " --env TOKEN ",
        " --env KEY_FILE ",
        "/secrets,target=/etc/flyte/secrets ",
    ] {
        assert!(call.contains(expected), "{call}");
    }
    assert!(!call.contains("5ec2e7"), "every user of the machine can see arguments: {call}");
    assert_eq!(room.read("log.password"), "5ec2e7\n", "the client passes it on");
}

#[test]
fn without_an_engine_the_error_says_what_to_do() {
    let room = Room::new();
    let error = run(&room, &["leaves", "--script", "x"], &[]).failed();
    for expected in [
        "neither Docker nor Podman responds on this machine",
        "--containers=process",
        "aileron::testing::stand_in",
    ] {
        assert!(error.contains(expected), "{error}");
    }
    let error = run(&room, &["leaves", "--script", "x", "--containers=docker"], &[]).failed();
    assert!(error.contains("`docker` can't be started on this machine"), "{error}");
    let error = run(&room, &["entrypoint", "--day", "1", "--containers=process"], &[]).failed();
    assert!(error.contains("its image's own entrypoint has to run"), "{error}");
    assert_eq!(run(&room, &["leaves", "--script", "x", "--containers=kubernetes"], &[]).status, Some(2));
}
