//! Calls of the workflows with branches: inputs for each arm, and what the plain function gives.

use crate::branches::{self, Coffee};
use aileron::FlyteType;
use aileron::idl::core::{Literal, LiteralMap};
use aileron::idl::prost::Message;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Command;

/// A call of a workflow.
pub struct Case {
    /// The workflow's name in the program.
    pub workflow: String,
    pub inputs: LiteralMap,
    /// The outputs of the plain function, or the text with which it fails.
    pub plain: Result<LiteralMap, String>,
}

impl Case {
    fn new(workflow: &str, inputs: Vec<(&str, Literal)>, call: impl FnOnce() -> Outputs) -> Case {
        let inputs = inputs.into_iter().map(|(name, literal)| (name.to_owned(), literal));
        let plain = caught(call).map(|outputs| {
            let named = outputs.into_iter().enumerate().map(|(place, output)| (format!("o{place}"), output));
            LiteralMap { literals: named.collect() }
        });
        Case {
            workflow: format!("workflow_tests.branches.{workflow}"),
            inputs: LiteralMap { literals: inputs.collect() },
            plain,
        }
    }

    /// Runs the graph on this machine with these flags: its outputs, or all that the program says about its failure. The inputs
    /// are written to a file of the folder.
    pub fn run(&self, program: &Path, flags: &[&str], folder: &Path) -> Result<LiteralMap, String> {
        let inputs = folder.join("inputs.pb");
        fs::write(&inputs, self.inputs.encode_to_vec()).expect("a file");
        let mut run = Command::new(program);
        run.args(["run", &self.workflow, "--no-cache", "--set-output", "pb", "--inputs"])
            .arg(&inputs)
            .args(flags);
        let run = run.output().expect("the program starts");
        match run.status.success() {
            true => Ok(LiteralMap::decode(&*run.stdout).expect("a map of literals")),
            false => Err(String::from_utf8_lossy(&run.stderr).into_owned()),
        }
    }
}

/// What a plain function gives: its outputs in order, or the text with which it fails.
type Outputs = Result<Vec<Literal>, String>;

trait Given {
    fn given(self) -> Outputs;
}

impl<T: Given, E: ToString> Given for Result<T, E> {
    fn given(self) -> Outputs {
        self.map_err(|error| error.to_string())?.given()
    }
}

macro_rules! given {
    ($($ty:ty),*) => { $(
        impl Given for $ty {
            fn given(self) -> Outputs {
                Ok(vec![literal(self)])
            }
        }
    )* };
}

given!(bool, i64, f64, String);

impl<A: Given, B: Given> Given for (A, B) {
    fn given(self) -> Outputs {
        Ok([self.0.given()?, self.1.given()?].concat())
    }
}

impl<A: Given, B: Given, C: Given> Given for (A, B, C) {
    fn given(self) -> Outputs {
        Ok([self.0.given()?, self.1.given()?, self.2.given()?].concat())
    }
}

fn literal(value: impl FlyteType) -> Literal {
    value.into_literal().expect("a value of Flyte's types")
}

/// What a function gives that may panic.
fn caught(call: impl FnOnce() -> Outputs) -> Outputs {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|payload| {
        let text = payload.downcast_ref::<&str>().map(ToString::to_string);
        Err(text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default())
    })
}

macro_rules! calls {
    ($($name:ident($($input:ident),+) for $values:expr;)+) => {{
        let mut cases = Vec::new();
        $(for ($($input,)+) in $values {
            let inputs = vec![$((stringify!($input), literal($input.clone()))),+];
            cases.push(Case::new(stringify!($name), inputs, || branches::$name($($input),+).given()));
        })+
        cases
    }};
}

fn each<T>(values: impl IntoIterator<Item = T>) -> impl Iterator<Item = (T,)> {
    values.into_iter().map(|value| (value,))
}

/// For each workflow, inputs for each of its arms.
pub fn cases() -> Vec<Case> {
    let texts = || each(["ada", "aaa", "b", "bob", "eve", "zoe"].map(str::to_owned));
    calls! {
        last(x) for each(2..6);
        chain(x) for each([5, 10, 11, 19, 20, 30, 31]);
        value(x) for each(2..5);
        arms(x) for each([0, 2, 3, 4, 12]);
        constants(x) for each(1..5);
        on_the_end(x) for each(1..5);
        boolean(x) for each(0..2);
        called(x) for each(0..2);
        connected(x, y) for (-2..3).flat_map(|x| (-1..4).map(move |y| (x, y)));
        lazily(x) for each([0, 1, 2, 3, 7, 20]);
        answers(x) for each(1..6);
        floats(x) for each([-1.0, 0.0, 0.1, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 4.5, f64::NAN, f64::INFINITY]);
        parts(x) for each([2, 3, 5, 6, 8]);
        on_texts(name) for texts();
        no_else(x, text) for [(1, "a".to_owned()), (2, "b".to_owned())];
        no_else_with_outputs(x) for each(3..5);
        guard(x) for each(0..2);
        guards(x) for each([-1, 0, 9, 10, 19, 20, 29, 30, 39, 40, 100, 101]);
        asserted(x) for each([3, 4, 5, 11]);
        assigned(x) for each(0..2);
        assigned_often(x) for each(-3..9);
        assigned_beside_a_value(x) for each(2..6);
        tuples_of_constants(x) for each([3, 4, 9, 10]);
        both_ways(x) for each(2..6);
        nested_branches(x) for each([0, 10, 11, 12, 15, 20, 21]);
        early_return(x) for each([0, 1, 5, 6]);
        on_a_branch(x) for each([2, 4, 5, 9]);
        matched_number(x) for each([0, 1, 2, 3, 5, 6, 100, 101, 200]);
        matched_text(name) for texts();
        matched_bool(x) for each(0..2);
        matched_enum(coffee) for each([Coffee::Latte, Coffee::Espresso]);
        by_enum(x) for each(0..2);
        matches_macro(x) for each(0..5);
        inner(x) for each([1, 2, 6, 8, 12]);
        launched(x) for each([5, 6]);
        launched_after_a_launch(x) for each([11, 12]);
    }
}
