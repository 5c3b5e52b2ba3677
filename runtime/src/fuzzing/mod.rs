//! Any bytes for every decoder: each target panics where a promise is broken.
//!
//! Compiled for the fuzzer (`fuzz/run`) and for the tests, which replay what it found (`fuzz/corpus`).

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

/// The name of a target and of its folder in the corpus, and what is done with the bytes.
pub type FuzzTarget = (&'static str, fn(&[u8]));

/// Everything that reads what others wrote.
pub const TARGETS: &[FuzzTarget] = &[
    ("arguments", arguments::fill),
    ("config", texts::config),
    #[cfg(feature = "dataset")]
    ("csv", crate::data::csv_of_anybody),
    ("grammar", texts::grammar),
    #[cfg(feature = "stores")]
    ("headers", crate::storage::headers_of_anybody),
    ("inputs", wire::inputs),
    ("json", values::json),
    #[cfg(feature = "stores")]
    ("keys", crate::storage::keys_of_anybody),
    ("literal", wire::literal),
    ("messages", messages::decode),
    ("msgpack", msgpack::read),
    ("text", values::text),
    ("uri", texts::uri),
];
