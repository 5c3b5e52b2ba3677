//! The deck of a task, which is written next to the result, be it a success or a failure.

use crate::attempt::{Attempt, FIXTURE};
use std::fs;
use std::process::Command;

#[track_caller]
fn assert_shown(page: &str) {
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"), "{page}");
    assert!(page.contains(">Scores</label>") && page.contains("1 &lt; 2"), "{page}");
}

#[test]
fn the_deck_is_next_to_the_outputs() {
    let mut ended = Attempt::of_task("shows").input("fails", false).run();
    let page = ended.deck();
    assert_shown(&page);
    assert!(page.contains("from a thread"), "{page}");
    assert_eq!(ended.stderr, "");
    assert!(ended.outputs().is_empty());
}

#[test]
fn the_deck_is_next_to_an_error() {
    let mut ended = Attempt::of_task("shows").input("fails", true).run();
    assert_shown(&ended.deck());
    assert!(ended.error().message.ends_with("error: after the deck\n"));
    let mut ended = Attempt::of_task("shows_and_panics").run();
    assert_shown(&ended.deck());
    assert!(ended.stderr.contains("#[task(deck)]"), "{}", ended.stderr);
    assert!(ended.error().message.ends_with("panic: after the deck\n"));
}

#[test]
fn a_task_without_a_deck_writes_none() {
    assert!(!Attempt::of_task("double").input("x", 1_i64).run().files.contains_key("deck.html"));
}

#[test]
fn a_local_run_prints_where_the_deck_is() {
    for (fails, status) in [("false", 0), ("true", 1)] {
        let output = Command::new(FIXTURE).args(["run", "shows", "--fails", fails]).output().unwrap();
        assert_eq!(output.status.code(), Some(status));
        let stderr = String::from_utf8(output.stderr).unwrap();
        let line = stderr.lines().next().unwrap();
        let path =
            line.strip_prefix("the deck of `fixture.shows` is in ").unwrap_or_else(|| panic!("{stderr}"));
        assert_shown(&fs::read_to_string(path).unwrap());
    }
}
