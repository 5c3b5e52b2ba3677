//! What the macros register: tasks and workflows, and the registry that finds them.

mod accelerator;
mod body;
mod constructors;
mod failure;
mod interface;
mod invoke;
mod recoverable;
mod registration;
mod registry;
mod returns;
mod settings;
mod target;
mod typed;

pub use accelerator::Accelerator;
pub(crate) use accelerator::Part;
pub(crate) use body::{Body, Completion};
pub(crate) use failure::Failure;
pub(crate) use interface::{Input, Interface, Variable, variable, variables};
pub(crate) use invoke::{caught, invoke, invoke_wire};
pub use recoverable::Recoverable;
pub(crate) use recoverable::{is_recoverable, mark as mark_recoverable};
pub use registration::{Make, keep};
pub(crate) use registration::{Registration, all, named};
pub(crate) use registry::{Registry, RegistryError};
pub use returns::Returns;
pub use settings::{Cache, Mount, Resource, Secret, Settings};
pub use target::{Container, Data, DataFormat, Script, Service, Target};
pub(crate) use typed::{typed_interface, typed_variable};

use std::any::TypeId;

/// The constructors of bodies: `sync0` … and `async0` ….
pub(crate) mod bodies {
    pub use super::constructors::*;
}

/// The function behind an entity, as its source tells it.
#[derive(Debug)]
pub(crate) struct Function {
    /// The identity of the function's own type, whatever path or alias it is called by.
    pub(crate) id: TypeId,
    /// The name given by the attribute or nothing, `my_crate::etl::word_count`, `src/main.rs:12`, and the doc comment,
    /// which alone may have more than a line.
    text: &'static str,
}

impl Function {
    /// The name on the wire: the attribute's, else the path with dots.
    pub(crate) fn name(&self) -> String {
        let mut name = String::with_capacity(self.line(0).len() + self.line(1).len());
        for part in self.name_parts() {
            name.push_str(if name.is_empty() { "" } else { "." });
            name.push_str(part);
        }
        name
    }

    /// What stands between the dots of the name, which nothing has to be allocated for.
    pub(crate) fn name_parts(&self) -> impl Iterator<Item = &'static str> {
        let (name, joint) = match self.line(0) {
            "" => (self.line(1), "::"),
            given => (given, "."),
        };
        name.split(joint).map(|part| part.strip_prefix("r#").unwrap_or(part))
    }

    /// Whether that is its name on the wire, without putting it together.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        let Some(mut path) = self.text.strip_prefix('\n') else { return self.line(0) == name };
        for (place, part) in name.split('.').enumerate() {
            let Some(left) = path.strip_prefix(if place == 0 { "" } else { "::" }) else { return false };
            let Some(left) = left.strip_prefix("r#").unwrap_or(left).strip_prefix(part) else { return false };
            path = left;
        }
        path.starts_with('\n')
    }

    /// `src/main.rs:12`.
    pub(crate) fn place(&self) -> &'static str {
        self.line(2)
    }

    /// The doc comment.
    pub(crate) fn doc(&self) -> &'static str {
        self.line(3)
    }

    fn line(&self, index: usize) -> &'static str {
        self.text.splitn(4, '\n').nth(index).unwrap_or_default()
    }
}

/// The identity of a function: the type that each `fn` item has of its own.
#[must_use]
pub const fn id<F: Copy + 'static>(_: F) -> TypeId {
    TypeId::of::<F>()
}

/// One task or workflow.
pub(crate) struct Entity {
    /// Its function.
    pub(crate) function: Function,
    /// What it is.
    pub(crate) kind: EntityKind,
}

/// What an entity is.
pub(crate) enum EntityKind {
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
pub(crate) trait Tracer: Interface + Sync {
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
            EntityKind::Task { .. } => "task",
            EntityKind::Workflow(_) => "workflow",
        }
    }

    pub(crate) fn inputs(&self) -> Vec<Variable> {
        match self.kind {
            EntityKind::Task { body, .. } => body.inputs(),
            EntityKind::Workflow(tracer) => tracer.inputs(),
        }
    }

    pub(crate) fn outputs(&self) -> Vec<Variable> {
        let mut outputs = match self.kind {
            EntityKind::Task { body, settings } => settings.target.named(body.outputs()),
            EntityKind::Workflow(tracer) => tracer.outputs(),
        };
        interface::describe(&mut outputs, self.function.doc());
        outputs
    }
}

// A descriptor never changes.
impl std::panic::RefUnwindSafe for Entity {}

#[cfg(test)]
mod tests {
    use super::{Function, id};

    #[test]
    fn a_name_is_the_path_with_dots_unless_one_is_given() {
        let function = |text| Function { id: id(drop::<()>), text };
        let plain = function("\nmy_crate::r#mod::r#type\nsrc/main.rs:12\nOne.\n\nTwo.");
        assert_eq!((plain.name(), plain.place()), ("my_crate.mod.type".to_owned(), "src/main.rs:12"));
        assert_eq!(plain.doc(), "One.\n\nTwo.");
        assert!(plain.is_named("my_crate.mod.type"));
        for other in ["", "my_crate", "my_crate.mod", "my_crate.mod.typ", "mod.type", "my_crate::mod.type"] {
            assert!(!plain.is_named(other), "{other}");
        }
        let given = function("a.b\nmy_crate::c\nsrc/main.rs:12\n");
        assert_eq!((given.name(), given.doc()), ("a.b".to_owned(), ""));
        assert!(given.is_named("a.b") && !given.is_named("my_crate.c") && !given.is_named("a"));
    }
}
