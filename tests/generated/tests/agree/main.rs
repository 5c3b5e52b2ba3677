//! Each generated workflow gives one answer: as a function, in a local run, and on Flyte's own engine.

mod engine;
mod local;
mod shrink;

use aileron::testing::answer;
use generated_tests::{SEED, WORKFLOWS, plain};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::panic;
use std::path::Path;
use workflow_generator::{Answer, Case, Value, case, constructs};

/// How many inputs each workflow gets.
const INPUTS: usize = 2;

/// A run of a workflow.
#[derive(Clone)]
struct Run {
    /// The place of its case in the program.
    place: usize,
    case: Case,
    inputs: Vec<Value>,
}

impl Run {
    /// The workflow's name in the program.
    fn workflow(&self) -> String {
        format!("generated_tests.w{}.whole", self.place)
    }

    /// The inputs with their names.
    fn named(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.case.parameters().zip(&self.inputs)
    }

    fn called(&self) -> Answer {
        let Run { place, inputs, case } = self;
        for (gate, value) in case.answers() {
            match value {
                Value::Integer(value) => answer(&gate, value),
                Value::Text(value) => answer(&gate, value),
                Value::Boolean(value) => answer(&gate, value),
                Value::Float(_) | Value::Color(_) => unreachable!("no gate waits for one"),
            }
        }
        match panic::catch_unwind(|| plain(*place, inputs)) {
            Ok(Ok(outputs)) => Answer::Outputs(outputs),
            Ok(Err(text)) => Answer::failed(&text),
            Err(payload) => Answer::failed(payload.downcast_ref().copied().unwrap_or("a panic")),
        }
    }
}

/// The runs of the first cases.
fn runs(cases: usize) -> Vec<Run> {
    let runs = (0..cases).flat_map(|place| {
        let case = case(SEED, place);
        case.inputs(INPUTS).into_iter().map(move |inputs| Run { place, case: case.clone(), inputs })
    });
    runs.collect()
}

/// So many cases that each construct is among them, whatever the seed.
const MANY: usize = 300;

#[test]
fn every_construct_occurs() {
    let mut counts: BTreeMap<&str, usize> = constructs().map(|name| (name, 0)).collect();
    for name in (0..MANY).flat_map(|number| case(SEED, number).constructs()) {
        *counts.entry(name).or_default() += 1;
    }
    let rare: Vec<_> = counts.iter().filter(|(_, count)| **count < MANY / 30).collect();
    assert!(rare.is_empty(), "{rare:?} of {counts:?}");
}

#[test]
fn some_runs_fail_and_most_do_not() {
    let runs = runs(MANY);
    let fails = |run: &&Run| matches!(run.case.expected(&run.inputs).answer, Answer::Failure(_));
    let failed = runs.iter().filter(fails).count();
    assert!((runs.len() / 10..runs.len() / 2).contains(&failed), "{failed} of {} fail", runs.len());
}

#[test]
fn function_local_run_and_flytes_engine_give_one_answer() {
    let runs = runs(WORKFLOWS);
    let program = Path::new(env!("CARGO_BIN_EXE_generated-tests"));
    let engine = engine::answers(program, &runs);
    let mut differences = String::new();
    let mut first = None;
    for (run, engine) in runs.iter().zip(engine) {
        let expected = run.case.expected(&run.inputs);
        let (called, local) = (run.called(), local::answer(program, run));
        if called == expected.answer && expected.allows(&local) && expected.allows(&engine) {
            continue;
        }
        // Writing to a string does not fail.
        let _ = writeln!(
            differences,
            "\n{}\nw{} of seed {SEED}, {:?}\nfunction: {called:?}\nlocal:    {local:?}\nengine:   {engine:?}\n\
             allowed:  {:?}",
            run.case.source(),
            run.place,
            run.named().collect::<Vec<_>>(),
            expected.graph,
        );
        first.get_or_insert(run);
    }
    let Some(first) = first else { return };
    panic!("{differences}\nThe first one needs no more than this:\n\n{}", shrink::shrunk(first).source());
}
