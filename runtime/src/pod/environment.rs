//! The environment variables of a pod's container.

use aileron_idl::core::{Identifier, KeyValuePair};

/// The task's own variables, then those that the platform adds, in its order. If two have the same name, the later
/// one wins (flyteplugins `flytek8s/k8s_resource_adds.go`).
///
/// Variables that depend on an installation are missing: offloading, a cluster's own defaults, the console's address.
pub(crate) fn variables(
    own: &[KeyValuePair],
    task: &Identifier,
    execution: &str,
    attempt: u32,
) -> Vec<(String, String)> {
    // If a task is launched alone, flyteadmin makes a workflow around it.
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
