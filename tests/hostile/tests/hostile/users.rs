//! Other users of the machine, and files that are left behind.

use crate::{command, ended, send, started, victim};
use rustix::process::{Pid, Signal, kill_process};
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The user `nobody`, if the tests may become another user.
const NOBODY: u32 = 65534;

/// A folder that everybody can write, like `/tmp`.
fn shared() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(&folder, Permissions::from_mode(0o1777)).unwrap();
    folder
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o7777
}

/// The folders of runs.
fn scratch(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("aileron-")).collect()
}

/// Whether another user can do this; none if the tests can't become another user.
fn another_user_can(script: &str) -> Option<bool> {
    let mut command = Command::new("setpriv");
    command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups", "sh", "-c", script]);
    let output = command.output().ok()?;
    if String::from_utf8_lossy(&output.stderr).contains("setpriv:") {
        return None;
    }
    Some(output.status.success())
}

#[test]
fn other_users_can_not_see_or_change_the_files_of_a_run() {
    let folder = shared();
    let pause = r#"echo "$outputs" > "$TMPDIR/../../../../told.new"; mv "$TMPDIR/../../../../told.new" "$TMPDIR/../../../../told"; sleep 300"#;
    for arguments in [
        vec!["run", "sleeps", "--told", "told"],
        vec!["run", "script_text", "--script", pause],
        vec!["run", "container_text", "--script", pause, "--containers=process"],
    ] {
        let told = folder.path().join("told");
        let child = started(command(folder.path(), &arguments), &told);
        let own = scratch(folder.path());
        let [own] = &own[..] else { panic!("{own:?}") };
        assert_eq!(mode(own), 0o700, "{arguments:?}");
        if let Some(can) = another_user_can(&format!("ls {}", folder.path().display())) {
            assert!(can, "everybody can read the shared folder");
            let own = own.display();
            for attack in [
                format!("ls {own}"),
                format!("cat {own}/work/private"),
                format!("cat {own}/rooms/*/inputs.pb"),
                format!("touch {own}/x"),
                format!("ln -s /etc/passwd {own}/rooms/*/outputs/o0"),
                format!("mv {own} {own}.old"),
                format!("rm -r {own}"),
            ] {
                assert_eq!(another_user_can(&attack), Some(false), "{arguments:?}: {attack}");
            }
        }
        send(&child, Signal::INT);
        let output = ended(child);
        assert_eq!(output.status.signal(), Some(Signal::INT.as_raw()), "{output:?}");
        assert_eq!(scratch(folder.path()), Vec::<PathBuf>::new(), "{arguments:?}");
        fs::remove_file(told).unwrap();
    }
}

#[test]
fn a_run_keeps_the_files_that_its_outputs_name() {
    let folder = shared();
    let run = |arguments: &[&str]| victim(folder.path(), &[&["run"], arguments].concat());
    let output = run(&["writes", "--text", "kept"]);
    let outputs: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let kept = PathBuf::from(outputs["o0"].as_str().unwrap());
    assert_eq!(fs::read_to_string(&kept).unwrap(), "kept");
    let own = scratch(folder.path());
    assert_eq!((own.len(), mode(&own[0])), (1, 0o700));
    assert!(kept.starts_with(&own[0]));
    let raw: Vec<_> = fs::read_dir(own[0].join("raw")).unwrap().collect();
    assert_eq!((raw.len(), fs::read_dir(&own[0]).unwrap().count()), (1, 1), "{own:?}");
    // A failed run keeps nothing, and no later run removes what was kept.
    assert!(!run(&["gives", "--path", "/dev/zero"]).status.success());
    assert!(!run(&["script_text", "--script", "exit 3"]).status.success());
    assert_eq!(scratch(folder.path()), own);
    assert_eq!(fs::read_to_string(&kept).unwrap(), "kept");
}

#[test]
fn signals_remove_the_folder() {
    for signal in [Signal::HUP, Signal::INT, Signal::TERM] {
        let folder = shared();
        let told = folder.path().join("told");
        let child = started(command(folder.path(), &["run", "sleeps", "--told", "told"]), &told);
        send(&child, signal);
        let output = ended(child);
        assert_eq!(output.status.signal(), Some(signal.as_raw()), "{output:?}");
        assert_eq!(scratch(folder.path()), Vec::<PathBuf>::new(), "{signal:?}");
    }
}

