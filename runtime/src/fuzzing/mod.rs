//! Fuzzing targets for every decoder: each takes any bytes and panics if a property does not hold.
//!
//! Compiled for the fuzzer (`fuzz/run`) and for the tests, which replay the inputs that the fuzzer found (`fuzz/corpus`).

mod arguments;
#[cfg(test)]
mod bombs;
mod kinds;
mod messages;
mod msgpack;
#[cfg(test)]
mod replay;
mod texts;
mod values;
mod wire;

/// The name of a target, which is also that of its corpus, and the function that takes the bytes.
pub type FuzzTarget = (&'static str, fn(&[u8]));

/// The targets: everything that reads what others wrote.
pub const TARGETS: &[FuzzTarget] = &[
    ("arguments", arguments::fill),
    ("config", texts::config),
    #[cfg(feature = "dataset")]
    ("csv", crate::data::csv_of_anybody),
    #[cfg(feature = "image")]
    ("elf", crate::oci::elf_of_anybody),
    ("grammar", texts::grammar),
    #[cfg(feature = "stores")]
    ("headers", crate::storage::headers_of_anybody),
    ("inputs", wire::inputs),
    ("json", values::json),
    #[cfg(feature = "stores")]
    ("keys", crate::storage::keys_of_anybody),
    #[cfg(feature = "image")]
    ("layers", crate::oci::layers_of_anybody),
    ("literal", wire::literal),
    ("messages", messages::decode),
    ("msgpack", msgpack::read),
    ("text", values::text),
    ("uri", texts::uri),
];
