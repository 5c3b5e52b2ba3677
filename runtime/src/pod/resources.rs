//! The requests and limits of a pod's container.

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt;

/// Quantities by their names in Kubernetes.
pub(crate) type Amounts = BTreeMap<String, String>;

/// Requests and limits.
#[derive(Debug)]
pub(super) struct Resources {
    requests: Vec<Amount>,
    limits: Vec<Amount>,
}

/// An amount of a resource.
#[derive(Debug)]
struct Amount {
    name: String,
    value: String,
    /// Whether the task does not request it, so it is the platform's default.
    is_default: bool,
}

/// The amounts for a container that requests none: flyteadmin's own defaults, which it sets for every execution
/// (flyteadmin `pkg/runtime/task_resource_provider.go`). An installation may have other defaults, and limits.
const DEFAULTS: [(&str, &str); 2] = [("cpu", "2"), ("memory", "200Mi")];

impl Resources {
    /// The requests and limits. If only one of them is given for a resource, it counts for both.
    pub(super) fn new(requests: &Amounts, limits: &Amounts) -> Self {
        let defaults = DEFAULTS.map(|(name, _)| name);
        let others = requests.keys().chain(limits.keys()).map(String::as_str);
        let mut names: Vec<&str> = others.filter(|name| !defaults.contains(name)).collect();
        names.sort_unstable();
        names.dedup();
        let (mut both, all) =
            (Resources { requests: vec![], limits: vec![] }, defaults.into_iter().chain(names));
        for name in all {
            let default = DEFAULTS.iter().find(|(other, _)| *other == name).map(|(_, amount)| *amount);
            let (request, limit) = (requests.get(name), limits.get(name));
            let is_default = request.or(limit).is_none();
            let request = request.or(limit).map(String::as_str).or(default).unwrap_or_default();
            let limit = limit.map_or(request, String::as_str);
            let amount = |value: &str| Amount { name: name.to_owned(), value: value.to_owned(), is_default };
            both.requests.push(amount(request));
            both.limits.push(amount(limit));
        }
        both
    }

    pub(super) fn to_json(&self) -> Value {
        let object = |amounts: &[Amount]| -> Map<String, Value> {
            aileron_idl::map(amounts.iter().map(|amount| (amount.name.clone(), json!(amount.value))))
        };
        json!({"requests": object(&self.requests), "limits": object(&self.limits)})
    }
}

impl fmt::Display for Resources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (title, amounts) in [("requests", &self.requests), ("limits", &self.limits)] {
            let amounts: Vec<_> = amounts.iter().map(Amount::to_string).collect();
            writeln!(f, "{title}  {}", amounts.join(" "))?;
        }
        Ok(())
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.name, self.value)?;
        if self.is_default { f.write_str(" (the platform's default)") } else { Ok(()) }
    }
}
