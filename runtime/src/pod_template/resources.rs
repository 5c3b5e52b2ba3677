//! What the containers of a pod template ask for.

use aileron_grammar::Quantity;
use serde_json::{Map, Value};

/// What is wrong with the resources of a container: with the quantities, or between request and limit.
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

/// Whether a container asks for GPUs, or for other devices, which have a name of their maker's.
pub(super) fn of_devices(container: &Value) -> bool {
    ["requests", "limits"].iter().any(|kind| {
        let amounts = container["resources"][kind].as_object();
        amounts.is_some_and(|amounts| amounts.keys().any(|name| is_device(name)))
    })
}

/// What Kubernetes calls an extended resource, and Flyte's own name for one of them.
fn is_device(name: &str) -> bool {
    name == "gpu" || name.split_once('/').is_some_and(|(domain, _)| !domain.ends_with("kubernetes.io"))
}

fn quantity(name: &str, amount: &Value) -> Result<Quantity, String> {
    let text = amount.as_str().unwrap_or_default();
    let quantity = Quantity::of_resource(text).map_err(|problem| problem.to_string())?;
    if is_device(name) && !quantity.is_whole() {
        return Err(format!("{text} is no whole number, and devices are not divided: write one such as `1`"));
    }
    Ok(quantity)
}

fn unequal(name: &str, request: &Value, limit: Option<&Value>) -> Option<String> {
    let (Some(limit), device) = (limit, is_device(name)) else { return None };
    let (Ok(least), Ok(most)) = (quantity(name, request), quantity(name, limit)) else { return None };
    if least > most {
        return Some(format!(
            "its limit of `{name}`, {most}, is below its request, {least}, so it could not start: raise the limit or lower \
             the request"
        ));
    }
    (device && least != most).then(|| {
        format!("devices are not shared, so Kubernetes wants limit and request of `{name}` equal: write {least} or {most} for both")
    })
}

#[cfg(test)]
mod tests {
    use super::{of_devices, wrong};
    use serde_json::json;

    #[test]
    fn requests_are_below_limits_and_devices_equal() {
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
            (json!({"limits": {"memory": "1GB"}}), "its limit of `memory`: `GB` is no suffix"),
            (json!({"limits": {"amd.com/gpu": "500m"}}), "500m is no whole number"),
            (json!({"requests": {"gpu": "1"}, "limits": {"gpu": "2"}}), "write 1 or 2 for both"),
        ] {
            let told = wrong(&one);
            assert!(told.len() == 1 && told[0].contains(part), "{told:?}");
        }
    }

    #[test]
    fn a_device_has_its_makers_name() {
        let asking = |name: &str| of_devices(&json!({"resources": {"limits": {name: "1"}}}));
        assert!(asking("nvidia.com/gpu") && asking("google.com/tpu") && asking("gpu"));
        assert!(!asking("cpu") && !asking("node.kubernetes.io/x"));
    }
}
