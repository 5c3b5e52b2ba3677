//! Real servers of every kind of store, and what breaks on the way to them.
//!
//! The servers are made from their packages by whoever needs them first, and end with the process that started them.

pub mod bucket;
pub mod minio;
pub mod proxy;
pub mod server;
