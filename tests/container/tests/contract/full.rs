//! A full disk, and closed output streams: another attempt may succeed.

use crate::attempt::{Attempt, Ended};
use aileron::idl::core::container_error::Kind;
use aileron::idl::core::execution_error::ErrorKind;
use std::process::Stdio;

fn ends(ended: &Ended) -> (Kind, ErrorKind, String) {
    let error = ended.error();
    (error.kind(), error.origin(), error.message)
}

/// No file may become larger than a few blocks, so a write fails halfway, as on a full disk.
#[test]
fn a_result_that_does_not_fit_is_reported() {
    let (kind, origin, message) =
        ends(&Attempt::of_task("long").input("size", 100_000_i64).run_limited("-f 8"));
    assert_eq!((kind, origin), (Kind::Recoverable, ErrorKind::System));
    assert!(message.contains("outputs.pb` can't be written"), "{message}");
}

#[test]
fn if_nothing_fits_the_status_reports_it() {
    let ended = Attempt::of_task("long").input("size", 100_000_i64).run_limited("-f 0");
    assert_eq!((ended.status, ended.files.len()), (Some(1), 0), "{}", ended.stderr);
    assert!(ended.stderr.contains("the task's result could not be written"), "{}", ended.stderr);
}

#[test]
fn a_file_of_the_task_that_does_not_fit_is_reported() {
    let raw = tempfile::tempdir().unwrap();
    let attempt = Attempt::under_stress("makes_a_file").argument("--raw-output-data-prefix", raw.path());
    let ended = attempt.input("size", 100_000_i64).run_limited("-f 8");
    assert!(ends(&ended).2.contains("made` can't be written"), "{}", ended.stderr);
    let folders: Vec<_> = std::fs::read_dir(raw.path()).unwrap().collect();
    let left = folders.iter().flat_map(|folder| std::fs::read_dir(folder.as_ref().unwrap().path()).unwrap());
    assert_eq!(left.count(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_uses_up_the_tasks_retries() {
    let (kind, origin, message) = ends(&Attempt::under_stress("fills_the_disk").run());
    assert_eq!((kind, origin), (Kind::Recoverable, ErrorKind::User));
    assert!(message.contains("No space left"), "{message}");
}

/// A pipe whose other end is closed.
fn closed() -> Stdio {
    std::io::pipe().unwrap().1.into()
}

fn run_with_closed_streams(mut attempt: Attempt) -> Ended {
    let status = attempt.command().stdout(closed()).stderr(closed()).status().unwrap();
    let output = std::process::Output { status, stdout: Vec::new(), stderr: Vec::new() };
    attempt.ended(output)
}

#[test]
fn a_task_that_prints_to_a_closed_stream_may_be_tried_again() {
    let (kind, origin, message) = ends(&run_with_closed_streams(Attempt::of_task("prints")));
    assert_eq!((kind, origin), (Kind::Recoverable, ErrorKind::System));
    assert!(message.contains("failed printing to stdout"), "{message}");
}

#[test]
fn a_task_that_does_not_print_is_not_affected() {
    assert_eq!(run_with_closed_streams(Attempt::of_task("double").input("x", 21_i64)).value::<i64>(), 42);
    assert_eq!(ends(&run_with_closed_streams(Attempt::of_task("panics_later"))).1, ErrorKind::User);
}

#[test]
fn a_running_thread_does_not_keep_the_process() {
    for task in ["leaves_a_thread", "leaves_a_blocking_thread"] {
        assert_eq!(Attempt::under_stress(task).run().value::<i64>(), 1);
    }
}
