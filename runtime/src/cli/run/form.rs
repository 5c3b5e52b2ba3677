//! How to write the value of a struct, for `--help`.

use serde_json::Value;

/// Describes a value that contains a struct; `None` for other values, whose type names say enough.
pub(super) fn of_structs(schema: &Value) -> Option<String> {
    holds_fields(schema).then(|| describe(schema))
}

fn holds_fields(schema: &Value) -> bool {
    let within = ["items", "additionalProperties"].into_iter().filter_map(|key| schema.get(key));
    let variants = schema.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    let is_struct = schema.get("properties").is_some() && is_place(schema).is_none();
    is_struct || within.chain(variants).any(holds_fields)
}

/// The type of a field: a struct is its name, if it has one, since its own fields follow.
pub(super) fn short(schema: &Value) -> String {
    if let Some(variants) = schema["anyOf"].as_array() {
        return variants.iter().map(short).collect::<Vec<_>>().join(" or ");
    }
    match schema["type"].as_str() {
        Some("array") => format!("list of {}", short(&schema["items"])),
        Some("object") if is_place(schema).is_none() => {
            let name = schema["title"].as_str().map(str::to_owned);
            name.unwrap_or_else(|| match &schema["additionalProperties"] {
                within @ Value::Object(_) => format!("map of {}", short(within)),
                _ => "object".to_owned(),
            })
        }
        _ => describe(schema),
    }
}

/// The name of a type whose values are written as a path or a URI.
pub(super) fn is_place(schema: &Value) -> Option<&'static str> {
    match schema["title"].as_str()? {
        "FlyteFile" => Some("file"),
        "FlyteDirectory" => Some("directory"),
        "StructuredDataset" => Some("dataset"),
        _ => None,
    }
}

fn describe(schema: &Value) -> String {
    if let Some(variants) = schema["anyOf"].as_array() {
        return variants.iter().map(describe).collect::<Vec<_>>().join(" or ");
    }
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().map(Value::to_string).collect::<Vec<_>>().join(" or ");
    }
    if let Some(place) = is_place(schema) {
        return place.to_owned();
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("object"), _) => object(schema),
        (Some("array"), _) => format!("[{}, …]", describe(&schema["items"])),
        (Some("number"), Some("time-delta")) => "duration".to_owned(),
        (Some("number"), _) => "float".to_owned(),
        (Some("null"), _) => "none".to_owned(),
        (Some("string"), Some("date-time")) => "datetime".to_owned(),
        (Some("string"), Some("base64")) => "base64".to_owned(),
        (Some("string"), Some(format)) => format.to_owned(),
        (Some(other), _) => other.to_owned(),
        (None, _) => "any".to_owned(),
    }
}

fn object(schema: &Value) -> String {
    if let Some(fields) = schema["properties"].as_object() {
        let fields: Vec<_> = fields.iter().map(|(name, field)| self::field(name, field)).collect();
        return format!("{{{}}}", fields.join(", "));
    }
    match &schema["additionalProperties"] {
        within @ Value::Object(_) => format!("{{\"key\": {}, …}}", describe(within)),
        Value::Bool(false) => "{}".to_owned(),
        _ => "object".to_owned(),
    }
}

fn field(name: &str, schema: &Value) -> String {
    let default = schema.get("default").map(|default| format!(" (default {})", plain(default, schema)));
    format!("{}: {}{}", Value::from(name), describe(schema), default.unwrap_or_default())
}

/// The default as JSON. Protobuf has only floats for numbers, so those of integers lose their fraction here.
pub(super) fn plain(default: &Value, schema: &Value) -> String {
    match default.as_f64() {
        Some(float) if schema["type"] == "integer" => format!("{float:.0}"),
        _ => default.to_string(),
    }
}
