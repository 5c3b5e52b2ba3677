//! What can be done to an execution: it is terminated, or launched once more.

use super::Execution;
use super::name;
use super::once::{Start, once};
use crate::remote::Error;
use aileron_idl::admin::ExecutionTerminateRequest;
use aileron_idl::service::admin_service::TERMINATE_EXECUTION;
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

    /// Launches the same once more, with the same inputs, from the start. Without a name, one is made. A lost answer is asked for, so
    /// nothing is launched twice.
    ///
    /// # Errors
    /// Fails if the name is not one of an execution, or is taken, if the server has no such execution, or does not answer.
    pub async fn relaunch(&self, name: Option<&str>) -> Result<Execution, Error> {
        once(&self.client, checked(name)?, Start::Relaunch(self)).await
    }

    /// Launches the same once more, with the same inputs; nodes that have succeeded do not run again. Without a name, one is made. A
    /// lost answer is asked for, so nothing is launched twice.
    ///
    /// # Errors
    /// Fails if the name is not one of an execution, or is taken, if the server has no such execution, or does not answer.
    pub async fn recover(&self, name: Option<&str>) -> Result<Execution, Error> {
        once(&self.client, checked(name)?, Start::Recover(self)).await
    }
}

/// The name, if it is one of an execution.
fn checked(name: Option<&str>) -> Result<Option<&str>, Error> {
    name.map_or(Ok(()), name::check).map_err(Error::wrong)?;
    Ok(name)
}

/// The message for an execution that can't be ended.
fn over(name: &str, state: Option<&str>) -> String {
    let state = state.map(|state| format!(" ({state})")).unwrap_or_default();
    format!("the execution `{name}` is over already{state}, so there is nothing to terminate")
}

/// The message for a name that another execution has, an ended one included.
pub(super) fn taken(name: &str) -> String {
    format!(
        "there is an execution `{name}` already, and a name stays taken when its execution is over; choose another name, or none: \
         one is then made"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_checked_before_it_is_sent() {
        assert_eq!(checked(None).unwrap(), None);
        assert_eq!(checked(Some("again-2")).unwrap(), Some("again-2"));
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
