//! The errors of plugins that refuse their tasks.

use crate::program::{Room, assert_golden};

#[test]
fn every_refusal_of_a_plugin_is_reported() {
    let call = ["serialize", "--image", "app:1"];
    let error = Room::new().run(env!("CARGO_BIN_EXE_refused"), &call, &[]).refused();
    // A plugin that panics prints its panic before the error.
    let error = &error[error.find("error: ").expect("a paragraph")..];
    assert_golden("refused.txt", error);
}
