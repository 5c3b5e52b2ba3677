//! Runs what replaces a reference on this machine.

use super::{ExternalError, stand_in};
use crate::entity::{Entity, Failure, Reference, invoke, invoke_here};
use aileron_idl::core::Literal;

/// Calls the reference's local function.
pub(super) fn run(
    entity: &Entity,
    reference: &Reference,
    inputs: Vec<Literal>,
) -> Result<Vec<Literal>, Failure> {
    match reference.local {
        Some(local) => invoke(local, inputs),
        None => Err(elsewhere(entity, reference)),
    }
}

/// Calls the stand-in or the local function, within the future that called the reference.
pub(super) async fn run_async(entity: &Entity, inputs: Vec<Literal>) -> Result<Vec<Literal>, Failure> {
    if let Some(stand_in) = entity.function.and_then(stand_in::find) {
        return stand_in(inputs);
    }
    match entity.reference() {
        Some(Reference { local: Some(local), .. }) => invoke_here(*local, inputs).await,
        Some(reference) => Err(elsewhere(entity, reference)),
        None => Err(Failure::User("this is not a reference".into())),
    }
}

fn elsewhere(entity: &Entity, reference: &Reference) -> Failure {
    let [what, kind] = reference.kind.names();
    let error = ExternalError::new(format_args!(
        "`{}` is a {what} that is registered elsewhere, so this machine can't run it; name a function that replaces it here \
         with `#[{}(local = …)]`, or replace it in a test with `aileron::testing::stand_in`",
        reference.id(entity.name),
        kind.replace(' ', "_"),
    ));
    Failure::User(error.into())
}
