//! `run --resume`.

use crate::program::{Ended, Room};
use serde_json::Value;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_kept");

/// Runs the workflow `long`, with one job, and with a task that fails for an input.
fn long(room: &Room, arguments: &[&str], fails: &str) -> Ended {
    fs::create_dir_all(room.path("tmp")).unwrap();
    let tmp = room.path("tmp");
    let env =
        [("AILERON_CACHE", "cache"), ("TOLD", "told"), ("FAILS", fails), ("TMPDIR", tmp.to_str().unwrap())];
    room.run(PROGRAM, &[&["run", "long", "--jobs", "1"], arguments].concat(), &env)
}

/// The tasks that ran since the last call.
fn told(room: &Room) -> String {
    let text = fs::read_to_string(room.path("told")).unwrap_or_default();
    let _ = fs::remove_file(room.path("told"));
    text.lines().collect::<Vec<_>>().join(", ")
}

/// How many records there are, and folders of temporary files.
fn left(room: &Room) -> (usize, usize) {
    (room.files("cache/runs").len(), room.files("tmp").len())
}

#[test]
fn a_run_goes_on_where_the_last_one_failed() {
    let room = Room::new();
    let failed = long(&room, &["--x", "2", "--most", "4"], "4");
    assert_eq!(failed.status, 1);
    assert_eq!(told(&room), "fetch 2, list, square 2, square 3, square 4, handler");
    assert_eq!(left(&room), (1, 1));

    // It fails again, elsewhere.
    let again = long(&room, &["--resume"], "5");
    assert_eq!(again.status, 1);
    assert_eq!(told(&room), "square 4, square 5, handler");
    let lines: Vec<&str> = again.stderr.lines().collect();
    assert!(lines[0].starts_with("goes on with the run of 2"), "{}", again.stderr);
    assert_eq!(
        lines[1],
        "done by the earlier run: n0 `kept.fetch`, n1 `kept.list`, n2 `kept.square` (2 elements)"
    );
    assert!(lines[2].starts_with("error: the task `kept.square` failed for element 3"), "{}", again.stderr);
    assert_eq!(left(&room), (1, 1));

    let done = long(&room, &["--resume"], "");
    assert_eq!((done.status, &*told(&room)), (0, "square 5, sum"), "{}", done.stderr);
    let value: Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(value["o0"], "54 from 2");
    assert_eq!(fs::read_to_string(value["o1"].as_str().unwrap()).unwrap(), "2");
    // What is left is the file that the output names.
    assert_eq!(left(&room), (0, 1));
    let refused = long(&room, &["--resume"], "").refused();
    assert!(
        refused.starts_with("error: `--resume`: no run of `kept.long` has failed or was interrupted"),
        "{refused}"
    );
}

#[test]
fn inputs_that_are_given_count() {
    let room = Room::new();
    assert_eq!(long(&room, &["--x", "2"], "4").status, 1);
    assert_eq!(told(&room), "fetch 2, list, square 2, square 3, square 4, handler");
    let done = long(&room, &["--resume", "--most", "2"], "");
    assert_eq!((done.status, &*told(&room)), (0, "list, sum"), "{}", done.stderr);
    assert!(done.stdout.contains("\"13 from 2\""), "{}", done.stdout);

    assert_eq!(long(&room, &["--x", "2"], "3").status, 1);
    told(&room);
    assert_eq!(long(&room, &["--resume", "--x", "9"], "").status, 0);
    assert_eq!(told(&room), "fetch 9, list, square 9, square 10, square 11, sum");
}

#[test]
fn tasks_whose_files_are_gone_run_again() {
    let room = Room::new();
    assert_eq!(long(&room, &["--x", "2"], "4").status, 1);
    told(&room);
    fs::remove_dir_all(room.path("tmp")).unwrap();
    let done = long(&room, &["--resume"], "");
    assert_eq!((done.status, &*told(&room)), (0, "fetch 2, square 4, sum"), "{}", done.stderr);
}

#[test]
fn a_killed_run_is_resumed() {
    let room = Room::new();
    fs::create_dir_all(room.path("tmp")).unwrap();
    let mut command = Command::new(PROGRAM);
    command.args(["run", "long", "--jobs", "1", "--x", "2"]).current_dir(room.path(""));
    let tmp = room.path("tmp");
    command.envs([
        ("AILERON_CACHE", "cache"),
        ("TOLD", "told"),
        ("PAUSE", "300"),
        ("TMPDIR", tmp.to_str().unwrap()),
    ]);
    let mut run = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let began = Instant::now();
    while !fs::read_to_string(room.path("told")).is_ok_and(|text| text.contains("square 3")) {
        assert!(began.elapsed() < Duration::from_secs(30));
        std::thread::sleep(Duration::from_millis(5));
    }
    let busy = long(&room, &["--resume"], "").refused();
    assert!(busy.contains("no run of `kept.long`"), "a run that lasts is not resumed: {busy}");
    run.kill().unwrap();
    run.wait().unwrap();
    told(&room);
    // As if it had been killed while it wrote.
    let record = room.path("cache/runs").join(&room.files("cache/runs")[0]).join("record");
    let mut bytes = fs::read(&record).unwrap();
    bytes.extend([200, 0, 0, 0, 1, 2, 3]);
    fs::write(&record, bytes).unwrap();
    let failed = long(&room, &["--resume"], "4");
    assert_eq!((failed.status, &*told(&room)), (1, "square 3, square 4, handler"), "{}", failed.stderr);
    let done = long(&room, &["--resume"], "");
    assert_eq!((done.status, &*told(&room)), (0, "square 4, sum"), "{}", done.stderr);
    assert_eq!(left(&room), (0, 1));
}

#[test]
fn a_run_may_leave_no_record_and_old_ones_go() {
    let room = Room::new();
    assert_eq!(long(&room, &["--x", "2", "--no-record"], "4").status, 1);
    assert!(!room.path("cache").exists());
    assert_eq!(left_in(&room, "tmp"), 0);
    for x in 0..20 {
        assert_eq!(long(&room, &["--x", &x.to_string()], &x.to_string()).status, 1);
    }
    let (records, folders) = left(&room);
    assert_eq!((records, folders), (17, 17), "the last 16 before the last run");
    let double = room.run(PROGRAM, &["run", "double", "--x=1", "--resume"], &[("AILERON_CACHE", "cache")]);
    assert!(double.refused().contains("`kept.double` is one task"));
}

fn left_in(room: &Room, folder: &str) -> usize {
    room.files(folder).len()
}
