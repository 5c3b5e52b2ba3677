//! An execution at one moment: its nodes, what is in them, and their attempts.

use aileron_idl::admin::{self, execution_closure, node_execution_closure, task_execution_closure};
use aileron_idl::core::{
    CatalogCacheStatus, ExecutionError, TaskLog, WorkflowExecutionIdentifier, execution_error::ErrorKind,
    node_execution, task_execution, workflow_execution,
};
use aileron_idl::google::{self, Timestamp};
use chrono::{DateTime, Utc};
use std::fmt;
use std::time::Duration;

/// How far an execution, one of its nodes or one of its attempts has come.
///
/// ```
/// use aileron::remote::State;
///
/// assert!(State::Failed.is_over() && !State::Failed.is_success());
/// assert_eq!(State::WaitingForResources.to_string(), "waiting for resources");
/// ```
///
/// The states are Flyte's (`flyteidl/core/execution.proto`). An attempt that failed and is followed by another one is
/// [`Failed`](State::Failed), while its node is still [`Running`](State::Running).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum State {
    /// The server has no word for it, or one that is newer than this crate.
    #[default]
    Unknown,
    /// It waits for its turn.
    Queued,
    /// Its pod waits for a machine.
    WaitingForResources,
    /// Its pod starts.
    Initializing,
    /// It runs.
    Running,
    /// All is done, and Flyte tidies up.
    Succeeding,
    /// It has its outputs.
    Succeeded,
    /// Its outputs are those of an earlier execution, which this one recovers.
    Recovered,
    /// Nothing led to it.
    Skipped,
    /// It failed, and Flyte tidies up.
    Failing,
    /// It failed.
    Failed,
    /// Somebody aborted it, and Flyte tidies up.
    Aborting,
    /// Somebody aborted it, or it ended with what was around it.
    Aborted,
    /// It took longer than it may.
    TimedOut,
}

impl State {
    /// Whether it is over: the state stays.
    #[must_use]
    pub fn is_over(self) -> bool {
        match self {
            State::Succeeded
            | State::Recovered
            | State::Skipped
            | State::Failed
            | State::Aborted
            | State::TimedOut => true,
            State::Unknown
            | State::Queued
            | State::WaitingForResources
            | State::Initializing
            | State::Running
            | State::Succeeding
            | State::Failing
            | State::Aborting => false,
        }
    }

    /// Whether it is over and nothing went wrong.
    #[must_use]
    pub fn is_success(self) -> bool {
        matches!(self, State::Succeeded | State::Recovered | State::Skipped)
    }

    /// The state in words, such as `running` or `timed out`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            State::Unknown => "unknown",
            State::Queued => "queued",
            State::WaitingForResources => "waiting for resources",
            State::Initializing => "initializing",
            State::Running => "running",
            State::Succeeding => "succeeding",
            State::Succeeded => "succeeded",
            State::Recovered => "recovered",
            State::Skipped => "skipped",
            State::Failing => "failing",
            State::Failed => "failed",
            State::Aborting => "aborting",
            State::Aborted => "aborted",
            State::TimedOut => "timed out",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl From<workflow_execution::Phase> for State {
    fn from(phase: workflow_execution::Phase) -> Self {
        use workflow_execution::Phase;
        match phase {
            Phase::Undefined => State::Unknown,
            Phase::Queued => State::Queued,
            Phase::Running => State::Running,
            Phase::Succeeding => State::Succeeding,
            Phase::Succeeded => State::Succeeded,
            Phase::Failing => State::Failing,
            Phase::Failed => State::Failed,
            Phase::Aborted => State::Aborted,
            Phase::TimedOut => State::TimedOut,
            Phase::Aborting => State::Aborting,
        }
    }
}

impl From<node_execution::Phase> for State {
    fn from(phase: node_execution::Phase) -> Self {
        use node_execution::Phase;
        match phase {
            Phase::Undefined => State::Unknown,
            Phase::Queued => State::Queued,
            Phase::Running | Phase::DynamicRunning => State::Running,
            Phase::Succeeded => State::Succeeded,
            Phase::Failing => State::Failing,
            Phase::Failed => State::Failed,
            Phase::Aborted => State::Aborted,
            Phase::Skipped => State::Skipped,
            Phase::TimedOut => State::TimedOut,
            Phase::Recovered => State::Recovered,
        }
    }
}

impl From<task_execution::Phase> for State {
    fn from(phase: task_execution::Phase) -> Self {
        use task_execution::Phase;
        match phase {
            Phase::Undefined => State::Unknown,
            Phase::Queued => State::Queued,
            Phase::Running => State::Running,
            Phase::Succeeded => State::Succeeded,
            Phase::Aborted => State::Aborted,
            Phase::Failed | Phase::RetryableFailed => State::Failed,
            Phase::Initializing => State::Initializing,
            Phase::WaitingForResources => State::WaitingForResources,
        }
    }
}

/// An execution at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Snapshot {
    /// Its project.
    pub project: String,
    /// Its domain.
    pub domain: String,
    /// Its name.
    pub name: String,
    /// The full name of what runs: a launch plan, or a task.
    pub entity: String,
    /// How far it has come.
    pub state: State,
    /// When it began and how long it took.
    pub times: Times,
    /// Why it failed.
    pub problem: Option<Problem>,
    /// Who aborted it, and why.
    pub abort: Option<Abort>,
    /// Its nodes, in the order in which they were created. Start and end are left out.
    pub nodes: Vec<NodeSnapshot>,
}

