//! The Rust SDK for Flyte.
