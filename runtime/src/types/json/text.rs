//! Reading JSON texts strictly.

use crate::types::number;
use serde_core::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Error, Map, Value};
use std::fmt;

/// Why a text can't be read as JSON.
#[derive(Debug)]
pub(crate) enum TextError {
    /// It is not JSON.
    Syntax(Error),
    /// It is UTF-16, in which shells on Windows write files.
    Utf16,
    /// An object has a key twice; readers disagree which one counts (RFC 8259, section 4).
    Twice(Error),
    /// It is JSON, but has a number that no type here can hold.
    Number { text: String, line: usize, column: usize },
}

impl TextError {
    /// Whether the text is JSON, but a value can't be held.
    pub(crate) fn is_of_values(&self) -> bool {
        !matches!(self, TextError::Syntax(_) | TextError::Utf16)
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TextError::Syntax(error) => error.fmt(f),
            TextError::Utf16 => f.write_str("it is UTF-16, but JSON is UTF-8 (RFC 8259, section 8.1)"),
            TextError::Twice(error) => write!(f, "{error}; keep one of the two"),
            TextError::Number { text, line, column } => {
                write!(f, "the number {text} at line {line} column {column} ")?;
                if number::is_integer(text) {
                    write!(
                        f,
                        "is not an integer between {} and {}; write it as a string, ",
                        i64::MIN,
                        u64::MAX
                    )?;
                    f.write_str("or with `.0` after it for the nearest float")
                } else {
                    f.write_str("is not one that a float can hold; write it as a string")
                }
            }
        }
    }
}

/// Reads the value of a text, which may begin with a byte order mark.
///
/// # Errors
/// If the text is not JSON, an object has a key twice, or a number would change.
pub(crate) fn parse(text: &[u8]) -> Result<Value, TextError> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    if text.starts_with(&[0xff, 0xfe]) || text.starts_with(&[0xfe, 0xff]) {
        return Err(TextError::Utf16);
    }
    let parsed = serde_json::from_slice(text).map(|Unique(value)| value);
    match (unheld(text), parsed) {
        (_, Err(error)) if error.is_data() => Err(TextError::Twice(error)),
        // `serde_json` reports a number that is too large as a syntax error at its end.
        (Some(number), Err(error)) if number.is_at(&error) => Err(number.into()),
        (_, Err(error)) => Err(TextError::Syntax(error)),
        (Some(number), Ok(_)) => Err(number.into()),
        (None, Ok(value)) => Ok(value),
    }
}

/// A number and its position.
struct Placed<'t> {
    text: &'t str,
    line: usize,
    column: usize,
}

impl Placed<'_> {
    /// Whether the error is about this number.
    fn is_at(&self, error: &Error) -> bool {
        let within = self.column..=self.column + self.text.len();
        error.line() == self.line && within.contains(&error.column())
    }
}

impl From<Placed<'_>> for TextError {
    fn from(Placed { text, line, column }: Placed<'_>) -> Self {
        TextError::Number { text: text.to_owned(), line, column }
    }
}

/// The first number whose value would change: an integer of more than 64 bits, one too large for a float, or one so small
/// that it would become zero. Rounding a fraction to the nearest float does not count.
fn unheld(text: &[u8]) -> Option<Placed<'_>> {
    let (mut line, mut begin, mut at) = (1, 0, 0);
    while let Some(byte) = text.get(at) {
        match byte {
            b'\n' => (line, begin) = (line + 1, at + 1),
            b'"' => at = end_of_string(text, at),
            b'-' | b'0'..=b'9' => {
                let is_part = |byte: &&u8| matches!(byte, b'-' | b'+' | b'.' | b'0'..=b'9' | b'e' | b'E');
                let length = text[at..].iter().take_while(is_part).count();
                let number = std::str::from_utf8(&text[at..at + length]).unwrap_or_default();
                if !is_held(number) {
                    return Some(Placed { text: number, line, column: at - begin + 1 });
                }
                at += length - 1;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The position of the quotation mark that ends the string.
fn end_of_string(text: &[u8], begin: usize) -> usize {
    let mut at = begin + 1;
    loop {
        match text.get(at) {
            Some(b'\\') => at += 2,
            Some(b'"') | None => return at,
            Some(_) => at += 1,
        }
    }
}

fn is_held(text: &str) -> bool {
    if number::is_integer(text) {
        return text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok();
    }
    // The reader reports what is not a number.
    text.parse::<f64>().map_or(true, |value| value.is_finite() && (value != 0.0 || !number::is_lost(text)))
}

/// A value whose objects have each key once.
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
                return Err(A::Error::custom(format_args!("the key {key:?} appears again")));
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
    use super::{TextError, parse};

    #[test]
    fn a_key_may_appear_only_once_in_each_object() {
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
            assert!(error.is_of_values(), "{error}");
            let message = format!("the key {key:?} appears again at {place}; keep one of the two");
            assert_eq!(error.to_string(), message);
        }
        assert!(!parse(b"{").unwrap_err().is_of_values());
    }

    #[test]
    fn a_number_that_would_change_is_an_error() {
        for text in [
            "0",
            "-0",
            "0.1",
            "1e308",
            "-9223372036854775808",
            "18446744073709551615",
            "5e-324",
            "0e-999",
            "0.0",
            "1E2",
            "3.14159265358979323846264338327950288",
            "123456789012345678901234567890.0",
            "1e23",
            r#""123456789012345678901234567890 \\\" 1e999""#,
        ] {
            let value = parse(format!("[{text}]").as_bytes()).unwrap();
            assert_eq!(value, serde_json::from_str::<serde_json::Value>(&format!("[{text}]")).unwrap());
        }
        for text in [
            "18446744073709551616",
            "-9223372036854775809",
            "123456789012345678901234567890",
            "1e400",
            "-1e400",
            "1e-400",
            "1E309",
            "0.0000000001e-320",
        ] {
            for (json, place) in [
                (text.to_owned(), "line 1 column 1"),
                (format!("{{\"a\": [\n1, {text}]}}"), "line 2 column 4"),
            ] {
                let error = parse(json.as_bytes()).unwrap_err();
                assert!(error.is_of_values(), "{error}");
                let error = error.to_string();
                assert!(error.starts_with(&format!("the number {text} at {place} is not")), "{error}");
            }
        }
        for text in ["1e", "--1", "[1e400", "-", "1e400 x", "01"] {
            assert!(parse(text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_skipped() {
        assert_eq!(parse("\u{feff}[1]".as_bytes()).unwrap(), serde_json::json!([1]));
        assert!(parse("[1]\u{feff}".as_bytes()).is_err());
        assert!(matches!(parse(b"\xff\xfe[\0]\0"), Err(TextError::Utf16)));
    }
}
