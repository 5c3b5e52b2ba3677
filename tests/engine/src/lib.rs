//! Packages run by Flyte's own engine, and what came of it.
//!
//! The engine is `tests/conformance/judge/cmd/engine`: flytepropeller itself, with each pod a process of this machine
//! and an S3 server of its own. It is built where it is not yet.

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
