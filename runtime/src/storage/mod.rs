//! Where bytes are: one small interface to every kind of store.
//!
//! The interface is synchronous. Most of a small task's time is its start, so reading a local file must cost only its system
//! calls. A store that is asynchronous inside blocks on the runtime that it needs anyway.

mod address;
mod error;
#[cfg(any(feature = "remote", feature = "image"))]
mod file_body;
mod list;
mod listed_file;
mod local;
mod location;
mod location_io;
pub(crate) mod name;
#[cfg(feature = "dataset")]
mod parts;
mod percent;
pub(crate) mod progress;
pub(crate) mod random;
#[cfg(feature = "stores")]
mod remote;
mod save;
pub(crate) mod scratch;
mod stream;
mod uri;

pub(crate) use address::Address;
pub(crate) use error::StorageError;
#[cfg(any(feature = "remote", feature = "image"))]
pub(crate) use file_body::FileBody;
pub(crate) use listed_file::ListedFile;
pub(crate) use local::{open_plain, special};
pub(crate) use location::Location;
#[cfg(feature = "dataset")]
pub(crate) use parts::Parts;
pub(crate) use percent::percent_decoded;
pub(crate) use save::save;
pub(crate) use scratch::Scratch;
pub(crate) use stream::{Reader, Writer};

#[cfg(feature = "stores")]
pub(crate) use remote::abandon;
#[cfg(all(feature = "stores", any(fuzzing, test)))]
pub(crate) use remote::fuzzing::{headers as headers_of_anybody, keys as keys_of_anybody};
#[cfg(all(feature = "stores", unix))]
pub(crate) use remote::stop_after;
