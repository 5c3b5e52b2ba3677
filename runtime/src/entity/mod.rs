//! What the macros register: tasks and workflows, and the registry that finds them.

mod accelerator;
mod body;
mod failure;
mod interface;
mod invoke;
mod recoverable;
mod registry;
mod returns;
mod settings;
mod target;
mod template;

pub use accelerator::Accelerator;
pub(crate) use accelerator::Part;
pub(crate) use body::{Body, Call};
pub(crate) use failure::{Failure, describe_panic, last_panic_place, remember_panics};
pub(crate) use interface::{Input, Interface, Variable, variable, variables};
pub(crate) use invoke::{caught, invoke, invoke_wire};
pub use recoverable::Recoverable;
pub(crate) use recoverable::{is_recoverable, marker as recoverable_marker};
pub(crate) use registry::{Registry, RegistryError};
pub use returns::Returns;
pub use settings::{Cache, Mount, Resource, Secret, Settings};
pub use target::{Container, Data, DataFormat, Script, Service, Target};
pub use template::PodTemplate;
pub(crate) use template::{containers as containers_of_template, told as told_of_template};

use std::any::TypeId;
use std::panic::Location;

/// The constructors of bodies: `sync0` … and `async0` ….
pub(crate) mod bodies {
    pub use super::body::constructors::*;
}

/// The function behind an entity, as its source tells it.
#[derive(Debug)]
pub struct Function {
    /// The identity of the function's own type, whatever path or alias it is called by.
    pub id: TypeId,
    /// `my_crate::etl`.
    pub module: &'static str,
    /// `word_count`.
    pub ident: &'static str,
    /// The name given by the attribute; empty for none.
    pub name: &'static str,
    /// The doc comment.
    pub doc: &'static str,
    /// The source file.
    pub file: &'static str,
    /// The line of the attribute.
    pub line: u32,
}

impl Function {
    /// The name on the wire: the attribute's, else the module path with dots.
    pub(crate) fn name(&self) -> String {
        if !self.name.is_empty() {
            return self.name.to_owned();
        }
        let mut name = self.module.replace("::", ".").replace("r#", "");
        name.push('.');
        name.push_str(self.ident);
        name
    }

    /// `src/main.rs:12`.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

/// What the macros know of a function. Its identity is the type that each `fn` item has of its own; its place is the
/// attribute's, where this is called.
#[track_caller]
#[must_use]
pub const fn function<F: Copy + 'static>(
    _: F,
    module: &'static str,
    ident: &'static str,
    name: &'static str,
    doc: &'static str,
) -> Function {
    let place = Location::caller();
    Function { id: TypeId::of::<F>(), module, ident, name, doc, file: place.file(), line: place.line() }
}

/// One task or workflow.
pub struct Entity {
    /// Its function.
    pub function: Function,
    /// What it is.
    pub kind: Kind,
}

/// What an entity is.
pub enum Kind {
    /// A task: a body to call.
    Task {
        /// The erased function.
        body: &'static dyn Body,
        /// What it asks of Flyte.
        settings: &'static Settings,
    },
    /// A workflow: a body to trace.
    Workflow(&'static dyn Tracer),
}

/// A workflow's body in its second life: run once, it records the nodes of the graph.
pub trait Tracer: Interface + Sync {
    /// Runs the tracer inside a trace; gives what is bound to each output, as places of that trace.
    fn trace(&self) -> Vec<u32>;
}

impl Entity {
    pub(crate) fn name(&self) -> String {
        self.function.name()
    }

    /// `task` or `workflow`, for messages.
    pub(crate) fn kind_name(&self) -> &'static str {
        match self.kind {
            Kind::Task { .. } => "task",
            Kind::Workflow(_) => "workflow",
        }
    }

    pub(crate) fn inputs(&self) -> Vec<Variable> {
        match self.kind {
            Kind::Task { body, .. } => body.inputs(),
            Kind::Workflow(tracer) => tracer.inputs(),
        }
    }

    pub(crate) fn outputs(&self) -> Vec<Variable> {
        match self.kind {
            Kind::Task { body, settings } => settings.target.named(body.outputs()),
            Kind::Workflow(tracer) => tracer.outputs(),
        }
    }
}

// A descriptor never changes.
impl std::panic::RefUnwindSafe for Entity {}

inventory::collect!(Entity);
