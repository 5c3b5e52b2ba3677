//! Fast registration: the program in the image fetches another one and becomes it. Here the program in the image has no tasks at all,
//! so that what runs can only be the fetched one.
#![cfg(target_os = "linux")]

use crate::attempt::{Attempt, program};
use aileron::idl::core::ContainerError;
use aileron::idl::core::container_error::Kind;
use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The SHA-256 of a file, by a program that is not ours.
fn sha256(file: &Path) -> String {
    let output = Command::new("sha256sum").arg(file).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()[..64].to_owned()
}

/// A copy in a folder: its name and its mode are none of a program.
fn uploaded(name: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("uploaded");
    fs::write(&path, fs::read(program(name)).unwrap()).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    (folder, path)
}

fn fast(file: &Path, task: &str) -> Attempt {
    Attempt::fast(program("nothing"), file.to_str().unwrap(), &sha256(file), task)
}

/// The error of a program that can't be started. Every attempt would have it.
#[track_caller]
fn refused(attempt: Attempt, what: &str) -> ContainerError {
    let error = attempt.run().error();
    assert_eq!((&*error.code, error.kind()), ("SYSTEM", Kind::NonRecoverable), "{}", error.message);
    assert!(error.message.contains(what), "{}", error.message);
    error
}

#[test]
fn the_fetched_program_runs_the_task() {
    let (_folder, file) = uploaded("fixture");
    assert_eq!(fast(&file, "fixture.double").input("x", 21_i64).run().value::<i64>(), 42);
    let uri = format!("file://{}", file.display());
    let attempt = Attempt::fast(program("nothing"), &uri, &sha256(&file), "fixture.double");
    assert_eq!(attempt.input("x", 4_i64).run().value::<i64>(), 8);
}

#[test]
fn it_is_called_as_the_one_in_the_image_and_keeps_the_environment() {
    let (_folder, file) = uploaded("fixture");
    let attempt = fast(&file, "fixture.called").env("KEPT", "yes");
    let called: Vec<String> = attempt.argument("--checkpoint-path", "/nowhere").run().value();
    let [own, verb, flag, task, .., checkpoint, place, kept] = &called[..] else { panic!("{called:?}") };
    assert_eq!(own, program("nothing").to_str().unwrap());
    assert_eq!([verb, flag, task], ["execute", "--task", "fixture.called"]);
    assert_eq!([checkpoint, place, kept], ["--checkpoint-path", "/nowhere", "yes"]);
}

#[test]
fn a_crash_is_reported_by_the_fetched_program() {
    let (_folder, file) = uploaded("stress");
    let error = fast(&file, "stress.aborts").run().error();
    assert_eq!((&*error.code, error.kind()), ("USER:RuntimeError", Kind::Recoverable));
    assert!(error.message.contains("(SIGABRT)") && error.message.contains("stress.rs"), "{}", error.message);
}

#[test]
fn a_program_with_another_digest_never_runs() {
    let (_folder, file) = uploaded("fixture");
    let wrong = "0".repeat(64);
    let attempt = || {
        let attempt = Attempt::fast(program("nothing"), file.to_str().unwrap(), &wrong, "fixture.double");
        attempt.input("x", 21_i64)
    };
    let error = refused(attempt(), "nothing of it has run");
    assert!(error.message.contains(&sha256(&file)), "{}", error.message);
    let ended = attempt().env("FLYTE_FAIL_ON_ERROR", "true").run();
    assert_eq!(ended.status, Some(1));
    assert!(ended.error_file().message.contains("nothing of it has run"));
    // A text that is no digest is none of any program.
    let attempt = Attempt::fast(program("nothing"), file.to_str().unwrap(), "ABC", "fixture.double");
    refused(attempt.input("x", 21_i64), "no SHA-256");
}

/// A program that was cut off while it was uploaded or fetched has another digest.
#[test]
fn half_a_program_never_runs() {
    let (_folder, file) = uploaded("fixture");
    let whole = sha256(&file);
    let half = fs::metadata(&file).unwrap().len() / 2;
    fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(half).unwrap();
    refused(
        Attempt::fast(program("nothing"), file.to_str().unwrap(), &whole, "fixture.double"),
        "nothing of it has run",
    );
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let folder = TempDir::new().unwrap();
    let missing = folder.path().join("missing");
    let attempt =
        Attempt::fast(program("nothing"), missing.to_str().unwrap(), &"0".repeat(64), "fixture.double");
    let error = attempt.run().error();
    // As of every file that a store does not have: it may be there later.
    assert_eq!((&*error.code, error.kind()), ("SYSTEM", Kind::Recoverable));
    for part in [missing.to_str().unwrap(), "register once more"] {
        assert!(error.message.contains(part), "{}", error.message);
    }
}

#[test]
fn what_is_no_program_is_never_started() {
    let folder = TempDir::new().unwrap();
    let script = folder.path().join("script");
    let mark = folder.path().join("mark");
    fs::write(&script, format!("#!/bin/sh\ntouch {}\n", mark.display())).unwrap();
    refused(fast(&script, "fixture.double"), "no ELF file");
    // A shell would run this one, if `execvp` could ask it.
    fs::write(&script, format!("touch {}\n", mark.display())).unwrap();
    refused(fast(&script, "fixture.double"), "no ELF file");
    assert!(!mark.exists());
}

/// A program that is as large as one with all its debug information is as good as another.
#[test]
fn a_large_program() {
    let (_folder, file) = uploaded("fixture");
    let large = fs::OpenOptions::new().write(true).open(&file).unwrap();
    large.set_len(64 << 20).unwrap();
    assert_eq!(fast(&file, "fixture.double").input("x", 21_i64).run().value::<i64>(), 42);
}

#[test]
fn no_program_fetches_another_in_a_circle() {
    let (_folder, file) = uploaded("fixture");
    let mut command = Command::new(program("nothing"));
    command.args(["fast-execute", "--program"]).arg(&file).args(["--sha256", &sha256(&file), "--"]);
    let output = command.args(["fast-execute", "--program", "x"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}

/// The fetch waits for a pipe that nobody writes to.
#[test]
fn a_signal_ends_a_fetch() {
    let folder = TempDir::new().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut attempt =
        Attempt::fast(program("nothing"), pipe.to_str().unwrap(), &"0".repeat(64), "fixture.double");
    let mut child = attempt.command().spawn().unwrap();
    // Opening the other end waits until the program reads.
    let writer = fs::OpenOptions::new().write(true).open(&pipe).unwrap();
    assert!(Command::new("kill").args(["-s", "TERM", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(143));
    drop(writer);
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(!attempt.prefix().exists(), "{said}");
}
