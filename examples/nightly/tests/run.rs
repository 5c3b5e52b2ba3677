//! Runs the program as a user does.

use std::process::{Command, Output};

fn app(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nightly")).args(arguments).output().expect("the program starts")
}

fn printed(arguments: &[&str]) -> String {
    let ended = app(arguments);
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    String::from_utf8(ended.stdout).expect("UTF-8")
}

#[test]
fn a_launch_plan_runs_with_its_defaults() {
    let time = ["--time", "2026-11-30T05:00:00Z"];
    assert_eq!(printed(&[&["run", "sales.nightly"][..], &time].concat()), "{\"o0\": 5994}\n");
    assert_eq!(printed(&[&["run", "comparison"][..], &time].concat()), "{\"o0\": 1665, \"o1\": 5994}\n");
    let missing = app(&["run", "sales.nightly"]);
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn the_list_shows_schedules() {
    let list = printed(&["list"]);
    let nightly = list.lines().find(|line| line.contains("sales.nightly")).expect("a line");
    assert!(
        nightly.starts_with("launch plan") && nightly.ends_with("CRON_TZ=Europe/Berlin 0 6 * * MON-SAT"),
        "{nightly}"
    );
}

#[test]
fn a_launch_plan_as_a_node_has_its_own_inputs_alone() {
    let graph = printed(&["graph", "comparison"]);
    assert!(graph.contains("{{\"north\"}}") && graph.contains("{{\"nightly\"}}"), "{graph}");
}
