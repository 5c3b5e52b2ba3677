//! The hash of a large output for the keys of Flyte's cache: the SHA-256 of its protobuf JSON as Python prints it
//! (flytekit `utils/pbhash.py`), so equal values written in Python and in Rust have equal hashes.
//!
//! It is computed item by item, since the JSON of a literal takes many times its size.

use crate::types::wire::{self, Field};
use aileron_idl::core::Literal;
use aileron_idl::prost::Message;
use aileron_idl::{ToJson, base64};
use hmac_sha256::Hash as Sha256;
use serde_json::Value;

/// The hash of an encoded literal.
pub(super) fn of_literal(literal: &[u8]) -> String {
    let mut to = Sha256::new();
    write(literal, &mut to);
    base64(&to.finalize())
}

fn write(literal: &[u8], to: &mut Sha256) {
    if let Some(items) = wire::inner(literal, 2).filter(|items| !items.is_empty()).and_then(list) {
        to.update(br#"{"collection":{"literals":"#);
        members(*b"[]", items.into_iter(), to, write);
        to.update(b"}}");
    } else if let Some(entries) = wire::inner(literal, 3).filter(|entries| !entries.is_empty()).and_then(map)
    {
        to.update(br#"{"map":{"literals":"#);
        members(*b"{}", entries.into_iter(), to, |(key, item), to| {
            text(key, to);
            to.update(b":");
            write(item, to);
        });
        to.update(b"}}");
    } else {
        json(&Literal::decode(literal).unwrap_or_default().to_json(), to);
    }
}

fn list(mut list: &[u8]) -> Option<Vec<&[u8]>> {
    let mut items = Vec::new();
    while !list.is_empty() {
        let (1, Field::Bytes(item)) = wire::next(&mut list)? else { return None };
        items.push(item);
    }
    Some(items)
}

/// The entries of a map, if they are sorted by their keys, as the runtime writes them.
fn map(mut map: &[u8]) -> Option<Vec<(&str, &[u8])>> {
    let mut entries = Vec::new();
    while !map.is_empty() {
        entries.push(wire::next_entry(&mut map)?);
    }
    entries.is_sorted_by_key(|(key, _)| *key).then_some(entries)
}

fn members<T>(
    [open, close]: [u8; 2],
    members: impl Iterator<Item = T>,
    to: &mut Sha256,
    mut write: impl FnMut(T, &mut Sha256),
) {
    to.update([open]);
    for (index, member) in members.enumerate() {
        if index > 0 {
            to.update(b",");
        }
        write(member, to);
    }
    to.update([close]);
}

fn json(value: &Value, to: &mut Sha256) {
    match value {
        Value::Array(items) => members(*b"[]", items.iter(), to, json),
        Value::Object(object) => members(*b"{}", object.iter(), to, |(key, value), to| {
            text(key, to);
            to.update(b":");
            json(value, to);
        }),
        Value::String(value) => text(value, to),
        Value::Number(number) if number.is_f64() => {
            to.update(float(number.as_f64().unwrap_or_default()).as_bytes());
        }
        other => to.update(other.to_string().as_bytes()),
    }
}

/// Writes a float as Python does: the exponent has a sign and at least two digits. Python uses exponents for the same
/// numbers as Rust's `Debug`.
fn float(value: f64) -> String {
    let text = format!("{value:?}");
    let Some((digits, exponent)) = text.split_once('e') else { return text };
    let exponent: i32 = exponent.parse().unwrap_or_default();
    format!("{digits}e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs())
}

/// Writes a string as Python does, in ASCII only.
fn text(text: &str, to: &mut Sha256) {
    let quoted = Value::from(text).to_string();
    for part in quoted.split_inclusive(|letter: char| !(' '..='~').contains(&letter)) {
        let plain = part.trim_end_matches(|letter: char| !(' '..='~').contains(&letter));
        to.update(plain.as_bytes());
        for unit in part[plain.len()..].encode_utf16() {
            to.update(format!("\\u{unit:04x}").as_bytes());
        }
    }
}
