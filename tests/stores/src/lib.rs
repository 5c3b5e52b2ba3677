//! Real servers for every kind of store, and faults on the way to them.
//!
//! The servers are installed by the first test that needs them, and end with the process that started them.

pub mod azurite;
pub mod bucket;
pub mod gcs;
pub mod minio;
pub mod proxy;
mod request;
pub mod scripted;
pub mod server;
