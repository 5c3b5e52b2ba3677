//! Tests of graphs that run: their values, their order and their failures.

mod branches;
mod by_hand;
mod cache;
mod context;
mod depth;
mod dynamic;
mod events;
mod failures;
mod files;
mod handlers;
mod log;
mod order;
mod timeouts;
mod tokens;
mod values;
mod waiting;

use super::event::Listener;
use super::{Options, RunError, run};
use crate::FlyteType;
use crate::entity::{Entity, Registry};
use crate::setup::Setup;
use aileron_idl::core::Literal;
use std::num::NonZeroUsize;
use std::sync::LazyLock;

fn entity(tail: &str) -> &'static Entity {
    static ALL: LazyLock<Registry> = LazyLock::new(|| Registry::collect().expect("entities"));
    ALL.named(&format!("aileron.local.tests.{tail}")).first().expect(tail)
}

fn options<'l>(jobs: usize, listeners: &'l [&'l dyn Listener]) -> Options<'l> {
    let async_jobs = Options::default_async_jobs();
    Options {
        jobs: NonZeroUsize::new(jobs).expect("jobs"),
        async_jobs,
        resources: None,
        processes: false,
        progress: false,
        listeners,
    }
}

/// Runs an entity of these tests with one input and returns its outputs.
fn outputs(tail: &str, input: impl FlyteType, jobs: usize) -> Result<Vec<Literal>, RunError> {
    heard(tail, input, jobs, &[])
}

/// The same with listeners.
fn heard(
    tail: &str,
    input: impl FlyteType,
    jobs: usize,
    listeners: &[&dyn Listener],
) -> Result<Vec<Literal>, RunError> {
    let input = input.into_literal().expect("an input");
    run(entity(tail), vec![input], options(jobs, listeners), Setup::default())
}

/// Runs an entity of these tests with one input and returns its only output.
fn output<T: FlyteType>(tail: &str, input: impl FlyteType, jobs: usize) -> T {
    let mut outputs = outputs(tail, input, jobs).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(outputs.len(), 1);
    T::from_literal(outputs.remove(0)).expect("an output")
}
