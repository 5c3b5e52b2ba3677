//! Helpers of tests with foreign programs: they make things once, and report missing programs.

mod making;
mod toolchain;

pub use making::{digest, once};
pub use toolchain::Toolchain;
