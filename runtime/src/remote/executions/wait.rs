//! Looks at an execution again and again.

use super::snapshot::{AttemptSnapshot, NodeSnapshot, Snapshot};
use super::{Execution, State};
use crate::remote::call::CallError;
use crate::remote::{AT_ONCE, Client, Error, Pages};
use aileron_idl::admin::{
    NodeExecution, NodeExecutionListRequest, TaskExecutionListRequest, node_execution_closure,
};
use aileron_idl::core::{NodeExecutionIdentifier, WorkflowExecutionIdentifier};
use aileron_idl::service::admin_service::{LIST_NODE_EXECUTIONS, LIST_TASK_EXECUTIONS};
use futures_util::{StreamExt, TryStreamExt, stream};
use serde_json::Value;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// The time between two looks, at first and at most. It grows while nothing changes.
const SHORTEST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(5);
/// The nodes that every workflow has and nobody wrote.
const ENDS: [&str; 2] = ["start-node", "end-node"];

/// Looks at an execution as often as is useful: soon after a change, and rarely if nothing happens.
///
/// ```no_run
/// # async fn show(client: &aileron::remote::Client) -> Result<(), aileron::remote::Error> {
/// use aileron::remote::Watch;
///
/// let mut watch = Watch::new(client, "flytesnacks", "development", "f6a51b9d2c0e4d7f8a1b");
/// loop {
///     let now = watch.next().await?;
///     println!("{}: {} nodes", now.state, now.nodes.len());
///     if now.state.is_over() {
///         break;
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Watch {
    execution: Execution,
    last: Option<Snapshot>,
    /// The time before the next look.
    pause: Duration,
}

impl Watch {
    /// Prepares to look at an execution.
    #[must_use]
    pub fn new(
        client: &Client,
        project: impl Into<String>,
        domain: impl Into<String>,
        name: impl Into<String>,
    ) -> Self {
        let (project, domain, name) = (project.into(), domain.into(), name.into());
        let id =
            WorkflowExecutionIdentifier { project, domain, name, ..WorkflowExecutionIdentifier::default() };
        Watch::of(Execution { client: client.clone(), id })
    }

    pub(super) fn of(execution: Execution) -> Self {
        Watch { execution, last: None, pause: Duration::ZERO }
    }

    /// Waits until it is time for another look, and takes it. The first one is at once.
    ///
    /// # Errors
    /// Fails if the server has no such execution, or does not answer.
    pub async fn next(&mut self) -> Result<Snapshot, Error> {
        tokio::time::sleep(self.pause).await;
        let last = self.last.as_ref().map_or(&[][..], |last| &last.nodes);
        let mut snapshot = self.execution.without_nodes().await?;
        // The nodes are asked for after the execution, so those of an ended execution are what they stay.
        let Execution { client, id } = &self.execution;
        snapshot.nodes = nodes(client, id.clone(), String::new(), last).await?;
        let is_changed = self.last.as_ref() != Some(&snapshot);
        self.pause = next(self.pause, is_changed);
        self.last = Some(snapshot.clone());
        Ok(snapshot)
    }
}

/// Futures that call themselves have to be boxed.
type Nodes<'a> = Pin<Box<dyn Future<Output = Result<Vec<NodeSnapshot>, CallError>> + Send + 'a>>;

/// The nodes of an execution, or those in one of its nodes. `last` are the same nodes at the last look: those that were over then are
/// not asked for again.
fn nodes<'a>(
    client: &'a Client,
    id: WorkflowExecutionIdentifier,
    parent: String,
    last: &'a [NodeSnapshot],
) -> Nodes<'a> {
    Box::pin(async move {
        let mut found = Vec::new();
        let mut pages = Pages::of(usize::MAX);
        while let Some((limit, token)) = pages.next(found.len()) {
            let request = NodeExecutionListRequest {
                workflow_execution_id: Some(id.clone()),
                limit,
                token,
                unique_parent_id: parent.clone(),
                ..NodeExecutionListRequest::default()
            };
            let page = client.call(LIST_NODE_EXECUTIONS, request).await?;
            found.extend(page.node_executions);
            pages.follow(page.token);
        }
        found.sort_by_key(created);
        let found = found.into_iter().filter(|node| !is_end(node));
        stream::iter(found).map(|found| node(client, found, last)).buffered(AT_ONCE).try_collect().await
    })
}

