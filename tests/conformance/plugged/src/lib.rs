//! What the Python package `plugged` says, said in Rust: the same tasks, a module a plugin.
#![allow(missing_docs, reason = "a description would be one more thing that the two must share")]

pub mod athena;
pub mod bigquery;
pub mod boto;
pub mod dask;
pub mod sagemaker;
pub mod snowflake;

use aileron::prelude::*;

/// Python has no such workflow: it is for the compiler.
#[workflow]
pub fn through_all(x: i64) -> i64 {
    dask::whole(dask::plain(x))
}

/// The same for queries, one of whose outputs goes on.
#[workflow]
pub fn through_queries(shop: String) -> (StructuredDataset, StructuredDataset<snowflake::Day>) {
    athena::whole(shop.clone());
    bigquery::plain();
    snowflake::plain();
    (athena::plain(shop.clone(), 3), snowflake::whole(shop))
}
