//! Why a workflow can't become a graph.

use crate::entity::{Entity, Kind};
use aileron_grammar::Rule;
use std::fmt;

/// Why a workflow can't become a graph: every problem that its tracer found.
#[derive(Debug)]
pub(crate) struct TraceError {
    /// The kind and the name of the workflow or launch plan.
    pub entity: (Kind, String),
    /// What is wrong with it.
    pub problems: Vec<TraceProblem>,
}

/// One problem of a workflow.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TraceProblem {
    /// The rule that is broken.
    pub rule: Rule,
    /// The position in the source: `src/main.rs:12:5`.
    pub place: String,
    /// What is wrong, why, and what to write instead.
    pub message: String,
}

impl TraceProblem {
    /// A problem of the workflow as a whole.
    pub(super) fn of(entity: &Entity, rule: Rule, message: String) -> Self {
        TraceProblem { rule, place: entity.place.to_owned(), message }
    }
}

impl fmt::Display for TraceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, name) = &self.entity;
        match kind {
            Kind::LaunchPlan => write!(f, "the launch plan `{name}` can't be one:")?,
            _ => write!(f, "the workflow `{name}` can't be a graph:")?,
        }
        self.problems.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl fmt::Display for TraceProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TraceProblem { rule, place, message } = self;
        write!(f, "{place}: {}", rule.end(message))
    }
}

impl std::error::Error for TraceError {}
