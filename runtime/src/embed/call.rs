//! A run of an entity, with JSON for its inputs and outputs.

use super::inputs::{Given, literals};
use super::{Event, RunError, run};
use crate::entity::Entity;
use crate::local::Options;
use crate::setup::{GateAnswer, Setup};
use crate::types::json;
use aileron_grammar::suggest::all_of;
use aileron_idl::core::Literal;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

/// A run of an [`Entity`](super::Entity) on this machine, to be set up and started.
///
/// ```standalone_crate
/// use aileron::embed::{EventKind, Program};
/// use aileron::prelude::*;
/// use serde_json::json;
///
/// #[task]
/// fn square(x: i64) -> i64 {
///     x * x
/// }
///
/// #[workflow]
/// fn checked(xs: Vec<i64>) -> Vec<i64> {
///     let squares = map(square, xs);
///     gate::approve("squares", squares)
/// }
///
/// let checked = Program::load()?.find("checked")?;
/// let mut done = 0;
/// let call = checked.call(json!({"xs": [1, 2, 3]})).jobs(2).answer("squares", true);
/// let outputs = call.listen(|event| done += usize::from(event.kind() == EventKind::Ended)).outputs()?;
/// assert_eq!(outputs, json!({"o0": [1, 4, 9]}));
/// assert_eq!(done, 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "nothing runs yet: add `.outputs()`"]
pub struct Call<'l> {
    entity: &'static Entity,
    inputs: Value,
    jobs: NonZeroUsize,
    answers: BTreeMap<String, GateAnswer>,
    hear: Mutex<Hear<'l>>,
}

/// Hears of each event.
type Hear<'l> = Box<dyn FnMut(&Event) + Send + 'l>;

impl Call<'_> {
    pub(super) fn new(entity: &'static Entity, inputs: Value) -> Self {
        let jobs = Options::default_jobs();
        Call { entity, inputs, jobs, answers: BTreeMap::new(), hear: Mutex::new(Box::new(|_| ())) }
    }

    /// Sets how many tasks run at once; by default as many as there are processors.
    pub fn jobs(mut self, jobs: usize) -> Self {
        // None at once would never end.
        self.jobs = NonZeroUsize::new(jobs).unwrap_or(NonZeroUsize::MIN);
        self
    }

    /// Answers a [gate](mod@crate::gate): `true` or `false` for an approval, else the value, written as for `run --signal`. A gate
    /// without an answer fails.
    pub fn answer(mut self, gate: impl Into<String>, value: impl fmt::Display) -> Self {
        self.answers.insert(gate.into(), GateAnswer::Given(value.to_string()));
        self
    }

    /// Sets what hears of each event, one at a time, on any thread of the run. The thread waits for it.
    pub fn listen<'n>(self, hear: impl FnMut(&Event) + Send + 'n) -> Call<'n> {
        let Call { entity, inputs, jobs, answers, .. } = self;
        Call { entity, inputs, jobs, answers, hear: Mutex::new(Box::new(hear)) }
    }

    /// Checks the inputs without a run.
    ///
    /// # Errors
    /// Fails if they don't fit.
    pub fn check(&self) -> Result<(), RunError> {
        given(self.entity, self.inputs.clone()).map(drop).map_err(|text| RunError::of_call(text, None))
    }

    /// Runs it, and returns the outputs as a JSON object: `{"o0": 6}`. This thread is one of those on which tasks run.
    ///
    /// # Errors
    /// Fails if the inputs or the answers don't fit, the workflow can't become a graph, or a node fails.
    pub fn outputs(self) -> Result<Value, RunError> {
        let Call { entity, inputs, jobs, answers, hear } = self;
        let mut hear = hear.into_inner().unwrap_or_else(PoisonError::into_inner);
        let inputs = given(entity, inputs).map_err(|text| RunError::of_call(text, None))?;
        let setup = Setup { answers, ..Setup::default() };
        let outputs = run(entity, inputs, jobs, setup, &mut |event| hear(&event))?;
        let named = entity.outputs().into_iter().zip(&outputs);
        Ok(named
            .map(|(output, literal)| {
                let value = json::write_as(literal, &(output.schema)());
                (output.name, value)
            })
            .collect())
    }
}

/// Reads inputs from a JSON object.
fn given(entity: &Entity, inputs: Value) -> Result<Vec<Literal>, String> {
    let Value::Object(given) = inputs else {
        return Err("the inputs are no JSON object; write `{\"NAME\": VALUE, …}`".to_owned());
    };
    let given = given.into_iter().map(|(name, value)| (name, Given::Json(value))).collect();
    let variables = entity.inputs();
    literals(&variables, given, |_| None).map_err(|wrong| {
        let missing = (!wrong.missing.is_empty()).then(|| {
            let names = all_of(wrong.missing.iter().map(|input| input.name.as_str()));
            format!("a value is missing for {names}")
        });
        wrong.problems.into_iter().chain(missing).collect::<Vec<_>>().join("\n")
    })
}

impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("entity", &self.entity)
            .field("inputs", &self.inputs)
            .field("jobs", &self.jobs)
            .finish_non_exhaustive()
    }
}
