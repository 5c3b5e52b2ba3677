//! What is wrong with a package.

use serde_json::{Value, json};
use std::fmt;

/// Who refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum By {
    /// Flyte's compiler or its resource builder, with that code at that node.
    Flyte,
    /// Aileron alone: flyteadmin refuses it, or Flyte lets it through or crashes on it.
    Aileron,
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Subject {
    Package,
    Task,
    Workflow,
    LaunchPlan,
}

/// A reason for a refusal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    pub(crate) subject: Subject,
    /// The entity's name; of a package, that of its file.
    pub(crate) name: String,
    pub(crate) by: By,
    /// The kind of mistake: Flyte's own code, or one of ours.
    pub(crate) code: &'static str,
    /// The node, or the part of a task or launch plan.
    pub(crate) node: String,
    /// The call in the source, if the program knows it: `src/main.rs:12:5`.
    pub(crate) place: Option<String>,
    /// What is wrong, why, and what to write instead.
    pub(crate) message: String,
}

/// A finding before it is known to whom it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mistake {
    pub(super) by: By,
    pub(super) code: &'static str,
    pub(super) node: String,
    /// The name of the workflow that holds the node: the judged one, or one in it.
    pub(super) workflow: String,
    pub(super) message: String,
}

impl Mistake {
    /// One of our own about a part of a task or launch plan.
    pub(super) fn own(code: &'static str, part: &str, message: String) -> Self {
        Mistake { by: By::Aileron, code, node: part.to_owned(), workflow: String::new(), message }
    }

    /// One of Flyte's about a part of a task.
    pub(super) fn flyte(code: &'static str, part: &str, message: String) -> Self {
        Mistake { by: By::Flyte, ..Mistake::own(code, part, message) }
    }
}

impl By {
    fn name(self) -> &'static str {
        match self {
            By::Flyte => "flyte",
            By::Aileron => "aileron",
        }
    }
}

impl Subject {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Subject::Package => "package",
            Subject::Task => "task",
            Subject::Workflow => "workflow",
            Subject::LaunchPlan => "launch_plan",
        }
    }
}

impl Finding {
    /// The finding as `check --json` prints it.
    pub(crate) fn json(&self) -> Value {
        json!({
            "kind": self.subject.name(),
            "name": self.name,
            "by": self.by.name(),
            "code": self.code,
            "node": self.node,
            "place": self.place,
            "message": self.message,
        })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "the {} `{}`: ", self.subject.name().replace('_', " "), self.name)?;
        write!(f, "{} [{}{}]", self.message, if self.by == By::Flyte { "Flyte: " } else { "" }, self.code)
    }
}
