//! Large outputs: each is a file of its own, and `outputs.pb` holds its URI (flytekit `bin/entrypoint.py`).

use super::{Fault, hash};
use crate::entity::Variable;
use crate::storage::Location;
use crate::types::wire::{self, Field};
use aileron_idl::core::{Literal, LiteralOffloadedMetadata, LiteralType, literal::Value};
use aileron_idl::prost::Message;
use aileron_idl::prost::bytes::Bytes;
use std::env::var;

/// Limits for the size of an output, in bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Limits {
    /// An output of at least this size gets a file.
    least: u64,
    /// An output of at least this size is an error.
    most: u64,
}

impl Limits {
    /// The limits that the engine set in the environment; `None` if it wants no such files.
    pub(super) fn from_environment() -> Result<Option<Self>, Fault> {
        let Ok(least) = var("_F_L_MIN_SIZE_MB") else { return Ok(None) };
        let most = var("_F_L_MAX_SIZE_MB").unwrap_or_else(|_| "1000".to_owned());
        let limits =
            Limits { least: bytes("_F_L_MIN_SIZE_MB", &least)?, most: bytes("_F_L_MAX_SIZE_MB", &most)? };
        Ok(Some(limits))
    }

    /// The literal that replaces an output which gets a file.
    pub(super) fn apply(
        self,
        output: &Variable,
        literal: &Bytes,
        file: &Location,
    ) -> Result<Option<Bytes>, Fault> {
        let size = literal.len() as u64;
        if size >= self.most {
            return Err(Fault::value(
                "output",
                format_args!(
                    "the output `{}` has {size} bytes, but Flyte takes less than {}; write it to a `File`, or ask your administrator \
                     to raise `literalOffloadingConfig.maxSizeInMBForOffloading`",
                    output.name, self.most
                ),
            ));
        }
        Ok((size >= self.least).then(|| stand_in(output, literal, file).encode_to_vec().into()))
    }
}

fn bytes(name: &str, megabytes: &str) -> Result<u64, Fault> {
    let number: Result<i64, _> = megabytes.trim().parse();
    let number = number.map_err(|_| {
        Fault::value("output", format_args!("{name} is `{megabytes}`, which is not a whole number"))
    })?;
    Ok(u64::try_from(number).unwrap_or_default().saturating_mul(1 << 20))
}

/// The name of the file for an output.
pub(super) fn file_name(output: &Variable) -> String {
    format!("{}_offloaded_metadata.pb", output.name)
}

fn stand_in(output: &Variable, literal: &[u8], file: &Location) -> Literal {
    let metadata = LiteralOffloadedMetadata {
        uri: file.uri(),
        size_bytes: literal.len() as u64,
        inferred_type: Some(LiteralType::clone(&output.ty)),
    };
    Literal {
        value: Some(Value::OffloadedMetadata(Box::new(metadata))),
        hash: own_hash(literal).unwrap_or_else(|| hash::of_literal(literal)),
        ..Literal::default()
    }
}

fn own_hash(mut literal: &[u8]) -> Option<String> {
    const HASH: u64 = 4;
    let fields = std::iter::from_fn(|| wire::next(&mut literal));
    let hash = fields.filter(|(number, _)| *number == HASH).find_map(|(_, field)| Field::text(field))?;
    (!hash.is_empty()).then(|| hash.to_owned())
}
