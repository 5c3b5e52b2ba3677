//! Values to begin with, made from the schemas of inputs.

use crate::entity::Variable;
use crate::types::json;
use serde_json::{Map, Value, json};

/// A value for each input, in the forms that people write: its default, else one that its type takes.
pub(crate) fn inputs(inputs: &[Variable]) -> Value {
    inputs.iter().map(|input| (input.name.clone(), value(input))).collect()
}

fn value(input: &Variable) -> Value {
    let schema = (input.schema)();
    match input.absent() {
        Some(Ok(default)) => json::write_as(&default, &schema),
        _ => of_type(&schema),
    }
}

fn of_type(schema: &Value) -> Value {
    if let Some(default) = schema.get("default") {
        return whole(default, schema);
    }
    // None is a value of such a type, and the help tells the others.
    if let Some(variants) = schema["anyOf"].as_array() {
        let none = variants.iter().any(|variant| variant["type"] == "null");
        return variants.first().filter(|_| !none).map(of_type).unwrap_or_default();
    }
    if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
        return first.clone();
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("object"), _) => object(schema),
        (Some("array"), _) => json!([of_type(&schema["items"])]),
        (Some("number"), Some("time-delta")) => json!("90s"),
        (Some("number"), _) => json!(0.5),
        (Some("integer"), _) => json!(1),
        (Some("boolean"), _) => json!(true),
        (Some("string"), Some("date-time")) => json!("2026-01-31T08:00:00Z"),
        (Some("string"), Some("date")) => json!("2026-01-31"),
        (Some("string"), Some("base64")) => json!("AAEC"),
        (Some("string"), _) => json!("text"),
        _ => Value::Null,
    }
}

fn object(schema: &Value) -> Value {
    match schema["title"].as_str() {
        Some("FlyteFile" | "FlyteSchema") => return json!("s3://bucket/file"),
        Some("FlyteDirectory" | "StructuredDataset") => return json!("s3://bucket/folder"),
        _ => {}
    }
    if let Some(fields) = schema["properties"].as_object() {
        let fields = fields.iter().map(|(name, field)| (name.clone(), of_type(field)));
        return Value::Object(fields.collect());
    }
    match &schema["additionalProperties"] {
        within @ Value::Object(_) => {
            let key = if schema["propertyNames"]["type"] == "integer" { "1" } else { "key" };
            Value::Object(Map::from_iter([(key.to_owned(), of_type(within))]))
        }
        _ => json!({}),
    }
}

/// A default as JSON. Protobuf has only floats for numbers, so those of integers lose their fraction here.
fn whole(default: &Value, schema: &Value) -> Value {
    match default.as_f64() {
        #[expect(clippy::cast_possible_truncation, reason = "it was an integer")]
        Some(float) if schema["type"] == "integer" => json!(float as i64),
        _ => default.clone(),
    }
}
