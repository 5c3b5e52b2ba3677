use super::super::template::Template;
use super::super::templates::Templates;
use super::log::Log;
use super::{entity, heard, output, outputs};
use crate::prelude::*;
use std::collections::HashMap;

#[task]
fn inc(x: i64) -> i64 {
    x + 1
}

#[task]
fn total(xs: Vec<i64>) -> i64 {
    xs.into_iter().sum()
}

#[task]
fn split(x: i64) -> (i64, String, i64) {
    (x / 2, x.to_string(), x - x / 2)
}

#[task]
fn forget(_x: i64) {}

#[task]
fn or_zero(x: Option<i64>) -> i64 {
    x.unwrap_or_default()
}

#[task]
fn sum_of(parts: HashMap<String, i64>) -> i64 {
    parts.into_values().sum()
}

#[workflow]
fn chain(x: i64) -> i64 {
    let mut x = x;
    for _ in 0..1000 {
        x = inc(x);
    }
    x
}

#[workflow]
fn fan(x: i64) -> i64 {
    let mut xs = vec![];
    for _ in 0..1000 {
        xs.push(inc(x));
    }
    total(xs)
}

#[workflow]
fn diamond(x: i64) -> i64 {
    let (low, _, high) = split(x);
    total(vec![inc(low), inc(high), 5, x])
}

#[workflow]
fn twice(x: i64) -> (i64, i64) {
    let y = inc(inc(x));
    (y, x)
}

#[workflow]
fn nested(x: i64) -> i64 {
    let (a, b) = twice(x);
    let (c, _) = twice(b);
    total(vec![a, b, c])
}

#[workflow]
fn nothing(x: i64) {
    forget(x);
}

#[workflow]
fn optional(x: i64) -> i64 {
    total(vec![or_zero(Some(x)), or_zero(None)])
}

#[test]
fn a_chain_passes_its_value_on() {
    for jobs in [1, 4] {
        assert_eq!(output::<i64>("values.chain", 5_i64, jobs), 1005);
    }
}

#[test]
fn a_fan_is_collected_in_the_order_of_its_list() {
    for jobs in [1, 2, 16] {
        assert_eq!(output::<i64>("values.fan", 5_i64, jobs), 6000);
    }
}

#[test]
fn a_diamond_uses_some_outputs_and_constants() {
    assert_eq!(output::<i64>("values.diamond", 7_i64, 2), 4 + 5 + 5 + 7);
}

#[test]
fn a_nested_workflow_returns_its_outputs_even_if_one_is_an_input() {
    assert_eq!(output::<i64>("values.nested", 10_i64, 2), 12 + 10 + 12);
}

#[test]
fn a_value_is_also_a_value_of_an_option() {
    assert_eq!(output::<i64>("values.optional", 3_i64, 2), 3);
}

#[test]
fn a_task_runs_alone() {
    assert_eq!(output::<i64>("values.inc", 41_i64, 2), 42);
    assert_eq!(outputs("values.split", 5_i64, 1).map(|outputs| outputs.len()).ok(), Some(3));
    assert_eq!(output::<i64>("values.sum_of", HashMap::from([("a".to_owned(), 1_i64)]), 1), 1);
}

#[test]
fn a_workflow_may_have_no_outputs() {
    assert!(outputs("values.nothing", 1_i64, 2).is_ok_and(|outputs| outputs.is_empty()));
}

#[test]
fn a_template_counts_the_uses_of_each_value() {
    let templates = Templates::new(entity("values.diamond")).expect("a graph");
    let template: &Template = templates.root().template;
    // The input is used twice. Then come the outputs of split, of which the second is not used, both incs and the result.
    assert_eq!(template.uses, [2, 1, 0, 1, 1, 1, 1]);
    assert_eq!(template.nodes.iter().map(|node| node.waits).collect::<Vec<_>>(), [0, 1, 1, 2]);
    assert_eq!(template.followers(0), [1, 2]);
    assert_eq!(template.followers(2), [3]);
    assert_eq!((template.ready.as_slice(), template.last), ([0].as_slice(), 1));
}

#[test]
fn tasks_of_a_nested_workflow_know_their_callers() {
    let log = Log::default();
    heard("values.nested", 10_i64, 1, &[&log]).expect("outputs");
    let callers = log.callers();
    assert_eq!(callers.len(), 5);
    assert_eq!(callers[3], ["n1", "n1"]);
    assert_eq!(callers[4], ["n2"]);
}
