//! Dynamic workflows: the graphs that they make run as parts of the same run.

use super::log::Log;
use super::{heard, output, outputs};
use crate::prelude::*;

#[task]
fn inc(x: i64) -> i64 {
    x + 1
}

#[task]
fn refuse(x: i64) -> Result<i64, String> {
    Err(format!("{x} is refused"))
}

#[task]
fn sum(xs: Vec<i64>) -> i64 {
    xs.iter().sum()
}

#[dynamic]
fn counted(x: i64) -> i64 {
    let mut last = 0;
    for _ in 0..x {
        last = inc(last);
    }
    last
}

#[workflow]
fn twice(x: i64) -> i64 {
    counted(inc(counted(x)))
}

#[dynamic]
fn nothing(x: i64) -> Vec<i64> {
    vec![x; 2]
}

#[dynamic]
fn each(x: i64) -> i64 {
    let all: Vec<_> = (0..x).map(counted).collect();
    sum(all)
}

/// The steps that take a number to 1, by themselves.
#[workflow]
fn steps(x: i64, before: i64) -> i64 {
    if x <= 1 { before } else { further(x, before) }
}

#[dynamic]
fn further(x: i64, before: i64) -> i64 {
    let next = if x % 2 == 0 { x / 2 } else { 3 * x + 1 };
    steps(next, inc(before))
}

#[workflow]
fn all_steps(x: i64) -> i64 {
    steps(x, 0)
}

/// Goes deeper than any stack.
#[dynamic]
fn deep(x: i64) -> i64 {
    if x == 0 { 0 } else { inc(deep(x - 1)) }
}

#[dynamic]
fn endless(x: i64) -> i64 {
    let mut last = x;
    for _ in 0..10_000 {
        last = endless(last);
    }
    last
}

#[dynamic]
fn fails_inside(x: i64) -> Result<i64, String> {
    let first = inc(x);
    Ok(inc(refuse(first)?))
}

#[workflow]
fn fails(x: i64) -> Result<i64, String> {
    let first = inc(x);
    Ok(inc(fails_inside(first)?))
}

#[dynamic(retries = 1)]
fn wrong(x: i64) -> Result<i64, Recoverable> {
    if x > 0 { Err(Recoverable("not today")) } else { Ok(x) }
}

#[workflow]
#[allow(clippy::only_used_in_recursion)]
#[allow(unconditional_recursion)]
fn in_a_circle(x: i64) -> i64 {
    in_a_circle(x)
}

#[dynamic]
fn makes_a_circle(x: i64) -> i64 {
    in_a_circle(x)
}

#[test]
fn the_nodes_that_it_makes_give_its_outputs() {
    for jobs in [1, 4] {
        assert_eq!(output::<i64>("dynamic.counted", 3_i64, jobs), 3);
        assert_eq!(output::<i64>("dynamic.counted", 0_i64, jobs), 0);
        assert_eq!(output::<i64>("dynamic.twice", 2_i64, jobs), 3);
        assert_eq!(output::<Vec<i64>>("dynamic.nothing", 2_i64, jobs), [2, 2]);
        assert_eq!(output::<i64>("dynamic.each", 100_i64, jobs), 4950);
        assert_eq!(output::<i64>("dynamic.all_steps", 27_i64, jobs), 111);
    }
}

#[test]
fn it_may_call_itself_deeper_than_any_stack() {
    assert_eq!(output::<i64>("dynamic.deep", 20_000_i64, 1), 20_000);
}

#[test]
fn a_run_has_an_end_even_if_its_workflows_have_none() {
    let error = outputs("dynamic.endless", 1_i64, 1).unwrap_err().to_string();
    assert!(error.contains("this run has more than 1000000"), "{error}");
}

#[test]
fn a_failure_names_the_nodes_that_lead_to_it() {
    let error = outputs("dynamic.fails", 1_i64, 1).unwrap_err().to_string();
    assert_eq!(
        error,
        "the task `aileron.local.tests.dynamic.refuse` failed at node dn1 of the workflow \
         `aileron.local.tests.dynamic.fails_inside`, called by node n1 of the workflow `aileron.local.tests.dynamic.fails`: \
         3 is refused"
    );
    let error = outputs("dynamic.wrong", 1_i64, 1).unwrap_err().to_string();
    assert_eq!(error, "the task `aileron.local.tests.dynamic.wrong` failed, 2 times: not today");
    let error = outputs("dynamic.makes_a_circle", 1_i64, 1).unwrap_err().to_string();
    assert!(error.contains("`aileron.local.tests.dynamic.in_a_circle` contains itself"), "{error}");
}

#[test]
fn its_nodes_are_told_below_it() {
    let log = Log::default();
    heard("dynamic.twice", 1_i64, 1, &[&log]).expect("an output");
    let expected = "\
planned 3
queued n0
started n0 #0 [1]
planned 1
queued n0/dn0
started n0/dn0 #0 [0]
ended n0/dn0 #0 [1]
ended n0 #0 [1]
queued n1
started n1 #0 [1]
ended n1 #0 [2]
queued n2
started n2 #0 [2]
planned 2
queued n2/dn0
started n2/dn0 #0 [0]
ended n2/dn0 #0 [1]
queued n2/dn1
started n2/dn1 #0 [1]
ended n2/dn1 #0 [2]
ended n2 #0 [2]";
    assert_eq!(log.lines().join("\n"), expected);
}
