//! Messages as flat lists of fields, for what has no words of its own.

use super::facts::Facts;
use serde_json::Value;

/// Adds each leaf of a value, named by its path.
pub(super) fn leaves(path: &str, value: &Value, facts: &mut Facts) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Null => {}
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| leaves(&below(name), value, facts));
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            for (index, item) in items.iter().enumerate() {
                leaves(&format!("{path}[{index}]"), item, facts);
            }
        }
        value => {
            facts.insert(path.to_owned(), shown(value));
        }
    }
}

/// A value as a person reads it.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => format!("`{text}`"),
        value => value.to_string(),
    }
}

/// Takes a member out of an object, as deep as the path goes.
pub(super) fn take(value: &mut Value, path: &[&str]) -> Option<Value> {
    let (last, way) = path.split_last()?;
    let inner = way.iter().try_fold(value, |value, name| value.get_mut(*name))?;
    inner.as_object_mut()?.remove(*last)
}
