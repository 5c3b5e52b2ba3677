//! Why a run gave no outputs.

use crate::entity::Failure;
use crate::local;
use std::error::Error;
use std::fmt;

/// Why a run gave no outputs: which node failed, which task, after how many attempts, and what failed besides.
///
/// ```
/// use aileron::prelude::*;
/// use aileron::testing::run;
/// use std::num::ParseIntError;
///
/// #[task]
/// fn parse(text: String) -> Result<i64, ParseIntError> {
///     text.parse()
/// }
///
/// #[workflow]
/// fn parsed(text: String) -> Result<i64, ParseIntError> {
///     parse(text)
/// }
///
/// let error = run(parsed, ("seven".to_owned(),)).unwrap_err();
/// assert_eq!((error.node(), error.attempts()), ("n0", 1));
/// assert!(error.task().unwrap().ends_with(".parse"));
/// // The cause is the task's own error.
/// let cause = std::error::Error::source(&error).unwrap();
/// assert!(cause.is::<ParseIntError>());
/// ```
///
/// Printed, it is what `run` prints: a paragraph that says all of that.
#[derive(Debug)]
pub struct RunError(Box<Parts>);

#[derive(Debug)]
struct Parts {
    decisive: NodeFailure,
    others: Vec<NodeFailure>,
    text: String,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

/// A node that failed.
#[derive(Clone, Debug)]
pub struct NodeFailure {
    pub(super) node: String,
    pub(super) task: Option<String>,
    pub(super) element: Option<usize>,
    pub(super) attempts: u32,
    pub(super) message: String,
}

impl NodeFailure {
    /// Returns the ids of the nodes that lead to the node, and its own, such as `n2/n0`. It is empty if a task ran alone, and if no
    /// node is to blame.
    #[must_use]
    pub fn node(&self) -> &str {
        &self.node
    }

    /// Returns the full name of the node's task; `None` if a workflow, a branch or a gate failed.
    #[must_use]
    pub fn task(&self) -> Option<&str> {
        self.task.as_deref()
    }

    /// Returns how often the task was tried; 0 if nothing ran.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns why, without where.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl RunError {
    /// The error of a run in which these nodes failed, with those around them.
    pub(super) fn new(error: local::RunError, failures: &[NodeFailure]) -> Self {
        let text = error.to_string();
        let (decisive, cause) = decisive(error);
        let is_around = |node: &str| {
            failures.iter().any(|other| {
                other.node.strip_prefix(node).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                    && other.node != node
            })
        };
        let others = failures.iter().filter(|other| other.node != decisive.node && !is_around(&other.node));
        let others = others.cloned().collect();
        RunError(Box::new(Parts { decisive, others, text, cause }))
    }

    /// An error of no node.
    pub(crate) fn of_call(text: String, cause: Option<Box<dyn Error + Send + Sync>>) -> Self {
        RunError(Box::new(Parts { decisive: nowhere(text.clone()), others: Vec::new(), text, cause }))
    }

    /// Returns the ids of the nodes that lead to the node that failed, and its own, such as `n2/n0`. It is empty if a task ran alone,
    /// and if no node is to blame.
    #[must_use]
    pub fn node(&self) -> &str {
        self.0.decisive.node()
    }

    /// Returns the full name of the task that failed; `None` if a workflow, a branch or a gate failed.
    #[must_use]
    pub fn task(&self) -> Option<&str> {
        self.0.decisive.task()
    }

    /// Returns the number of the element for which a [`map`](crate::map()) ran the task.
    #[must_use]
    pub fn element(&self) -> Option<usize> {
        self.0.decisive.element
    }

    /// Returns how often the task was tried; 0 if nothing ran.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.decisive.attempts()
    }

    /// Returns why it failed, without where.
    #[must_use]
    pub fn message(&self) -> &str {
        self.0.decisive.message()
    }

    /// Returns the other nodes that failed before the run ended, in the order of their failures.
    #[must_use]
    pub fn others(&self) -> &[NodeFailure] {
        &self.0.others
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.text)
    }
}

impl Error for RunError {
    /// The error that the task returned; else why there is none.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&**self.0.cause.as_ref()?)
    }
}

type Cause = Option<Box<dyn Error + Send + Sync>>;

fn decisive(error: local::RunError) -> (NodeFailure, Cause) {
    use local::RunError::{
        Answers, Branch, Gate, Graphs, Handler, Interrupted, Output, Several, Task, TooLarge, Workflow,
    };
    match error {
        Task { task, element, nodes, tries, failure, .. } => {
            let (mut at, cause) = within(&nodes, *failure);
            at = NodeFailure { task: Some(task), element, attempts: tries.attempts, ..at };
            (at, cause)
        }
        Workflow { nodes, failure, .. } | Branch { nodes, failure, .. } | Gate { nodes, failure, .. } => {
            within(&nodes, *failure)
        }
        // Flyte ends with the handler's failure, too.
        Handler { own: error, .. } | Several { first: error, .. } => decisive(*error),
        Output(error) => (nowhere(error.to_string()), Some(error.into())),
        other @ (Graphs(_) | TooLarge { .. } | Answers(_) | Interrupted { .. }) => {
            (nowhere(other.to_string()), None)
        }
    }
}

fn within(nodes: &[(String, String)], failure: Failure) -> (NodeFailure, Cause) {
    let path: Vec<&str> = nodes.iter().rev().map(|(node, _)| node.as_str()).collect();
    let at = NodeFailure { node: path.join("/"), ..nowhere(failure.to_string()) };
    let cause = match failure {
        Failure::User(error) => error,
        other => other.into(),
    };
    (at, Some(cause))
}

fn nowhere(message: String) -> NodeFailure {
    NodeFailure { node: String::new(), task: None, element: None, attempts: 0, message }
}
