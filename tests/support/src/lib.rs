//! What tests with foreign programs share: making these once, and telling what is missing.

mod making;
mod toolchain;

pub use making::{digest, once};
pub use toolchain::Toolchain;
