//! The unit test that `main!` adds.

use aileron::prelude::*;
use feature_tests::{container, pod};
use std::panic::catch_unwind;

#[task(pod_template = pod(vec![container("a"), container("a")]))]
fn twins() {}

/// A task without errors, which is not reported.
#[task(pod_template = pod(vec![]))]
fn right() {}

const PROGRAM: aileron::__::ProgramInfo = aileron::__::ProgramInfo {
    name: "unit",
    version: "0.0.0",
    about: "",
    binary: "",
    images: &[],
    builds: &[],
};

#[test]
fn it_reports_what_is_wrong_with_a_template() {
    let payload = catch_unwind(|| aileron::__::check(&PROGRAM)).expect_err("a template is wrong");
    let message = payload.downcast_ref::<String>().map_or("", String::as_str);
    assert!(
        message.contains("the pod template of the task `unit.twins`: two of its containers"),
        "{message}"
    );
    assert_eq!(message.lines().count(), 1, "{message}");
}
