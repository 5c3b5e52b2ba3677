//! The interpreter of a generated workflow.
//!
//! Rust stops at the first failure, while a graph has more than one node at a time. So the interpreter goes on where a
//! graph might, and keeps every failure that can be the one that is reported. The first is Rust's.

use crate::value::Value;
use std::collections::BTreeMap;

/// The variables of a block and what has happened so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    variables: Variables,
    pub(crate) failures: Vec<String>,
    /// How many constructs did not run, since something else failed.
    skipped: usize,
    /// Whether a statement waits for all before it.
    pub(crate) in_order: bool,
    /// Which way was taken at each fork, so that inputs can be found for each.
    pub(crate) ways: Vec<usize>,
}

#[derive(Clone, Debug, Default)]
struct Variables {
    /// None stands for the value of something that failed, or could not run.
    values: BTreeMap<String, Option<Value>>,
    /// Whether what made a variable has ended well, for those that have no value too.
    made: BTreeMap<String, bool>,
}

impl State {
    pub(crate) fn read(&self, variable: &str) -> Option<Value> {
        self.variables.values.get(variable).unwrap_or_else(|| panic!("no variable {variable}")).clone()
    }

    pub(crate) fn declare(&mut self, variable: &str, value: Option<Value>) {
        self.variables.values.insert(variable.to_owned(), value);
    }

    /// Whether what made the variable has ended well.
    pub(crate) fn made(&self, variable: &str) -> bool {
        *self.variables.made.get(variable).unwrap_or_else(|| panic!("nothing made {variable}"))
    }

    pub(crate) fn make(&mut self, variable: &str, well: bool) {
        self.variables.made.insert(variable.to_owned(), well);
    }

    /// Interprets a workflow, which has variables of its own.
    pub(crate) fn within<T>(
        &mut self,
        variables: impl IntoIterator<Item = (String, Option<Value>)>,
        run: impl FnOnce(&mut State) -> T,
    ) -> T {
        let values = variables.into_iter().collect();
        let outside = std::mem::replace(&mut self.variables, Variables { values, ..Variables::default() });
        let result = run(self);
        self.variables = outside;
        result
    }

    /// Interprets a block, whose variables end with it.
    pub(crate) fn inside<T>(&mut self, run: impl FnOnce(&mut State) -> T) -> T {
        let outside = self.variables.clone();
        let result = run(self);
        self.variables = outside;
        result
    }

    /// Interprets what is one node to those that wait for it: it has all its values, or none.
    pub(crate) fn whole(&mut self, run: impl FnOnce(&mut State) -> Vec<Option<Value>>) -> Vec<Option<Value>> {
        let before = self.trouble();
        let values = run(self);
        if self.trouble() == before { values } else { vec![None; values.len()] }
    }

    /// How much has gone wrong so far.
    pub(crate) fn trouble(&self) -> usize {
        self.failures.len() + self.skipped
    }

    pub(crate) fn fail(&mut self, text: String, values: usize) -> Vec<Option<Value>> {
        self.failures.push(text);
        vec![None; values]
    }

    pub(crate) fn skip(&mut self, values: usize) -> Vec<Option<Value>> {
        self.skipped += 1;
        vec![None; values]
    }
}
