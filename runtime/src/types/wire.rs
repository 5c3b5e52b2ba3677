//! Literals as bytes. A list of numbers is read from bytes and written to bytes without a `Literal` for each number, which
//! takes a tenth of the memory and of the time.
//!
//! These functions read only the plainest form of a message, which every writer uses. Other forms are left to prost's decoder,
//! so the two accept the same messages.

use super::ValueError;
use aileron_idl::core::{Literal, LiteralMap};
use aileron_idl::prost::bytes::Bytes;
use aileron_idl::prost::encoding::{decode_varint, encode_varint};
use aileron_idl::prost::{DecodeError, Message};
use std::collections::BTreeMap;

/// A value on its way to or from a function.
#[allow(clippy::large_enum_variant, reason = "there are as many as a function has inputs")]
#[derive(Clone, Debug)]
pub enum Carried {
    /// As a message.
    Literal(Literal),
    /// As the bytes of a message.
    Wire(Bytes),
}

/// The form in which values are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As messages.
    Literal,
    /// As bytes.
    Wire,
}

impl Carried {
    pub(crate) fn into_literal(self) -> Result<Literal, ValueError> {
        match self {
            Carried::Literal(literal) => Ok(literal),
            Carried::Wire(bytes) => literal(&bytes),
        }
    }

    pub(crate) fn into_bytes(self) -> Bytes {
        match self {
            Carried::Literal(literal) => literal.encode_to_vec().into(),
            Carried::Wire(bytes) => bytes,
        }
    }
}

/// Decodes a literal with prost.
pub(crate) fn literal(bytes: &[u8]) -> Result<Literal, ValueError> {
    Literal::decode(bytes).map_err(|error| {
        ValueError::new(format!("these bytes are no literal: {}", describe(&error))).caused_by(error)
    })
}

/// Why bytes are not a message. prost limits the depth but does not say how deep it goes.
fn describe(error: &DecodeError) -> String {
    const TOO_DEEP: &str = "recursion limit reached";
    let text = error.to_string();
    if text.ends_with(TOO_DEEP) { "messages are nested more than 100 deep".to_owned() } else { text }
}

/// One field of a message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Field<'a> {
    Varint(u64),
    Fixed(u64),
    Bytes(&'a [u8]),
}

impl<'a> Field<'a> {
    fn bytes(self) -> Option<&'a [u8]> {
        match self {
            Field::Bytes(content) => Some(content),
            _ => None,
        }
    }

    pub(crate) fn text(self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }
}

/// Takes a varint. Most are one byte.
#[inline]
fn number(bytes: &mut &[u8]) -> Option<u64> {
    match bytes.split_first() {
        Some((byte @ ..0x80, rest)) => {
            *bytes = rest;
            Some((*byte).into())
        }
        _ => decode_varint(bytes).ok(),
    }
}

/// Takes the next field of a message, with its number; `None` if it has a form that is not read here.
#[inline]
pub(crate) fn next<'a>(bytes: &mut &'a [u8]) -> Option<(u64, Field<'a>)> {
    let key = number(bytes)?;
    let field = match key & 7 {
        0 => Field::Varint(number(bytes)?),
        1 => {
            let (fixed, rest) = bytes.split_first_chunk()?;
            *bytes = rest;
            Field::Fixed(u64::from_le_bytes(*fixed))
        }
        2 => {
            let length = usize::try_from(number(bytes)?).ok()?;
            let (content, rest) = bytes.split_at_checked(length)?;
            *bytes = rest;
            Field::Bytes(content)
        }
        _ => return None,
    };
    Some((key >> 3, field))
}

/// The field `number` of a message that has no other field.
#[inline]
pub(crate) fn only(mut message: &[u8], number: u64) -> Option<Field<'_>> {
    let (found, field) = next(&mut message)?;
    (found == number && message.is_empty()).then_some(field)
}

/// The message in the field `number` of a message that has no other field.
#[inline]
pub(crate) fn inner(message: &[u8], number: u64) -> Option<&[u8]> {
    only(message, number)?.bytes()
}

/// The field `number` of a literal's primitive: `Literal.scalar.primitive`.
#[inline]
pub(crate) fn primitive(literal: &[u8], number: u64) -> Option<Field<'_>> {
    match literal {
        // All except long strings, matched at once.
        [FIRST, scalar @ ..0x80, FIRST, primitive @ ..0x80, field @ ..]
            if usize::from(*scalar) == field.len() + 2 && usize::from(*primitive) == field.len() =>
        {
            only(field, number)
        }
        _ => only(inner(inner(literal, 1)?, 1)?, number),
    }
}

/// The byte before a message in field 1.
const FIRST: u8 = 1 << 3 | 2;

/// Writes a primitive; `value` writes its field.
pub(crate) fn write_primitive(to: &mut Vec<u8>, value: impl FnOnce(&mut Vec<u8>)) {
    delimited(to, 1, |to| delimited(to, 1, value));
}

