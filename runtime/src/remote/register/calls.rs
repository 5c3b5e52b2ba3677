//! The calls that register one entity.

use super::answer::{Proof, refused};
use super::compare::differences;
use super::outcome::State;
use super::plan::Item;
use crate::check::Message;
use crate::remote::Client;
use crate::remote::call::CallError;
use aileron_idl::admin::{
    LaunchPlanCreateRequest, LaunchPlanState, LaunchPlanUpdateRequest, TaskCreateRequest,
    WorkflowCreateRequest,
};
use aileron_idl::service::admin_service::{
    CREATE_LAUNCH_PLAN, CREATE_TASK, CREATE_WORKFLOW, UPDATE_LAUNCH_PLAN,
};
use std::time::Duration;
use tonic::Code;

/// How often an entity is sent at most.
const TRIES: u32 = 7;
/// The time before the second try; it doubles with each.
const PAUSE: Duration = Duration::from_millis(100);

/// Why nothing more is to be sent.
pub(super) struct Closed(pub(super) CallError);

/// Registers an entity, and activates it if it is to be active.
///
/// # Errors
/// Fails if the server would answer the same to everything else.
pub(super) async fn register(client: &Client, item: &Item) -> Result<State, Closed> {
    let state = create_for_sure(client, item).await?;
    if !item.activates || !state.is_registered() {
        return Ok(state);
    }
    match activate(client, item).await {
        Ok(()) => Ok(state),
        Err(error) if closes(&error) => Err(Closed(error)),
        Err(error) => Ok(State::Refused {
            message: format!("it is registered, but can't be activated: {}", error.message()),
            advice: None,
        }),
    }
}

/// Says what would become of an entity.
///
/// # Errors
/// Fails if the server does not say.
pub(super) async fn look(client: &Client, item: &Item) -> Result<State, Closed> {
    let found = differences(client, item).await.map_err(Closed)?;
    Ok(found.map_or(
        State::New,
        |fields| if fields.is_empty() { State::Unchanged } else { State::Different(fields) },
    ))
}

/// Sends an entity until it is known what became of it.
async fn create_for_sure(client: &Client, item: &Item) -> Result<State, Closed> {
    let mut is_lost = false;
    let mut tries = 0;
    loop {
        tries += 1;
        let answer = create(client, item).await;
        let proof = Proof::of(&answer);
        let error = match (proof, answer) {
            (_, Ok(())) => return Ok(State::New),
            // The server may have it from a call whose answer was lost.
            (Proof::Identical, _) => return Ok(if is_lost { State::New } else { State::Unchanged }),
            (Proof::Refused, Err(error)) => return Ok(refused(&error)),
            (Proof::Closed, Err(error)) => return Err(Closed(error)),
            (_, Err(error)) => error,
        };
        // A difference may be too long for an answer, which is then reset.
        if matches!(proof, Proof::Different | Proof::Nothing) {
            match differences(client, item).await {
                Ok(Some(fields)) if proof == Proof::Different || !fields.is_empty() => {
                    return Ok(State::Different(fields));
                }
                // The look itself has waited as long as calls do, so the server is away.
                Err(error) if closes(&error) => return Err(Closed(error)),
                Err(_) if proof == Proof::Different => return Ok(State::Different(Vec::new())),
                // The same content, as far as it can be shown: the server knows it exactly.
                Ok(_) | Err(_) => {}
            }
        }
        is_lost |= proof == Proof::Nothing;
        if tries >= TRIES {
            return if closes(&error) { Err(Closed(error)) } else { Ok(refused(&error)) };
        }
        pause(tries).await;
    }
}

/// Waits before the next try.
async fn pause(tries: u32) {
    tokio::time::sleep(PAUSE * 2_u32.pow(tries - 1)).await;
}

/// Whether everything else would get the same answer.
fn closes(error: &CallError) -> bool {
    error.code() == Code::Unavailable || Proof::of_error(error) == Proof::Closed
}

async fn create(client: &Client, item: &Item) -> Result<(), CallError> {
    let id = Some(item.id.clone());
    match &item.message {
        Message::Task(spec) => {
            client.call_once(CREATE_TASK, TaskCreateRequest { id, spec: Some(spec.clone()) }).await.map(drop)
        }
        Message::Workflow(spec) => client
            .call_once(CREATE_WORKFLOW, WorkflowCreateRequest { id, spec: Some(spec.clone()) })
            .await
            .map(drop),
        Message::LaunchPlan(plan) => client
            .call_once(CREATE_LAUNCH_PLAN, LaunchPlanCreateRequest { id, spec: plan.spec.clone() })
            .await
            .map(drop),
    }
}

async fn activate(client: &Client, item: &Item) -> Result<(), CallError> {
    let request =
        LaunchPlanUpdateRequest { id: Some(item.id.clone()), state: LaunchPlanState::Active.into() };
    client.call(UPDATE_LAUNCH_PLAN, request).await.map(drop)
}
