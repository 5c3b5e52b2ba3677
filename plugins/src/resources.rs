//! Resources of a pod.

use crate::problems::Problems;
use aileron::plugin::Error;
use aileron_grammar::Quantity;
use aileron_idl::core;
use aileron_idl::core::resources::{ResourceEntry, ResourceName};
use serde_json::{Map, Value, json};

/// Resources of a pod, as quantities of Kubernetes.
///
/// ```
/// use aileron_plugins::Resources;
///
/// let worker = Resources::new().cpu("2").mem("4Gi").gpu("1");
/// # drop(worker);
/// ```
///
/// Values that are not set are those of the task's own container.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resources {
    cpu: String,
    mem: String,
    gpu: String,
    ephemeral_storage: String,
}

impl Resources {
    /// No resources yet.
    #[must_use]
    pub fn new() -> Self {
        Resources::default()
    }

    setters! {
        /// Cores: `500m` is half of one.
        cpu: String,
        /// Memory in bytes: `4Gi`.
        mem: String,
        /// Whole GPUs.
        gpu: String,
        /// Space on the node's own disk in bytes: `10Gi`.
        ephemeral_storage: String,
    }

    fn entries(&self) -> impl Iterator<Item = (&'static str, ResourceName, &str)> {
        let all = [
            ("cpu", ResourceName::Cpu, &*self.cpu),
            ("mem", ResourceName::Memory, &*self.mem),
            ("gpu", ResourceName::Gpu, &*self.gpu),
            ("ephemeral_storage", ResourceName::EphemeralStorage, &*self.ephemeral_storage),
        ];
        all.into_iter().filter(|(.., amount)| !amount.is_empty())
    }
}

/// Requests and limits as a message.
///
/// # Errors
/// When a quantity is invalid, or no container could start with them.
pub(crate) fn message(requests: &Resources, limits: &Resources) -> Result<core::Resources, Error> {
    check_all(requests, limits)?;
    let entry = |(_, name, amount): (_, ResourceName, &str)| ResourceEntry {
        name: name as i32,
        value: amount.to_owned(),
    };
    let entries = |resources: &Resources| resources.entries().map(entry).collect();
    Ok(core::Resources { requests: entries(requests), limits: entries(limits) })
}

/// The same with Kubernetes' names. Requests default to the limits, and limits to the requests; `None` if there are neither.
pub(crate) fn for_pod(requests: &Resources, limits: &Resources) -> Result<Option<Value>, Error> {
    check_all(requests, limits)?;
    let named = |(key, _, amount): (&str, _, &str)| {
        let name = match key {
            "mem" => "memory",
            "gpu" => "nvidia.com/gpu",
            "ephemeral_storage" => "ephemeral-storage",
            same => same,
        };
        (name.to_owned(), json!(amount))
    };
    let all = |resources: &Resources| resources.entries().map(named).collect::<Map<_, _>>();
    let (mut requests, mut limits) = (all(requests), all(limits));
    if requests.is_empty() {
        requests.clone_from(&limits);
    } else if limits.is_empty() {
        limits.clone_from(&requests);
    }
    Ok((!requests.is_empty()).then(|| json!({"requests": requests, "limits": limits})))
}

fn check_all(requests: &Resources, limits: &Resources) -> Result<(), Error> {
    let mut problems = Problems::default();
    let mut is_right = |(key, _, amount): (&str, _, &str)| problems.keep(check(key, amount)).is_some();
    let [requests_right, limits_right] = [requests, limits].map(|all| {
        all.entries()
            .filter(|entry| is_right(*entry))
            .map(|(key, _, amount)| (key, amount))
            .collect::<Vec<_>>()
    });
    for (key, request) in requests_right {
        if let Some((_, limit)) = limits_right.iter().find(|(other, _)| *other == key) {
            problems.keep(check_limit(key, request, limit));
        }
    }
    problems.end(Some(()))
}

fn check(key: &str, amount: &str) -> Result<(), Error> {
    let quantity = Quantity::of_resource(amount).map_err(|problem| format!("`{key}`: {problem}"))?;
    if key == "gpu" && !quantity.is_whole() {
        return Err("`gpu`: a container gets whole GPUs only; write a whole number, such as `1`".into());
    }
    Ok(())
}

/// flyteadmin checks this for a task's own container, but not for other pods.
fn check_limit(key: &str, request: &str, limit: &str) -> Result<(), Error> {
    let (least, most): (Quantity, Quantity) = (request.parse()?, limit.parse()?);
    if least > most {
        return Err(format!(
            "`{key}`: the limit, {limit}, is below the request, {request}, so no pod could start; raise the limit or \
             lower the request"
        )
        .into());
    }
    if key == "gpu" && least != most {
        return Err(format!(
            "`gpu`: GPUs are not shared, so limit and request must be equal; write {request} or {limit} for both"
        )
        .into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Resources, message};

    fn refusal(requests: &Resources, limits: &Resources) -> String {
        message(requests, limits).unwrap_err().to_string()
    }

    #[test]
    fn what_no_pod_could_have_is_refused() {
        let (none, of) = (Resources::new, Resources::new);
        assert!(
            refusal(&of().mem("1gi"), &none()).starts_with("`mem`: `gi` is not a suffix of a quantity; ")
        );
        assert!(refusal(&none(), &of().cpu("-1")).starts_with("`cpu`: `-1` is negative; "));
        assert!(refusal(&none(), &of().gpu("500m")).starts_with("`gpu`: a container gets whole GPUs only; "));
        assert!(
            refusal(&of().cpu("2"), &of().cpu("1"))
                .starts_with("`cpu`: the limit, 1, is below the request, 2, ")
        );
        assert!(refusal(&of().gpu("1"), &of().gpu("2")).starts_with("`gpu`: GPUs are not shared, "));
        assert!(message(&of().cpu("1000m").mem("1Gi"), &of().cpu("1")).is_ok());
    }
}
