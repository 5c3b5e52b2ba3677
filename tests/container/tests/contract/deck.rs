//! The page that a task shows lies beside its result, whatever that is.

use crate::attempt::{Attempt, FIXTURE};
use std::fs;
use std::process::Command;

#[track_caller]
fn assert_shown(page: &str) {
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"), "{page}");
    assert!(page.contains(">Scores</label>") && page.contains("1 &lt; 2"), "{page}");
}

#[test]
fn it_lies_beside_the_outputs() {
    let mut ended = Attempt::of("shows").input("fails", false).run();
    let page = ended.deck();
    assert_shown(&page);
    assert!(page.contains("from a thread"), "{page}");
    assert_eq!(ended.stderr, "");
    assert!(ended.outputs().is_empty());
}

#[test]
fn it_lies_beside_an_error() {
    let mut ended = Attempt::of("shows").input("fails", true).run();
    assert_shown(&ended.deck());
    assert!(ended.error().message.ends_with("error: after the deck\n"));
    let mut ended = Attempt::of("shows_and_panics").run();
    assert_shown(&ended.deck());
    assert!(ended.stderr.contains("#[task(deck)]"), "{}", ended.stderr);
    assert!(ended.error().message.ends_with("panic: after the deck\n"));
}

#[test]
fn a_task_that_shows_nothing_leaves_none() {
    assert!(!Attempt::of("double").input("x", 1_i64).run().files.contains_key("deck.html"));
}

#[test]
fn a_local_run_tells_where_it_is() {
    for (fails, status) in [("false", 0), ("true", 1)] {
        let output = Command::new(FIXTURE).args(["run", "shows", "--fails", fails]).output().unwrap();
        assert_eq!(output.status.code(), Some(status));
        let told = String::from_utf8(output.stderr).unwrap();
        let line = told.lines().next().unwrap();
        let path =
            line.strip_prefix("the deck of `fixture.shows` is in ").unwrap_or_else(|| panic!("{told}"));
        assert_shown(&fs::read_to_string(path).unwrap());
    }
}
