//! Numbers that nothing else has.

use std::hash::{BuildHasher, RandomState};

/// Seeded by the system's own randomness, without a crate for it. Every container's process has the id 1, so that this
/// alone tells two of them apart.
pub(super) fn number() -> u64 {
    RandomState::new().hash_one(std::process::id())
}