/// A node of an execution at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct NodeSnapshot {
    /// What tells it from all other nodes of the execution, such as `n0-0-n1`.
    pub id: String,
    /// Its name in its workflow, such as `n1`.
    pub name: String,
    /// How far it has come.
    pub state: State,
    /// When it began and how long it took.
    pub times: Times,
    /// Why it failed.
    pub problem: Option<Problem>,
    /// Whether its outputs come from the cache.
    pub is_cached: bool,
    /// Where its deck is; empty if it has none.
    pub deck_uri: String,
    /// The attempts of its task, the first one first.
    pub attempts: Vec<AttemptSnapshot>,
    /// The nodes in it: those of a workflow in line, a branch, a dynamic workflow, or of the execution that it launched.
    pub children: Vec<NodeSnapshot>,
    /// The name of the execution that it launched.
    pub execution: Option<String>,
}

/// An attempt of a task at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AttemptSnapshot {
    /// Its number; the first attempt has number 0.
    pub number: u32,
    /// The full name of the task.
    pub task: String,
    /// How far it has come.
    pub state: State,
    /// When it began and how long it took.
    pub times: Times,
    /// Why it failed.
    pub problem: Option<Problem>,
    /// What Flyte says about its state, such as why its pod waits; may be empty.
    pub reason: String,
    /// Where its logs are.
    pub logs: Vec<LogLink>,
}

/// When something began, and how long it took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Times {
    /// When it began to run, by the server's clock.
    pub started: Option<DateTime<Utc>>,
    /// How long it took; `None` until it is over.
    pub took: Option<Duration>,
}

/// Why an execution, a node or an attempt failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// Flyte's code, such as `USER:Unknown`; may be empty.
    pub code: String,
    /// What went wrong.
    pub message: String,
    /// Whether the task is to blame, not Flyte.
    pub is_of_user: bool,
}

/// Who aborted an execution, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Abort {
    /// Why, as they said.
    pub cause: String,
    /// Who; may be empty.
    pub by: String,
}

/// A link to a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LogLink {
    /// What it is called, such as `Kubernetes Logs`.
    pub name: String,
    /// Where it is.
    pub uri: String,
}

impl Times {
    fn new(started: Option<&Timestamp>, took: Option<&google::Duration>, state: State) -> Self {
        Times { started: started.and_then(moment), took: took.and_then(span).filter(|_| state.is_over()) }
    }

    /// How long it took, or has taken until `now`.
    #[must_use]
    pub fn until(self, now: DateTime<Utc>) -> Option<Duration> {
        self.took.or_else(|| (now - self.started?).to_std().ok())
    }
}

fn moment(stamp: &Timestamp) -> Option<DateTime<Utc>> {
    // A moment that never was has zeros.
    DateTime::from_timestamp(stamp.seconds, u32::try_from(stamp.nanos).ok()?)
        .filter(|moment| moment.timestamp() > 0)
}

