//! The text of a value in JSON.

use serde_core::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Error, Map, Value};
use std::fmt;

/// The value that a text says.
///
/// # Errors
/// When it is no JSON; or, as [`Error::is_data`] then tells, when an object has a key twice, of which readers take the
/// one or the other (RFC 8259, section 4).
pub(crate) fn parse(text: &[u8]) -> Result<Value, Error> {
    serde_json::from_slice(text).map(|Unique(value)| value)
}

/// A value in which each key of an object is another.
struct Unique(Value);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader).map(Unique)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if members.contains_key(&key) {
                return Err(A::Error::custom(format_args!("the key {key:?} stands a second time")));
            }
            let Unique(value) = map.next_value()?;
            members.insert(key, value);
        }
        Ok(members.into())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Unique(item)) = from.next_element()? {
            items.push(item);
        }
        Ok(items.into())
    }
    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_key_stands_once_in_each_object() {
        for text in [r#"{"a": {"a": 1}, "b": [{"a": 2}, {"a": 2.5}]}"#, r#"[null, true, -1, "a", "a"]"#] {
            assert_eq!(
                parse(text.as_bytes()).unwrap(),
                serde_json::from_str::<serde_json::Value>(text).unwrap()
            );
        }
        for (text, key, place) in [
            (r#"{"a": 1, "a": 1}"#, "a", "line 1 column 12"),
            (r#"{"a": 1, "\u0061": 2}"#, "a", "line 1 column 17"),
            ("{\"b\": [0, {\"c\": 1,\n\"c\": 2}]}", "c", "line 2 column 3"),
        ] {
            let error = parse(text.as_bytes()).unwrap_err();
            assert!(error.is_data(), "{error}");
            assert_eq!(error.to_string(), format!("the key {key:?} stands a second time at {place}"));
        }
        assert!(parse(b"{").unwrap_err().is_eof());
    }
}
