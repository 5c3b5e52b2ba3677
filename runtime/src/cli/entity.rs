//! ENTITY: a task, workflow or launch plan named on the command line, by its full name or by an unambiguous tail of it.

use super::failure::Failure;
use crate::embed;
use crate::entity::{Entity, Kind, Registry};

/// Finds the entity with that name; if entities of several kinds have it, the one of a kind that the verb takes.
pub(super) fn find(registry: &Registry, name: &str, takes: &[Kind]) -> Result<&'static Entity, Failure> {
    embed::find(registry, name, takes).map_err(Failure::Call)
}

/// The failure of a call that names no entity.
pub(super) fn unnamed(registry: &Registry) -> Failure {
    Failure::Call(embed::unnamed(registry))
}
