//! Successes: `outputs.pb`, alone, whole.

use crate::attempt::Attempt;
use aileron::FlyteType;
use std::collections::HashMap;

#[test]
fn a_task_gives_its_output() {
    let ended = Attempt::of("double").input("x", 21_i64).run();
    assert_eq!(ended.value::<i64>(), 42);
    assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), ("", ""));
}

#[test]
fn an_async_task_gives_its_output() {
    assert_eq!(Attempt::of("slow_double").input("x", 21_i64).run().value::<i64>(), 42);
}

#[test]
fn a_task_is_found_by_a_name_given_by_hand() {
    assert_eq!(Attempt::in_program(crate::attempt::FIXTURE, "named.by.hand").run().value::<i64>(), 7);
}

#[test]
fn no_outputs_are_an_empty_map() {
    assert!(Attempt::of("nothing").run().outputs().is_empty());
}

#[test]
fn several_outputs_are_named() {
    let outputs = Attempt::of("pair").input("a", 3_i64).input("b", "text".to_owned()).run().outputs();
    assert_eq!(outputs.keys().collect::<Vec<_>>(), ["o0", "o1"]);
    assert_eq!(String::from_literal(outputs["o0"].clone()).unwrap(), "text");
    assert_eq!(i64::from_literal(outputs["o1"].clone()).unwrap(), 3);
}

#[test]
fn maps_and_lists_pass() {
    let prices = HashMap::from([("a".to_owned(), vec![1.5, 2.0]), ("b".to_owned(), vec![])]);
    assert!((Attempt::of("total").input("prices", prices).run().value::<f64>() - 3.5).abs() < f64::EPSILON);
}

#[test]
fn what_a_task_prints_passes_through() {
    let ended = Attempt::of("prints").run();
    assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), ("to stdout\n", "to stderr\n"));
    assert!(ended.outputs().is_empty());
}

#[test]
fn a_panic_that_the_task_catches_is_its_own_affair() {
    assert!(Attempt::of("catches").run().value::<bool>());
}

#[test]
fn a_panic_on_another_thread_is_told_to_who_joins_it() {
    assert!(Attempt::of("panics_beside").run().value::<bool>());
    assert!(Attempt::of("panics_in_a_spawned_future").run().value::<bool>());
}
