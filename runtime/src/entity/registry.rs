//! The registry: all entities of the program, by kind and name.

use super::{Entity, Kind, Reference, TaskParts, all};
use aileron_grammar::Rule;
use std::fmt;

/// The tasks, workflows and launch plans that are linked into the program, each known by its kind and its name, and the
/// references.
#[derive(Debug)]
pub(crate) struct Registry {
    /// What the program registers, sorted by name, then by kind.
    entities: Vec<&'static Entity>,
    /// Sorted by name. Several may refer to one thing.
    references: Vec<&'static Entity>,
}

/// Why the registry can't be used.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum RegistryError {
    /// No task or workflow is linked.
    Empty,
    /// Two entities have the same name.
    Duplicate {
        /// The name.
        name: &'static str,
        /// The positions of both.
        places: [&'static str; 2],
    },
}

impl Registry {
    /// Collects and sorts the entities that the macros registered.
    ///
    /// # Errors
    /// Fails if there are none, or two have the same name.
    pub(crate) fn collect() -> Result<Registry, RegistryError> {
        Registry::of(all()).checked()
    }

    /// A registry with these entities. A task does not depend on the others.
    pub(crate) fn of(entities: impl IntoIterator<Item = &'static Entity>) -> Registry {
        let mut entities: Vec<_> = entities.into_iter().collect();
        let order = |entity: &&'static Entity| (entity.name, entity.kind(), in_order(entity.place));
        entities.sort_unstable_by_key(order);
        let (references, entities) = entities.into_iter().partition(|entity| entity.reference().is_some());
        Registry { entities, references }
    }

    /// This registry, if a program can have it.
    ///
    /// A task and a workflow of one name are two entities for Flyte. They are refused all the same: on the command line,
    /// the name alone has to tell which one is meant. A launch plan may have the name of its workflow, whose default launch
    /// plan it replaces; whether it is of that workflow, its graph shows.
    fn checked(self) -> Result<Registry, RegistryError> {
        if self.entities.is_empty() {
            return Err(RegistryError::Empty);
        }
        let kinds = |pair: &[&Entity]| (pair[0].kind(), pair[1].kind());
        let is_refused = |pair: &&[&'static Entity]| {
            pair[0].name == pair[1].name && kinds(pair) != (Kind::Workflow, Kind::LaunchPlan)
        };
        match self.entities.windows(2).find(is_refused) {
            Some(twins) => Err(RegistryError::duplicate(twins[0], twins[1])),
            None => Ok(self),
        }
    }

    /// The names and entities that the program registers, sorted by name.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, &'static Entity)> {
        self.entities.iter().map(|entity| (entity.name, *entity))
    }

    /// The tasks of this program and what they hold, sorted by name.
    pub(crate) fn tasks(&self) -> impl Iterator<Item = (&'static Entity, TaskParts)> {
        self.entities.iter().filter_map(|entity| Some((*entity, entity.task()?)))
    }

    /// The workflows, sorted by name.
    pub(crate) fn workflows(&self) -> impl Iterator<Item = &'static Entity> {
        self.entities.iter().copied().filter(|entity| entity.kind() == Kind::Workflow)
    }

    /// What the program refers to, sorted by name.
    pub(crate) fn references(&self) -> impl Iterator<Item = (&'static Entity, &'static Reference)> {
        self.references.iter().filter_map(|entity| Some((*entity, entity.reference()?)))
    }

    /// The launch plans of this program, sorted by name.
    pub(crate) fn launch_plans(&self) -> impl Iterator<Item = &'static Entity> {
        self.entities.iter().copied().filter(|entity| entity.kind() == Kind::LaunchPlan)
    }

    /// The launch plans that Flyte gets, in the order of their names: those of this program, and the workflows that have a
    /// default one. A launch plan of a workflow's name replaces the default one.
    pub(crate) fn all_launch_plans(&self) -> impl Iterator<Item = &'static Entity> {
        let entities = self.entities.iter().copied().filter(|entity| entity.kind() != Kind::Task);
        entities.filter(|entity| {
            entity.kind() == Kind::LaunchPlan || self.get(Kind::LaunchPlan, entity.name).is_none()
        })
    }

    /// The entity of that kind with that name.
    pub(crate) fn get(&self, kind: Kind, name: &str) -> Option<&'static Entity> {
        let key = |entity: &&'static Entity| (entity.name, entity.kind());
        let index = self.entities.binary_search_by_key(&(name, kind), key).ok()?;
        Some(self.entities[index])
    }

    /// The entities of all kinds with that name, one of a kind, in the order of their kinds.
    pub(crate) fn named(&self, name: &str) -> &[&'static Entity] {
        let start = self.entities.partition_point(|entity| entity.name < name);
        let (_, rest) = self.entities.split_at(start);
        &rest[..rest.partition_point(|entity| entity.name == name)]
    }
}

