//! Checks the resources of the containers of a pod template.

use aileron_grammar::Quantity;
use serde_json::{Map, Value};

/// What is wrong with the resources of a container: with a quantity, or between request and limit.
pub(crate) fn wrong(resources: &Value) -> Vec<String> {
    let empty = Map::new();
    let [requests, limits] = ["requests", "limits"].map(|kind| resources[kind].as_object().unwrap_or(&empty));
    let mut problems = Vec::new();
    for (kind, amounts) in [("request", requests), ("limit", limits)] {
        problems.extend(amounts.iter().filter_map(|(name, amount)| {
            let problem = quantity(name, amount).err()?;
            Some(format!("its {kind} of `{name}`: {problem}"))
        }));
    }
    problems.extend(requests.iter().filter_map(|(name, request)| unequal(name, request, limits.get(name))));
    problems
}

/// Whether a container requests GPUs, or other devices, whose names contain their maker's domain.
pub(super) fn requests_devices(container: &Value) -> bool {
    ["requests", "limits"].iter().any(|kind| {
        let amounts = container["resources"][kind].as_object();
        amounts.is_some_and(|amounts| amounts.keys().any(|name| is_device(name)))
    })
}

/// Whether this is Kubernetes' name for an extended resource, or Flyte's own name for GPUs.
fn is_device(name: &str) -> bool {
    name == "gpu" || name.split_once('/').is_some_and(|(domain, _)| !domain.ends_with("kubernetes.io"))
}

fn quantity(name: &str, amount: &Value) -> Result<Quantity, String> {
    let text = amount.as_str().unwrap_or_default();
    let quantity = Quantity::of_resource(text).map_err(|problem| problem.to_string())?;
    if is_device(name) && !quantity.is_whole() {
        return Err(format!(
            "{text} is not a whole number, but devices can't be divided: write a number such as `1`"
        ));
    }
    Ok(quantity)
}

fn unequal(name: &str, request: &Value, limit: Option<&Value>) -> Option<String> {
    let (Some(limit), device) = (limit, is_device(name)) else { return None };
    let (Ok(least), Ok(most)) = (quantity(name, request), quantity(name, limit)) else { return None };
    if least > most {
        return Some(format!(
            "its limit of `{name}`, {most}, is below its request, {least}, so it can't start: raise the limit or lower the \
                         request"
        ));
    }
    (device && least != most).then(|| {
        format!("its limit and request of `{name}` differ, but Kubernetes requires equal amounts of devices: write {least} or {most} for both")
    })
}

#[cfg(test)]
mod tests {
    use super::{requests_devices, wrong};
    use serde_json::json;

    #[test]
    fn requests_are_at_most_limits_and_equal_for_devices() {
        for right in [
            json!(null),
            json!({"requests": {"cpu": "500m", "memory": "1Gi"}, "limits": {"cpu": "1"}}),
            json!({"requests": {"nvidia.com/gpu": "1"}, "limits": {"nvidia.com/gpu": "1"}}),
            json!({"limits": {"hugepages-2Mi": "4Mi"}}),
        ] {
            assert_eq!(wrong(&right), [""; 0], "{right}");
        }
        for (one, part) in [
            (
                json!({"requests": {"cpu": "2"}, "limits": {"cpu": "1500m"}}),
                "`cpu`, 1500m, is below its request, 2",
            ),
            (json!({"limits": {"memory": "1GB"}}), "its limit of `memory`: `GB` is not a suffix"),
            (json!({"limits": {"amd.com/gpu": "500m"}}), "500m is not a whole number"),
            (json!({"requests": {"gpu": "1"}, "limits": {"gpu": "2"}}), "write 1 or 2 for both"),
        ] {
            let problems = wrong(&one);
            assert!(problems.len() == 1 && problems[0].contains(part), "{problems:?}");
        }
    }

    #[test]
    fn a_device_has_its_makers_name() {
        let asking = |name: &str| requests_devices(&json!({"resources": {"limits": {name: "1"}}}));
        assert!(asking("nvidia.com/gpu") && asking("google.com/tpu") && asking("gpu"));
        assert!(!asking("cpu") && !asking("node.kubernetes.io/x"));
    }
}
