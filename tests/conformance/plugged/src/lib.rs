//! What the Python package `plugged` says, said in Rust: the same tasks, a module a plugin.
#![allow(missing_docs, reason = "a description would be one more thing that the two must share")]

pub mod boto;
pub mod dask;
pub mod databricks;
pub mod mpi;
pub mod pytorch;
pub mod ray;
pub mod sagemaker;
pub mod spark;
pub mod tensorflow;

use aileron::prelude::*;

/// Python has no such workflow: it is for the compiler.
#[workflow]
pub fn through_all(x: i64) -> i64 {
    databricks::whole(databricks::plain(x));
    let x = dask::whole(dask::plain(x));
    let x = mpi::whole(mpi::plain(x));
    let x = pytorch::whole(pytorch::plain(x));
    let x = pytorch::elastic(pytorch::elastic_on_one_node(x));
    let x = ray::whole(ray::plain(x));
    let x = spark::whole(spark::plain(x));
    tensorflow::whole(tensorflow::plain(x))
}
