//! Flyte's plugins, for the tasks of [Aileron](aileron): clusters that a task runs on, warehouses that run its query,
//! services that do its work.
//!
//! | plugin | task type | what runs |
//! |---|---|---|
//! | [`spark::Spark`] | `spark` | this program, beside the driver of a Spark application |
//! | [`spark::Databricks`] | `databricks` | this program or a notebook, in a Databricks job run |
//! | [`ray::Ray`] | `ray` | this program, as a job on the head of a Ray cluster |
//! | [`dask::Dask`] | `dask` | this program, beside a Dask cluster |
//! | [`mpi::Mpi`] | `mpi` | many processes of this program, started by `mpirun` |
//! | [`horovod::Horovod`] | `mpi` | the same, started by `horovodrun` |
//! | [`pytorch::PyTorch`] | `pytorch` | this program as master and workers |
//! | [`pytorch::Elastic`] | `pytorch`; `python-task` on one node | this program on a number of nodes that may change |
//! | [`tensorflow::TensorFlow`] | `tensorflow` | this program as chief, workers, parameter servers and evaluators |
//! | [`sagemaker::SageMakerTraining`] | `boto`; `sagemaker-training-job` if it waits | a training job with this program or another image |
//! | [`sagemaker::SageMakerFunction`] | `sagemaker-training-task`, `sagemaker-processing-task` | this program, within a job |
//! | [`sagemaker::SageMakerJob`] | `sagemaker-transform-job` and others | a job, such as batch inference |
//! | [`Boto`] | `boto` | a call of an AWS service |
//! | [`Athena`] | `presto` | a query |
//! | [`BigQuery`] | `bigquery_query_job_task` | a query |
//! | [`Snowflake`] | `snowflake` | a query |
//! | [`Query`] | any | a query |
//!
//! Each one emits the same as flytekit's plugin of that name. They use only the public trait [`aileron::plugin::Plugin`],
//! so a plugin in a crate of your own can be as short.
//!
//! Flyte must have the plugin enabled as well; its administrators do that. If the plugin is not enabled, Flyte runs the
//! task as an ordinary pod.

// On docs.rs, which builds with a nightly compiler, each item says which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![warn(missing_debug_implementations)]

#[macro_use]
mod setters;
mod athena;
mod bigquery;
mod boto;
pub mod dask;
pub mod horovod;
pub mod kubeflow;
pub mod mpi;
mod pods;
mod problems;
pub mod pytorch;
mod query;
pub mod ray;
mod resources;
pub mod sagemaker;
mod snowflake;
pub mod spark;
pub mod tensorflow;
mod world;

pub use athena::Athena;
pub use bigquery::BigQuery;
pub use boto::{Boto, BotoOutputs};
pub use pods::Pods;
pub use query::Query;
pub use resources::Resources;
pub use snowflake::Snowflake;
pub use world::World;
