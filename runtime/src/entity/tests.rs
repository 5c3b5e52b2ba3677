//! Entities that code makes, for tests.

use super::{Entity, Kind, id, keep, of_function};
use crate::prelude::*;

#[task]
fn step() -> i64 {
    1
}

#[workflow]
fn flow() -> i64 {
    step()
}

#[launch_plan]
fn plan() -> i64 {
    flow()
}

#[reference_task(name = "elsewhere.far")]
fn far() -> i64;

/// An entity of that kind, which has no function.
pub(crate) fn made(kind: Kind, name: &'static str, place: &'static str) -> &'static Entity {
    let function = match kind {
        Kind::Task => id(step),
        Kind::Workflow => id(flow),
        Kind::LaunchPlan => id(plan),
        Kind::Reference => id(far),
    };
    let definition = of_function(function).expect("an entity").definition;
    keep(Entity { name, place, doc: "", function: None, definition })
}
