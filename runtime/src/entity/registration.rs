//! The entries that the macros submit: just enough to find an entity, and to make it.
//!
//! A container runs one of a program's tasks, but pays for all: the loader has to correct each address in a constant
//! before `main` begins, and to copy the memory for it. Code holds no such addresses, so an entity is made by code,
//! when it is needed.

use super::{
    Body, Definition, Entity, Interface, LaunchPlanParts, LaunchPlanSettings, Reference, ReferenceParts,
    Settings, TaskParts, Tracer, WorkflowParts, WorkflowSettings,
};
use aileron_grammar::mark;
use std::any::TypeId;
use std::array;
use std::collections::HashMap;
use std::sync::OnceLock;

/// An entity that has not been made yet.
pub struct Registration {
    /// The [mark] of the entity's name.
    pub(crate) mark: u64,
    /// The type id of the entity's function.
    pub(crate) id: TypeId,
    pub(crate) make: &'static dyn MakeEntity,
}

inventory::collect!(Registration);

/// A function that makes the parts of an entity: the text from its source, and what an entity of its kind holds.
///
/// The text is the name in the attribute or nothing, `my_crate::etl::word_count`, `src/main.rs:12`, and the doc comment;
/// each on a line, except the doc comment, which may have several. It is one text, since a constant of several texts would
/// hold their addresses.
pub struct Make<Parts>(pub fn() -> Parts);

/// Makes the text and the definition of an entity of any type.
pub(crate) trait MakeEntity: Sync {
    fn make(&self) -> (&'static str, Definition);
}

impl<B: Body + 'static> MakeEntity for Make<(&'static str, B, &'static Settings)> {
    fn make(&self) -> (&'static str, Definition) {
        let (text, body, settings) = (self.0)();
        let body = keep(body);
        (text, Definition::Task(TaskParts { body, settings, dynamic: body.dynamic() }))
    }
}

/// The options of an entity that has a graph.
pub trait TracedSettings: 'static {
    /// What an entity with these options and that tracer is.
    #[expect(private_interfaces, reason = "only this crate calls it")]
    fn definition(&'static self, tracer: &'static dyn Tracer) -> Definition;
}

impl TracedSettings for WorkflowSettings {
    #[expect(private_interfaces, reason = "only this crate calls it")]
    fn definition(&'static self, tracer: &'static dyn Tracer) -> Definition {
        Definition::Workflow(WorkflowParts { tracer, settings: self })
    }
}

impl TracedSettings for LaunchPlanSettings {
    #[expect(private_interfaces, reason = "only this crate calls it")]
    fn definition(&'static self, tracer: &'static dyn Tracer) -> Definition {
        Definition::LaunchPlan(LaunchPlanParts { tracer, settings: self })
    }
}

impl<T: Tracer + 'static, S: TracedSettings> MakeEntity for Make<(&'static str, T, &'static S)> {
    fn make(&self) -> (&'static str, Definition) {
        let (text, tracer, settings) = (self.0)();
        (text, settings.definition(keep(tracer)))
    }
}

impl<I: Interface + Sync + 'static> MakeEntity for Make<(&'static str, I, &'static Reference)> {
    fn make(&self) -> (&'static str, Definition) {
        let (text, signature, reference) = (self.0)();
        (text, Definition::Reference(ReferenceParts { signature: keep(signature), reference }))
    }
}

impl Registration {
    fn entity(&self) -> Entity {
        let (text, definition) = self.make.make();
        Entity::new(text, Some(self.id), definition)
    }
}

impl Entity {
    /// The entity with the facts that a macro wrote into a text.
    fn new(text: &'static str, function: Option<TypeId>, definition: Definition) -> Self {
        let mut lines = text.splitn(4, '\n');
        let [own, path, place, doc] = array::from_fn(|_| lines.next().unwrap_or_default());
        let name = if own.is_empty() { with_dots(path) } else { own };
        Entity { name, place, doc, function, definition }
    }
}

/// The name of a function in Flyte, from its path in Rust.
fn with_dots(path: &str) -> &'static str {
    let mut name = String::with_capacity(path.len());
    for part in path.split("::") {
        name.push_str(if name.is_empty() { "" } else { "." });
        name.push_str(part.strip_prefix("r#").unwrap_or(part));
    }
    name.leak()
}

/// Keeps a part of an entity until the program ends, as a constant.
pub fn keep<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// All entities of the program, in no particular order.
pub(crate) fn all() -> &'static [Entity] {
    static ALL: OnceLock<Vec<Entity>> = OnceLock::new();
    ALL.get_or_init(|| inventory::iter::<Registration>.into_iter().map(Registration::entity).collect())
}

/// The entity of a function.
pub(crate) fn of_function(id: TypeId) -> Option<&'static Entity> {
    static BY_FUNCTION: OnceLock<HashMap<TypeId, &'static Entity>> = OnceLock::new();
    BY_FUNCTION.get_or_init(|| by_function(all())).get(&id).copied()
}

/// The entities that have a function.
fn by_function(entities: impl IntoIterator<Item = &'static Entity>) -> HashMap<TypeId, &'static Entity> {
    entities.into_iter().filter_map(|entity| Some((entity.function?, entity))).collect()
}

/// The entities of this program with that name, at most one of each kind if the program is right. Only those with the same last part of
/// the name are made.
pub(crate) fn named(name: &str) -> impl Iterator<Item = &'static Entity> {
    let mark = mark(name);
    let entries = inventory::iter::<Registration>.into_iter().filter(move |entry| entry.mark == mark);
    let is_it = move |entity: &Entity| entity.name == name && entity.reference().is_none();
    entries.map(Registration::entity).filter(is_it).map(keep)
}

#[cfg(test)]
mod tests {
    use super::{Entity, by_function, named, of_function};
    use crate::entity::{Kind, id, made};
    use crate::prelude::*;

    #[task(name = "aileron.given")]
    fn given() -> i64 {
        1
    }

    /// An entity with the facts in that text.
    fn entity(text: &'static str) -> Entity {
        let given = of_function(id(given)).expect("a task");
        Entity::new(text, None, given.definition)
    }

    #[test]
    fn a_name_is_the_path_with_dots_unless_one_is_given() {
        let plain = entity("\nmy_crate::r#mod::r#type\nsrc/main.rs:12\nOne.\n\nTwo.");
        assert_eq!((plain.name, plain.place), ("my_crate.mod.type", "src/main.rs:12"));
        assert_eq!(plain.doc, "One.\n\nTwo.");
        let given = entity("a.b\nmy_crate::c\nsrc/main.rs:12\n");
        assert_eq!((given.name, given.place, given.doc), ("a.b", "src/main.rs:12", ""));
    }

    #[test]
    fn an_entity_may_have_no_function() {
        let given = of_function(id(self::given)).expect("a task");
        let found = by_function([made(Kind::Task, "a.b", ""), given, made(Kind::Workflow, "a.b", "")]);
        assert_eq!(
            found.into_iter().map(|(id, entity)| (id, entity.key())).collect::<Vec<_>>(),
            [(id(self::given), given.key())]
        );
        assert!(of_function(id(made)).is_none());
    }

    #[test]
    fn an_entity_is_found_by_its_whole_name_alone() {
        let [found] = named("aileron.given").collect::<Vec<_>>()[..] else { panic!("not one") };
        assert_eq!((found.name, found.function), ("aileron.given", Some(id(given))));
        for other in [
            "",
            "given",
            "aileron",
            "other.given",
            "aileron::given",
            "aileron.entity.registration.tests.given",
        ] {
            assert!(named(other).next().is_none(), "{other}");
        }
    }
}
