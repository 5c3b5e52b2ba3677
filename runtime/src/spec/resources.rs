//! The requests and limits of a task, in its container of a pod template.
//!
//! An amount that the task names replaces the template's; all others stay. Propeller merges a node's overrides into a
//! pod's container in the same way (flyteplugins `flytek8s/container_helper.go`, `MergeResources`).

use crate::pod_template::wrong_resources;
use aileron_idl::core::{Resources, resources::ResourceEntry};
use serde_json::{Value, json};

/// Kubernetes' name for Flyte's `gpu`, unless an administrator has configured another (flyteplugins
/// `flytek8s/config/config.go`).
const GPU: &str = "nvidia.com/gpu";
const FLYTES_GPU: &str = "gpu";

/// A container's amounts, with the task's amounts in place of its own. A device has one amount, so the task's
/// replaces both the request and the limit.
pub(super) fn merged(own: &Value, requested: &Resources) -> Value {
    let mut merged = own.as_object().cloned().unwrap_or_default();
    let asks_for_gpus =
        requested.requests.iter().chain(&requested.limits).any(|entry| name(entry) == FLYTES_GPU);
    for (kind, requested) in [("requests", &requested.requests), ("limits", &requested.limits)] {
        let mut all = merged.get(kind).and_then(Value::as_object).cloned().unwrap_or_default();
        if asks_for_gpus {
            all.retain(|name, _| name != GPU && name != FLYTES_GPU);
        }
        all.extend(requested.iter().map(|entry| (name(entry), json!(entry.value))));
        merged.insert(kind.to_owned(), all.into());
    }
    merged.into()
}

/// What is wrong with the merged amounts, a sentence each.
pub(super) fn wrong(own: &Value, requested: &Resources) -> Vec<String> {
    wrong_resources(&merged(own, requested))
}

/// The name of a resource in Kubernetes, which is Flyte's except for `gpu`.
fn name(entry: &ResourceEntry) -> String {
    entry.name().as_str_name().to_lowercase().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::{merged, wrong};
    use aileron_idl::core::Resources;
    use aileron_idl::core::resources::{ResourceEntry, ResourceName};
    use serde_json::{Value, json};

    fn requested(requests: &[(ResourceName, &str)], limits: &[(ResourceName, &str)]) -> Resources {
        let entries = |all: &[(ResourceName, &str)]| {
            all.iter()
                .map(|(name, value)| ResourceEntry { name: *name as i32, value: (*value).to_owned() })
                .collect()
        };
        Resources { requests: entries(requests), limits: entries(limits) }
    }

    #[test]
    fn amounts_that_the_task_does_not_name_are_kept() {
        let own = json!({
            "requests": {"rdma/ib": "1", "memory": "1Gi", "nvidia.com/gpu": "2"},
            "limits": {"rdma/ib": "1", "hugepages-2Mi": "4Mi", "nvidia.com/gpu": "2"},
            "claims": [{"name": "a"}],
        });
        let requested = requested(
            &[(ResourceName::Memory, "2Gi"), (ResourceName::Gpu, "1")],
            &[(ResourceName::Cpu, "3")],
        );
        let expected = json!({
            "requests": {"rdma/ib": "1", "memory": "2Gi", "gpu": "1"},
            "limits": {"rdma/ib": "1", "hugepages-2Mi": "4Mi", "cpu": "3"},
            "claims": [{"name": "a"}],
        });
        assert_eq!(merged(&own, &requested), expected);
        assert_eq!(wrong(&own, &requested), [""; 0]);
        assert_eq!(merged(&Value::Null, &requested)["requests"], json!({"memory": "2Gi", "gpu": "1"}));
    }

    #[test]
    fn a_limit_below_the_request_of_the_other_is_reported() {
        let own = json!({"limits": {"memory": "512Mi"}});
        let errors = wrong(&own, &requested(&[(ResourceName::Memory, "1Gi")], &[]));
        assert_eq!(errors.len(), 1);
        assert!(
            errors[0].starts_with("its limit of `memory`, 512Mi, is below its request, 1Gi"),
            "{errors:?}"
        );
        assert_eq!(wrong(&own, &requested(&[(ResourceName::Memory, "256Mi")], &[])), [""; 0]);
    }
}
