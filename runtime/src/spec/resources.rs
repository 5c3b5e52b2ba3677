//! What a task asks for, in the container that its pod template has for it.
//!
//! Each amount that the task names is the task's, and every other one the template's: so does propeller lay a node's
//! overrides over a pod's container (flyteplugins `flytek8s/container_helper.go`, `MergeResources`).

use crate::pod_template::wrong_resources;
use aileron_idl::core::{Resources, resources::ResourceEntry};
use serde_json::{Value, json};

/// The cluster's name for what Flyte calls `gpu`, unless its administrator has another (flyteplugins
/// `flytek8s/config/config.go`).
const GPU: &str = "nvidia.com/gpu";
const FLYTES_GPU: &str = "gpu";

/// The amounts of a container with those of the task laid over them. A device has one amount, so the task's replaces
/// request and limit.
pub(super) fn merged(own: &Value, asked: &Resources) -> Value {
    let mut merged = own.as_object().cloned().unwrap_or_default();
    let asks_for_gpus = asked.requests.iter().chain(&asked.limits).any(|entry| name(entry) == FLYTES_GPU);
    for (kind, asked) in [("requests", &asked.requests), ("limits", &asked.limits)] {
        let mut all = merged.get(kind).and_then(Value::as_object).cloned().unwrap_or_default();
        if asks_for_gpus {
            all.retain(|name, _| name != GPU && name != FLYTES_GPU);
        }
        all.extend(asked.iter().map(|entry| (name(entry), json!(entry.value))));
        merged.insert(kind.to_owned(), all.into());
    }
    merged.into()
}

/// What is wrong with both together, a sentence each.
pub(super) fn wrong(own: &Value, asked: &Resources) -> Vec<String> {
    wrong_resources(&merged(own, asked))
}

/// By the names of Flyte's resources, which are Kubernetes' but for `gpu`.
fn name(entry: &ResourceEntry) -> String {
    entry.name().as_str_name().to_lowercase().replace('_', "-")
}

#[cfg(test)]
mod tests {
    use super::{merged, wrong};
    use aileron_idl::core::Resources;
    use aileron_idl::core::resources::{ResourceEntry, ResourceName};
    use serde_json::{Value, json};

    fn asked(requests: &[(ResourceName, &str)], limits: &[(ResourceName, &str)]) -> Resources {
        let entries = |all: &[(ResourceName, &str)]| {
            all.iter()
                .map(|(name, value)| ResourceEntry { name: *name as i32, value: (*value).to_owned() })
                .collect()
        };
        Resources { requests: entries(requests), limits: entries(limits) }
    }

    #[test]
    fn what_the_task_does_not_name_stays() {
        let own = json!({
            "requests": {"rdma/ib": "1", "memory": "1Gi", "nvidia.com/gpu": "2"},
            "limits": {"rdma/ib": "1", "hugepages-2Mi": "4Mi", "nvidia.com/gpu": "2"},
            "claims": [{"name": "a"}],
        });
        let asked =
            asked(&[(ResourceName::Memory, "2Gi"), (ResourceName::Gpu, "1")], &[(ResourceName::Cpu, "3")]);
        let wanted = json!({
            "requests": {"rdma/ib": "1", "memory": "2Gi", "gpu": "1"},
            "limits": {"rdma/ib": "1", "hugepages-2Mi": "4Mi", "cpu": "3"},
            "claims": [{"name": "a"}],
        });
        assert_eq!(merged(&own, &asked), wanted);
        assert_eq!(wrong(&own, &asked), [""; 0]);
        assert_eq!(merged(&Value::Null, &asked)["requests"], json!({"memory": "2Gi", "gpu": "1"}));
    }

    #[test]
    fn a_limit_below_the_other_ones_request_is_told() {
        let own = json!({"limits": {"memory": "512Mi"}});
        let told = wrong(&own, &asked(&[(ResourceName::Memory, "1Gi")], &[]));
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("its limit of `memory`, 512Mi, is below its request, 1Gi"), "{told:?}");
        assert_eq!(wrong(&own, &asked(&[(ResourceName::Memory, "256Mi")], &[])), [""; 0]);
    }
}
