//! Helpers of tests with foreign programs: they make things once, and report missing programs.

mod making;
mod npm;
mod toolchain;

pub use making::{digest, once};
pub use npm::npm_package;
pub use toolchain::Toolchain;
