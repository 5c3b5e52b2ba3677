//! Who runs: the execution, node, task and attempt.

use super::checkpoint::Checkpoint;
use super::files::Files;
use crate::entity::{Entity, Secret};
use crate::storage::Location;

/// The id of an execution.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Execution {
    /// The project; `local` without Flyte.
    pub project: String,
    /// The domain; `local` without Flyte.
    pub domain: String,
    /// The name; `local` without Flyte.
    pub name: String,
}

/// The id of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TaskId {
    /// The project; `local` without Flyte.
    pub project: String,
    /// The domain; `local` without Flyte.
    pub domain: String,
    /// The full name.
    pub name: String,
    /// The version; empty without Flyte.
    pub version: String,
}

/// One attempt of one task. Names are only computed when they are needed.
#[derive(Debug)]
pub(crate) enum Attempt {
    /// An attempt in a container. The container's environment has further facts.
    Flyte {
        task: Option<&'static Entity>,
        output_prefix: Location,
        checkpoint: Option<Location>,
        prev_checkpoint: Option<Location>,
    },
    /// An attempt in a local run, or code outside of a run, which has no task. No other node of the run has the number
    /// `step`, and a second run of the same graph gives the same numbers, unless dynamic workflows made some at the same time.
    Local {
        task: Option<&'static Entity>,
        step: usize,
        node: usize,
        /// The number of the element, in a map.
        element: Option<usize>,
        number: u32,
    },
}

impl Attempt {
    /// The attempt for code that no run called.
    pub(super) fn outside() -> Self {
        Attempt::Local { task: None, step: 0, node: 0, element: None, number: 0 }
    }

    pub(super) fn is_local(&self) -> bool {
        matches!(self, Attempt::Local { .. })
    }

    pub(super) fn execution(&self) -> Execution {
        Execution {
            project: self.variable("FLYTE_INTERNAL_EXECUTION_PROJECT", "_F_PRJ"),
            domain: self.variable("FLYTE_INTERNAL_EXECUTION_DOMAIN", "_F_DM"),
            name: self.variable("FLYTE_INTERNAL_EXECUTION_ID", "_F_NM"),
        }
    }

    pub(super) fn task(&self) -> TaskId {
        let version = match self {
            Attempt::Flyte { .. } => self.variable("FLYTE_INTERNAL_TASK_VERSION", "_F_TK_V"),
            Attempt::Local { .. } => String::new(),
        };
        TaskId {
            project: self.variable("FLYTE_INTERNAL_TASK_PROJECT", "_F_TK_PRJ"),
            domain: self.variable("FLYTE_INTERNAL_TASK_DOMAIN", "_F_TK_DM"),
            name: self.entity().map(|task| task.name.to_owned()).unwrap_or_default(),
            version,
        }
    }

    pub(super) fn entity(&self) -> Option<&'static Entity> {
        let (Attempt::Flyte { task, .. } | Attempt::Local { task, .. }) = self;
        *task
    }

    /// The task's declaration of a secret, if it has one.
    pub(super) fn asks_for(&self, group: &str, key: &str) -> Option<&'static Secret> {
        let settings = self.entity()?.settings()?;
        let is_it = |secret: &&Secret| {
            secret.group.eq_ignore_ascii_case(group) && secret.key.eq_ignore_ascii_case(key)
        };
        settings.secrets.iter().find(is_it)
    }

    /// The node's id. No environment variable holds it, but the output prefix ends with `NODE/data/ATTEMPT`
    /// (flytepropeller `pkg/apis/flyteworkflow/v1alpha1/node_status.go`).
    pub(super) fn node(&self) -> String {
        match self {
            Attempt::Flyte { output_prefix, .. } => {
                let prefix = output_prefix.uri();
                let mut parts = prefix.trim_end_matches('/').rsplit('/').skip(1);
                let node = parts.next().filter(|part| *part == "data").and_then(|_| parts.next());
                node.unwrap_or_default().to_owned()
            }
            Attempt::Local { node, .. } => format!("n{node}"),
        }
    }

    pub(super) fn number(&self) -> u32 {
        match self {
            Attempt::Flyte { .. } => {
                std::env::var("FLYTE_ATTEMPT_NUMBER").ok().and_then(|number| number.parse().ok()).unwrap_or(0)
            }
            Attempt::Local { number, .. } => *number,
        }
    }

    /// The number of the element, in a map.
    pub(crate) fn element(&self) -> Option<usize> {
        match self {
            Attempt::Flyte { .. } => element_of_pod(),
            Attempt::Local { element, .. } => *element,
        }
    }

    pub(super) fn checkpoint(&self, files: &Files) -> Checkpoint {
        match self {
            Attempt::Flyte { checkpoint, prev_checkpoint, .. } => {
                Checkpoint::new(checkpoint.clone(), prev_checkpoint.clone())
            }
            Attempt::Local { step, element, number, .. } => match files.scratch() {
                Ok(scratch) => {
                    let own = element.map_or_else(|| step.to_string(), |element| format!("{step}.{element}"));
                    let place =
                        |number: u32| Location::Local(scratch.join(format!("checkpoints/{own}/{number}")));
                    Checkpoint::new(Some(place(*number)), number.checked_sub(1).map(place))
                }
                Err(error) => Checkpoint::nowhere(error.to_string()),
            },
        }
    }

    /// A variable of the container's environment, which has one of two names (flytekit `bin/entrypoint.py`).
    fn variable(&self, name: &str, short: &str) -> String {
        if self.is_local() {
            return "local".to_owned();
        }
        std::env::var(name).or_else(|_| std::env::var(short)).unwrap_or_default()
    }
}

/// The number of the element of a map for which Flyte started this pod: it is in the environment (flytepropeller
/// `controller/nodes/array/execution_context.go`, flytekit `core/array_node_map_task.py`).
pub(crate) fn element_of_pod() -> Option<usize> {
    let number = |name: &str| std::env::var(name).ok()?.parse::<usize>().ok();
    let own = number(&std::env::var("BATCH_JOB_ARRAY_INDEX_VAR_NAME").ok()?)?;
    own.checked_add(number("BATCH_JOB_ARRAY_INDEX_OFFSET").unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(prefix: &str) -> String {
        let output_prefix = Location::Local(prefix.into());
        Attempt::Flyte { task: None, output_prefix, checkpoint: None, prev_checkpoint: None }.node()
    }

    #[test]
    fn the_output_prefix_contains_the_node() {
        assert_eq!(node("/m/p-d-exec/n0/data/0"), "n0");
        assert_eq!(node("/m/p-d-exec/n0/data/0/dn1/data/2/"), "dn1");
        assert_eq!(node("/n0/data/x/out/0"), "");
        assert_eq!(node("/out"), "");
    }
}
