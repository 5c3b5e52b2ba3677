//! Large values: a literal may hold only the URI of its value (flytekit `core/type_engine.py`).

use crate::storage::{Address, Location, StorageError};
use crate::types::{ValueError, wire};
use aileron_idl::core::{Literal, LiteralOffloadedMetadata, literal::Value};
use aileron_idl::prost::Message;
use aileron_idl::prost::bytes::Bytes;
use std::error::Error;
use std::ffi::OsStr;
use std::fmt;

/// The largest protobuf message, in bytes.
pub(crate) const LARGEST: u64 = i32::MAX as u64;

/// How many URIs may lead from one to the next: a list of a map task's outputs may be offloaded, and its items as
/// well.
const HOPS: u8 = 4;

/// Why a value in a file of its own can't be had. `what` is its name, such as ``the input `x` ``.
#[derive(Debug)]
pub(crate) enum OffloadError {
    /// The file can't be read.
    Storage { what: String, cause: StorageError },
    /// The file is not all there.
    Size { what: String, address: Address, told: u64, found: u64 },
    /// The file has only another URI, and so has the next one.
    Endless { what: String, address: Address },
    /// With the files that it names, it is larger than any message.
    TooLarge { what: String, address: Address },
    /// The file has no literal.
    Unreadable { what: String, cause: ValueError },
}

impl fmt::Display for OffloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OffloadError::Storage { what, cause } => write!(f, "{what} is in a file of its own: {cause}"),
            OffloadError::Size { what, address, told, found } => {
                write!(f, "{what} was offloaded to `{address}` with {told} bytes, but that file has {found}")
            }
            OffloadError::Endless { what, address } => {
                write!(f, "{what} was offloaded to `{address}`, but that file only holds another address")
            }
            OffloadError::TooLarge { what, address } => write!(
                f,
                "{what} has more than {LARGEST} bytes, including the files that it names, such as `{address}`"
            ),
            OffloadError::Unreadable { what, cause } => write!(f, "{what} can't be read: {cause}"),
        }
    }
}

impl Error for OffloadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            OffloadError::Storage { cause, .. } => cause.source(),
            OffloadError::Unreadable { cause, .. } => cause.source(),
            _ => None,
        }
    }
}

/// Returns the literal with all URIs in it replaced by their values: a list of several tasks' outputs may hold URIs,
/// too.
pub(crate) fn inline(what: &str, literal: Bytes) -> Result<Bytes, OffloadError> {
    Whole { what, left: LARGEST }.settled(literal, HOPS)
}

/// Returns the literal, fetched if it is only a URI. URIs in it stay.
pub(crate) fn fetched(what: &str, literal: Bytes) -> Result<Bytes, OffloadError> {
    let mut whole = Whole { what, left: LARGEST };
    match whole.decoded(&literal)?.value {
        Some(Value::OffloadedMetadata(metadata)) => whole.file(&metadata),
        _ => Ok(literal),
    }
}

/// A value whose URIs are being followed.
struct Whole<'a> {
    what: &'a str,
    /// How many bytes may still be read. Without a limit, a few files that name each other many times could exceed
    /// any memory.
    left: u64,
}

impl Whole<'_> {
    fn settled(&mut self, literal: Bytes, hops: u8) -> Result<Bytes, OffloadError> {
        if !wire::holds_addresses(&literal) {
            return Ok(literal);
        }
        let whole = self.decoded(&literal)?;
        match whole.value {
            // The value stays encoded: it is large, and it rarely contains URIs.
            Some(Value::OffloadedMetadata(metadata)) => self.loaded(&metadata, hops),
            _ => Ok(self.resolved(whole, hops)?.encode_to_vec().into()),
        }
    }

    fn loaded(&mut self, metadata: &LiteralOffloadedMetadata, hops: u8) -> Result<Bytes, OffloadError> {
        let bytes = self.file(metadata)?;
        let Some(hops) = hops.checked_sub(1) else {
            return Err(OffloadError::Endless { what: self.what.to_owned(), address: address(metadata) });
        };
        self.settled(bytes, hops)
    }

    fn file(&mut self, metadata: &LiteralOffloadedMetadata) -> Result<Bytes, OffloadError> {
        let what = || self.what.to_owned();
        let file = Location::parse(OsStr::new(&metadata.uri)).and_then(|location| location.read(LARGEST));
        let bytes = file.map_err(|cause| OffloadError::Storage { what: what(), cause })?;
        let (told, found) = (metadata.size_bytes, bytes.len() as u64);
        if told != 0 && told != found {
            return Err(OffloadError::Size { what: what(), address: address(metadata), told, found });
        }
        let too_large = || OffloadError::TooLarge { what: what(), address: address(metadata) };
        self.left = self.left.checked_sub(found).ok_or_else(too_large)?;
        Ok(bytes.into())
    }

    fn resolved(&mut self, literal: Literal, hops: u8) -> Result<Literal, OffloadError> {
        let value = match literal.value {
            Some(Value::OffloadedMetadata(metadata)) => {
                let bytes = self.loaded(&metadata, hops)?;
                let value = self.decoded(&bytes)?;
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

    fn decoded(&self, literal: &[u8]) -> Result<Literal, OffloadError> {
        wire::literal(literal).map_err(|cause| OffloadError::Unreadable { what: self.what.to_owned(), cause })
    }
}

fn address(metadata: &LiteralOffloadedMetadata) -> Address {
    Address::new(metadata.uri.clone())
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
            let mut input = Whole { what: "the input `x`", left: 1 << 20 };
            input.settled(literal.encode_to_vec().into(), HOPS).map(|bytes| bytes.len())
        };
        let refused = settled(&literal).err().map(|error| error.to_string()).unwrap_or_default();
        let few = settled(&list(&address(&folder.join("1")), 2));
        fs::remove_dir_all(folder).unwrap();
        assert!(refused.contains("the input `x` has more than"), "{refused}");
        assert!(few.is_ok_and(|size| size > 200_000));
    }
}
