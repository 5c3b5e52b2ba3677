//! Runs each workflow with branches as a plain function and by its graph, with inputs for each arm.

use serde_json::{Value, json};
use std::process::Command;
use workflow_tests::branches;

/// What the graph gives: its outputs as JSON, or the end of the message with which it fails.
fn by_graph(name: &str, inputs: &[(&str, String)]) -> Result<String, String> {
    let mut run = Command::new(env!("CARGO_BIN_EXE_workflow-tests"));
    run.args(["run", &format!("workflow_tests.branches.{name}")]);
    for (input, value) in inputs {
        run.arg(format!("--{input}={value}"));
    }
    let run = run.output().expect("the program starts");
    let text = String::from_utf8_lossy(&run.stdout).trim().to_owned();
    if run.status.success() { Ok(text) } else { Err(String::from_utf8_lossy(&run.stderr).into_owned()) }
}

/// Compares one call, whose outputs are one value or a list of them, with one run.
fn same(name: &str, inputs: &[(&str, String)], plain: Result<Value, String>) {
    let context = format!("{name} {inputs:?}");
    match (by_graph(name, inputs), plain) {
        (Ok(graph), Ok(plain)) => {
            let plain = match plain {
                Value::Array(outputs) => outputs,
                one => vec![one],
            };
            let plain = plain.into_iter().enumerate().map(|(place, output)| (format!("o{place}"), output));
            let graph: Value = serde_json::from_str(&graph).expect("JSON");
            assert_eq!(graph, Value::Object(plain.collect()), "{context}");
        }
        (Err(graph), Err(plain)) => assert!(graph.contains(&plain), "{context}: {graph}\n{plain}"),
        (graph, plain) => panic!("{context}: {graph:?}, but {plain:?}"),
    }
}

/// The output of a function that may panic.
fn caught<T>(call: impl FnOnce() -> T) -> Result<T, String> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(call)).map_err(|payload| {
        let text = payload.downcast_ref::<&str>().map(ToString::to_string);
        text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default()
    })
}

macro_rules! outputs {
    ($name:ident($($input:ident),*) for $values:expr) => {
        for ($($input,)*) in $values {
            let given = [$((stringify!($input), $input.to_string())),*];
            same(stringify!($name), &given, caught(|| json!(branches::$name($($input.into()),*))));
        }
    };
    ($name:ident($($input:ident),*)? for $values:expr) => {
        for ($($input,)*) in $values {
            let given = [$((stringify!($input), $input.to_string())),*];
            let plain = caught(|| branches::$name($($input.into()),*).map_err(|error| error.to_string()));
            same(stringify!($name), &given, plain.and_then(|plain| Ok(json!(plain?))));
        }
    };
}

fn numbers(values: impl IntoIterator<Item = i64>) -> impl Iterator<Item = (i64,)> {
    values.into_iter().map(|value| (value,))
}

#[test]
fn on_integers() {
    outputs!(last(x) for numbers(2..6));
    outputs!(chain(x) for numbers([5, 10, 11, 19, 20, 30, 31]));
    outputs!(value(x) for numbers(2..5));
    outputs!(arms(x) for numbers([0, 2, 3, 4, 12]));
    outputs!(constants(x) for numbers(1..5));
    outputs!(on_the_end(x) for numbers(1..5));
    outputs!(both_ways(x) for numbers(2..6));
    outputs!(matched_number(x) for numbers([0, 1, 2, 3, 5, 6, 100, 101, 200]));
    outputs!(matches_macro(x) for numbers(0..5));
    outputs!(answers(x) for numbers(1..6));
}

#[test]
fn on_what_tasks_return() {
    outputs!(boolean(x) for numbers(0..2));
    outputs!(called(x) for numbers(0..2));
    outputs!(matched_bool(x) for numbers(0..2));
    outputs!(by_enum(x) for numbers(0..2));
    outputs!(parts(x) for numbers([2, 3, 5, 6, 8]));
    outputs!(on_a_branch(x) for numbers([2, 4, 5, 9]));
    outputs!(lazily(x)? for numbers([0, 1, 2, 3, 7, 20]));
    outputs!(inner(x)? for numbers([1, 2, 6, 8, 12]));
}

#[test]
fn on_conditions_in_words() {
    let pairs = (-2..3).flat_map(|x| (-1..4).map(move |y| (x, y)));
    outputs!(connected(x, y) for pairs);
}

#[test]
fn on_floats_and_texts() {
    for x in [-1.0, 0.0, 0.1, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 4.5, f64::NAN, f64::INFINITY] {
        let plain = branches::floats(x);
        let graph = by_graph("floats", &[("x", x.to_string())]).expect("an output");
        let graph: Value = serde_json::from_str(&graph).expect("JSON");
        let shown = match &graph["o0"] {
            Value::String(text) => text.to_lowercase().replace("infinity", "inf"),
            number => number.as_f64().expect("a number").to_string(),
        };
        assert_eq!(shown, plain.to_string().to_lowercase(), "{x}");
    }
    let names = ["ada", "aaa", "b", "bob", "eve", "zoe"].map(|name| (name,));
    outputs!(on_texts(name) for names);
    outputs!(matched_text(name) for names);
    for (coffee, name) in [(branches::Coffee::Latte, "Latte"), (branches::Coffee::Espresso, "Espresso")] {
        same("matched_enum", &[("coffee", name.to_owned())], Ok(json!(branches::matched_enum(coffee))));
    }
}

#[test]
fn without_else() {
    outputs!(no_else(x, text) for [(1, "a"), (2, "b")]);
    outputs!(no_else_with_outputs(x) for numbers(3..5));
    outputs!(early_return(x) for numbers([0, 1, 5, 6]));
}

#[test]
fn assigned() {
    outputs!(assigned(x) for numbers(0..2));
    outputs!(assigned_often(x) for numbers(-3..9));
}

#[test]
fn that_fail() {
    outputs!(guard(x)? for numbers(0..2));
    outputs!(guards(x)? for numbers([-1, 0, 9, 10, 19, 20, 29, 30, 39, 40, 100, 101]));
    outputs!(asserted(x)? for numbers([3, 4, 5, 11]));
    outputs!(nested_branches(x)? for numbers([0, 10, 11, 12, 15, 20, 21]));
}
