//! The options of specs that nobody registers: those of the unit test that `main!` adds.

use super::image::filled;
use super::{Error, Ids, Options};
use crate::entity::Registry;
use crate::images::declared;
use crate::program::ProgramInfo;

/// Options in which images, project, domain and version that only a call gives have a placeholder.
///
/// # Errors
/// Fails if the images of Cargo.toml are wrong.
pub(crate) fn options(program: &ProgramInfo, registry: &Registry) -> Result<Options, Error> {
    let names = registry.tasks().flat_map(|(_, task)| task.settings.images).map(|(name, _)| *name);
    let part = || "stand-in".to_owned();
    Ok(Options {
        ids: Ids { project: part(), domain: part(), version: part() },
        images: filled(&declared(program.images)?, names)?,
        binary: program.binary(),
        ..Options::default()
    })
}
