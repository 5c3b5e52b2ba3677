//! Successes: a complete `outputs.pb` and no other file.

use crate::attempt::Attempt;
use aileron::FlyteType;
use std::collections::HashMap;

#[test]
fn a_task_writes_its_output() {
    let ended = Attempt::of_task("double").input("x", 21_i64).run();
    assert_eq!(ended.value::<i64>(), 42);
    assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), ("", ""));
}

#[test]
fn an_async_task_writes_its_output() {
    assert_eq!(Attempt::of_task("slow_double").input("x", 21_i64).run().value::<i64>(), 42);
}

#[test]
fn a_task_is_found_by_the_name_in_its_attribute() {
    assert_eq!(Attempt::in_program(crate::attempt::FIXTURE, "named.by.hand").run().value::<i64>(), 7);
}

#[test]
fn no_outputs_are_an_empty_map() {
    assert!(Attempt::of_task("nothing").run().outputs().is_empty());
}

#[test]
fn several_outputs_are_named() {
    let outputs = Attempt::of_task("pair").input("a", 3_i64).input("b", "text".to_owned()).run().outputs();
    assert_eq!(outputs.keys().collect::<Vec<_>>(), ["o0", "o1"]);
    assert_eq!(String::from_literal(outputs["o0"].clone()).unwrap(), "text");
    assert_eq!(i64::from_literal(outputs["o1"].clone()).unwrap(), 3);
}

#[test]
fn maps_and_lists_pass() {
    let prices = HashMap::from([("a".to_owned(), vec![1.5, 2.0]), ("b".to_owned(), vec![])]);
    assert!(
        (Attempt::of_task("total").input("prices", prices).run().value::<f64>() - 3.5).abs() < f64::EPSILON
    );
}

#[test]
fn stdout_and_stderr_of_a_task_pass_through() {
    let ended = Attempt::of_task("prints").run();
    assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), ("to stdout\n", "to stderr\n"));
    assert!(ended.outputs().is_empty());
}

#[test]
fn a_panic_that_the_task_catches_is_not_a_failure() {
    assert!(Attempt::of_task("catches").run().value::<bool>());
}

#[test]
fn a_panic_on_another_thread_is_returned_by_its_join() {
    assert!(Attempt::of_task("panics_beside").run().value::<bool>());
    assert!(Attempt::of_task("panics_in_a_spawned_future").run().value::<bool>());
}