/// Writes a field with an integer or a boolean.
pub(crate) fn varint(to: &mut Vec<u8>, number: u8, value: u64) {
    to.push(number << 3);
    encode_varint(value, to);
}

/// Writes a field with a float.
pub(crate) fn fixed(to: &mut Vec<u8>, number: u8, bits: u64) {
    to.push(number << 3 | 1);
    to.extend_from_slice(&bits.to_le_bytes());
}

/// Writes a field with a message, a string or bytes.
pub(crate) fn delimited<T>(to: &mut Vec<u8>, number: u8, write: impl FnOnce(&mut Vec<u8>) -> T) -> T {
    to.push(number << 3 | 2);
    let start = to.len();
    // The length of most messages fits one byte; a longer message is moved once.
    to.push(0);
    let result = write(to);
    let length = to.len() - start - 1;
    if let Ok(length @ ..0x80) = u8::try_from(length) {
        to[start] = length;
    } else {
        let mut prefix = Vec::new();
        encode_varint(length as u64, &mut prefix);
        to.splice(start..=start, prefix);
    }
    result
}

/// The entries of a map of literals.
///
/// # Errors
/// If the bytes are not such a map. The literals in it are not checked until they are read.
pub(crate) fn entries(map: &Bytes) -> Result<BTreeMap<String, Bytes>, ValueError> {
    let mut entries = BTreeMap::new();
    let mut rest: &[u8] = map;
    while !rest.is_empty() {
        let Some((key, literal)) = next_entry(&mut rest) else { return whole_map(map) };
        if entries.insert(key.to_owned(), map.slice_ref(literal)).is_some() {
            // Of two entries with one key the last is taken, but both must be valid.
            return whole_map(map);
        }
    }
    Ok(entries)
}

/// Takes the next entry of a map of literals.
pub(crate) fn next_entry<'a>(map: &mut &'a [u8]) -> Option<(&'a str, &'a [u8])> {
    let (1, Field::Bytes(mut entry)) = next(map)? else { return None };
    match (next(&mut entry)?, next(&mut entry)?) {
        ((1, key), (2, Field::Bytes(literal))) if entry.is_empty() => Some((key.text()?, literal)),
        _ => None,
    }
}

fn whole_map(map: &[u8]) -> Result<BTreeMap<String, Bytes>, ValueError> {
    let LiteralMap { literals } =
        LiteralMap::decode(map).map_err(|error| ValueError::new(describe(&error)))?;
    Ok(aileron_idl::map(literals.into_iter().map(|(key, literal)| (key, literal.encode_to_vec().into()))))
}

/// Writes a map of literals.
pub(crate) fn map(entries: &BTreeMap<String, Bytes>) -> Vec<u8> {
    let mut map = Vec::new();
    for (key, literal) in entries {
        write_entry(&mut map, key, |to| to.extend_from_slice(literal));
    }
    map
}

/// Writes an entry of a map of literals.
pub(crate) fn write_entry<T>(to: &mut Vec<u8>, key: &str, literal: impl FnOnce(&mut Vec<u8>) -> T) -> T {
    delimited(to, 1, |to| {
        delimited(to, 1, |to| to.extend_from_slice(key.as_bytes()));
        delimited(to, 2, literal)
    })
}

/// Whether the literal, or one in its lists and maps, is only the address of a value, or has a form that only prost's
/// decoder reads.
pub(crate) fn holds_addresses(literal: &[u8]) -> bool {
    addresses(literal, DEEPEST)
}

/// The depth at which prost's decoder stops.
const DEEPEST: u8 = 100;

fn addresses(literal: &[u8], deepest: u8) -> bool {
    // Nearly all literals: a scalar, and nothing after it.
    if only(literal, 1).is_some() || deepest == 0 {
        return false;
    }
    let item = |field: Field<'_>| field.bytes().is_some_and(|item| addresses(item, deepest - 1));
    let entry = |field: Field<'_>| {
        let content = field.bytes();
        content.is_some_and(|entry| any_field(entry, |number, field| number == 2 && item(field)))
    };
    any_field(literal, |number, field| match (number, field) {
        (2, Field::Bytes(list)) => any_field(list, |_, field| item(field)),
        (3, Field::Bytes(map)) => any_field(map, |_, field| entry(field)),
        (8, _) => true,
        _ => false,
    })
}

