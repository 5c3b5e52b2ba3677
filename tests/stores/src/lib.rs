//! Real servers of every kind of store, and what breaks on the way to them.
//!
//! The servers are made from their packages by whoever needs them first, and end with the process that started them.

pub mod azurite;
pub mod bucket;
pub mod gcs;
pub mod minio;
pub mod proxy;
mod request;
pub mod scripted;
pub mod server;
