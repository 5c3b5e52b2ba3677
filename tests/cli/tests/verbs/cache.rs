//! The verb `cache`, and runs that use the cache, also at the same time.

use crate::program::{Ended, Room};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_kept");

/// Calls the program with a cache in the room.
fn kept(room: &Room, arguments: &[&str]) -> Ended {
    room.run(PROGRAM, arguments, &[("AILERON_CACHE", "cache"), ("TOLD", "told")])
}

/// Starts the program, with a pause in its serialized task.
fn start(room: &Room, arguments: &[&str]) -> Child {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).current_dir(room.path("")).env("HOME", room.path("home"));
    command.envs([("AILERON_CACHE", "cache"), ("TOLD", "told"), ("PAUSE", "700")]);
    command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

/// The tasks that ran since the last call.
fn told(room: &Room) -> Vec<String> {
    let text = fs::read_to_string(room.path("told")).unwrap_or_default();
    let _ = fs::remove_file(room.path("told"));
    text.lines().map(str::to_owned).collect()
}

fn wait_for(what: impl Fn() -> bool) {
    let began = Instant::now();
    while !what() {
        assert!(began.elapsed() < Duration::from_secs(30));
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn count(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

#[test]
fn a_run_tells_how_many_tasks_came_from_the_cache() {
    let room = Room::new();
    let run = |more: &[&str]| kept(&room, &[&["run", "pipeline", "--text", "abcd"], more].concat());
    let first = run(&[]);
    assert_eq!((first.status, &*first.stderr), (0, "0 of 2 cached tasks came from the cache\n"));
    assert_eq!(told(&room), ["write", "length", "double begins", "double ends"]);
    let value: Value = serde_json::from_str(&first.stdout).unwrap();
    assert_eq!(value["o0"], 8);
    let path = value["o1"].as_str().unwrap().to_owned();
    let within = fs::canonicalize(room.path("cache/cache")).unwrap();
    assert!(fs::canonicalize(&path).unwrap().starts_with(&within), "{path}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "abcd");

    let second = run(&[]);
    assert_eq!(second.stderr, "2 of 2 cached tasks came from the cache\n");
    assert_eq!(second.stdout, first.stdout);
    assert_eq!(told(&room), ["length"]);

    let without = run(&["--no-cache"]);
    assert_eq!((without.status, &*without.stderr), (0, ""));
    assert_eq!(told(&room).len(), 4);
    assert_eq!(run(&["--overwrite-cache"]).stderr, "0 of 2 cached tasks came from the cache\n");
    assert_eq!(told(&room).len(), 4);
    assert!(run(&["--no-cache", "--overwrite-cache"]).refused().contains("keep one of the two"));
    fs::remove_file(path).unwrap();
    assert_eq!(run(&[]).stderr, "1 of 2 cached tasks came from the cache\n");
    assert_eq!(told(&room), ["write", "length"]);
}

#[test]
fn the_cache_is_listed_and_cleared() {
    let room = Room::new();
    let list = |arguments: &[&str]| kept(&room, &[&["cache", "list"], arguments].concat());
    assert_eq!(list(&["--json"]).done(), "[]\n");
    kept(&room, &["run", "pipeline", "--text", "abcd"]).done();
    let rows: Value = serde_json::from_str(&list(&["--json"]).done()).unwrap();
    let row = rows.as_array().unwrap().iter().find(|row| row["task"] == "kept.write").unwrap();
    assert_eq!((&row["version"], &row["inputs"]), (&"2".into(), &"text=\"abcd\"".into()));
    assert!(row["size"].as_u64().unwrap() > 100 && row["key"].as_str().unwrap().len() == 64);
    let ended = list(&[]);
    assert!(ended.stderr.starts_with("     SIZE   AGE  TASK"), "{}", ended.stderr);
    assert_eq!(ended.stdout.lines().count(), 2);
    assert!(ended.stdout.contains("  kept.double  1        x=4\n"), "{}", ended.stdout);
    assert_eq!(list(&["double"]).stdout.lines().count(), 1);
    assert_eq!(list(&["ouble"]).stdout, "");

    let cleared = kept(&room, &["cache", "clear", "write"]);
    assert!(cleared.stderr.starts_with("1 result removed, "), "{}", cleared.stderr);
    assert_eq!(list(&[]).stdout.lines().count(), 1);
    assert!(kept(&room, &["cache", "clear"]).stderr.starts_with("1 result removed, "));
    assert_eq!(list(&["--json"]).done(), "[]\n");
    assert!(kept(&room, &["cache", "clear"]).stderr.starts_with("0 results removed, "));
}

#[test]
fn a_wrong_bound_is_told() {
    let room = Room::new();
    let env = [("AILERON_CACHE", "cache"), ("AILERON_CACHE_SIZE", "much")];
    let refused = room.run(PROGRAM, &["cache", "list"], &env).refused();
    assert!(refused.starts_with("error: `AILERON_CACHE_SIZE=much` is no size for the cache: "), "{refused}");
    let ended = room.run(PROGRAM, &["run", "double", "--x", "1"], &env);
    assert_eq!((ended.status, &*ended.stdout), (0, "{\"o0\": 2}\n"));
    assert!(ended.stderr.starts_with("results are not kept: `AILERON_CACHE_SIZE=much`"), "{}", ended.stderr);
}

#[test]
fn of_equal_runs_at_the_same_time_one_works() {
    let room = Room::new();
    let runs: Vec<_> = (0..3).map(|_| start(&room, &["run", "double", "--x", "21"])).collect();
    for run in runs {
        let output = run.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), "{\"o0\": 42}\n");
    }
    assert_eq!(told(&room), ["double begins", "double ends"]);
    assert_eq!(count(&room.path("cache/locks")), 0);
}

#[test]
fn the_work_of_a_killed_run_is_done_by_the_next() {
    let room = Room::new();
    let mut first = start(&room, &["run", "double", "--x", "21"]);
    wait_for(|| room.path("told").exists());
    let second = start(&room, &["run", "double", "--x", "21"]);
    let clear = kept(&room, &["cache", "clear"]);
    assert_eq!(clear.status, 1);
    assert!(clear.stderr.starts_with("error: the cache is in use by a run"), "{}", clear.stderr);
    first.kill().unwrap();
    first.wait().unwrap();
    // As if it had been killed while it wrote.
    fs::create_dir(room.path("cache/aside/half")).unwrap();
    assert!(second.wait_with_output().unwrap().status.success());
    assert_eq!(told(&room), ["double begins", "double begins", "double ends"]);
    assert_eq!((count(&room.path("cache/aside")), count(&room.path("cache/locks"))), (0, 0));
    assert_eq!(count(&room.path("cache/cache")), 1);
}
