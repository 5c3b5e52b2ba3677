//! The variables that a pod's container has.

use aileron_idl::core::{Identifier, KeyValuePair};

/// The task's own, then what the platform adds, in its order; of two with one name the later wins
/// (flyteplugins `flytek8s/k8s_resource_adds.go`).
///
/// What depends on an installation is not here: offloading, a cluster's own defaults, the console's address.
pub(crate) fn variables(
    own: &[KeyValuePair],
    task: &Identifier,
    execution: &str,
    attempt: u32,
) -> Vec<(String, String)> {
    // A single task is run by a workflow that flyteadmin makes around it.
    let workflow = format!("{}:{}:.flytegen.{}", task.project, task.domain, task.name);
    let platform = [
        ("FLYTE_INTERNAL_EXECUTION_WORKFLOW", workflow),
        ("FLYTE_INTERNAL_EXECUTION_ID", execution.to_owned()),
        ("FLYTE_INTERNAL_EXECUTION_PROJECT", task.project.clone()),
        ("FLYTE_INTERNAL_EXECUTION_DOMAIN", task.domain.clone()),
        ("FLYTE_ATTEMPT_NUMBER", attempt.to_string()),
        ("FLYTE_INTERNAL_TASK_PROJECT", task.project.clone()),
        ("FLYTE_INTERNAL_TASK_DOMAIN", task.domain.clone()),
        ("FLYTE_INTERNAL_TASK_NAME", task.name.clone()),
        ("FLYTE_INTERNAL_TASK_VERSION", task.version.clone()),
    ];
    let own = own.iter().map(|pair| (pair.key.clone(), pair.value.clone()));
    own.chain(platform.map(|(name, value)| (name.to_owned(), value))).collect()
}
