//! What plugins refuse.

use crate::program::{Room, assert_golden};

#[test]
fn every_plugin_that_refuses_its_task_is_told() {
    let call = ["serialize", "--image", "app:1"];
    let told = Room::new().run(env!("CARGO_BIN_EXE_refused"), &call, &[]).refused();
    // What panics says so before.
    let told = &told[told.find("error: ").expect("a paragraph")..];
    assert_golden("refused.txt", told);
}
