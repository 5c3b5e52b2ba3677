//! Runs packages on Flyte's own engine.
//!
//! The engine is `tests/conformance/judge/cmd/engine`: flytepropeller itself, with an S3 server, and with processes
//! on this
//! machine as pods. It is built if it does not exist yet.

mod content;
mod engine;
mod misdeeds;
mod report;
mod sample;

pub use content::resolved;
pub use engine::Engine;
pub use misdeeds::{leave, reported, signal, vanish};
pub use report::{Failure, Run};
pub use sample::sample;
