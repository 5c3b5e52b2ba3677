//! What can be done to an execution: it is terminated, or launched once more.

use super::Execution;
use super::name;
use crate::remote::Error;
use crate::remote::call::CallError;
use aileron_idl::admin::{
    ExecutionCreateResponse, ExecutionRecoverRequest, ExecutionRelaunchRequest, ExecutionTerminateRequest,
};
use aileron_idl::service::admin_service::{RECOVER_EXECUTION, RELAUNCH_EXECUTION, TERMINATE_EXECUTION};
use tonic::Code;

impl Execution {
    /// Ends it, with all that runs in it. Everyone who looks at it sees the cause.
    ///
    /// # Errors
    /// Fails if it is over already, the server has no such execution, or does not answer.
    pub async fn terminate(&self, cause: impl Into<String>) -> Result<(), Error> {
        let request = ExecutionTerminateRequest { id: Some(self.id.clone()), cause: cause.into() };
        match self.client.call(TERMINATE_EXECUTION, request).await {
            Ok(_) => Ok(()),
            Err(error) if error.code() == Code::FailedPrecondition => {
                let state = self.without_nodes().await.map(|snapshot| snapshot.state.to_string());
                Err(Error::refused(over(self.name(), state.ok().as_deref()), error))
            }
            Err(error) => Err(self.failed(error).await),
        }
    }

    /// Launches the same once more, with the same inputs, from the start. Without a name, the server makes one.
    ///
    /// # Errors
    /// Fails if the name is not one of an execution, or is taken, if the server has no such execution, or does not answer.
    pub async fn relaunch(&self, name: Option<&str>) -> Result<Execution, Error> {
        let request = ExecutionRelaunchRequest {
            id: Some(self.id.clone()),
            name: checked(name)?,
            ..ExecutionRelaunchRequest::default()
        };
        let answer = self.client.call(RELAUNCH_EXECUTION, request).await;
        self.launched(answer, name).await
    }

    /// Launches the same once more, with the same inputs; nodes that have succeeded do not run again. Without a name, the server
    /// makes one.
    ///
    /// # Errors
    /// Fails if the name is not one of an execution, or is taken, if the server has no such execution, or does not answer.
    pub async fn recover(&self, name: Option<&str>) -> Result<Execution, Error> {
        let request = ExecutionRecoverRequest {
            id: Some(self.id.clone()),
            name: checked(name)?,
            ..ExecutionRecoverRequest::default()
        };
        let answer = self.client.call(RECOVER_EXECUTION, request).await;
        self.launched(answer, name).await
    }

    async fn launched(
        &self,
        answer: Result<ExecutionCreateResponse, CallError>,
        name: Option<&str>,
    ) -> Result<Execution, Error> {
        match (answer, name) {
            (Ok(answer), _) => {
                Ok(Execution { client: self.client.clone(), id: answer.id.unwrap_or_default() })
            }
            (Err(error), Some(name)) if error.code() == Code::AlreadyExists => {
                Err(Error::refused(taken(name), error))
            }
            (Err(error), _) => Err(self.failed(error).await),
        }
    }
}

/// The name for a request; empty if the server makes one.
fn checked(name: Option<&str>) -> Result<String, Error> {
    name.map_or(Ok(()), name::check).map_err(Error::wrong)?;
    Ok(name.unwrap_or_default().to_owned())
}

/// The message for an execution that can't be ended.
fn over(name: &str, state: Option<&str>) -> String {
    let state = state.map(|state| format!(" ({state})")).unwrap_or_default();
    format!("the execution `{name}` is over already{state}, so there is nothing to terminate")
}

/// The message for a name that another execution has, an ended one included.
pub(in crate::remote) fn taken(name: &str) -> String {
    format!(
        "there is an execution `{name}` already, and a name stays taken when its execution is over; choose another name, or none: \
         the server then makes one"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_checked_before_it_is_sent() {
        assert_eq!(checked(None).unwrap(), "");
        assert_eq!(checked(Some("again-2")).unwrap(), "again-2");
        let error = checked(Some("Again")).unwrap_err();
        assert!(error.is_of_call(), "{error}");
    }

    #[test]
    fn an_ended_execution_is_said_to_be_over() {
        assert_eq!(
            over("f1", Some("failed")),
            "the execution `f1` is over already (failed), so there is nothing to terminate"
        );
        assert_eq!(over("f1", None), "the execution `f1` is over already, so there is nothing to terminate");
    }
}
