//! Starts an execution, once.

use super::change::taken;
use crate::remote::call::{CallError, proves_nothing};
use crate::remote::{Client, Error, Execution};
use crate::storage::random;
use aileron_idl::admin::{
    ExecutionCreateRequest, ExecutionCreateResponse, ExecutionRecoverRequest, ExecutionRelaunchRequest,
    WorkflowExecutionGetRequest,
};
use aileron_idl::core::WorkflowExecutionIdentifier;
use aileron_idl::service::admin_service::{
    CREATE_EXECUTION, GET_EXECUTION, RECOVER_EXECUTION, RELAUNCH_EXECUTION,
};
use std::time::Duration;
use tonic::Code;

/// How often the call is made if its answers are lost.
const TRIES: u32 = 4;
/// The time before the second try; it doubles.
const PAUSE: Duration = Duration::from_millis(250);
/// How long a name is that the server makes (flyteadmin `common/executions.go`).
const LENGTH: usize = 20;

/// A call that starts an execution; the name is added to it.
pub(in crate::remote) enum Start<'e> {
    Create(&'e ExecutionCreateRequest),
    Relaunch(&'e Execution),
    Recover(&'e Execution),
}

impl Start<'_> {
    async fn call(&self, client: &Client, name: &str) -> Result<ExecutionCreateResponse, CallError> {
        let name = name.to_owned();
        match self {
            Start::Create(request) => {
                let request = ExecutionCreateRequest { name, ..(*request).clone() };
                client.call_once(CREATE_EXECUTION, request).await
            }
            Start::Relaunch(Execution { id, .. }) => {
                let id = Some(id.clone());
                let request = ExecutionRelaunchRequest { id, name, ..ExecutionRelaunchRequest::default() };
                client.call_once(RELAUNCH_EXECUTION, request).await
            }
            Start::Recover(Execution { id, .. }) => {
                let id = Some(id.clone());
                let request = ExecutionRecoverRequest { id, name, ..ExecutionRecoverRequest::default() };
                client.call_once(RECOVER_EXECUTION, request).await
            }
        }
    }

    /// The error of an answer that is none about the name.
    async fn failed(&self, error: CallError) -> Error {
        match self {
            Start::Create(_) => error.into(),
            Start::Relaunch(execution) | Start::Recover(execution) => execution.failed(error).await,
        }
    }
}

/// Starts an execution. It has a name before the call, so a lost answer is asked for, and nothing is started twice.
pub(in crate::remote) async fn once(
    client: &Client,
    given: Option<&str>,
    start: Start<'_>,
) -> Result<Execution, Error> {
    let name = given.map_or_else(made, str::to_owned);
    let execution = client.execution(name.clone());
    // Later, one that somebody else has started could not be told from this one.
    if given.is_some() && exists(client, &execution.id).await? {
        return Err(Error::wrong(taken(&name)));
    }
    let mut pause = PAUSE;
    for attempt in 1.. {
        let error = match start.call(client, &name).await {
            Ok(answer) => {
                let id = answer.id.unwrap_or_else(|| execution.id.clone());
                return Ok(Execution { client: client.clone(), id });
            }
            Err(error) => error,
        };
        match what_is_known(&error) {
            // The answer to an earlier try was lost.
            Known::Exists if attempt > 1 => return Ok(execution),
            Known::Exists => return Err(Error::refused(taken(execution.name()), error)),
            Known::Refused => return Err(start.failed(error).await),
            Known::Nothing if exists(client, &execution.id).await? => return Ok(execution),
            Known::Nothing if attempt >= TRIES => return Err(start.failed(error).await),
            Known::Nothing => {
                tokio::time::sleep(pause).await;
                pause *= 2;
            }
        }
    }
    unreachable!("the loop ends with an answer")
}

/// What an error says about the execution.
#[derive(Debug, PartialEq, Eq)]
enum Known {
    /// There is one of this name.
    Exists,
    /// The server has refused it.
    Refused,
    /// It may have started, or not.
    Nothing,
}

fn what_is_known(error: &CallError) -> Known {
    match error.code() {
        Code::AlreadyExists => Known::Exists,
        code if proves_nothing(code, error.message()) => Known::Nothing,
        _ => Known::Refused,
    }
}

async fn exists(client: &Client, id: &WorkflowExecutionIdentifier) -> Result<bool, CallError> {
    let request = WorkflowExecutionGetRequest { id: Some(id.clone()) };
    match client.call(GET_EXECUTION, request).await {
        Ok(_) => Ok(true),
        Err(error) if error.code() == Code::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// A new name: 20 letters and digits, the first one a letter, as flyteadmin makes them.
fn made() -> String {
    let mut name = "a".to_owned() + &random::name();
    name.truncate(LENGTH);
    name
}

#[cfg(test)]
mod tests {
    use super::made;
    use crate::remote::executions::check_name;

    #[test]
    fn a_made_name_is_one_that_the_server_takes() {
        let (one, other) = (made(), made());
        assert_eq!((one.len(), check_name(&one)), (20, Ok(())));
        assert_ne!(one, other);
    }
}
