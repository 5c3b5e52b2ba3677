//! Runs tasks that are not this program's own code, on this machine.
//!
//! If a test has set a stand-in, that is called. Otherwise a container runs with Docker or Podman, or its command as
//! a process; this room then does what Flyte's co-pilot does. A query runs on `SQLite`.

#[cfg(unix)]
mod addresses;
#[cfg(unix)]
mod child;
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
mod output;
#[cfg(unix)]
mod process;
#[cfg(feature = "sqlite")]
mod query;
mod reference;
#[cfg(unix)]
mod room;
mod service;
#[cfg(unix)]
mod shell;
#[cfg(unix)]
mod signals;
mod stand_in;
#[cfg(unix)]
mod tree;
#[cfg(unix)]
mod variables;
#[cfg(unix)]
mod words;

#[cfg(unix)]
pub(crate) use child::{heed as heed_parent, is_of_a_run};
#[cfg(unix)]
pub(crate) use environment::{inherited, of_container, secrets};
pub use error::ExternalError;
#[cfg(unix)]
pub(crate) use process::{Bounds, End, Ended, run as run_process};
#[cfg(feature = "sqlite")]
pub(crate) use query::open_database;
#[cfg(feature = "sqlite")]
pub use query::{Database, database};
#[cfg(unix)]
pub(crate) use room::Room;
#[cfg(all(unix, feature = "remote"))]
pub(crate) use signals::leave_interrupts;
#[cfg(all(unix, feature = "image"))]
pub(crate) use signals::watch as watch_signals;
#[cfg(unix)]
pub(crate) use signals::{Run as SignalledRun, Watch, end_of_signal, kill};
pub(crate) use stand_in::beside;
pub use stand_in::{Awaited, Called, StandIn, Standing, Task, stand_in};

use crate::context::Context;
use crate::entity::{self, Entity, Failure, Returns, Settings, Target};
use crate::types::{FlyteType, Outputs, wire};
use aileron_idl::core::{Literal, LiteralMap};
use aileron_idl::map;
use aileron_idl::prost::Message;
use aileron_idl::prost::bytes::Bytes;
use std::any::TypeId;
use std::time::Duration;

/// Whether a function stands in for the task on this thread.
pub(crate) fn has_stand_in(task: &Entity) -> bool {
    task.function.and_then(stand_in::find).is_some()
}

/// Runs the task. Takes and returns literals in the order of its interface. `call` is what its node asks for in place of
/// what the task does, and `timeout` how long this attempt may take. Lines that
/// other programs print get the label.
#[cfg_attr(not(unix), expect(unused_variables, reason = "only containers and scripts need all of them"))]
pub(crate) fn run(
    task: &'static Entity,
    call: Option<&'static Settings>,
    timeout: Option<Duration>,
    label: Option<&str>,
    inputs: Vec<Literal>,
) -> Result<Vec<Literal>, Failure> {
    if let Some(stand_in) = task.function.and_then(stand_in::find) {
        return stand_in(inputs);
    }
    if let Some(reference) = task.reference() {
        return reference::run(task, reference, inputs);
    }
    let Some(settings) = task.settings() else { return Ok(Vec::new()) };
    let names = task.inputs().into_iter().map(|input| input.name);
    let inputs = LiteralMap { literals: map(names.zip(inputs)) };
    #[cfg(unix)]
    let timeout = timeout.map(|left| {
        let whole = call.and_then(|call| call.timeout).or(settings.timeout).unwrap_or(left);
        process::Timeout { left, whole }
    });
    let outputs = match settings.target {
        Target::Program => Err(ExternalError::new("this task is Rust code of this program")),
        #[cfg(unix)]
        Target::Container(own) => {
            let of_call = call.filter(|call| !call.container_image.is_empty());
            container::run(task, settings, of_call.unwrap_or(settings), timeout, own, label, &inputs)
        }
        #[cfg(unix)]
        Target::Shell(script) => shell::run(task, settings, timeout, script, label, &inputs),
        #[cfg(not(unix))]
        Target::Container(_) | Target::Shell(_) => Err(ExternalError::new(format_args!(
            "`{}` runs another program, which works on Linux and macOS only, since it needs process groups and file modes; \
             on Windows use WSL, or replace the task in a test with `aileron::testing::stand_in`",
            task.name
        ))),
        Target::Service(service) => return service::run(task, settings, service, inputs),
    };
    outputs.map_err(|error| {
        // In a container, another pod would find the same image.
        if Context::current().is_local() { error.into_failure() } else { Failure::User(error.into()) }
    })
}

