//! A workflow with those that it calls.

use crate::construct::Construct;
use crate::constructs::HANDLER;
use crate::expected::{Answer, Expected};
use crate::random::Random;
use crate::state::State;
use crate::value::Value;
use crate::workflow::Workflow;
use std::rc::Rc;

/// A workflow to run, and the workflows that it calls.
#[derive(Clone, Debug)]
pub struct Case {
    seed: u64,
    /// The one to run is the last.
    workflows: Vec<Rc<Workflow>>,
}

/// The name of the workflow to run.
pub(crate) const WORKFLOW: &str = "whole";

/// Inputs that are tried to find some for each way through a workflow.
const TRIED: usize = 60;

/// Makes a case.
#[must_use]
pub fn case(seed: u64, number: usize) -> Case {
    // A case has a seed of its own, so that it stays when there are more of them.
    let mut random = Random::new(seed ^ Random::new(number as u64).number());
    loop {
        let case = grow(random.number());
        // One that always fails would say little.
        if case.tried().iter().any(|(_, state)| state.failures.is_empty()) {
            return case;
        }
    }
}

fn grow(seed: u64) -> Case {
    let mut random = Random::new(seed);
    let mut workflows = Vec::new();
    for name in ["first", "second"] {
        if random.percent(50) {
            let (seed, statements) = (random.number(), random.below(3) + 1);
            let others = workflows.clone();
            workflows.push(Rc::new(Workflow::grow(Random::new(seed), name, statements, others)));
        }
    }
    let (inner, statements) = (random.number(), random.below(3) + 2);
    let others = workflows.clone();
    let whole = Workflow::grow(Random::new(inner), WORKFLOW, statements, others);
    let mut called = vec![Rc::new(whole)];
    // Those that nobody holds are not called.
    while let Some(workflow) = workflows.pop() {
        if Rc::strong_count(&workflow) > 1 {
            called.insert(0, workflow);
        }
    }
    Case { seed, workflows: called }
}

impl Case {
    fn main(&self) -> &Workflow {
        self.workflows.last().expect("a case has a workflow")
    }

    /// Whether the workflow is `async`.
    pub(crate) fn waits(&self) -> bool {
        self.main().waits
    }

    /// The names of the inputs.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.main().inputs.iter().map(|(name, _)| &**name)
    }

    /// The source of the workflows.
    #[must_use]
    pub fn source(&self) -> String {
        self.workflows.iter().map(|workflow| workflow.rust()).collect::<Vec<_>>().join("\n")
    }

    /// Inputs: first some for each way through the workflow, as far as they were found.
    #[must_use]
    pub fn inputs(&self, count: usize) -> Vec<Vec<Value>> {
        let mut seen = Vec::new();
        let (new, known): (Vec<_>, Vec<_>) = self.tried().into_iter().partition(|(_, state)| {
            let way = (state.ways.clone(), state.failures.clone());
            let new = !seen.contains(&way);
            seen.push(way);
            new
        });
        // Of those that fail only every other one comes first, since the rest of the workflow is then hardly run.
        let (good, bad): (Vec<_>, Vec<_>) = new.into_iter().partition(|(_, state)| state.failures.is_empty());
        let mut bad = bad.into_iter();
        let mut inputs: Vec<Vec<Value>> = Vec::new();
        for (values, _) in good {
            inputs.push(values);
            inputs.extend(bad.next().map(|(values, _)| values));
        }
        inputs.extend(bad.chain(known).map(|(values, _)| values));
        let mut different = Vec::new();
        inputs.retain(|values| {
            let new = !different.contains(values);
            different.push(values.clone());
            new
        });
        inputs.truncate(count);
        inputs
    }

    /// What the workflow returns.
    #[must_use]
    pub fn expected(&self, inputs: &[Value]) -> Expected {
        let (values, state) = self.run(inputs);
        let failures: Vec<Answer> = state.failures.iter().map(|text| Answer::failed(text)).collect();
        let outputs = Answer::Outputs(values.into_iter().flatten().collect());
        let graph = if failures.is_empty() { vec![outputs] } else { failures };
        Expected { answer: graph[0].clone(), graph }
    }

    fn run(&self, inputs: &[Value]) -> (Vec<Option<Value>>, State) {
        let mut state = State::default();
        let values = self.main().run(&mut state, inputs.to_vec());
        (values, state)
    }

    fn tried(&self) -> Vec<(Vec<Value>, State)> {
        let mut random = Random::new(self.seed);
        let types = || self.main().inputs.iter().map(|(_, ty)| *ty);
        let values = (0..TRIED).map(|_| types().map(|ty| ty.sample(&mut random)).collect::<Vec<Value>>());
        values.map(|values| (values.clone(), self.run(&values).1)).collect()
    }

    /// The names of the constructs in it, each as often as it occurs.
    #[must_use]
    pub fn constructs(&self) -> Vec<&'static str> {
        let mut names = Vec::new();
        for workflow in &self.workflows {
            workflow.body.visit(&mut |construct: &dyn Construct| names.push(construct.name()));
            names.extend(workflow.handler.is_some().then_some(HANDLER));
        }
        names
    }

    /// The gates of the workflows, each with its answer: true is an approval too.
    #[must_use]
    pub fn answers(&self) -> Vec<(String, Value)> {
        let mut answers = Vec::new();
        for workflow in &self.workflows {
            workflow.body.visit(&mut |construct: &dyn Construct| answers.extend(construct.answer()));
        }
        answers
    }

    /// Cases that lack a statement, to find out which ones a difference needs.
    #[must_use]
    pub fn smaller(&self) -> Vec<Case> {
        let main = self.main();
        let bodies = main.body.smaller().into_iter().filter(|body| !body.statements.is_empty());
        let cases = bodies.map(|body| {
            let mut case = self.clone();
            case.workflows.pop();
            case.workflows.push(Rc::new(Workflow { body, ..main.clone() }));
            case
        });
        cases.collect()
    }
}