pub(super) fn span(span: &google::Duration) -> Option<Duration> {
    Some(Duration::new(u64::try_from(span.seconds).ok()?, u32::try_from(span.nanos).ok()?))
}

impl From<ExecutionError> for Problem {
    fn from(error: ExecutionError) -> Self {
        let is_of_user = error.kind() == ErrorKind::User;
        Problem { code: error.code, message: error.message, is_of_user }
    }
}

impl From<TaskLog> for LogLink {
    fn from(log: TaskLog) -> Self {
        LogLink { name: log.name, uri: log.uri }
    }
}

impl Snapshot {
    /// An execution without its nodes.
    pub(crate) fn of(execution: admin::Execution) -> Self {
        let WorkflowExecutionIdentifier { project, domain, name, .. } = execution.id.unwrap_or_default();
        let entity = execution.spec.and_then(|spec| spec.launch_plan).unwrap_or_default().name;
        let closure = execution.closure.unwrap_or_default();
        let state = State::from(closure.phase());
        let mut snapshot = Snapshot {
            project,
            domain,
            name,
            entity,
            state,
            times: Times::new(closure.started_at.as_ref(), closure.duration.as_ref(), state),
            ..Snapshot::default()
        };
        match closure.output_result {
            Some(execution_closure::OutputResult::Error(error)) => snapshot.problem = Some(error.into()),
            Some(execution_closure::OutputResult::AbortMetadata(abort)) => {
                snapshot.abort = Some(Abort { cause: abort.cause, by: abort.principal });
            }
            _ => {}
        }
        snapshot
    }

    /// Every node, each before those in it.
    pub fn all_nodes(&self) -> impl Iterator<Item = &NodeSnapshot> {
        self.nodes.iter().flat_map(NodeSnapshot::with_children)
    }
}

impl NodeSnapshot {
    /// A node without what is in it.
    pub(super) fn of(node: admin::NodeExecution) -> Self {
        let id = node.id.unwrap_or_default().node_id;
        let metadata = node.metadata.unwrap_or_default();
        let closure = node.closure.unwrap_or_default();
        let state = State::from(closure.phase());
        let name = if metadata.spec_node_id.is_empty() { id.clone() } else { metadata.spec_node_id };
        let times = Times::new(closure.started_at.as_ref(), closure.duration.as_ref(), state);
        let problem = match closure.output_result {
            Some(node_execution_closure::OutputResult::Error(error)) => Some(error.into()),
            _ => None,
        };
        let (is_cached, execution) = match closure.target_metadata {
            Some(node_execution_closure::TargetMetadata::TaskNodeMetadata(task)) => {
                (task.cache_status() == CatalogCacheStatus::CacheHit, None)
            }
            Some(node_execution_closure::TargetMetadata::WorkflowNodeMetadata(workflow)) => {
                (false, workflow.execution_id.map(|id| id.name))
            }
            None => (false, None),
        };
        NodeSnapshot {
            id,
            name,
            state,
            times,
            problem,
            is_cached,
            deck_uri: closure.deck_uri,
            execution,
            ..NodeSnapshot::default()
        }
    }

    fn with_children(&self) -> Box<dyn Iterator<Item = &NodeSnapshot> + '_> {
        Box::new(std::iter::once(self).chain(self.children.iter().flat_map(NodeSnapshot::with_children)))
    }
}

impl AttemptSnapshot {
    pub(super) fn of(attempt: admin::TaskExecution) -> Self {
        let id = attempt.id.unwrap_or_default();
        let closure = attempt.closure.unwrap_or_default();
        let state = State::from(closure.phase());
        let problem = match closure.output_result {
            Some(task_execution_closure::OutputResult::Error(error)) => Some(error.into()),
            _ => None,
        };
        AttemptSnapshot {
            number: id.retry_attempt,
            task: id.task_id.unwrap_or_default().name,
            state,
            times: Times::new(closure.started_at.as_ref(), closure.duration.as_ref(), state),
            problem,
            reason: closure.reason,
            logs: closure.logs.into_iter().map(LogLink::from).collect(),
        }
    }
}
