//! The messages of Flyte.
