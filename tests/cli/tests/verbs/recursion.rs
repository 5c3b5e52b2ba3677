//! Workflows that contain each other.

use crate::program::Room;

#[test]
fn a_circle_of_workflows_is_told_call_by_call() {
    let told = Room::new().run(env!("CARGO_BIN_EXE_endless"), &["serialize"], &[]).refused();
    assert!(told.contains("the workflow `endless.egg` contains itself"), "{told}");
    assert!(told.contains("`endless.egg` calls `endless.hen`"), "{told}");
    assert!(told.contains("`endless.hen` calls `endless.egg`"), "{told}");
    assert!(!told.contains("`endless.farm`"), "{told}");
}
