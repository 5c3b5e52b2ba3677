//! What the macros submit: as little of an entity as finds it, and how it is made.
//!
//! A container runs one of a program's tasks, and pays for all: each address in a constant has to be corrected by the
//! loader before `main` begins, in memory that it has to copy for it. Code holds no addresses, so an entity is made by
//! code, when it is asked for.

use super::{Body, Entity, EntityKind, Function, Settings, Tracer};
use aileron_grammar::mark;
use std::any::TypeId;
use std::sync::OnceLock;

/// An entity that is not made yet.
pub struct Registration {
    /// The [mark] of its name.
    pub(crate) mark: u64,
    /// The identity of its function.
    pub(crate) id: TypeId,
    pub(crate) make: &'static dyn MakeEntity,
}

inventory::collect!(Registration);

/// Makes the parts of an entity: what its source tells, and what is called.
pub struct Make<Parts>(pub fn() -> Parts);

/// What makes the kind of an entity, whatever its types, and its function's text.
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

/// What an entity is made of stays until the program ends, as a constant would.
pub fn keep<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// All entities of the program, in no order.
pub(crate) fn all() -> &'static [Entity] {
    static ALL: OnceLock<Vec<Entity>> = OnceLock::new();
    ALL.get_or_init(|| inventory::iter::<Registration>.into_iter().map(Registration::entity).collect())
}

/// The entities of that name, without making all the others.
pub(crate) fn named(name: &str) -> impl Iterator<Item = &'static Entity> {
    let mark = mark(name);
    let entries = inventory::iter::<Registration>.into_iter().filter(move |entry| entry.mark == mark);
    let entities = entries.map(Registration::entity).filter(move |entity| entity.function.is_named(name));
    entities.map(keep)
}
