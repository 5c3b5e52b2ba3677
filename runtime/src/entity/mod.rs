//! Entities: the tasks, workflows, launch plans and references that the macros register, and the registry that finds them.

mod accelerator;
mod body;
mod constructors;
mod failure;
mod interface;
mod invoke;
mod kickoff;
mod kind;
mod recoverable;
mod reference;
mod registration;
mod registry;
mod returns;
mod settings;
mod target;
#[cfg(test)]
mod tests;
mod typed;

pub use accelerator::Accelerator;
pub(crate) use accelerator::Part;
pub(crate) use body::{Body, Completion, Expand};
pub(crate) use failure::Failure;
pub(crate) use interface::{Input, Interface, Parameter, Variable, read, variable, variables};
pub(crate) use invoke::{block_on, caught, invoke, invoke_here, invoke_wire, invoke_within, settled};
pub use kickoff::kickoff;
pub(crate) use kind::Kind;
pub use recoverable::Recoverable;
pub(crate) use recoverable::{is_recoverable, mark as mark_recoverable};
pub use reference::{Declared, Reference, Referred, reference};
pub(crate) use registration::TracedSettings;
pub use registration::{Make, keep};
pub(crate) use registration::{Registration, all, named, of_function};
pub(crate) use registry::{Registry, RegistryError};
pub use returns::Returns;
pub(crate) use returns::TaskError;
pub use settings::{
    Cache, FailurePolicy, LaunchPlanSettings, Messenger, Mount, Notification, Phase, Resource, Schedule,
    Secret, Settings, WorkflowSettings,
};
pub use target::{Container, Data, DataFormat, Script, ServiceWork, Target};
#[cfg(test)]
pub(crate) use tests::made;
pub(crate) use typed::{typed_interface, typed_variable};

use std::any::TypeId;

/// The constructors of bodies: `sync0` … and `async0` ….
pub(crate) mod bodies {
    pub use super::constructors::*;
}

/// The id of a function: that of the type that each `fn` item has.
#[must_use]
pub const fn id<F: Copy + 'static>(_: F) -> TypeId {
    TypeId::of::<F>()
}

/// A task, a workflow, a launch plan or a reference. It never changes, and stays until the program ends.
pub(crate) struct Entity {
    /// The name in Flyte.
    pub(crate) name: &'static str,
    /// The position in the source: `src/main.rs:12`.
    pub(crate) place: &'static str,
    /// The doc comment; may be empty.
    pub(crate) doc: &'static str,
    /// The id of the type that its function has, which is the same for every path or alias; `None` if it has no
    /// function.
    pub(crate) function: Option<TypeId>,
    definition: Definition,
}

/// What an entity of each kind holds.
#[derive(Clone, Copy)]
pub(crate) enum Definition {
    Task(TaskParts),
    Workflow(WorkflowParts),
    LaunchPlan(LaunchPlanParts),
    Reference(ReferenceParts),
}

/// What a task holds.
#[derive(Clone, Copy)]
pub(crate) struct TaskParts {
    /// The function without its types.
    pub(crate) body: &'static dyn Body,
    /// The options.
    pub(crate) settings: &'static Settings,
    /// What records its graph at run time, if it is a dynamic workflow.
    pub(crate) dynamic: Option<&'static dyn Expand>,
}

/// What a workflow holds.
#[derive(Clone, Copy)]
pub(crate) struct WorkflowParts {
    pub(crate) tracer: &'static dyn Tracer,
    /// The options.
    pub(crate) settings: &'static WorkflowSettings,
}

/// What a launch plan holds.
#[derive(Clone, Copy)]
pub(crate) struct LaunchPlanParts {
    /// Records the call of the workflow as the only node of a graph.
    pub(crate) tracer: &'static dyn Tracer,
    /// The options.
    pub(crate) settings: &'static LaunchPlanSettings,
}

/// What a reference holds.
#[derive(Clone, Copy)]
pub(crate) struct ReferenceParts {
    /// The parameters and the return type.
    pub(crate) signature: &'static (dyn Interface + Sync),
    /// The other parts of its id.
    pub(crate) reference: &'static Reference,
}

/// The second form of a workflow's body: it records the nodes of the graph.
pub(crate) trait Tracer: Interface + Sync {
    /// Runs the tracer inside a trace. Returns the bindings of the outputs, as places of that trace.
    fn trace(&self) -> Vec<u32>;
}

impl Entity {
    pub(crate) fn kind(&self) -> Kind {
        match self.definition {
            Definition::Task(_) => Kind::Task,
            Definition::Workflow(_) => Kind::Workflow,
            Definition::LaunchPlan(_) => Kind::LaunchPlan,
            Definition::Reference(_) => Kind::Reference,
        }
    }

    /// What tells it apart from every other entity of the program.
    pub(crate) fn key(&self) -> (Kind, &'static str) {
        (self.kind(), self.name)
    }

    /// The body and the options, if it is a task of this program.
    pub(crate) fn task(&self) -> Option<TaskParts> {
        match self.definition {
            Definition::Task(parts) => Some(parts),
            Definition::Workflow(_) | Definition::LaunchPlan(_) | Definition::Reference(_) => None,
        }
    }

    /// Whether it is a dynamic workflow, a task that makes a graph.
    pub(crate) fn is_dynamic(&self) -> bool {
        self.task().is_some_and(|task| task.dynamic.is_some())
    }

    /// The options, if it is a task of this program.
    pub(crate) fn settings(&self) -> Option<&'static Settings> {
        self.task().map(|task| task.settings)
    }

    /// What records its graph, and the options, if it is a workflow of this program.
    pub(crate) fn workflow(&self) -> Option<WorkflowParts> {
        match self.definition {
            Definition::Workflow(parts) => Some(parts),
            Definition::Task(_) | Definition::LaunchPlan(_) | Definition::Reference(_) => None,
        }
    }

    /// What it refers to, if it is a reference.
    pub(crate) fn reference(&self) -> Option<&'static Reference> {
        match self.definition {
            Definition::Reference(parts) => Some(parts.reference),
            Definition::Task(_) | Definition::Workflow(_) | Definition::LaunchPlan(_) => None,
        }
    }

    /// What records the call of its workflow, and the options, if it is a launch plan of this program.
    pub(crate) fn launch_plan(&self) -> Option<LaunchPlanParts> {
        match self.definition {
            Definition::Task(_) | Definition::Workflow(_) | Definition::Reference(_) => None,
            Definition::LaunchPlan(parts) => Some(parts),
        }
    }

    pub(crate) fn inputs(&self) -> Vec<Variable> {
        match self.definition {
            Definition::Task(TaskParts { body, .. }) => body.inputs(),
            Definition::Workflow(WorkflowParts { tracer, .. })
            | Definition::LaunchPlan(LaunchPlanParts { tracer, .. }) => tracer.inputs(),
            Definition::Reference(ReferenceParts { signature, .. }) => signature.inputs(),
        }
    }

    pub(crate) fn outputs(&self) -> Vec<Variable> {
        let mut outputs = match self.definition {
            Definition::Task(TaskParts { body, settings, .. }) => settings.target.named(body.outputs()),
            Definition::Workflow(WorkflowParts { tracer, .. })
            | Definition::LaunchPlan(LaunchPlanParts { tracer, .. }) => tracer.outputs(),
            Definition::Reference(ReferenceParts { signature, .. }) => signature.outputs(),
        };
        interface::describe(&mut outputs, self.doc);
        outputs
    }
}

impl std::fmt::Debug for Entity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.kind().as_str(), self.name)
    }
}

// An entity never changes.
impl std::panic::RefUnwindSafe for Entity {}
