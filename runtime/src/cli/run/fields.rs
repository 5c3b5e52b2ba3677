//! The fields of structs in the inputs of an entity, for `--help`.

use super::form;
use crate::entity::Variable;
use serde_json::Value;

/// How deep structs in structs are shown.
const DEPTH: usize = 4;

/// Each field on a line, with its path, type, default and description; `None` if no input holds a struct.
pub(super) fn of(inputs: &[Variable]) -> Option<String> {
    let mut rows = Vec::new();
    for input in inputs {
        within(&input.name, &(input.schema)(), DEPTH, &mut rows);
    }
    let width = rows.iter().map(|(path, _)| path.chars().count()).max()?;
    let lines = rows.iter().map(|(path, text)| format!("\n  {path:width$}  {text}").trim_end().to_owned());
    Some(format!("Fields:{}", lines.collect::<String>()))
}

/// Adds the fields of a value at that path.
fn within(path: &str, schema: &Value, depth: usize, rows: &mut Vec<(String, String)>) {
    if depth == 0 || form::is_place(schema).is_some() {
        return;
    }
    for variant in schema["anyOf"].as_array().into_iter().flatten() {
        within(path, variant, depth, rows);
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}.{name}");
        rows.push((path.clone(), described(field)));
        within(&path, field, depth - 1, rows);
    }
    if schema["items"].is_object() {
        within(&format!("{path}[]"), &schema["items"], depth, rows);
    }
    if schema["additionalProperties"].is_object() {
        within(&format!("{path}.KEY"), &schema["additionalProperties"], depth, rows);
    }
}

fn described(field: &Value) -> String {
    let default = field.get("default").map(|default| format!("[default: {}]", form::plain(default, field)));
    let doc = field["description"].as_str().map(str::to_owned);
    [Some(form::short(field)), doc, default].into_iter().flatten().collect::<Vec<_>>().join("  ")
}
