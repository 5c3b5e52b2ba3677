//! The call that starts an execution, once.

use super::{LaunchOptions, Target};
use crate::remote::call::CallError;
use crate::remote::executions::taken;
use crate::remote::{Client, Error, Execution};
use crate::storage::random;
use aileron_idl::admin::{ExecutionCreateRequest, WorkflowExecutionGetRequest};
use aileron_idl::core::{Literal, LiteralMap, WorkflowExecutionIdentifier};
use aileron_idl::service::admin_service::{CREATE_EXECUTION, GET_EXECUTION};
use std::collections::BTreeMap;
use std::time::Duration;
use tonic::Code;

/// How often the call is made if its answers are lost.
const TRIES: u32 = 4;
/// The time before the second try; it doubles.
const PAUSE: Duration = Duration::from_millis(250);
/// How long a name is that the server makes (flyteadmin `common/executions.go`).
const LENGTH: usize = 20;

/// Starts an execution. It has a name before the call, so a lost answer is asked for, and nothing is started twice.
pub(super) async fn create(
    client: &Client,
    target: &Target,
    inputs: BTreeMap<String, Literal>,
    options: LaunchOptions,
) -> Result<Execution, Error> {
    let given = options.name.clone();
    let name = given.clone().unwrap_or_else(made);
    let execution = client.execution(name.clone());
    // Later, one that somebody else has started could not be told from this one.
    if let Some(name) = &given
        && exists(client, &execution.id).await?
    {
        return Err(Error::wrong(taken(name)));
    }
    let request = ExecutionCreateRequest {
        project: execution.id.project.clone(),
        domain: execution.id.domain.clone(),
        name,
        spec: Some(options.spec(target.id.clone())),
        inputs: Some(LiteralMap { literals: inputs }),
        ..ExecutionCreateRequest::default()
    };
    let mut pause = PAUSE;
    for attempt in 1.. {
        let error = match client.call(CREATE_EXECUTION, request.clone()).await {
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
            Known::Refused => return Err(error.into()),
            Known::Nothing if exists(client, &execution.id).await? => return Ok(execution),
            Known::Nothing if attempt >= TRIES => return Err(error.into()),
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
        Code::Unavailable
        | Code::DeadlineExceeded
        | Code::Internal
        | Code::Unknown
        | Code::Aborted
        | Code::Cancelled => Known::Nothing,
        // flyteadmin says so if its database is down (v1.16.8, seen).
        Code::InvalidArgument if error.message().contains("unexpected error type for") => Known::Nothing,
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
