//! Runs that somebody interrupts with Ctrl-C.

use crate::program::{Ended, Room, until};
use rustix::process::{Pid, Signal, kill_process};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Stdio};

/// Starts a run, and waits until its task has written the file `began`.
fn begun(room: &Room, arguments: &[&str], env: &[(&str, &str)]) -> Child {
    let mut command = room.command(&[arguments, &["--file", &room.text("began")]].concat());
    command.envs(env.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    until(|| room.path("began").exists());
    child
}

fn interrupt(child: &Child) {
    kill_process(Pid::from_child(child), Signal::INT).unwrap();
}

/// The end of a run that was interrupted: the signal ends it, as if nothing handled that.
fn interrupted(child: Child) -> Ended {
    let output = child.wait_with_output().unwrap();
    let ended = Ended::from_output(&output);
    assert_eq!(output.status.signal(), Some(Signal::INT.as_raw()), "{ended:?}");
    ended
}

const SAID: &str = "interrupted: no more tasks start, and those that run have ";

#[test]
fn after_an_interruption_no_more_tasks_start() {
    let room = Room::new();
    let child = begun(&room, &["heeds_and_more", "--later", &room.text("later")], &[]);
    interrupt(&child);
    let ended = interrupted(child);
    assert_eq!(ended.stdout, "");
    assert_eq!(ended.stderr.matches(SAID).count(), 1, "{ended:?}");
    let error = "error: the run was interrupted before all of its tasks had ended\n";
    assert!(ended.stderr.ends_with(error), "{ended:?}");
    assert!(!room.path("later").exists() && room.left().is_empty());
}

#[test]
fn a_run_whose_last_task_ends_in_its_grace_period_gives_its_outputs() {
    let room = Room::new();
    let child = begun(&room, &["heeds"], &[]);
    interrupt(&child);
    let ended = Ended::from_output(&child.wait_with_output().unwrap());
    assert_eq!((ended.status, &*ended.stdout), (Some(0), "{\"o0\": 1}\n"), "{ended:?}");
}

#[test]
fn a_second_interruption_ends_a_run_at_once() {
    let room = Room::new();
    let mut child = begun(&room, &["stubborn"], &[]);
    interrupt(&child);
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert!(child.try_wait().unwrap().is_none(), "it has a grace period");
    interrupt(&child);
    let ended = interrupted(child);
    assert_eq!(ended.stderr.matches(SAID).count(), 1, "{ended:?}");
    assert!(room.left().is_empty(), "{:?}", room.left());
}

#[test]
fn a_grace_period_has_an_end() {
    let room = Room::new();
    let child = begun(&room, &["stubborn"], &[("AILERON_GRACE_PERIOD", "300ms")]);
    interrupt(&child);
    let ended = interrupted(child);
    assert!(ended.stderr.contains("have 300ms to end"), "{ended:?}");
    assert!(ended.stderr.ends_with("the grace period is over\n"), "{ended:?}");
    assert!(room.left().is_empty(), "{:?}", room.left());
}
