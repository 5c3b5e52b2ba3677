//! One execution.

use super::snapshot::Snapshot;
use super::{Executions, Watch};
use crate::remote::call::CallError;
use crate::remote::{Client, Error};
use aileron_grammar::suggest::nearest_or;
use aileron_idl::admin::WorkflowExecutionGetRequest;
use aileron_idl::core::WorkflowExecutionIdentifier;
use aileron_idl::service::admin_service::GET_EXECUTION;
use tonic::Code;

/// How many executions are looked at for a similar name.
const LOOKED_AT: usize = 100;

/// An execution on a server, known by its name.
///
/// ```no_run
/// # async fn end(client: &aileron::remote::Client) -> Result<(), aileron::remote::Error> {
/// let execution = client.execution("f6a51b9d2c0e4d7f8a1b");
/// if !execution.snapshot().await?.state.is_over() {
///     execution.terminate("the data is wrong").await?;
/// }
/// # Ok(())
/// # }
/// ```
///
/// Nothing is asked for before one of its methods is called.
#[derive(Clone, Debug)]
pub struct Execution {
    pub(in crate::remote) client: Client,
    pub(in crate::remote) id: WorkflowExecutionIdentifier,
}

impl Client {
    /// The executions of the project and domain of the client's settings.
    pub fn executions(&self) -> Executions {
        Executions::new(self)
    }

    /// The execution with this name, in the project and domain of the client's settings.
    #[must_use]
    pub fn execution(&self, name: impl Into<String>) -> Execution {
        let scope = self.scope();
        let id = WorkflowExecutionIdentifier {
            project: scope.project.clone(),
            domain: scope.domain.clone(),
            name: name.into(),
            ..WorkflowExecutionIdentifier::default()
        };
        Execution { client: self.clone(), id }
    }
}

impl Execution {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.id.name
    }

    /// Its project.
    #[must_use]
    pub fn project(&self) -> &str {
        &self.id.project
    }

    /// Its domain.
    #[must_use]
    pub fn domain(&self) -> &str {
        &self.id.domain
    }

    /// Looks at it again and again.
    #[must_use]
    pub fn watch(&self) -> Watch {
        Watch::of(self.clone())
    }

    /// What it is like now, with its nodes.
    ///
    /// # Errors
    /// Fails if the server has no such execution, or does not answer.
    pub async fn snapshot(&self) -> Result<Snapshot, Error> {
        self.watch().next().await
    }

    /// What it is like now, without its nodes.
    pub(crate) async fn without_nodes(&self) -> Result<Snapshot, Error> {
        let request = WorkflowExecutionGetRequest { id: Some(self.id.clone()) };
        match self.client.call(GET_EXECUTION, request).await {
            Ok(execution) => Ok(Snapshot::of(execution)),
            Err(error) => Err(self.failed(error).await),
        }
    }

    /// The error of a call about this execution. If there is no such execution, it tells similar names.
    pub(super) async fn failed(&self, error: CallError) -> Error {
        if error.code() != Code::NotFound {
            return error.into();
        }
        let names = self.client.executions().most(LOOKED_AT).list().await.unwrap_or_default();
        Error::refused(unknown(&self.id, names.iter().map(|known| known.name.as_str())), error)
    }
}

/// The message for an execution that the server does not have; `names` are those that it has.
fn unknown<'n>(id: &WorkflowExecutionIdentifier, names: impl Iterator<Item = &'n str>) -> String {
    let WorkflowExecutionIdentifier { project, domain, name, .. } = id;
    let hint = nearest_or(name, names, || "`executions list` shows the newest".to_owned());
    format!("there is no execution `{name}` in the project `{project}` and the domain `{domain}`; {hint}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_under_way_can_go_to_another_thread() {
        fn is_send<T: Send>(_: impl Fn(Execution) -> T) {}
        is_send(|execution| async move { execution.snapshot().await });
        is_send(|execution| async move { execution.outputs().await });
        is_send(|execution| async move { execution.deck("n0").await });
        is_send(|execution| async move { execution.terminate("").await });
        is_send(|execution| async move { execution.recover(None).await });
        is_send(|execution| async move { execution.signal("a", 1).await });
        is_send(|execution| async move { execution.client.executions().list().await });
        is_send(|execution| async move { execution.client.launch_plans().activate("a", None).await });
    }

    #[test]
    fn an_unknown_execution_names_a_similar_one_or_says_how_to_list() {
        let id = WorkflowExecutionIdentifier {
            project: "p".into(),
            domain: "d".into(),
            name: "nightly-7".into(),
            ..WorkflowExecutionIdentifier::default()
        };
        assert_eq!(
            unknown(&id, ["f1", "nightly-8"].into_iter()),
            "there is no execution `nightly-7` in the project `p` and the domain `d`; did you mean `nightly-8`?"
        );
        assert_eq!(
            unknown(&id, ["f1"].into_iter()),
            "there is no execution `nightly-7` in the project `p` and the domain `d`; `executions list` shows the newest"
        );
    }
}
