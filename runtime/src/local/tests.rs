//! Tests of graphs that run: their values, their order and their failures.

mod context;
mod failures;
mod files;
mod order;
mod values;

use super::{Options, RunError, run};
use crate::FlyteType;
use crate::entity::{Entity, Registry};
use crate::setup::Setup;
use aileron_idl::core::Literal;
use std::num::NonZeroUsize;

fn entity(registry: &Registry, tail: &str) -> &'static Entity {
    let (_, entity) =
        registry.iter().find(|(name, _)| name.ends_with(&format!("local.tests.{tail}"))).expect(tail);
    entity
}

/// Runs an entity of these tests with one input and returns its outputs.
fn outputs(tail: &str, input: impl FlyteType, jobs: usize) -> Result<Vec<Literal>, RunError> {
    let registry = Registry::collect().expect("entities");
    let options = Options { jobs: NonZeroUsize::new(jobs).expect("jobs"), progress: false };
    run(entity(&registry, tail), vec![input.into_literal().expect("an input")], options, Setup::default())
}

/// Runs an entity of these tests with one input and returns its only output.
fn output<T: FlyteType>(tail: &str, input: impl FlyteType, jobs: usize) -> T {
    let mut outputs = outputs(tail, input, jobs).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(outputs.len(), 1);
    T::from_literal(outputs.remove(0)).expect("an output")
}
