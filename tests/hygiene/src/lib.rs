//! A library with strict lints: code that the macros generate must pass them like the user's own code.
#![deny(warnings, clippy::all, clippy::pedantic, clippy::cargo)]
#![allow(clippy::multiple_crate_versions, clippy::cargo_common_metadata, clippy::wildcard_imports)]
#![deny(
    missing_docs,
    unreachable_pub,
    unused_qualifications,
    unused_results,
    single_use_lifetimes,
    trivial_casts,
    missing_debug_implementations,
    let_underscore_drop,
    unused_crate_dependencies
)]
#![forbid(unsafe_code)]

pub mod documented;
mod hidden;
pub mod prelude_free;
pub mod shadowed;

pub use hidden::shown;