/// Whether a field meets a condition; true if the message can't be read here.
fn any_field(mut message: &[u8], mut is_so: impl FnMut(u64, Field<'_>) -> bool) -> bool {
    while !message.is_empty() {
        if next(&mut message).is_none_or(|(number, field)| is_so(number, field)) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::FlyteType;
    use aileron_idl::core::{LiteralOffloadedMetadata, literal::Value};
    use proptest::collection::{btree_map, vec};
    use proptest::prelude::*;
    use std::fmt::Debug;

    /// Checks that the short way writes and reads the same as prost.
    fn same<T: FlyteType + Clone + Debug + PartialEq>(value: T) {
        let whole = value.clone().into_literal().unwrap().encode_to_vec();
        let mut short = Vec::new();
        value.clone().into_wire(&mut short).unwrap();
        assert_eq!(short, whole);
        assert_eq!(T::from_wire(&short), Ok(value));
    }

    /// Checks that the short way accepts exactly what prost accepts.
    fn agree<T: FlyteType + Debug + PartialEq>(bytes: &[u8]) {
        let whole = literal(bytes).and_then(T::from_literal);
        assert_eq!(T::from_wire(bytes).ok(), whole.ok());
    }

    fn agree_on_all(bytes: &[u8]) {
        agree::<i64>(bytes);
        agree::<u8>(bytes);
        agree::<bool>(bytes);
        agree::<String>(bytes);
        agree::<Vec<i64>>(bytes);
        agree::<Vec<Option<String>>>(bytes);
        agree::<BTreeMap<String, Vec<i64>>>(bytes);
        let map = Bytes::copy_from_slice(bytes);
        let whole = LiteralMap::decode(bytes).ok().map(|map| map.literals);
        let short = entries(&map).ok().map(|map| {
            let literals = map.into_iter().map(|(key, bytes)| literal(&bytes).map(|literal| (key, literal)));
            literals.collect::<Result<BTreeMap<_, _>, _>>().ok()
        });
        assert_eq!(short.flatten(), whole);
    }

    #[test]
    fn an_address_is_found_after_an_unknown_field() {
        let metadata = LiteralOffloadedMetadata { uri: "s3://b/x".to_owned(), ..Default::default() };
        let literal =
            Literal { value: Some(Value::OffloadedMetadata(metadata.into())), ..Literal::default() };
        let mut bytes = literal.encode_to_vec();
        assert!(holds_addresses(&bytes));
        // Field 15, four bytes long.
        bytes.splice(0..0, [15 << 3 | 5, 0, 0, 0, 0]);
        assert!(holds_addresses(&bytes));
        // Of several values the last is taken.
        let both = [1_i64.into_literal().unwrap().encode_to_vec(), literal.encode_to_vec()].concat();
        assert!(holds_addresses(&both));
        assert!(!holds_addresses(&vec![1_i64, 2].into_literal().unwrap().encode_to_vec()));
    }

    proptest! {
        #[test]
        fn the_short_way_equals_prost(
            integers in vec(any::<i64>(), 0..9),
            bytes in vec(any::<u8>(), 0..9),
            options in vec(any::<Option<i32>>(), 0..9),
            texts in vec(vec(".*", 0..3), 0..3),
            truths in vec(any::<bool>(), 0..9),
            maps in btree_map(".*", vec(any::<u16>(), 0..3), 0..3),
        ) {
            same(integers);
            same(bytes);
            same(options);
            same(texts);
            same(truths);
            same(maps);
        }

        #[test]
        fn floats_are_the_same(floats in vec(prop::num::f64::ANY.prop_filter("equal to itself", |x| !x.is_nan()), 0..9)) {
            same(floats);
        }

        #[test]
        fn long_lists_are_the_same(length in 100..400_usize, text in "a{100,200}") {
            same(vec![i64::MIN; length]);
            same(vec![text; 3]);
        }

        #[test]
        fn any_bytes_are_accepted_or_refused_by_both(bytes in vec(any::<u8>(), 0..40)) {
            agree_on_all(&bytes);
        }

        #[test]
        fn a_changed_byte_is_accepted_or_refused_by_both(list in vec(any::<i8>(), 0..9), at: prop::sample::Index, to: u8) {
            let mut bytes = Vec::new();
            list.into_wire(&mut bytes).unwrap();
            let at = at.index(bytes.len());
            bytes[at] = to;
            agree_on_all(&bytes);
            let map = map(&[("x".to_owned(), bytes.into())].into());
            agree_on_all(&map);
            let mut literal = Vec::new();
            delimited(&mut literal, 3, |to| to.extend_from_slice(&map));
            agree_on_all(&literal);
        }

        #[test]
        fn of_two_entries_with_one_key_the_last_is_taken(first: i64, last: Option<i64>) {
            let mut map = Vec::new();
            write_entry(&mut map, "x", |to| first.into_wire(to)).unwrap();
            write_entry(&mut map, "x", |to| last.into_wire(to)).unwrap();
            agree_on_all(&map);
            let mut literal = Vec::new();
            delimited(&mut literal, 3, |to| to.extend_from_slice(&map));
            agree::<BTreeMap<String, i64>>(&literal);
        }

        #[test]
        fn a_map_equals_what_prost_writes(values in btree_map(".+", vec(any::<i64>(), 0..9), 0..4)) {
            let bytes = |value: &Vec<i64>| value.clone().into_literal().unwrap().encode_to_vec().into();
            let given: BTreeMap<_, _> = values.iter().map(|(key, value)| (key.clone(), bytes(value))).collect();
            let written = map(&given);
            let whole = LiteralMap::decode(&*written).unwrap();
            prop_assert_eq!(&whole.encode_to_vec(), &written);
            prop_assert_eq!(entries(&Bytes::from(written)).unwrap(), given);
        }
    }
}
