//! Fast registration: a changed program runs in the pods of an image that has the old one.

use crate::steered::{Answer, Steered, program};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

const OLD: &str = "steered, as it was built: number 1";
const NEW: &str = "steered, as it was built: number 2";
const IMAGE: [&str; 2] = ["--image", "steered:1"];

/// The program after a change of its source: one that says something else, and is in no folder of an image.
fn changed(folder: &Path) -> PathBuf {
    let mut bytes = fs::read(program()).expect("the program");
    let places: Vec<usize> = bytes
        .windows(OLD.len())
        .enumerate()
        .filter_map(|(at, text)| (text == OLD.as_bytes()).then_some(at))
        .collect();
    assert!(!places.is_empty(), "the program has no text of its build");
    for at in places {
        bytes[at..at + NEW.len()].copy_from_slice(NEW.as_bytes());
    }
    let path = folder.join("changed");
    fs::write(&path, bytes).expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).expect("a program");
    path
}

/// How many files below a folder have a length.
fn of_length(folder: &Path, length: u64) -> usize {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let each = entries.map(|entry| {
        let path = entry.expect("an entry").path();
        let is_it = || usize::from(fs::metadata(&path).is_ok_and(|found| found.len() == length));
        if path.is_dir() { of_length(&path, length) } else { is_it() }
    });
    each.sum()
}

#[track_caller]
fn assert_builds(answer: &Answer, build: &str) {
    let outputs: Value = serde_json::from_str(&answer.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}{}", answer.stdout, answer.stderr));
    assert_eq!(outputs, serde_json::json!({"o0": build, "o1": build}), "{}", answer.stderr);
}

#[tokio::test]
async fn a_changed_program_runs_without_a_new_image() {
    let steered = Steered::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let changed = changed(folder.path());
    let by = |program: &Path, call: &[&str]| steered.call_of(program, &[call, &IMAGE].concat());
    let sent = || of_length(&steered.file("s3"), fs::metadata(&changed).expect("the program").len());

    // Without `--fast`, the program in the image runs, whichever one has registered.
    assert_builds(&by(&changed, &["launch", "builds", "--wait"]), OLD);

    let dry = by(&changed, &["register", "--fast", "--dry-run", "--json"]);
    let planned: Value = serde_json::from_str(&dry.stdout).expect("a plan");
    assert_eq!(sent(), 0, "a dry run has uploaded the program");
    let registered = by(&changed, &["register", "--fast", "--json"]);
    assert_eq!(registered.status, 0, "{}", registered.stderr);
    let registered: Value = serde_json::from_str(&registered.stdout).expect("a result");
    assert_eq!((sent(), &registered["version"]), (1, &planned["version"]));

    // The nodes that the dynamic workflow makes in its pod run the changed program as well.
    assert_builds(&by(&changed, &["launch", "builds", "--wait", "--fast"]), NEW);
    assert_builds(&by(program(), &["launch", "builds", "--wait", "--fast"]), OLD);
}

#[tokio::test]
async fn only_a_program_for_the_cluster_is_uploaded() {
    let steered = Steered::start().await;
    let script = steered.file("script");
    fs::write(&script, "#!/bin/sh\n").expect("a file");
    let refused = |arguments: &[&str], what: &str| {
        let answer = steered.call(&[&["register", "--fast"], arguments, &IMAGE].concat());
        assert_eq!(answer.status, 2, "{}", answer.stderr);
        assert!(answer.stderr.contains(what), "{}", answer.stderr);
    };
    let script = format!("linux/amd64={}", script.display());
    refused(&["--binary", &script], "no ELF file");
    let own = |platform: &str| format!("{platform}={}", program().display());
    let other = if cfg!(target_arch = "x86_64") { "linux/arm64" } else { "linux/amd64" };
    refused(&["--binary", &own(other)], "it is a program for");
    refused(&["--binary", &own("windows/amd64")], "pods run Linux");
    refused(&["--binary", "program"], "no `=`");
    refused(&["--binary", &own(other), "--binary", &own("linux/riscv64")], "one program");
    refused(&["--build"], "contradict each other");
    // What only the server has is not this program's to upload.
    let answer = steered.call(&["launch", "steered.absent", "--fast"]);
    assert_eq!(answer.status, 2, "{}", answer.stderr);
    assert!(answer.stderr.contains("none of its tasks"), "{}", answer.stderr);
}
