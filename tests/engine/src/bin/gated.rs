//! Workflows with gates.
#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "the numbers are small")]

use aileron::prelude::*;
use std::time::Duration;

#[derive(Clone, Debug, FlyteType)]
struct Report {
    mean: f64,
    title: Option<String>,
}

#[task]
fn measure(x: i64) -> i64 {
    x + 1
}

#[task]
fn report(x: i64) -> Report {
    Report { mean: x as f64, title: None }
}

#[task]
fn finish(report: Report, title: String) -> String {
    format!("{title}: {} {:?}", report.mean, report.title)
}

#[task]
fn rounded(x: f64) -> i64 {
    x.round() as i64
}

#[task]
fn sum(numbers: Vec<i64>) -> i64 {
    numbers.iter().sum()
}

#[workflow]
fn approved(x: i64) -> i64 {
    let measured = measure(x);
    gate::approve("measured", measured)
}

/// Values from elsewhere: an input, a part, a list that is made here.
#[workflow]
fn approved_from_everywhere(x: i64) -> (i64, i64, i64) {
    let input = gate::approve("input", x);
    let report = report(input);
    let mean = gate::approve("mean", report.mean);
    let list = gate::approve("list", vec![measure(x), measure(input)]);
    (measure(input), rounded(mean), sum(list))
}

#[workflow]
fn signalled(x: i64) -> String {
    let pause = gate::sleep(Duration::from_secs(1));
    #[node(after(pause))]
    let report = report(x);
    #[node(timeout = "1h")]
    let title = gate::wait_for::<String>("title");
    let scale: f64 = gate::wait_for("scale");
    #[node(after(scale))]
    finish(report, title)
}

#[workflow]
fn decided(x: i64) -> i64 {
    let go_on = gate::wait_for::<bool>("go-on");
    if go_on { measure(x) } else { x }
}

/// Only the gate of the arm that is taken needs an answer.
#[workflow]
fn asked_in_an_arm(x: i64) -> i64 {
    if x > 10 {
        gate::wait_for::<i64>("large")
    } else {
        let number = gate::wait_for::<i64>("small");
        measure(number)
    }
}

aileron::main!();
