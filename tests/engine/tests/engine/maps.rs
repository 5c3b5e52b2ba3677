//! Maps on the engine: each container gets the whole lists, and takes its own element.

use super::programs::packaged;
use aileron::FlyteType;
use aileron_idl::core::{Literal, LiteralMap};
use engine_tests::{Engine, Run};
use std::fmt::Debug;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

const PROGRAM: &str = env!("CARGO_BIN_EXE_mapped");

static PACKAGE: LazyLock<PathBuf> =
    LazyLock::new(|| packaged(Path::new(PROGRAM), Path::new(env!("CARGO_TARGET_TMPDIR"))));

fn engine() -> Engine {
    Engine::new(Path::new(PROGRAM).parent().expect("a folder"))
}

fn literal(value: impl FlyteType) -> Literal {
    value.into_literal().expect("a literal")
}

fn run<const N: usize>(engine: &Engine, workflow: &str, inputs: [(&str, Literal); N]) -> Run {
    let inputs = inputs.map(|(name, literal)| (name.to_owned(), literal));
    engine.run(&PACKAGE, &format!("mapped.{workflow}"), &LiteralMap { literals: inputs.into() })
}

/// Checks what a workflow gives for numbers.
#[track_caller]
fn gives<T: FlyteType + PartialEq + Debug>(workflow: &str, xs: Vec<i64>, wanted: &T) {
    let run = run(&engine(), workflow, [("xs", literal(xs))]);
    let output = run.outputs().literals.remove("o0").expect("an output");
    assert_eq!(T::from_literal(output).expect("its value"), *wanted, "{workflow}");
}

#[test]
fn a_map_gives_a_list() {
    gives("alone", vec![], &Vec::<i64>::new());
    gives("alone", vec![3], &vec![6]);
    gives("alone", (0..40).collect(), &(0..40).map(|x| x * 2).collect::<Vec<i64>>());
    gives("of_a_script", vec![1, 2], &vec![3, 6]);
    gives("again", vec![4, 5], &vec![4, 5]);
    assert!(run(&engine(), "units", [("xs", literal(vec![1_i64, 2]))]).outputs().literals.is_empty());
}

#[test]
fn holes_are_where_tasks_failed() {
    gives("some", vec![4, -1, 9], &"2 - 3".to_owned());
    gives("some", vec![-1, -2], &"- -".to_owned());
    gives("some", vec![], &String::new());
    // A ratio of 0.8 is four of five, although the nearest number of 32 bits is larger.
    gives("most", vec![0, 1, 4, -9, 16], &"0 1 2 - 4".to_owned());
    gives("at_least_two", vec![0, -1, 4], &"0 - 2".to_owned());
}

#[test]
fn too_few_successes_fail_the_map() {
    for (workflow, xs) in
        [("roots", vec![4, -1, 9]), ("most", vec![0, -1, 4, -9, 16]), ("at_least_two", vec![-1, 4])]
    {
        let run = run(&engine(), workflow, [("xs", literal(xs))]);
        let failure = run.failure().expect("a failure");
        assert!(failure.message.contains(" has no root"), "{workflow}: {}", failure.message);
    }
}

#[test]
fn a_task_takes_its_own_element() {
    let texts = |texts: [&str; 3]| literal(texts.map(str::to_owned).to_vec());
    let inputs = [
        ("texts", texts(["x", "y", "z"])),
        ("more", texts(["1", "2", "3"])),
        ("prefix", literal("#".to_owned())),
    ];
    for engine in [engine(), engine().offloading()] {
        let run = run(&engine, "numbers", inputs.clone());
        assert_eq!(run.outputs().literals["o0"], literal("#0 x1 #1 y2 #2 z3".to_owned()));
    }
    let run = run(&engine(), "parts", [("n", literal(3_i64))]);
    assert_eq!(run.outputs().literals["o0"], literal("b0=0 b1=10 b2=20".to_owned()));
}

#[test]
fn lists_of_different_lengths_are_refused() {
    let list = |texts: Vec<String>| literal(texts);
    let inputs =
        [("texts", list(vec!["x".to_owned()])), ("more", list(vec![])), ("prefix", literal(String::new()))];
    let run = run(&engine(), "numbers", inputs);
    assert_eq!(run.failure().expect("a failure").code, "InvalidArrayLength");
}

#[test]
fn no_more_tasks_run_than_may() {
    let run = run(&engine(), "crowded", [("xs", literal((0..6).collect::<Vec<i64>>()))]);
    let crowds = Vec::<i64>::from_literal(run.outputs().literals.remove("o0").expect("an output"));
    let crowds = crowds.expect("numbers");
    assert!(crowds.len() == 6 && crowds.iter().all(|count| (1..=2).contains(count)), "{crowds:?}");
}

#[test]
fn an_arm_may_be_a_map() {
    for (y, wanted) in [(7_i64, vec![2_i64, 4]), (2, vec![1, 2])] {
        let run = run(&engine(), "in_an_arm", [("xs", literal(vec![1_i64, 2])), ("y", literal(y))]);
        assert_eq!(run.outputs().literals["o0"], literal(wanted));
    }
}
