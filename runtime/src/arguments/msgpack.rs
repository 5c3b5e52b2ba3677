//! Prints `MessagePack` as Go prints the values that it reads from it.

use super::go::float;
use crate::types::ValueError;
use crate::types::msgpack::{self, Token, Unpacker};
use std::cmp::Ordering;

/// # Errors
/// If it is not `MessagePack`, or if Go has no such map.
pub(super) fn print(bytes: &[u8]) -> Result<String, String> {
    let mut text = String::new();
    let read = msgpack::read(bytes, |from| value(from, &mut text));
    read.map(|()| text).map_err(|error| error.to_string())
}

fn value(from: &mut Unpacker<'_>, out: &mut String) -> Result<(), ValueError> {
    let single = from.is_single();
    match from.token()? {
        Token::Array(items) => {
            out.push('[');
            from.within(|from| {
                (0..items).try_for_each(|index| {
                    out.push_str(if index > 0 { " " } else { "" });
                    value(from, out)
                })
            })?;
            out.push(']');
        }
        Token::Map(entries) => from.within(|from| map(from, entries, out))?,
        token => out.push_str(&scalar(&token, single)),
    }
    Ok(())
}

fn scalar(token: &Token<'_>, single: bool) -> String {
    match token {
        Token::Nil => "<nil>".to_owned(),
        Token::Boolean(value) => value.to_string(),
        Token::Integer(value) => value.to_string(),
        Token::Unsigned(value) => value.to_string(),
        #[expect(clippy::cast_possible_truncation, reason = "it was read from 32 bits")]
        Token::Float(value) if single => float(*value as f32),
        Token::Float(value) => float(*value),
        Token::Text(value) => (*value).to_owned(),
        Token::Binary(bytes) => {
            format!("[{}]", bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(" "))
        }
        Token::Array(_) | Token::Map(_) => String::new(),
    }
}

/// The entries, sorted by key; of two entries with one key the last is taken.
fn map(from: &mut Unpacker<'_>, entries: usize, out: &mut String) -> Result<(), ValueError> {
    let mut pairs: Vec<(Token<'_>, String)> = Vec::new();
    for _ in 0..entries {
        let single = from.is_single();
        let key = from.token()?;
        if matches!(key, Token::Array(_) | Token::Map(_) | Token::Binary(_)) {
            return Err(key.mismatch("a key that Go can hash"));
        }
        let mut text = format!("{}:", scalar(&key, single));
        value(from, &mut text)?;
        pairs.push((key, text));
    }
    pairs.sort_by(|(a, _), (b, _)| order(a, b));
    let last =
        |(index, _): &(usize, _)| pairs.get(index + 1).is_none_or(|(next, _)| *next != pairs[*index].0);
    let texts: Vec<_> = pairs.iter().enumerate().filter(last).map(|(_, (_, text))| text.as_str()).collect();
    out.push_str("map[");
    out.push_str(&texts.join(" "));
    out.push(']');
    Ok(())
}

/// Go sorts keys of one type by value. It sorts keys of several types by the addresses of the types in memory, which can't
/// be known here.
fn order(a: &Token<'_>, b: &Token<'_>) -> Ordering {
    match (a, b) {
        (Token::Boolean(a), Token::Boolean(b)) => a.cmp(b),
        (Token::Integer(a), Token::Integer(b)) => a.cmp(b),
        (Token::Unsigned(a), Token::Unsigned(b)) => a.cmp(b),
        (Token::Float(a), Token::Float(b)) => a.total_cmp(b),
        (Token::Text(a), Token::Text(b)) => a.cmp(b),
        _ => rank(a).cmp(&rank(b)),
    }
}

fn rank(token: &Token<'_>) -> u8 {
    match token {
        Token::Nil => 0,
        Token::Boolean(_) => 1,
        Token::Integer(_) => 2,
        Token::Unsigned(_) => 3,
        Token::Float(_) => 4,
        _ => 5,
    }
}
