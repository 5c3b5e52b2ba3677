//! The text of a value in JSON.

use serde_core::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Error, Value};
use std::collections::BTreeSet;
use std::fmt;

/// The value that a text says.
///
/// # Errors
/// When it is no JSON; or, as [`Error::is_data`] then tells, when an object has a key twice, of which readers take the
/// one or the other (RFC 8259, section 4).
pub(crate) fn parse(text: &[u8]) -> Result<Value, Error> {
    let value = serde_json::from_slice(text)?;
    serde_json::from_slice::<Unique>(text)?;
    Ok(value)
}

/// A value in which each key of an object is another.
struct Unique;

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Unique)
    }
}

impl<'de> Visitor<'de> for Unique {
    type Value = Unique;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        let mut keys = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            if keys.contains(&key) {
                return Err(A::Error::custom(format_args!("the key {key:?} stands a second time")));
            }
            keys.insert(key);
            map.next_value::<Unique>()?;
        }
        Ok(self)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self, A::Error> {
        while items.next_element::<Unique>()?.is_some() {}
        Ok(self)
    }
    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
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
