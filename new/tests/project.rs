//! A project that was begun builds, passes its tests, runs and packages; and a wrong call leaves nothing.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn begin(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aileron-new"));
    command.current_dir(folder).args(arguments).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

/// What Cargo prints on stdout, in a project of its own. It compiles into this workspace's folder, whose packages are there.
fn cargo(project: &Path, arguments: &[&str]) -> String {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
    let output = Command::new(env!("CARGO"))
        .current_dir(project)
        .args(arguments)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_NET_OFFLINE", "true")
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "{arguments:?}: {}\n{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout).to_owned()
}

#[test]
fn a_project_builds_passes_its_tests_runs_and_packages() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = begin(folder.path(), &["my-project"]);
    assert_eq!(text(&output.stderr), "");
    let told = text(&output.stdout);
    assert!(told.starts_with("my-project: three tasks and a workflow, in my-project/src/main.rs."), "{told}");

    let project = folder.path().join("my-project");
    // The versions that are on this machine.
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock"), project.join("Cargo.lock"))
        .expect("a copy");
    let tested = cargo(&project, &["test", "--quiet"]);
    assert!(tested.contains("test result: ok. 4 passed"), "{tested}");

    // Each command that the program and the project's README name.
    let named = |line: &str| {
        line.trim()
            .strip_prefix("cargo run -- ")
            .map(|rest| rest.split(" #").next().expect("one").trim().to_owned())
    };
    let readme = fs::read_to_string(project.join("README.md")).expect("a README");
    assert!(!readme.contains('{'), "a placeholder is left: {readme}");
    let mut commands: Vec<_> = told.lines().chain(readme.lines()).filter_map(named).collect();
    commands.sort();
    commands.dedup();
    assert_eq!(commands, ["check", "list", "package", "run pipeline --text README.md --most 3"]);
    for command in commands {
        let mut arguments = vec!["run", "--quiet", "--"];
        arguments.extend(command.split(' '));
        let printed = cargo(&project, &arguments);
        if command.starts_with("run") {
            assert!(printed.contains("words\""), "{printed}");
        } else if command == "list" {
            assert!(printed.contains("pipeline") && printed.contains("my_project.frequent"), "{printed}");
        }
    }
    assert!(project.join("flyte-package.tgz").is_file());

    // The same folder is not begun twice.
    let output = begin(folder.path(), &["my-project"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stderr), "error: my-project exists already: choose another name, or remove it\n");
}

#[test]
fn a_wrong_call_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    for (arguments, fault) in [
        (&["Project"][..], "error: `Project` is not a name for a project: it begins with a small letter"),
        (&["self"], "error: the name `self` is taken"),
        (&["missing/mine"], "error: missing is not a folder: make it first"),
        (&["mine", "--path", "."], "error: . is not a clone of Aileron: it has no runtime/Cargo.toml"),
        (&[".."], "error: the folder has no name"),
    ] {
        let output = begin(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).starts_with(fault), "{}", text(&output.stderr));
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0, "{arguments:?}");
    }
}
