//! Prints JSON and YAML as Go does.

use crate::arguments::go;
use serde_core::Serialize;
use serde_json::ser::{Formatter, Serializer};
use serde_json::{Number, Value as Json};
use std::io::{self, Write};
use std::iter::repeat_n;

/// The characters that Go escapes, so that JSON can be put into an HTML page.
const ESCAPED: [char; 5] = ['<', '>', '&', '\u{2028}', '\u{2029}'];

/// Prints JSON as Go's `encoding/json`.
pub(super) fn json(value: &Json) -> String {
    let mut bytes = Vec::new();
    // A vector takes whatever is written, and a JSON value holds nothing that JSON can't.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut bytes, GoJson));
    String::from_utf8_lossy(&bytes).into_owned()
}

struct GoJson;

impl Formatter for GoJson {
    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        writer.write_all(float(value).as_bytes())
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, text: &str) -> io::Result<()> {
        text.split_inclusive(ESCAPED).try_for_each(|part| match part.char_indices().next_back() {
            Some((at, last)) if ESCAPED.contains(&last) => write!(writer, "{}{}", &part[..at], escape(last)),
            _ => writer.write_all(part.as_bytes()),
        })
    }
}

fn escape(c: char) -> String {
    format!("\\u{:04x}", u32::from(c))
}

fn float(value: f64) -> String {
    if value == 0.0 || (1e-6..1e21).contains(&value.abs()) {
        return go::plain(value);
    }
    go::float(value).replace("e-0", "e-")
}

/// Prints YAML in the layout of Go's `yaml.v2`. That has three kinds of quotes for strings; here there is one.
pub(super) fn yaml(value: &Json) -> String {
    let mut out = String::new();
    block(value, 0, &mut out);
    out + "\n"
}

/// Prints a value that starts at this column.
fn block(value: &Json, column: usize, out: &mut String) {
    match value {
        Json::Object(members) if !members.is_empty() => {
            for (index, (name, value)) in members.iter().enumerate() {
                begin(index, column, out);
                out.push_str(&scalar(&Json::from(name.as_str())));
                out.push(':');
                match value {
                    Json::Object(inner) if !inner.is_empty() => {
                        begin(1, column + 2, out);
                        block(value, column + 2, out);
                    }
                    Json::Array(inner) if !inner.is_empty() => {
                        begin(1, column, out);
                        block(value, column, out);
                    }
                    _ => {
                        out.push(' ');
                        out.push_str(&scalar(value));
                    }
                }
            }
        }
        Json::Array(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                begin(index, column, out);
                out.push_str("- ");
                block(item, column + 2, out);
            }
        }
        _ => out.push_str(&scalar(value)),
    }
}

/// Begins an item. The first one continues the current line.
fn begin(index: usize, column: usize, out: &mut String) {
    if index > 0 {
        out.push('\n');
        out.extend(repeat_n(' ', column));
    }
}

fn scalar(value: &Json) -> String {
    match value {
        Json::String(text) if is_plain(text) => text.clone(),
        Json::Number(number) => self::number(number),
        // YAML has JSON's escapes, but more characters have to be escaped.
        _ => json(value).chars().fold(String::new(), |text, c| {
            if c.is_control() || c == '\u{feff}' {
                text + &escape(c)
            } else {
                text + c.encode_utf8(&mut [0; 4])
            }
        }),
    }
}

fn number(number: &Number) -> String {
    match number.as_f64() {
        // JSON prints a float that is a whole number as an integer, if it is not too large.
        Some(value) if number.is_f64() => match json(&Json::from(value)).parse::<i128>() {
            Ok(whole) if i64::try_from(whole).is_ok() || u64::try_from(whole).is_ok() => whole.to_string(),
            _ => go::float(value),
        },
        _ => number.to_string(),
    }
}

/// Whether a string certainly needs no quotes.
fn is_plain(text: &str) -> bool {
    const OTHERS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let within = |c: char| c.is_ascii_alphanumeric() || " _./-+=".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
        && text.chars().all(within)
        && !text.ends_with(' ')
        && (text.len() < 80 || !text.contains(' '))
        && !OTHERS.contains(&&*text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{float, json, yaml};
    use serde_json::json;

    /// The expected texts were printed by Go 1.26.
    #[test]
    fn numbers_are_printed_as_go_prints_them() {
        for (value, text) in [
            (3.0, "3"),
            (-0.0, "-0"),
            (0.1, "0.1"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (1e-6, "0.000001"),
            (-9.9e-7, "-9.9e-7"),
            (1.5e300, "1.5e+300"),
            (5e-324, "5e-324"),
        ] {
            assert_eq!(float(value), text);
        }
    }

    #[test]
    fn strings_are_printed_as_go_prints_them() {
        assert_eq!(
            json(&json!({"b": "<&>\u{2028}\u{8}", "a": [1, 2.0]})),
            r#"{"a":[1,2],"b":"\u003c\u0026\u003e\u2028\b"}"#
        );
    }

    /// The expected text was printed by Go's `yaml.v2`.
    #[test]
    fn the_layout_is_that_of_go() {
        let value = json!({
            "big": 1e20, "date": "2026-01-31T08:00:00Z", "e": "", "el": [], "f": 1e21, "f2": 0.1, "f3": 1e-7,
            "i": i64::MAX, "l": [1, "a", [2], {"j": "2", "k": 1}], "m": {}, "n": null, "num": "12",
            "o": {"p": {"q": [true]}}, "path": "/var/inputs/x", "s": "hello world", "t": "true", "tab": "a\tb",
            "w": 1_234_567.5, "x": 3.0, "y": "yes"
        });
        let expected = r#"big: 1e+20
date: "2026-01-31T08:00:00Z"
e: ""
el: []
f: 1e+21
f2: 0.1
f3: 1e-07
i: 9223372036854775807
l:
- 1
- a
- - 2
- j: "2"
  k: 1
m: {}
"n": null
num: "12"
o:
  p:
    q:
    - true
path: /var/inputs/x
s: hello world
t: "true"
tab: "a\tb"
w: 1.2345675e+06
x: 3
"y": "yes"
"#;
        assert_eq!(yaml(&value), expected);
        assert_eq!(yaml(&json!("\u{7f}'")), "\"\\u007f'\"\n");
    }
}
