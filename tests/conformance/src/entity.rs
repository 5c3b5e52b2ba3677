//! A task, workflow or launch plan of a package, as one of the two SDKs writes it.

use serde::Deserialize;
use serde_json::Value;

/// One message of a package.
#[derive(Debug, Deserialize)]
pub struct Entity {
    /// `task`, `workflow` or `launchPlan`.
    pub kind: String,
    /// Its full name.
    pub name: String,
    /// Its message, in canonical JSON.
    pub json: Value,
    /// The message that flytekit's own model of it gives again, if flytekit read it.
    #[serde(default)]
    pub again: Value,
}

/// One document of all entities, `{"task mirror.split": {…}, …}`. Lists whose order has no meaning are sorted.
#[must_use]
pub fn document(entities: &[Entity]) -> Value {
    let sorted = entities.iter().map(|entity| {
        let mut json = entity.json.clone();
        sort(&mut json);
        (format!("{} {}", entity.kind, entity.name), json)
    });
    Value::Object(sorted.collect())
}

/// flytekit writes the ids of upstream nodes in the order of a set, and resources in an order of its own.
fn sort(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    Value::Array(list)
                        if ["upstreamNodeIds", "requests", "limits"].contains(&key.as_str()) =>
                    {
                        list.sort_by_key(Value::to_string);
                    }
                    _ => sort(member),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(sort),
        _ => {}
    }
}
