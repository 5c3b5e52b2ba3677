//! The verbs that speak to a server. A program that was built without the client has them as well, and says what it needs.

pub(super) mod bindings;
pub(super) mod executions;
mod fast;
#[cfg(feature = "remote")]
mod interrupt;
pub(super) mod launch;
pub(super) mod launch_plans;
#[cfg(feature = "remote")]
mod outputs;
#[cfg(feature = "remote")]
mod progress;
pub(super) mod register;
mod remote_options;
pub(super) mod signal;
#[cfg(feature = "remote")]
mod watching;

#[cfg(not(feature = "remote"))]
use super::failure::Failure;
#[cfg(not(feature = "remote"))]
use crate::program::ProgramInfo;
#[cfg(not(feature = "remote"))]
use clap::ArgMatches;

/// What each of the verbs does in a program that was built without the client.
#[cfg(not(feature = "remote"))]
pub(in crate::cli) fn without_client(_: &'static ProgramInfo, _: &ArgMatches) -> Result<(), Failure> {
    Err(Failure::call(
        "this program can't speak to a server, because it was built without what that needs: build it with the feature `remote` \
         of `aileron`",
    ))
}
