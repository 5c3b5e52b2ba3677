//! Flyte's plugins, for the tasks of [Aileron](aileron): clusters that a task runs on, warehouses that run its query,
//! services that do its work.
//!
//! Each emits what flytekit's plugin of that name emits. They stand on [`aileron::plugin::Plugin`] alone, so that one of
//! your own, in a crate of your own, is as short.

#[macro_use]
mod setters;
mod athena;
mod bigquery;
mod boto;
pub mod dask;
mod pods;
mod query;
mod resources;
pub mod sagemaker;
mod snowflake;

pub use athena::Athena;
pub use bigquery::BigQuery;
pub use boto::{Boto, BotoOutputs};
pub use pods::Pods;
pub use query::Query;
pub use resources::Resources;
pub use snowflake::Snowflake;