fn timeout(task: &Entity) -> Option<Duration> {
    task.settings().and_then(|settings| settings.timeout)
}

/// Runs the task. Takes and returns encoded literals.
pub(crate) fn run_wire(task: &'static Entity, inputs: Vec<Bytes>) -> Result<Vec<Bytes>, Failure> {
    let names = task.inputs().into_iter().map(|input| input.name);
    let read = |(name, bytes): (String, Bytes)| {
        wire::literal(&bytes)
            .map_err(|error| Failure::User(format!("the input `{name}` can't be read: {error}").into()))
    };
    let inputs = names.zip(inputs).map(read).collect::<Result<_, _>>()?;
    Ok(run(task, None, timeout(task), None, inputs)?
        .iter()
        .map(|literal| literal.encode_to_vec().into())
        .collect())
}

/// Encodes an input of the task.
pub fn given<T: FlyteType>(name: &'static str, value: T) -> Result<Literal, Failure> {
    value.into_literal().map_err(|error| Failure::Input { name, error })
}

/// Runs the task that this function declares. This is the body of the function.
pub fn external<F: Copy + 'static, const N: usize>(
    _: F,
    inputs: [Result<Literal, Failure>; N],
) -> Result<Vec<Literal>, Failure> {
    let inputs = inputs.into_iter().collect::<Result<_, _>>()?;
    match entity::of_function(TypeId::of::<F>()) {
        Some(task) => run(task, None, timeout(task), None, inputs),
        None => Err(Failure::User("this task is not registered in this program".into())),
    }
}

/// Runs what this `async` function refers to. This is the body of the function.
pub async fn external_async<F: Copy + 'static, const N: usize>(
    _: F,
    inputs: [Result<Literal, Failure>; N],
) -> Result<Vec<Literal>, Failure> {
    let inputs = inputs.into_iter().collect::<Result<_, _>>()?;
    match entity::of_function(TypeId::of::<F>()) {
        Some(entity) => reference::run_async(entity, inputs).await,
        None => Err(Failure::User("this reference is not registered in this program".into())),
    }
}

/// Decodes the outputs to what the function returns.
///
/// # Panics
/// Panics if the task failed and the function does not return a `Result`.
#[track_caller]
#[must_use]
pub fn outcome<R: Outcome>(outputs: Result<Vec<Literal>, Failure>) -> R {
    let read = |outputs| R::Outputs::from_literals(outputs).map_err(|error| Failure::Output { error });
    R::from_outputs(outputs.and_then(read))
}

/// A type that a task which other software runs can return.
#[diagnostic::on_unimplemented(
    message = "a task that other software runs can't return `{Self}` [AIL0307]",
    label = "neither outputs that Flyte knows nor a `Result` of them whose error is made from `aileron::ExternalError`",
    note = "possible errors: `aileron::ExternalError` itself, `anyhow::Error`, `Box<dyn std::error::Error + Send + Sync>`, `std::io::Error`, `String`, and every type with `From<aileron::ExternalError>`"
)]
pub trait Outcome: Returns {
    /// Converts the outputs, or the failure.
    fn from_outputs(outputs: Result<Self::Outputs, Failure>) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Outputs> Outcome for T {
    #[track_caller]
    fn from_outputs(outputs: Result<T, Failure>) -> T {
        match outputs {
            Ok(outputs) => outputs,
            // The signature has no place for an error.
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
