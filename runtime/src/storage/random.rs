//! Unique names.

use std::hash::{BuildHasher, RandomState};

/// 32 hexadecimal digits: 128 bits from the system's own randomness, without a crate for it.
pub(crate) fn name() -> String {
    format!("{:016x}{:016x}", number(), number())
}

/// A random number. The process id would not do: it is 1 in every container.
pub(super) fn number() -> u64 {
    RandomState::new().hash_one(std::process::id())
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_differ() {
        let names: std::collections::HashSet<String> = (0..1000).map(|_| super::name()).collect();
        assert!(names.len() == 1000 && names.iter().all(|name| name.len() == 32));
    }
}
