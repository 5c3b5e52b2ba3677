//! Workflows that contain each other.

use crate::program::{Ended, Room};

fn endless(arguments: &[&str]) -> Ended {
    Room::new().run(env!("CARGO_BIN_EXE_endless"), arguments, &[])
}

#[test]
fn a_circle_of_workflows_is_told_call_by_call() {
    let told = endless(&["serialize"]).refused();
    assert!(told.contains("the workflow `endless.egg` contains itself"), "{told}");
    assert!(told.contains("`endless.egg` calls `endless.hen`"), "{told}");
    assert!(told.contains("`endless.hen` calls `endless.egg`"), "{told}");
    assert!(!told.contains("`endless.farm`"), "{told}");
}

#[test]
fn no_verb_takes_one() {
    for call in
        [&["graph", "hen"][..], &["graph", "farm"], &["run", "hen", "--x", "1"], &["run", "farm", "--x", "1"]]
    {
        let told = endless(call).refused();
        assert!(told.contains("the workflow `endless.hen` contains itself"), "{told}");
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
fn a_workflow_of_more_nodes_than_a_machine_can_hold_is_told_before() {
    let told = doubling(&["run", "w30", "--x", "1"]).refused();
    assert!(told.contains("the workflow `doubling.w30` comes to 2147483646 nodes"), "{told}");
    assert_eq!(doubling(&["run", "w10", "--x", "1"]).done(), "{\"o0\": 1025}\n");
    assert_eq!(doubling(&["graph", "w30", "--format", "json"]).done().matches("\"entity\"").count(), 2);
    let packaged = doubling(&["package"]);
    let warned =
        |name: &str| packaged.stderr.contains(&format!("warning: the workflow `doubling.{name}` comes to "));
    assert!(warned("w30") && !warned("w10"), "{}", packaged.stderr);
    packaged.done();
}

#[test]
fn a_graph_of_many_nodes_has_all_their_edges() {
    let drawn = doubling(&["graph", "fan"]).done();
    assert_eq!(drawn.matches(" -->|").count(), 20_001);
    assert!(drawn.contains("    n9999 -->|\"all\"| n10000\n"));
}
