//! The unit test that `main!` brings.

use aileron::prelude::*;
use feature_tests::{container, pod};
use std::panic::catch_unwind;

#[task(pod_template = pod(vec![container("a"), container("a")]))]
fn twins() {}

/// Right, and not told of.
#[task(pod_template = pod(vec![]))]
fn right() {}

const PROGRAM: aileron::__::Program =
    aileron::__::Program { name: "unit", version: "0.0.0", about: "", binary: "", images: &[] };

#[test]
fn it_tells_what_is_wrong_with_a_template() {
    let payload = catch_unwind(|| aileron::__::check(&PROGRAM)).expect_err("a template is wrong");
    let said = payload.downcast_ref::<String>().map_or("", String::as_str);
    assert!(said.contains("the pod template of the task `unit.twins`: two of its containers"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}
