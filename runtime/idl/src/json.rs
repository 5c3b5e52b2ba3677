//! Protobuf's canonical JSON.

use serde_json::{Map, Number, Value};

use crate::google;
use crate::wire::{Encode, Fields, Object, Visitor};

/// A message that prints as protobuf's canonical JSON.
///
/// ```
/// use aileron_idl::{ToJson, core::{Identifier, ResourceType}};
///
/// let id = Identifier { resource_type: ResourceType::Task as i32, name: "etl.clean".into(), ..Identifier::default() };
/// assert_eq!(id.to_json().to_string(), r#"{"name":"etl.clean","resourceType":"TASK"}"#);
/// ```
///
/// The rules are those of protobuf's own printers: names in lowerCamelCase; 64-bit integers and non-finite floats as
/// strings; bytes in base64; enums by name; times in RFC 3339 (UTC); durations in seconds (`"1.500s"`); and no field that
/// holds its default. There is one exception: an [`Any`](crate::google::Any) keeps its `value` in base64, because its type
/// may be unknown here.
pub trait ToJson {
    /// Converts this message to JSON.
    fn to_json(&self) -> Value;
}

impl<M: Fields> ToJson for M {
    fn to_json(&self) -> Value {
        self.to_value()
    }
}

pub(crate) fn double(x: f64) -> Value {
    match Number::from_f64(x) {
        Some(number) => Value::Number(number),
        None if x.is_nan() => "NaN".into(),
        None => if x > 0.0 { "Infinity" } else { "-Infinity" }.into(),
    }
}

/// Prints at least six significant digits, and as many as it takes to read back the same `f32`, like Python's printer.
pub(crate) fn float(x: f32) -> Value {
    let texts = (5..9).map(|digits| format!("{x:.digits$e}"));
    let exact = texts.into_iter().find(|text| text.parse() == Ok(x));
    double(exact.and_then(|text| text.parse().ok()).unwrap_or(f64::from(x)))
}

/// Encodes bytes in base64 with padding, as protobuf's JSON does.
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| chunk.get(at).map_or(0, |byte| u32::from(*byte));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = ALPHABET[(bits >> (18 - 6 * at) & 63) as usize];
            text.push(if at > chunk.len() { '=' } else { char::from(digit) });
        }
    }
    text
}

pub(crate) fn any(any: &google::Any) -> Value {
    let mut object = Object(Map::new());
    object.field(1, "@type", &any.type_url);
    object.field(2, "value", &any.value);
    Value::Object(object.0)
}

pub(crate) fn wrapper(message: &google::BoolValue) -> Value {
    Value::Bool(message.value)
}

pub(crate) fn structure(message: &google::Struct) -> Value {
    message.fields.json()
}

pub(crate) fn list(message: &google::ListValue) -> Value {
    message.values.json()
}

pub(crate) fn value(message: &google::Value) -> Value {
    use google::value::Kind;
    match &message.kind {
        None | Some(Kind::NullValue(_)) => Value::Null,
        Some(Kind::NumberValue(x)) => x.json(),
        Some(Kind::StringValue(x)) => x.json(),
        Some(Kind::BoolValue(x)) => x.json(),
        Some(Kind::StructValue(x)) => x.json(),
        Some(Kind::ListValue(x)) => x.json(),
    }
}

impl From<Map<String, Value>> for google::Struct {
    fn from(object: Map<String, Value>) -> Self {
        google::Struct { fields: crate::map(object.into_iter().map(|(key, value)| (key, value.into()))) }
    }
}

impl From<Value> for google::Value {
    fn from(value: Value) -> Self {
        use google::value::Kind;
        let kind = match value {
            Value::Null => Kind::NullValue(0),
            Value::Bool(x) => Kind::BoolValue(x),
            Value::Number(x) => Kind::NumberValue(x.as_f64().unwrap_or_default()),
            Value::String(x) => Kind::StringValue(x),
            Value::Array(list) => {
                Kind::ListValue(google::ListValue { values: list.into_iter().map(Into::into).collect() })
            }
            Value::Object(object) => Kind::StructValue(object.into()),
        };
        google::Value { kind: Some(kind) }
    }
}

pub(crate) fn duration(duration: &google::Duration) -> Value {
    let sign = if duration.seconds < 0 || duration.nanos < 0 { "-" } else { "" };
    let fraction = fraction(duration.nanos.unsigned_abs());
    Value::String(format!("{sign}{}{fraction}s", duration.seconds.unsigned_abs()))
}

pub(crate) fn timestamp(timestamp: &google::Timestamp) -> Value {
    let (year, month, day) = date(timestamp.seconds.div_euclid(86_400));
    let second = timestamp.seconds.rem_euclid(86_400);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let fraction = fraction(timestamp.nanos.unsigned_abs());
    Value::String(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z"))
}

/// Prints no digits, or three, six or nine.
fn fraction(nanos: u32) -> String {
    match nanos {
        0 => String::new(),
        _ if nanos.is_multiple_of(1_000_000) => format!(".{:03}", nanos / 1_000_000),
        _ if nanos.is_multiple_of(1_000) => format!(".{:06}", nanos / 1_000),
        _ => format!(".{nanos:09}"),
    }
}

/// The year, month and day of a day counted from 1970-01-01, in the proleptic Gregorian calendar.
///
/// Years are counted from March, so that the leap day is a year's last, in cycles of 400 years.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (cycle, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (400 * cycle + year + i64::from(month <= 2), month, day)
}
