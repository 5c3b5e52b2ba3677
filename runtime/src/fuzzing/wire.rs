//! Literals and maps of literals: the short way agrees with prost, and a value that was read is written and read again.

use super::kinds::{self, Visit};
use crate::types::{FlyteType, ValueError, json, wire};
use aileron_idl::core::{Literal, LiteralMap, literal::Value};
use aileron_idl::prost::Message;
use aileron_idl::prost::bytes::Bytes;
use std::any::type_name;

pub(super) fn literal(bytes: &[u8]) {
    let whole = wire::literal(bytes);
    kinds::each(&mut Both { bytes, whole: &whole });
    let Ok(whole) = whole else { return };
    json::write(&whole);
    assert!(wire::holds_addresses(bytes) || !is_address(&whole), "an address was not found");
}

/// Whether the literal, or one within it, is only the address of a value.
fn is_address(literal: &Literal) -> bool {
    match &literal.value {
        Some(Value::OffloadedMetadata(_)) => true,
        Some(Value::Collection(list)) => list.literals.iter().any(is_address),
        Some(Value::Map(map)) => map.literals.values().any(is_address),
        _ => false,
    }
}

struct Both<'a> {
    bytes: &'a [u8],
    whole: &'a Result<Literal, ValueError>,
}

impl Visit for Both<'_> {
    fn kind<T: FlyteType>(&mut self) {
        let short = T::from_wire(self.bytes).map(written);
        match self.whole {
            Ok(whole) => {
                let whole = T::from_literal(whole.clone()).map(written).ok();
                assert_eq!(short.as_ref().ok(), whole.as_ref(), "{} in two ways", type_name::<T>());
            }
            Err(error) => assert!(short.is_err() || is_too_deep(&error.to_string())),
        }
        if let Ok(short) = short {
            let again = T::from_wire(&short).map(written);
            assert_eq!(again.ok(), Some(short), "{} written and read", type_name::<T>());
        }
    }
}

fn written<T: FlyteType>(value: T) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.into_wire(&mut bytes).unwrap_or_else(|error| panic!("{} was read: {error}", type_name::<T>()));
    bytes
}

pub(super) fn inputs(bytes: &[u8]) {
    let whole = LiteralMap::decode(bytes).map_err(|error| error.to_string());
    let short = wire::entries(&Bytes::copy_from_slice(bytes));
    match (&whole, &short) {
        // Entries are not decoded until they are read, so an error within one shows then.
        (Err(error), Ok(short)) => {
            let broken = short.values().any(|bytes| wire::literal(bytes).is_err());
            assert!(broken || is_too_deep(error), "only the short way reads it: {error}");
        }
        (Ok(whole), Ok(short)) => {
            let literals = short.iter().map(|(name, bytes)| (name.clone(), wire::literal(bytes)));
            let literals = literals.map(|(name, read)| (name, read.unwrap_or_default())).collect();
            // Compares bytes, because NaN is not equal to itself.
            assert_eq!(LiteralMap { literals }.encode_to_vec(), whole.encode_to_vec());
            assert_eq!(
                LiteralMap::decode(&*wire::map(short)).map(|map| map.encode_to_vec()),
                Ok(whole.encode_to_vec())
            );
        }
        (whole, short) => assert_eq!(whole.is_ok(), short.is_ok()),
    }
}

/// Whether the error is about depth. prost counts it from the outermost message, so a message read alone may be deeper.
fn is_too_deep(error: &str) -> bool {
    error.contains("recursion limit") || error.contains("are nested more than")
}