/// When a node was created, and its id.
fn created(node: &NodeExecution) -> (i64, i32, String) {
    let stamp = node.closure.as_ref().and_then(|closure| closure.created_at.clone()).unwrap_or_default();
    (stamp.seconds, stamp.nanos, node.id.clone().unwrap_or_default().node_id)
}

fn is_end(node: &NodeExecution) -> bool {
    let name = node.metadata.as_ref().map_or("", |metadata| metadata.spec_node_id.as_str());
    let id = node.id.as_ref().map_or("", |id| id.node_id.as_str());
    ENDS.iter().any(|end| name == *end || id == *end)
}

async fn node(
    client: &Client,
    node: NodeExecution,
    last: &[NodeSnapshot],
) -> Result<NodeSnapshot, CallError> {
    let mut snapshot = NodeSnapshot::of(node.clone());
    let last = last.iter().find(|last| last.id == snapshot.id);
    if let Some(last) = last.filter(|last| last.state.is_over()) {
        return Ok(last.clone());
    }
    let last = last.map_or(&[][..], |last| &last.children);
    let id = node.id.unwrap_or_default();
    let execution = id.execution_id.clone().unwrap_or_default();
    let launched = match node.closure.and_then(|closure| closure.target_metadata) {
        Some(node_execution_closure::TargetMetadata::WorkflowNodeMetadata(workflow)) => workflow.execution_id,
        _ => None,
    };
    let is_parent = node.metadata.is_some_and(|metadata| metadata.is_parent_node);
    if let Some(launched) = launched {
        snapshot.children = nodes(client, launched, String::new(), last).await?;
        return Ok(snapshot);
    }
    snapshot.attempts = attempts(client, id.clone()).await?;
    // Flyte does not say of a branch that it has nodes inside (flytepropeller `controller/nodes/transformers.go`).
    if is_parent || snapshot.attempts.is_empty() {
        snapshot.children = nodes(client, execution, id.node_id, last).await?;
    }
    Ok(snapshot)
}

async fn attempts(client: &Client, id: NodeExecutionIdentifier) -> Result<Vec<AttemptSnapshot>, CallError> {
    let mut attempts: Vec<AttemptSnapshot> = Vec::new();
    let mut pages = Pages::of(usize::MAX);
    while let Some((limit, token)) = pages.next(attempts.len()) {
        let request = TaskExecutionListRequest {
            node_execution_id: Some(id.clone()),
            limit,
            token,
            ..TaskExecutionListRequest::default()
        };
        let page = client.call(LIST_TASK_EXECUTIONS, request).await?;
        attempts.extend(page.task_executions.into_iter().map(AttemptSnapshot::of));
        pages.follow(page.token);
    }
    attempts.sort_by_key(|attempt| attempt.number);
    Ok(attempts)
}

impl Execution {
    /// How far it has come.
    ///
    /// # Errors
    /// Fails if the server has no such execution, or does not answer.
    pub async fn state(&self) -> Result<State, Error> {
        Ok(self.without_nodes().await?.state)
    }

    /// Waits until it is over, and returns its outputs as JSON, by name: `{"o0": 6}`. It asks the server soon after a change, and
    /// then more and more rarely, at last every 5 seconds.
    ///
    /// # Errors
    /// Fails if the execution fails or is aborted ([`Error::execution`] tells why), the server has no such execution, or does not answer.
    pub async fn wait(&self) -> Result<Value, Error> {
        self.until_over().await?;
        self.outputs().await
    }

    /// Waits until it is over.
    ///
    /// # Errors
    /// Fails if it did not succeed.
    pub(in crate::remote) async fn until_over(&self) -> Result<(), Error> {
        let mut pause = SHORTEST;
        let mut last = State::Unknown;
        loop {
            let state = self.state().await?;
            if state.is_success() {
                return Ok(());
            }
            if state.is_over() {
                return Err(Error::ended(self.snapshot().await?));
            }
            pause = next(pause, state != last);
            last = state;
            tokio::time::sleep(pause).await;
        }
    }
}

/// The time before the next look.
fn next(pause: Duration, is_changed: bool) -> Duration {
    if is_changed { SHORTEST } else { pause.mul_f32(1.5).min(LONGEST) }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, SHORTEST, next};

    #[test]
    fn looks_become_rare_while_nothing_changes() {
        let mut pauses = vec![SHORTEST];
        while pauses.last() != Some(&LONGEST) {
            pauses.push(next(pauses[pauses.len() - 1], false));
        }
        assert!(pauses.is_sorted() && pauses.len() < 12, "{pauses:?}");
        assert_eq!(next(LONGEST, true), SHORTEST);
    }
}
