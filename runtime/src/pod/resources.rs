//! What a pod's container may use.

use aileron_idl::core::{Resources as Asked, resources::ResourceEntry, resources::ResourceName};
use serde_json::{Map, Value, json};
use std::fmt;

/// Requests and limits by Kubernetes' names.
#[derive(Debug)]
pub(super) struct Resources {
    requests: Vec<(&'static str, String)>,
    limits: Vec<(&'static str, String)>,
}

/// The names, and what every container gets that does not ask: flyteadmin's own defaults, which it gives every execution
/// (flyteadmin `pkg/runtime/task_resource_provider.go`). An installation may have others, and limits of its own.
const NAMES: [(ResourceName, &str, Option<&str>); 4] = [
    (ResourceName::Cpu, "cpu", Some("2")),
    (ResourceName::Memory, "memory", Some("200Mi")),
    (ResourceName::EphemeralStorage, "ephemeral-storage", None),
    (ResourceName::Gpu, "nvidia.com/gpu", None),
];

impl Resources {
    /// A request without a limit is the limit too, and the reverse.
    pub(super) fn of(asked: Option<&Asked>) -> Self {
        let (mut requests, mut limits) = (Vec::new(), Vec::new());
        for (kind, name, default) in NAMES {
            let find = |entries: &[ResourceEntry]| {
                entries.iter().find(|entry| entry.name == kind as i32).map(|entry| entry.value.clone())
            };
            let request = asked.and_then(|asked| find(&asked.requests));
            let limit = asked.and_then(|asked| find(&asked.limits));
            let request = request.or_else(|| limit.clone()).or_else(|| default.map(str::to_owned));
            let limit = limit.or_else(|| request.clone());
            requests.extend(request.map(|value| (name, value)));
            limits.extend(limit.map(|value| (name, value)));
        }
        Resources { requests, limits }
    }

    pub(super) fn to_json(&self) -> Value {
        let object = |entries: &[(&str, String)]| -> Map<String, Value> {
            aileron_idl::map(entries.iter().map(|(name, value)| ((*name).to_owned(), json!(value))))
        };
        json!({"requests": object(&self.requests), "limits": object(&self.limits)})
    }
}

impl fmt::Display for Resources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (title, entries) in [("requests", &self.requests), ("limits", &self.limits)] {
            let entries: Vec<_> = entries.iter().map(|(name, value)| format!("{name}={value}")).collect();
            writeln!(f, "{title}  {}", entries.join(" "))?;
        }
        Ok(())
    }
}