#[test]
fn a_container_that_is_asked_to_end_removes_it_as_well() {
    for signal in [Signal::HUP, Signal::INT] {
        let folder = shared();
        let told = folder.path().join("told");
        let inputs = folder.path().join("inputs.pb");
        let given = victim(folder.path(), &["run", "name", "--told", "told", "--set-output", "pb"]);
        assert!(given.status.success(), "{given:?}");
        fs::write(&inputs, given.stdout).unwrap();
        let call =
            ["execute", "--task", "victim.others.sleeps", "--inputs", "inputs.pb", "--output-prefix", "out"];
        let child = started(command(folder.path(), &call), &told);
        assert_eq!(scratch(folder.path()).len(), 1);
        send(&child, signal);
        let output = ended(child);
        assert_eq!(output.status.code(), Some(128 + signal.as_raw()), "{output:?}");
        assert_eq!(scratch(folder.path()), Vec::<PathBuf>::new(), "{signal:?}");
    }
}

#[test]
fn a_program_under_nohup_outlives_its_terminal() {
    let folder = shared();
    let told = folder.path().join("told");
    let mut command = Command::new("nohup");
    command.arg(env!("CARGO_BIN_EXE_victim")).args(["run", "sleeps", "--told", "told"]);
    command.current_dir(folder.path()).env("TMPDIR", folder.path());
    let mut child = started(command, &told);
    send(&child, Signal::HUP);
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert!(child.try_wait().unwrap().is_none(), "it is still running");
    send(&child, Signal::TERM);
    assert_eq!(ended(child).status.signal(), Some(Signal::TERM.as_raw()));
    assert_eq!(scratch(folder.path()), Vec::<PathBuf>::new());
}

#[test]
fn a_later_run_removes_the_folders_of_killed_ones() {
    let folder = shared();
    let path = |name: &str| folder.path().join(name);
    let start = |told: &str| started(command(folder.path(), &["run", "sleeps", "--told", told]), &path(told));
    let (mut killed, living) = (start("one"), start("two"));
    let of = |told: &str| {
        let work = PathBuf::from(fs::read_to_string(path(told)).unwrap());
        work.parent().unwrap().to_owned()
    };
    killed.kill().unwrap();
    killed.wait().unwrap();
    assert!(of("one").exists(), "a killed process removes nothing");
    // Traps of others for the removal: a link, and a folder of another user.
    let precious = path("precious");
    let lie = |name: &str| {
        fs::create_dir(path(name)).unwrap();
        fs::set_permissions(path(name), Permissions::from_mode(0o700)).unwrap();
        fs::write(path(name).join(".aileron-lock"), "").unwrap();
        fs::write(path(name).join("file"), "").unwrap();
        path(name)
    };
    lie("precious");
    symlink(&precious, path("aileron-0123456789abcdef")).unwrap();
    let others = lie("aileron-fedcba9876543210");
    let is_root = chown(&others, Some(NOBODY), Some(NOBODY)).is_ok();
    let outputs = victim(folder.path(), &["run", "writes", "--text", "x"]);
    assert!(outputs.status.success(), "{outputs:?}");
    assert!(!of("one").exists());
    assert!(of("two").join("work/private").exists(), "that run is alive");
    assert!(precious.join("file").exists() && path("aileron-0123456789abcdef").is_symlink());
    assert!(!is_root || others.join("file").exists(), "it is another user's");
    send(&living, Signal::KILL);
    ended(living);
}

#[test]
fn a_process_that_a_script_left_keeps_no_folder() {
    let folder = shared();
    let script = "setsid sleep 300 & echo $! > o0";
    let output = victim(folder.path(), &["run", "script_text", "--script", script]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(scratch(folder.path()), Vec::<PathBuf>::new());
    let outputs: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let pid = outputs["o0"].as_str().and_then(|pid| pid.trim().parse().ok()).and_then(Pid::from_raw);
    let _ = kill_process(pid.unwrap(), Signal::KILL);
}
