//! The kinds of entities.

/// The kind of an entity. Flyte knows an entity by its kind and its name: flyteadmin keeps the kinds in tables of their
/// own, each with the name in its key (flyteadmin `pkg/repositories/models`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    /// It has a body to call.
    Task,
    /// It has a graph.
    Workflow,
    /// It launches a workflow with some of its inputs, as an execution of its own.
    LaunchPlan,
    /// It is registered elsewhere.
    Reference,
}

impl Kind {
    /// The kind in messages: `task`, `workflow`, `launch plan` or `reference`.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Kind::Task => "task",
            Kind::Workflow => "workflow",
            Kind::LaunchPlan => "launch plan",
            Kind::Reference => "reference",
        }
    }
}
