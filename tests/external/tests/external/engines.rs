//! Docker and Podman, played by a script, and neither.

use crate::program::{Ended, Room, until};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// Notes how it is called; run, it writes 42 as the output `o0`.
const SCRIPT: &str = r#"#!/bin/sh
for word; do printf '%s\n' "$word" >> "$LOG"; done
echo -- >> "$LOG"
[ "$1" = run ] || exit 0
for word; do
    case "$word" in
    type=bind,*,target=/var/outputs)
        # A field in quotes is one that has a comma.
        folder=${word#type=bind,} folder=${folder%,target=*} folder=${folder#\"} folder=${folder%\"}
        echo 42 > "${folder#source=}/o0"
        ;;
    esac
done
echo "$_FSEC_DB_PASSWORD" > "$LOG.password"
[ -z "$WAIT" ] || { : > "$LOG.started"; sleep 300; }
"#;

pub(crate) fn play(room: &Room, name: &str) {
    let path = room.write(&format!("bin/{name}"), SCRIPT);
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Runs where no engine is but those that are played.
pub(crate) fn run(room: &Room, arguments: &[&str], env: &[(&str, &str)]) -> Ended {
    Ended::of(&command(room, arguments, env).output().unwrap())
}

fn command(room: &Room, arguments: &[&str], env: &[(&str, &str)]) -> Command {
    let mut command = room.command(arguments);
    // The script needs `sleep`, and the tests of the others the shell: only these, and no engine of the machine.
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

/// The folder of a run, while its container runs.
fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_container_of_any_user_finds_its_mounts_open_and_nobody_else_gets_to_them() {
    let room = Room::new();
    play(&room, "docker");
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
fn no_secret_is_among_the_arguments() {
    let room = Room::new();
    play(&room, "docker");
    let env = [("DB_PASSWORD", "5ec2e7"), ("TLS_KEY", "5ec2e7"), ("TOKEN", "5ec2e7")];
    let call = ["secret", "--containers=docker", "--pass-env", "TOKEN"];
    assert_eq!(run(&room, &call, &env).outputs()["o0"], 42);
    let call = calls(&room)[0].join(" ");
    for wanted in [
        " --env _FSEC_DB_PASSWORD ",
        " --env TOKEN ",
        " --env KEY_FILE ",
        "/secrets,target=/etc/flyte/secrets ",
    ] {
        assert!(call.contains(wanted), "{call}");
    }
    assert!(!call.contains("5ec2e7"), "every user of the machine sees them: {call}");
    assert_eq!(room.read("log.password"), "5ec2e7\n", "the client hands it on");
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
