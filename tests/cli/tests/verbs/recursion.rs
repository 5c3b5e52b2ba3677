//! Workflows that contain each other.

use crate::program::{Ended, Room};

fn endless(arguments: &[&str]) -> Ended {
    Room::new().run(env!("CARGO_BIN_EXE_endless"), arguments, &[])
}

#[test]
fn a_circle_of_workflows_is_reported_call_by_call() {
    let error = endless(&["serialize"]).refused();
    assert!(error.contains("the workflow `endless.egg` contains itself"), "{error}");
    assert!(error.contains("`endless.egg` calls `endless.hen`"), "{error}");
    assert!(error.contains("`endless.hen` calls `endless.egg`"), "{error}");
    assert!(!error.contains("`endless.farm`"), "{error}");
}

#[test]
fn every_verb_refuses_a_circle() {
    for call in
        [&["graph", "hen"][..], &["graph", "farm"], &["run", "hen", "--x", "1"], &["run", "farm", "--x", "1"]]
    {
        let error = endless(call).refused();
        assert!(error.contains("the workflow `endless.hen` contains itself"), "{error}");
    }
    let listed = endless(&["list"]);
    assert!(
        listed.stderr.starts_with("warning: the workflow `endless.egg` contains itself"),
        "{}",
        listed.stderr
    );
    assert_eq!(listed.done().lines().count(), 7);
}

fn doubling(arguments: &[&str]) -> Ended {
    Room::new().run(env!("CARGO_BIN_EXE_doubling"), arguments, &[])
}

#[test]
fn a_workflow_with_more_nodes_than_memory_is_refused_before_it_runs() {
    let error = doubling(&["run", "w30", "--x", "1"]).refused();
    assert!(error.contains("the workflow `doubling.w30` has 2147483646 nodes"), "{error}");
    assert_eq!(doubling(&["run", "w10", "--x", "1"]).done(), "{\"o0\": 1025}\n");
    assert_eq!(doubling(&["graph", "w30", "--format", "json"]).done().matches("\"entity\"").count(), 2);
    let packaged = doubling(&["package"]);
    let warned =
        |name: &str| packaged.stderr.contains(&format!("warning: the workflow `doubling.{name}` has "));
    assert!(warned("w30") && !warned("w10"), "{}", packaged.stderr);
    packaged.done();
}

#[test]
fn a_graph_of_many_nodes_has_all_their_edges() {
    let drawn = doubling(&["graph", "fan"]).done();
    assert_eq!(drawn.matches(" -->|").count(), 20_001);
    assert!(drawn.contains("    n9999 -->|\"all\"| n10000\n"));
}
