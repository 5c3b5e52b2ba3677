//! The entries that the macros submit: just enough to find an entity, and to make it.
//!
//! A container runs one of a program's tasks, but pays for all: the loader has to correct each address in a constant
//! before `main` begins, and to copy the memory for it. Code holds no such addresses, so an entity is make by code,
//! when it is needed.

use super::{Body, Entity, EntityKind, Function, Settings, Tracer};
use aileron_grammar::mark;
use std::any::TypeId;
use std::collections::HashMap;
use std::sync::OnceLock;

/// An entity that has not been make yet.
pub struct Registration {
    /// The [mark] of the entity's name.
    pub(crate) mark: u64,
    /// The type id of the entity's function.
    pub(crate) id: TypeId,
    pub(crate) make: &'static dyn MakeEntity,
}

inventory::collect!(Registration);

/// A function that makes the parts of an entity: the text from its source, and its kind.
pub struct Make<Parts>(pub fn() -> Parts);

/// Makes the text and the kind of an entity of any type.
pub(crate) trait MakeEntity: Sync {
    fn make(&self) -> (&'static str, EntityKind);
}

impl<B: Body + 'static> MakeEntity for Make<(&'static str, B, &'static Settings)> {
    fn make(&self) -> (&'static str, EntityKind) {
        let (text, body, settings) = (self.0)();
        (text, EntityKind::Task { body: keep(body), settings })
    }
}

impl<T: Tracer + 'static> MakeEntity for Make<(&'static str, T)> {
    fn make(&self) -> (&'static str, EntityKind) {
        let (text, tracer) = (self.0)();
        (text, EntityKind::Workflow(keep(tracer)))
    }
}

impl Registration {
    fn entity(&self) -> Entity {
        let (text, kind) = self.make.make();
        Entity { function: Function { id: self.id, text }, kind }
    }
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
    let by_function =
        BY_FUNCTION.get_or_init(|| all().iter().map(|entity| (entity.function.id, entity)).collect());
    by_function.get(&id).copied()
}

/// The entities with that name. No others are make.
pub(crate) fn named(name: &str) -> impl Iterator<Item = &'static Entity> {
    let mark = mark(name);
    let entries = inventory::iter::<Registration>.into_iter().filter(move |entry| entry.mark == mark);
    let entities = entries.map(Registration::entity).filter(move |entity| entity.function.is_named(name));
    entities.map(keep)
}
