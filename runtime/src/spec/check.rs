//! The unit test that `main!` adds.

use super::image::filled;
use super::{Ids, Options, Specs};
use crate::entity::Registry;
use crate::graph::wrong_defaults;
use crate::images::declared;
use crate::program::ProgramInfo;

/// Makes the specs of everything in the program. Images, project, domain and version that only options give get a
/// placeholder.
///
/// # Panics
/// Panics with everything that is wrong.
pub fn check(program: &ProgramInfo) {
    let registry = Registry::collect().unwrap_or_else(|error| panic!("{error}"));
    let tasks = registry.tasks().map(|(task, _)| task);
    let mut problems: Vec<String> = tasks.flat_map(wrong_defaults).collect();
    let specs = options(program, &registry)
        .and_then(|options| Specs::new(&registry, &options).map(|specs| specs.files().for_each(drop)));
    problems.extend(specs.err().map(|error| error.to_string()));
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn options(program: &ProgramInfo, registry: &Registry) -> Result<Options, super::Error> {
    let names = registry.tasks().flat_map(|(_, task)| task.settings.images).map(|(name, _)| *name);
    let part = || "stand-in".to_owned();
    Ok(Options {
        ids: Ids { project: part(), domain: part(), version: part() },
        images: filled(&declared(program.images)?, names)?,
        binary: program.binary(),
        ..Options::default()
    })
}
