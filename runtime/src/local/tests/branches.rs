//! Branches, and order without data.

use super::super::RunError;
use super::by_hand::{arm, branch, call, input, is, literal, result, run};
use super::log::Log;
use crate::graph::{Arm, Binding, Condition, Node, Operand, Operator};

/// `if x < 10 { inc(inc(x)) } else if x == 10 { 5 } else if x < 100 { x } else { fails }`
fn four_arms() -> Node {
    let two = vec![call("inc", vec![input(0)]), call("inc", vec![result(0)])];
    branch(
        vec![input(0)],
        vec![
            (is(Operator::Less, 10), arm(two, result(1))),
            (is(Operator::Equal, 10), arm(vec![], Binding::Constant(literal(5_i64)))),
            (is(Operator::Less, 100), arm(vec![], input(0))),
        ],
        Arm::Fail("that is too much".into()),
    )
}

#[test]
fn the_first_arm_whose_condition_is_true_gives_the_value() {
    for (x, expected) in [(1, 4), (10, 6), (11, 12)] {
        let after = call("inc", vec![result(0)]);
        assert_eq!(run(vec![four_arms(), after], result(1), x, &[]).expect("an output"), expected);
        assert_eq!(run(vec![four_arms()], result(0), x, &[]).expect("an output"), expected - 1);
    }
}

#[test]
fn an_arm_that_fails_ends_the_workflow_with_its_text_and_place() {
    let (node, line) = (four_arms(), line!() - 22);
    let error = run(vec![node, call("inc", vec![result(0)])], result(1), 100, &[]).expect_err("a failure");
    assert!(matches!(error, RunError::Branch { .. }), "{error:?}");
    assert_eq!(
        error.to_string(),
        format!(
            "the branch at {}:{line}:5 failed at node n0 of the workflow `aileron.local.tests.by_hand.root`: that is too much",
            file!()
        )
    );
}

#[test]
fn a_failure_in_an_arm_names_the_branch_and_the_node_in_it() {
    let inside = arm(vec![call("inc", vec![input(0)]), call("refuse", vec![result(0)])], result(1));
    let node = branch(vec![input(0)], vec![(is(Operator::Greater, 0), inside)], arm(vec![], input(0)));
    let error = run(vec![node], result(0), 1, &[]).expect_err("a failure").to_string();
    let tests = "aileron.local.tests.by_hand";
    assert_eq!(
        error,
        format!(
            "the task `{tests}.refuse` failed at node n0/n1 of the workflow `{tests}.root`: 2 is refused"
        )
    );
}

#[test]
fn the_nodes_of_other_arms_are_skipped_and_the_tasks_of_the_arm_are_counted() {
    let log = Log::default();
    let other = arm(vec![call("inc", vec![input(0)])], result(0));
    let node = branch(
        vec![input(0)],
        vec![(is(Operator::Less, 0), other), (is(Operator::Equal, 7), Arm::Fail("seven".into()))],
        arm(vec![call("inc", vec![input(0)]), call("inc", vec![result(0)])], result(1)),
    );
    assert_eq!(run(vec![node], result(0), 1, &[&log]).expect("an output"), 3);
    assert_eq!(
        log.lines(),
        [
            "planned 0",
            "queued n0",
            "started n0 #0 [1]",
            "chosen n0 arm 2",
            "skipped n0/n0",
            "planned 2",
            "queued n0/n0",
            "started n0/n0 #0 [1]",
            "ended n0/n0 #0 [2]",
            "queued n0/n1",
            "started n0/n1 #0 [2]",
            "ended n0/n1 #0 [3]",
            "ended n0 #0 [3]",
        ]
    );
}

#[test]
fn branches_can_be_inside_of_branches_and_decide_on_what_they_gave() {
    let inner = || {
        let small = arm(vec![call("inc", vec![input(0)])], result(0));
        let cases = vec![(is(Operator::LessOrEqual, 5), small)];
        branch(vec![result(0)], cases, Arm::Fail("more than five".into()))
    };
    let outer = || {
        let inside = branch(
            vec![input(0)],
            vec![(is(Operator::NotEqual, 3), arm(vec![], input(0)))],
            arm(vec![], Binding::Constant(literal(50_i64))),
        );
        branch(
            vec![input(0)],
            vec![(Condition::Not(Box::new(is(Operator::GreaterOrEqual, 9))), arm(vec![inside], result(0)))],
            arm(vec![], Binding::Constant(literal(1_i64))),
        )
    };
    for (x, expected) in [(2, Ok(3)), (3, Err("more than five")), (9, Ok(2))] {
        let found = run(vec![outer(), inner()], result(1), x, &[]).map_err(|error| error.to_string());
        match expected {
            Ok(expected) => assert_eq!(found, Ok(expected)),
            Err(text) => assert!(found.expect_err("a failure").ends_with(text)),
        }
    }
}

#[test]
fn a_branch_that_cannot_decide_says_why() {
    let text = Operand::Constant(literal("ten".to_owned()));
    let condition = Condition::Compare { left: Operand::Input(0), operator: Operator::Less, right: text };
    let node = branch(vec![input(0)], vec![(condition, arm(vec![], input(0)))], arm(vec![], input(0)));
    let error = run(vec![node], result(0), 1, &[]).expect_err("a failure").to_string();
    assert!(
        error
            .ends_with("its condition is neither true nor false: an integer can't be compared with a string"),
        "{error}"
    );
}

#[test]
fn a_node_waits_for_those_that_it_must_come_after() {
    let log = Log::default();
    let first = call("inc", vec![input(0)]);
    let mut second = call("inc", vec![Binding::Constant(literal(10_i64))]);
    second.after = vec![0];
    let mut third = call("inc", vec![result(0)]);
    third.after = vec![0, 1];
    assert_eq!(run(vec![first, second, third], result(2), 1, &[&log]).expect("an output"), 3);
    assert_eq!(
        log.lines(),
        [
            "planned 3",
            "queued n0",
            "started n0 #0 [1]",
            "ended n0 #0 [2]",
            "queued n1",
            "started n1 #0 [10]",
            "ended n1 #0 [11]",
            "queued n2",
            "started n2 #0 [2]",
            "ended n2 #0 [3]",
        ]
    );
}
