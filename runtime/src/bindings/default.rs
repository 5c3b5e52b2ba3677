//! Defaults of fields: in the JSON Schema, and as expressions of Rust.

use super::rust::{Fallback, Rust, Shape};
use super::spelling::Names;
use serde_json::{Value, json};

/// The default as a JSON Schema has it.
pub(super) fn value(fallback: &Fallback, ty: &Rust) -> Option<Value> {
    match fallback {
        Fallback::None => None,
        Fallback::OfType => of_type(ty),
        Fallback::Value(value) => Some(value.clone()),
    }
}

/// The default that a type has in Rust; none where it has none, or where its JSON is of no use.
pub(super) fn of_type(ty: &Rust) -> Option<Value> {
    Some(match ty {
        Rust::Integer => json!(0),
        Rust::Float => json!(0.0),
        Rust::Boolean => json!(false),
        Rust::Text => json!(""),
        Rust::List(_) => json!([]),
        Rust::Map(_) | Rust::Numbered(_) => json!({}),
        Rust::Optional(_) | Rust::Json => Value::Null,
        _ => return None,
    })
}

/// Whether two values of JSON are the same: a protobuf struct has every number as a float.
pub(super) fn is_same(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => one.to_bits() == other.to_bits(),
        _ => one == other,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "only whole numbers are converted, and none that may be another"
)]
fn integer(value: &Value) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    value
        .as_i64()
        .or_else(|| value.as_f64().filter(|x| x.fract() == 0.0 && x.abs() < EXACT).map(|x| x as i64))
}

impl Names<'_> {
    /// An expression of the type that makes the value; none where there is no plain one.
    pub(super) fn expression(&self, ty: &Rust, value: &Value) -> Option<String> {
        Some(match (ty, value) {
            (Rust::Integer, _) => integer(value)?.to_string(),
            (Rust::Float, _) => format!("{:?}", value.as_f64()?),
            (Rust::Boolean, Value::Bool(value)) => value.to_string(),
            (Rust::Text, Value::String(text)) if text.is_empty() => "String::new()".to_owned(),
            (Rust::Text, Value::String(text)) => format!("{text:?}.to_owned()"),
            (Rust::Optional(_), Value::Null) => "None".to_owned(),
            (Rust::Optional(some), _) => format!("Some({})", self.expression(some, value)?),
            (Rust::List(_), Value::Array(items)) if items.is_empty() => "Vec::new()".to_owned(),
            (Rust::List(item), Value::Array(items)) => {
                let items = items.iter().map(|value| self.expression(item, value));
                format!("vec![{}]", items.collect::<Option<Vec<_>>>()?.join(", "))
            }
            (Rust::Map(_), Value::Object(entries)) if entries.is_empty() => "BTreeMap::new()".to_owned(),
            (Rust::Map(inner), Value::Object(entries)) => {
                let entry =
                    |(key, value)| Some(format!("({key:?}.to_owned(), {})", self.expression(inner, value)?));
                format!(
                    "BTreeMap::from([{}])",
                    entries.iter().map(entry).collect::<Option<Vec<_>>>()?.join(", ")
                )
            }
            (Rust::Own(place), value) => return self.expression_of_own(*place, value),
            _ => return None,
        })
    }

    fn expression_of_own(&self, place: usize, value: &Value) -> Option<String> {
        let name = self.of_type(place);
        match (&self.declared.at(place).shape, value) {
            (Shape::Choice(values), Value::String(text)) => {
                let at = values.iter().position(|value| value == text)?;
                Some(format!("{name}::{}", super::names::variants(values)[at]))
            }
            (Shape::Record { fields, .. }, Value::Object(entries)) => {
                let names = super::names::fields(fields.iter().map(|field| &*field.name));
                let field = |(field, name): (&super::rust::Field, String)| {
                    Some(format!("{name}: {}", self.expression(&field.ty, entries.get(&field.name)?)?))
                };
                let fields = fields.iter().zip(names).map(field).collect::<Option<Vec<_>>>()?;
                Some(format!("{name} {{ {} }}", fields.join(", ")))
            }
            _ => None,
        }
    }
}
