//! A task's container as in its specification: a container of Flyte's, or one in a pod.

use super::resources::Amounts;
use aileron_idl::ToJson;
use aileron_idl::core::resources::{ResourceEntry, ResourceName};
use aileron_idl::core::{Container, K8sPod, TaskTemplate, task_template::Target};
use serde_json::{Value, json};

/// The common parts of both kinds of containers, with variables in Kubernetes' form.
pub(crate) struct Given {
    pub(super) image: String,
    pub(super) command: Vec<String>,
    pub(crate) args: Vec<String>,
    pub(crate) env: Vec<Value>,
    pub(crate) requests: Amounts,
    pub(crate) limits: Amounts,
}

impl Given {
    /// The container of a task; `None` if it has none.
    pub(crate) fn for_task(task: &TaskTemplate) -> Option<Self> {
        match task.target.as_ref()? {
            Target::Container(container) => Some(Given::from_container(container)),
            Target::K8sPod(pod) => Given::from_pod(pod, task.config.get("primary_container_name")?),
            Target::Sql(_) => None,
        }
    }

    fn from_container(container: &Container) -> Self {
        let resources = container.resources.clone().unwrap_or_default();
        Given {
            image: container.image.clone(),
            command: container.command.clone(),
            args: container.args.clone(),
            env: container.env.iter().map(|pair| json!({"name": pair.key, "value": pair.value})).collect(),
            requests: resources.requests.iter().filter_map(amount).collect(),
            limits: resources.limits.iter().filter_map(amount).collect(),
        }
    }

    fn from_pod(pod: &K8sPod, primary: &str) -> Option<Self> {
        let spec = pod.pod_spec.as_ref()?.to_json();
        let container =
            spec["containers"].as_array()?.iter().find(|container| container["name"] == *primary)?;
        let texts = |field: &str| {
            let texts = container[field].as_array().into_iter().flatten();
            texts.filter_map(|text| text.as_str().map(str::to_owned)).collect()
        };
        let amounts = |kind: &str| {
            let amounts = container["resources"][kind].as_object().into_iter().flatten();
            amounts
                .map(|(name, amount)| (kubernetes_name(name), amount.as_str().unwrap_or_default().to_owned()))
                .collect()
        };
        Some(Given {
            image: container["image"].as_str().unwrap_or_default().to_owned(),
            command: texts("command"),
            args: texts("args"),
            env: container["env"].as_array().cloned().unwrap_or_default(),
            requests: amounts("requests"),
            limits: amounts("limits"),
        })
    }
}

fn amount(entry: &ResourceEntry) -> Option<(String, String)> {
    let name = match entry.name() {
        ResourceName::Cpu => "cpu",
        ResourceName::Memory => "memory",
        ResourceName::EphemeralStorage => "ephemeral-storage",
        ResourceName::Gpu => "gpu",
        ResourceName::Unknown | ResourceName::Storage => return None,
    };
    Some((kubernetes_name(name), entry.value.clone()))
}

/// Kubernetes' name of a resource. Flyte's `gpu` has this name by default (flyteplugins `flytek8s/config/config.go`).
fn kubernetes_name(name: &str) -> String {
    if name == "gpu" { "nvidia.com/gpu".to_owned() } else { name.to_owned() }
}
