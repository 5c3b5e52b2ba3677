//! Large inputs: those whose address alone stands in `inputs.pb` (flytekit `core/type_engine.py`).

use super::Fault;
use crate::storage::Location;
use crate::types::wire;
use aileron_idl::core::{Literal, LiteralOffloadedMetadata, literal::Value};
use aileron_idl::prost::Message;
use aileron_idl::prost::bytes::Bytes;
use std::ffi::OsStr;

/// No protobuf message is larger.
pub(super) const LARGEST: u64 = i32::MAX as u64;

/// So many addresses may lead from one to the next: a list of a map task's outputs may be offloaded, and its items too.
const HOPS: u8 = 4;

/// The literal itself, and all that lies in it: a list of several tasks' outputs may hold addresses, too.
pub(super) fn inline(name: &str, literal: Bytes) -> Result<Bytes, Fault> {
    settled(name, literal, HOPS)
}

fn settled(name: &str, literal: Bytes, hops: u8) -> Result<Bytes, Fault> {
    if !wire::holds_addresses(&literal) {
        return Ok(literal);
    }
    let whole = decoded(name, &literal)?;
    match whole.value {
        // As bytes: it is large, and mostly nothing in it is an address.
        Some(Value::OffloadedMetadata(metadata)) => fetched(name, &metadata, hops),
        _ => Ok(resolved(name, whole, hops)?.encode_to_vec().into()),
    }
}

fn fetched(name: &str, metadata: &LiteralOffloadedMetadata, hops: u8) -> Result<Bytes, Fault> {
    let LiteralOffloadedMetadata { uri, size_bytes, .. } = metadata;
    let file = Location::parse(OsStr::new(uri)).and_then(|location| location.read(LARGEST));
    let bytes = file.map_err(|error| Fault::storage(&error))?;
    if *size_bytes != 0 && *size_bytes != bytes.len() as u64 {
        return Err(Fault::system(
            "input",
            format_args!(
                "the input `{name}` was offloaded to `{uri}` as {size_bytes} bytes, where {} are",
                bytes.len()
            ),
        ));
    }
    let Some(left) = hops.checked_sub(1) else {
        return Err(Fault::value(
            "input",
            format_args!(
                "the input `{name}` was offloaded to `{uri}`, where there is no value but another address"
            ),
        ));
    };
    settled(name, bytes.into(), left)
}

fn resolved(name: &str, literal: Literal, hops: u8) -> Result<Literal, Fault> {
    let value = match literal.value {
        Some(Value::OffloadedMetadata(metadata)) => {
            let value = decoded(name, &fetched(name, &metadata, hops)?)?;
            // The hash of the stand-in is that of the value.
            return Ok(Literal { hash: literal.hash, ..value });
        }
        Some(Value::Collection(mut list)) => {
            let items = list.literals.into_iter().map(|item| resolved(name, item, hops));
            list.literals = items.collect::<Result<_, _>>()?;
            Some(Value::Collection(list))
        }
        Some(Value::Map(mut map)) => {
            let items = map.literals.into_iter().map(|(key, item)| Ok((key, resolved(name, item, hops)?)));
            map.literals = items.collect::<Result<_, _>>()?;
            Some(Value::Map(map))
        }
        value => value,
    };
    Ok(Literal { value, ..literal })
}

fn decoded(name: &str, literal: &[u8]) -> Result<Literal, Fault> {
    wire::literal(literal)
        .map_err(|error| Fault::value("input", format_args!("the input `{name}` can't be read: {error}")))
}
