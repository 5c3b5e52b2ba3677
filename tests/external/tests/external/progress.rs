//! What stderr shows of a run.

use crate::program::Room;

#[test]
fn without_a_terminal_a_line_for_each_task_is_shown_only_if_asked() {
    let room = Room::new();
    let call = ["comes_later", "--x", "1", "--file", "began"];
    let ended = room.run(&call);
    assert_eq!((ended.status, &*ended.stderr), (Some(0), ""), "{ended:?}");
    let ended = room.run(&[&call[..], &["--progress", "plain"]].concat());
    let time = ended.stderr.strip_prefix("outside.comes_later ").and_then(|rest| rest.strip_suffix(" s\n"));
    assert!(time.is_some_and(|time| time.parse::<f64>().is_ok()), "{ended:?}");
    assert_eq!((ended.status, &*ended.stdout), (Some(0), "{\"o0\": 1}\n"));
}
