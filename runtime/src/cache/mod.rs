//! What local runs keep between runs: the results of cached tasks.
//!
//! Everything is below one folder, which only this user may read:
//!
//! ```text
//! cache/KEY/entry      the outputs of one call, with the list of their files
//! cache/KEY/files/     those files
//! aside/               what is being written; it is renamed into place when it is whole
//! locks/KEY            locked while a serialized task computes that result
//! lock                 locked while an entry is put into place
//! in-use               locked, shared, as long as a run lasts: nothing is removed meanwhile
//! runs/NAME/record     the record of a run that did not succeed, or lasts
//! runs/NAME/lock       locked as long as the run lasts
//! ```
//!
//! A process that is killed leaves no lock, and at most a folder in `aside`, which the next clean-up removes.

mod digest;
mod entry;
mod files;
mod key;
mod locked;
mod record;
mod root;
mod size;
mod store;
#[cfg(test)]
mod tests;

pub(crate) use entry::Described;
pub(crate) use key::{Call, Key, Keys};
pub(crate) use locked::KeyLock;
pub(crate) use record::Record;
pub(crate) use root::root;
pub(crate) use store::{Cache, Found, Made};
