//! The registry: all entities of the program, sorted by name.

use super::{Entity, all};
use aileron_grammar::Rule;
use std::fmt;

/// The tasks and workflows that are linked into the program.
pub(crate) struct Registry {
    entries: Vec<(String, &'static Entity)>,
}

/// Why the registry can't be used.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum RegistryError {
    /// No task or workflow is linked.
    Empty,
    /// Two functions have the same name.
    Duplicate {
        /// The name.
        name: String,
        /// The positions of both.
        places: [String; 2],
    },
}

impl Registry {
    /// Collects and sorts the entities that the macros registered.
    ///
    /// # Errors
    /// Fails if there are none, or two have the same name.
    pub(crate) fn collect() -> Result<Registry, RegistryError> {
        Registry::new(all().iter())
    }

    /// A registry with one entity, for a task, which does not depend on the others.
    pub(crate) fn only(entity: &'static Entity) -> Registry {
        Registry { entries: vec![(entity.name(), entity)] }
    }

    fn new(entities: impl Iterator<Item = &'static Entity>) -> Result<Registry, RegistryError> {
        let mut entries: Vec<_> = entities.map(|entity| (entity.name(), entity)).collect();
        if entries.is_empty() {
            return Err(RegistryError::Empty);
        }
        // In the same file, the lower line has the shorter or the smaller number.
        let place = |entity: &Entity| (entity.function.place().len(), entity.function.place());
        entries.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| place(a.1).cmp(&place(b.1))));
        if let Some(twins) = entries.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            let places = [&twins[0], &twins[1]].map(|twin| twin.1.function.place().to_owned());
            return Err(RegistryError::Duplicate { name: twins[0].0.clone(), places });
        }
        Ok(Registry { entries })
    }

    /// The names and entities, sorted by name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &'static Entity)> {
        self.entries.iter().map(|(name, entity)| (name.as_str(), *entity))
    }

    pub(crate) fn named(&self, name: &str) -> Option<&'static Entity> {
        let index = self.entries.binary_search_by(|(other, _)| other.as_str().cmp(name)).ok()?;
        Some(self.entries[index].1)
    }
}

impl fmt::Display for RegistryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RegistryError::Empty => f.write_str(&Rule::EmptyProgram.end(
                "this program has no tasks or workflows. If they are in a library crate, nothing names that crate, so the \
                                 linker left it out: write `aileron::main!(the_library)`. Otherwise put `#[task]` or `#[workflow]` on a function.",
            )),
            RegistryError::Duplicate { name, places: [first, second] } => f.write_str(&Rule::SameName.end(format_args!(
                "two entities are named `{name}`: one at {first}, one at {second}. Flyte identifies an entity by its name, so \
                                 one would replace the other: rename one function, or set another name with `name = \"…\"`.",
            ))),
        }
    }
}

impl std::error::Error for RegistryError {}
