//! The tasks and workflows that are linked into a program.

use super::{Entity, SpecOptions, lookup};
use crate::entity::{Kind, Registry};
use std::error::Error;
use std::fmt;

/// The tasks, workflows and launch plans that are linked into this program.
///
/// ```standalone_crate
/// use aileron::embed::Program;
/// use aileron::prelude::*;
///
/// #[task]
/// fn inc(x: i64) -> i64 {
///     x + 1
/// }
///
/// let program = Program::load()?;
/// let names: Vec<_> = program.entities().map(|entity| entity.name()).collect();
/// assert!(names.iter().any(|name| name.ends_with("inc")));
/// # Ok::<(), aileron::embed::ProgramError>(())
/// ```
pub struct Program {
    registry: Registry,
}

/// What is wrong with a program, or with what is asked of it: one text with everything, in the words of the verbs.
///
/// ```standalone_crate
/// use aileron::embed::Program;
/// use aileron::prelude::*;
///
/// #[task]
/// fn clean(x: i64) -> i64 {
///     x
/// }
///
/// let error = Program::load()?.find("claen").unwrap_err();
/// assert!(error.to_string().contains("did you mean `"), "{error}");
/// # Ok::<(), aileron::embed::ProgramError>(())
/// ```
#[derive(Debug)]
pub struct ProgramError {
    text: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl Program {
    /// Finds all that is linked into this program.
    ///
    /// # Errors
    /// Fails if there is nothing, or two entities have the same name.
    pub fn load() -> Result<Self, ProgramError> {
        let registry = Registry::collect().map_err(ProgramError::because)?;
        Ok(Program { registry })
    }

    /// Returns every task, workflow and launch plan, sorted by name, then every reference.
    pub fn entities(&self) -> impl Iterator<Item = Entity> {
        let own = self.registry.iter().map(|(_, entity)| entity);
        own.chain(self.registry.references().map(|(entity, _)| entity)).map(Entity::new)
    }

    /// Finds a task, workflow or launch plan by its full name, such as `my_crate.etl.word_count`, or by the end of it if no other
    /// name ends so. A launch plan comes before its workflow of the same name.
    ///
    /// # Errors
    /// Fails if there is none or several; the text has the nearest names.
    pub fn find(&self, name: &str) -> Result<Entity, ProgramError> {
        let entity = lookup::find(&self.registry, name, &[Kind::Task, Kind::LaunchPlan]);
        entity.map(Entity::new).map_err(ProgramError::new)
    }

    /// Prepares the specs of all that the program has.
    pub fn specs(&self) -> SpecOptions<'_> {
        SpecOptions::new(&self.registry)
    }
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.entities()).finish()
    }
}

impl ProgramError {
    pub(super) fn new(text: String) -> Self {
        ProgramError { text, source: None }
    }

    pub(crate) fn because(error: impl Error + Send + Sync + 'static) -> Self {
        ProgramError { text: error.to_string(), source: Some(error.into()) }
    }

    /// Several problems, each on a line or more.
    pub(super) fn all(problems: &[impl fmt::Display]) -> Self {
        ProgramError::new(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    }
}

impl fmt::Display for ProgramError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Error for ProgramError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        // The text is that of the error itself, so only its cause is news.
        self.source.as_ref()?.source()
    }
}
