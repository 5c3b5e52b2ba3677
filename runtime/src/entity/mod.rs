//! Entities: the tasks and workflows that the macros register, and the registry that finds them.

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
pub(crate) use registration::{Registration, all, named, of_function};
pub(crate) use registry::{Registry, RegistryError};
pub use returns::Returns;
pub use settings::{Cache, Mount, Resource, Secret, Settings};
pub use target::{Container, Data, DataFormat, Script, ServiceWork, Target};
pub(crate) use typed::{typed_interface, typed_variable};

use std::any::TypeId;

/// The constructors of bodies: `sync0` … and `async0` ….
pub(crate) mod bodies {
    pub use super::constructors::*;
}

/// The function of an entity, as it is in the source.
#[derive(Debug)]
pub(crate) struct Function {
    /// The id of the function's own type, which is the same for every path or alias.
    pub(crate) id: TypeId,
    /// The name in the attribute or nothing, `my_crate::etl::word_count`, `src/main.rs:12`, and the doc comment; each
    /// on a line, except the doc comment, which may have several.
    text: &'static str,
}

impl Function {
    /// The name in Flyte: the attribute's, else the path with dots.
    pub(crate) fn name(&self) -> String {
        let mut name = String::with_capacity(self.line(0).len() + self.line(1).len());
        for part in self.name_parts() {
            name.push_str(if name.is_empty() { "" } else { "." });
            name.push_str(part);
        }
        name
    }

    /// The parts between the dots of the name. Nothing is allocated.
    pub(crate) fn name_parts(&self) -> impl Iterator<Item = &'static str> {
        let (name, joint) = match self.line(0) {
            "" => (self.line(1), "::"),
            own => (own, "."),
        };
        name.split(joint).map(|part| part.strip_prefix("r#").unwrap_or(part))
    }

    /// Whether this is its name in Flyte. Nothing is allocated.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        let Some(mut path) = self.text.strip_prefix('\n') else { return self.line(0) == name };
        for (place, part) in name.split('.').enumerate() {
            let Some(left) = path.strip_prefix(if place == 0 { "" } else { "::" }) else { return false };
            let Some(left) = left.strip_prefix("r#").unwrap_or(left).strip_prefix(part) else { return false };
            path = left;
        }
        path.starts_with('\n')
    }

    /// The position in the source: `src/main.rs:12`.
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

/// The id of a function: that of the type that each `fn` item has.
#[must_use]
pub const fn id<F: Copy + 'static>(_: F) -> TypeId {
    TypeId::of::<F>()
}

/// A task or a workflow.
pub(crate) struct Entity {
    /// The entity's function.
    pub(crate) function: Function,
    /// The kind of entity.
    pub(crate) kind: EntityKind,
}

/// The kind of an entity.
pub(crate) enum EntityKind {
    /// A task, which has a body to call.
    Task {
        /// The function without its types.
        body: &'static dyn Body,
        /// The options.
        settings: &'static Settings,
    },
    /// A workflow, which has a body to trace.
    Workflow(&'static dyn Tracer),
}

/// The second form of a workflow's body: it records the nodes of the graph.
pub(crate) trait Tracer: Interface + Sync {
    /// Runs the tracer inside a trace. Returns the bindings of the outputs, as places of that trace.
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

impl std::fmt::Debug for Entity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.kind_name(), self.name())
    }
}

// An entity never changes.
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