/// A position as what sorts it: in the same file, the lower line has the shorter or the smaller number.
fn in_order(place: &str) -> (usize, &str) {
    (place.len(), place)
}

impl RegistryError {
    /// The error of two entities with the same name.
    pub(crate) fn duplicate(one: &Entity, other: &Entity) -> Self {
        let mut places = [one.place, other.place];
        places.sort_unstable_by_key(|place| in_order(place));
        RegistryError::Duplicate { name: one.name, places }
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

#[cfg(test)]
mod tests {
    use super::{Registry, RegistryError};
    use crate::entity::{Entity, Kind, made};

    fn keys(registry: &Registry) -> Vec<(Kind, &'static str)> {
        registry.iter().map(|(_, entity)| entity.key()).collect()
    }

    #[test]
    fn an_entity_is_known_by_its_kind_and_name() {
        let (task, workflow) = (made(Kind::Task, "a.b", "x:1"), made(Kind::Workflow, "a.b", "x:2"));
        let (first, last) = (made(Kind::Workflow, "a", "x:3"), made(Kind::Task, "a.c", "x:4"));
        let registry = Registry::of([workflow, last, task, first]);
        assert_eq!(keys(&registry), [first, task, workflow, last].map(Entity::key));
        assert_eq!(registry.get(Kind::Task, "a.b").expect("the task").place, "x:1");
        assert_eq!(registry.get(Kind::Workflow, "a.b").expect("the workflow").place, "x:2");
        assert!(registry.get(Kind::Task, "a").is_none() && registry.get(Kind::Workflow, "a.c").is_none());
        assert_eq!(registry.tasks().map(|(task, _)| task.place).collect::<Vec<_>>(), ["x:1", "x:4"]);
        assert_eq!(registry.workflows().map(|workflow| workflow.place).collect::<Vec<_>>(), ["x:3", "x:2"]);
    }

    #[test]
    fn a_name_gives_the_entities_of_all_kinds() {
        let entities =
            [made(Kind::Workflow, "a.b", ""), made(Kind::Task, "a.b", ""), made(Kind::Task, "a.c", "")];
        let registry = Registry::of(entities);
        let kinds = |name| registry.named(name).iter().map(|entity| entity.kind()).collect::<Vec<_>>();
        assert_eq!(kinds("a.b"), [Kind::Task, Kind::Workflow]);
        assert_eq!(kinds("a.c"), [Kind::Task]);
        for other in ["", "a", "a.bb", "a.d"] {
            assert!(kinds(other).is_empty(), "{other}");
        }
    }

    #[test]
    fn a_program_has_no_two_entities_of_one_name() {
        let twins = |kinds: [Kind; 2]| {
            let [low, high] = kinds;
            Registry::of([made(high, "a.b", "x:10"), made(low, "a.b", "x:9")]).checked().err()
        };
        let error = || Some(RegistryError::Duplicate { name: "a.b", places: ["x:9", "x:10"] });
        assert_eq!(twins([Kind::Task, Kind::Task]), error());
        assert_eq!(twins([Kind::Workflow, Kind::Workflow]), error());
        assert_eq!(twins([Kind::Task, Kind::Workflow]), error());
        assert_eq!(twins([Kind::Workflow, Kind::Task]), error());
        assert_eq!(Registry::of([]).checked().err(), Some(RegistryError::Empty));
        let others = Registry::of([made(Kind::Task, "a.b", ""), made(Kind::Workflow, "a.c", "")]);
        assert!(others.checked().is_ok());
    }
}
