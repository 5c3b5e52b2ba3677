//! What a statement or the end of a block is made of.

use crate::state::State;
use crate::value::{Type, Value};
use std::fmt::Debug;
use std::rc::Rc;

/// A piece of a workflow's body that gives values, or none.
pub(crate) trait Construct: Debug {
    /// The row of the table of constructs.
    fn name(&self) -> &'static str;

    /// The types of its values.
    fn types(&self) -> Vec<Type>;

    /// Whether it may fail: the workflow then returns a `Result`.
    fn fails(&self) -> bool;

    /// The expression in Rust: its value, without a `Result`.
    fn expression(&self) -> String;

    /// The statement in Rust that gives its values to the pattern.
    fn statement(&self, pattern: &Pattern) -> String {
        let expression = self.expression();
        match pattern {
            Pattern::Nothing => format!("{expression};"),
            pattern => format!("let {} = {expression};", pattern.rust()),
        }
    }

    /// The expression in Rust, if it is a `Result` as it stands.
    fn result(&self) -> Option<String> {
        None
    }

    /// Whether its statement declares its variables itself, so that each needs a new name.
    fn declares(&self) -> bool {
        false
    }

    /// Whether it is a node, so that others can wait for a variable of it.
    fn makes(&self) -> bool {
        false
    }

    /// The name and the answer of a gate; none for what a person does not answer.
    fn answer(&self) -> Option<(String, Value)> {
        None
    }

    /// Runs it as a graph does: whatever can run does. Returns a value for each type, none where it is missing.
    fn run(&self, state: &mut State) -> Vec<Option<Value>>;

    /// Shows the names of the variables that it reads, also of those that it declares itself.
    fn reads(&self, show: &mut dyn FnMut(&str));

    /// Shows itself and the constructs within.
    fn visit(&self, show: &mut dyn FnMut(&dyn Construct));

    /// The same with less in it.
    fn smaller(&self) -> Vec<Rc<dyn Construct>> {
        vec![]
    }
}

/// How a statement names the values.
#[derive(Clone, Debug)]
pub(crate) enum Pattern {
    /// `twice(a);`
    Nothing,
    /// `let _ = twice(a);`
    Unnamed,
    /// `let v1 = twice(a);`
    Variable(String),
    /// `let (v1, v2) = split(a);`
    Tuple(Vec<String>),
    /// `let v1 = split(a);`, of which `v1.0` and `v1.1` are read.
    Whole(String),
}

impl Pattern {
    /// The pattern in Rust.
    pub(crate) fn rust(&self) -> String {
        match self {
            Pattern::Nothing | Pattern::Unnamed => "_".to_owned(),
            Pattern::Variable(name) | Pattern::Whole(name) => name.clone(),
            Pattern::Tuple(names) => format!("({})", names.join(", ")),
        }
    }

    /// The variables as they are declared.
    pub(crate) fn names(&self) -> Vec<String> {
        match self {
            Pattern::Nothing | Pattern::Unnamed => vec![],
            Pattern::Variable(name) | Pattern::Whole(name) => vec![name.clone()],
            Pattern::Tuple(names) => names.clone(),
        }
    }

    /// The variable of each of `count` values; none if they have no names.
    pub(crate) fn variables(&self, count: usize) -> Vec<String> {
        match self {
            Pattern::Nothing | Pattern::Unnamed => vec![],
            Pattern::Variable(name) => vec![name.clone()],
            Pattern::Tuple(names) => names.clone(),
            Pattern::Whole(name) => (0..count).map(|place| format!("{name}.{place}")).collect(),
        }
    }
}
