//! The interpreter of a generated workflow.
//!
//! Rust stops at the first failure, while a graph has more than one node at a time. So the interpreter goes on where a
//! graph might, and keeps every failure that can be the one that is reported. The first is Rust's.

use crate::value::Value;
use std::collections::BTreeMap;

/// The variables of a block and what has happened so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    /// None stands for the value of something that failed, or could not run.
    variables: BTreeMap<String, Option<Value>>,
    pub(crate) failures: Vec<String>,
    /// Which way was taken at each fork, so that inputs can be found for each.
    pub(crate) ways: Vec<usize>,
}

impl State {
    pub(crate) fn read(&self, variable: &str) -> Option<Value> {
        self.variables.get(variable).unwrap_or_else(|| panic!("no variable {variable}")).clone()
    }

    pub(crate) fn declare(&mut self, variable: &str, value: Option<Value>) {
        self.variables.insert(variable.to_owned(), value);
    }

    /// Interprets what has variables of its own, and forgets them.
    pub(crate) fn within<T>(
        &mut self,
        variables: impl IntoIterator<Item = (String, Option<Value>)>,
        run: impl FnOnce(&mut State) -> T,
    ) -> T {
        let outside = std::mem::replace(&mut self.variables, variables.into_iter().collect());
        let result = run(self);
        self.variables = outside;
        result
    }

    pub(crate) fn fail(&mut self, text: String) {
        self.failures.push(text);
    }
}
