//! Large inputs: `inputs.pb` holds only their URIs (flytekit `core/type_engine.py`).

use super::Fault;
use crate::storage::{Address, Location};
use crate::types::wire;
use aileron_idl::core::{Literal, LiteralOffloadedMetadata, literal::Value};
use aileron_idl::prost::Message;
use aileron_idl::prost::bytes::Bytes;
use std::ffi::OsStr;

/// The largest protobuf message, in bytes.
pub(super) const LARGEST: u64 = i32::MAX as u64;

/// How many URIs may lead from one to the next: a list of a map task's outputs may be offloaded, and its items as
/// well.
const HOPS: u8 = 4;

/// Returns the literal with all URIs in it replaced by their values: a list of several tasks' outputs may hold URIs,
/// too.
pub(super) fn inline(name: &str, literal: Bytes) -> Result<Bytes, Fault> {
    Input { name, left: LARGEST }.settled(literal, HOPS)
}

/// Returns the literal, fetched if it is only a URI. URIs in it stay.
pub(super) fn whole(name: &str, literal: Bytes) -> Result<Bytes, Fault> {
    match decoded(name, &literal)?.value {
        Some(Value::OffloadedMetadata(metadata)) => Input { name, left: LARGEST }.file(&metadata),
        _ => Ok(literal),
    }
}

/// An input whose URIs are being followed.
struct Input<'a> {
    name: &'a str,
    /// How many bytes may still be read. Without a limit, a few files that name each other many times could exceed
    /// any memory.
    left: u64,
}

impl Input<'_> {
    fn settled(&mut self, literal: Bytes, hops: u8) -> Result<Bytes, Fault> {
        if !wire::holds_addresses(&literal) {
            return Ok(literal);
        }
        let whole = decoded(self.name, &literal)?;
        match whole.value {
            // The value stays encoded: it is large, and it rarely contains URIs.
            Some(Value::OffloadedMetadata(metadata)) => self.fetched(&metadata, hops),
            _ => Ok(self.resolved(whole, hops)?.encode_to_vec().into()),
        }
    }

    fn fetched(&mut self, metadata: &LiteralOffloadedMetadata, hops: u8) -> Result<Bytes, Fault> {
        let bytes = self.file(metadata)?;
        let Some(hops) = hops.checked_sub(1) else {
            let (name, address) = (self.name, Address::new(metadata.uri.clone()));
            return Err(Fault::value(
                "input",
                format_args!(
                    "the input `{name}` was offloaded to `{address}`, but that file only holds another address"
                ),
            ));
        };
        self.settled(bytes, hops)
    }

    fn file(&mut self, metadata: &LiteralOffloadedMetadata) -> Result<Bytes, Fault> {
        let LiteralOffloadedMetadata { uri, size_bytes, .. } = metadata;
        let (name, address) = (self.name, Address::new(uri.clone()));
        let file = Location::parse(OsStr::new(uri)).and_then(|location| location.read(LARGEST));
        let bytes = file.map_err(|error| Fault::storage(&error))?;
        let size = bytes.len() as u64;
        if *size_bytes != 0 && *size_bytes != size {
            return Err(Fault::system(
                "input",
                format_args!(
                    "the input `{name}` was offloaded to `{address}` with {size_bytes} bytes, but that file has {size}"
                ),
            ));
        }
        self.left = self.left.checked_sub(size).ok_or_else(|| {
            Fault::value(
                "input",
                format_args!(
                    "the input `{name}` has more than {LARGEST} bytes, including the files that it names, such as `{address}`"
                ),
            )
        })?;
        Ok(bytes.into())
    }

    fn resolved(&mut self, literal: Literal, hops: u8) -> Result<Literal, Fault> {
        let value = match literal.value {
            Some(Value::OffloadedMetadata(metadata)) => {
                let value = decoded(self.name, &self.fetched(&metadata, hops)?)?;
                // The hash of the literal with the URI is the hash of the value.
                return Ok(Literal { hash: literal.hash, ..value });
            }
            Some(Value::Collection(mut list)) => {
                let items = list.literals.into_iter().map(|item| self.resolved(item, hops));
                list.literals = items.collect::<Result<_, _>>()?;
                Some(Value::Collection(list))
            }
            Some(Value::Map(mut map)) => {
                let items = map.literals.into_iter().map(|(key, item)| Ok((key, self.resolved(item, hops)?)));
                map.literals = aileron_idl::try_map(items)?;
                Some(Value::Map(map))
            }
            value => value,
        };
        Ok(Literal { value, ..literal })
    }
}

fn decoded(name: &str, literal: &[u8]) -> Result<Literal, Fault> {
    wire::literal(literal)
        .map_err(|error| Fault::value("input", format_args!("the input `{name}` can't be read: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{FlyteType, literal};
    use aileron_idl::core::LiteralCollection;
    use std::fs;
    use std::path::Path;

    fn address(file: &Path) -> Literal {
        let uri = file.to_str().map(str::to_owned).unwrap_or_default();
        let metadata = LiteralOffloadedMetadata { uri, ..LiteralOffloadedMetadata::default() };
        literal::with(Value::OffloadedMetadata(Box::new(metadata)))
    }

    fn list(of: &Literal, times: usize) -> Literal {
        literal::with(Value::Collection(LiteralCollection { literals: vec![of.clone(); times] }))
    }

    #[test]
    fn files_that_name_each_other_are_limited_in_total() {
        let folder = std::env::temp_dir().join(format!("aileron-onload-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let mut literal = "x".repeat(1000).into_literal().unwrap();
        for level in 0..3 {
            let file = folder.join(level.to_string());
            fs::write(&file, literal.encode_to_vec()).unwrap();
            literal = list(&address(&file), 100);
        }
        // These would be a billion bytes, from less than twenty thousand.
        let settled = |literal: &Literal| {
            let mut input = Input { name: "x", left: 1 << 20 };
            input.settled(literal.encode_to_vec().into(), HOPS).map(|bytes| bytes.len())
        };
        let refused = settled(&literal).err().map(|fault| fault.to_string()).unwrap_or_default();
        let few = settled(&list(&address(&folder.join("1")), 2));
        fs::remove_dir_all(folder).unwrap();
        assert!(refused.contains("the input `x` has more than"), "{refused}");
        assert!(few.is_ok_and(|size| size > 200_000));
    }
}
