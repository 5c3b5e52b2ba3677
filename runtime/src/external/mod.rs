//! Tasks whose work is not done by this program's own code, run on this machine.
//!
//! A stand-in that a test supplies comes first. Else the container is run: by Docker or Podman, or as a process, in
//! which case what Flyte's co-pilot does for it is done here. A query runs on `SQLite`.

#[cfg(unix)]
mod addresses;
#[cfg(unix)]
mod container;
#[cfg(unix)]
mod container_attempt;
#[cfg(unix)]
mod copilot;
#[cfg(unix)]
mod docker;
mod engine;
#[cfg(unix)]
mod environment;
mod error;
#[cfg(unix)]
mod left;
#[cfg(unix)]
mod process;
#[cfg(feature = "sqlite")]
mod query;
#[cfg(unix)]
mod room;
mod service;
#[cfg(unix)]
mod shell;
#[cfg(unix)]
mod signals;
mod stand_in;
#[cfg(unix)]
mod variables;
#[cfg(unix)]
mod words;

pub use error::ExternalError;
#[cfg(feature = "sqlite")]
pub(crate) use query::open_database;
#[cfg(feature = "sqlite")]
pub use query::{Database, database};
#[cfg(unix)]
pub(crate) use signals::{kill, watch as watch_signals};
pub use stand_in::{StandIn, Standing, Task, stand_in};

use crate::entity::{self, Entity, EntityKind, Failure, Returns, Target};
use crate::types::{FlyteType, Outputs, wire};
use aileron_idl::core::{Literal, LiteralMap};
use aileron_idl::map;
use aileron_idl::prost::Message;
use aileron_idl::prost::bytes::Bytes;
use std::any::TypeId;

/// Runs the task; takes and gives literals in the order of its interface.
pub(crate) fn run(task: &'static Entity, inputs: Vec<Literal>) -> Result<Vec<Literal>, Failure> {
    if let Some(stand_in) = stand_in::find(task.function.id) {
        return stand_in(inputs);
    }
    let EntityKind::Task { settings, .. } = &task.kind else { return Ok(Vec::new()) };
    let names = task.inputs().into_iter().map(|input| input.name);
    let inputs = LiteralMap { literals: map(names.zip(inputs)) };
    let outputs = match settings.target {
        Target::Program => Err(ExternalError::new("this task is the work of this very program")),
        #[cfg(unix)]
        Target::Container(own) => container::run(task, settings, own, &inputs),
        #[cfg(unix)]
        Target::Shell(script) => shell::run(task, settings, script, &inputs),
        #[cfg(not(unix))]
        Target::Container(_) | Target::Shell(_) => Err(ExternalError::new(format_args!(
            "`{}` is the work of another program, which this one starts on Linux and macOS only, as it takes process \
             groups and modes of files: run it there, on Windows in WSL; or let a function stand in for it in a test, \
             with `aileron::testing::stand_in`",
            task.name()
        ))),
        Target::Service(service) => return service::run(task, settings, service, inputs),
    };
    outputs.map_err(|error| Failure::User(error.into()))
}

/// The same with the bytes of literals.
pub(crate) fn run_wire(task: &'static Entity, inputs: Vec<Bytes>) -> Result<Vec<Bytes>, Failure> {
    let names = task.inputs().into_iter().map(|input| input.name);
    let read = |(name, bytes): (String, Bytes)| {
        wire::literal(&bytes)
            .map_err(|error| Failure::User(format!("the input `{name}` can't be read: {error}").into()))
    };
    let inputs = names.zip(inputs).map(read).collect::<Result<_, _>>()?;
    Ok(run(task, inputs)?.iter().map(|literal| literal.encode_to_vec().into()).collect())
}

/// An input that is handed over.
pub fn given<T: FlyteType>(name: &'static str, value: T) -> Result<Literal, Failure> {
    value.into_literal().map_err(|error| Failure::Input { name, error })
}

/// Runs the task whose function this is: what its body does.
pub fn external<F: Copy + 'static, const N: usize>(
    _: F,
    inputs: [Result<Literal, Failure>; N],
) -> Result<Vec<Literal>, Failure> {
    let inputs = inputs.into_iter().collect::<Result<_, _>>()?;
    match entity::all().iter().find(|entity| entity.function.id == TypeId::of::<F>()) {
        Some(task) => run(task, inputs),
        None => Err(Failure::User("this task is not registered in this program".into())),
    }
}

/// What the body returns.
///
/// # Panics
/// When the task failed, and its type has no place for an error.
#[track_caller]
#[must_use]
pub fn outcome<R: Outcome>(outputs: Result<Vec<Literal>, Failure>) -> R {
    let read = |outputs| R::Outputs::from_literals(outputs).map_err(|error| Failure::Output { error });
    R::from_outputs(outputs.and_then(read))
}

/// What a task can return whose work is done elsewhere.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be what a task returns whose work is done elsewhere [AIL0307]",
    label = "neither outputs that Flyte knows, nor a `Result` of them and an error that is made from an `aileron::ExternalError`",
    note = "errors that are: `aileron::ExternalError` itself, `anyhow::Error`, `Box<dyn std::error::Error + Send + Sync>`, `std::io::Error`, `String`, and every type with `From<aileron::ExternalError>`"
)]
pub trait Outcome: Returns {
    /// The outputs, or what kept the task from giving any.
    fn from_outputs(outputs: Result<Self::Outputs, Failure>) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Outputs> Outcome for T {
    #[track_caller]
    fn from_outputs(outputs: Result<T, Failure>) -> T {
        match outputs {
            Ok(outputs) => outputs,
            // The signature says that it can't fail.
            Err(failure) => panic!("{failure}"),
        }
    }
}

impl<T: Outputs, E: From<ExternalError>> Outcome for Result<T, E>
where
    Result<T, E>: Returns<Outputs = T>,
{
    fn from_outputs(outputs: Result<T, Failure>) -> Self {
        outputs.map_err(|failure| ExternalError::from(failure).into())
    }
}
