//! The Python package `plugged`, written in Rust: the same tasks, with a module for each plugin.
#![allow(missing_docs, reason = "the two would have to share descriptions, too")]

pub mod athena;
pub mod bigquery;
pub mod boto;
pub mod dask;
pub mod databricks;
pub mod mpi;
pub mod pytorch;
pub mod ray;
pub mod sagemaker;
pub mod snowflake;
pub mod spark;
pub mod tensorflow;

use aileron::PodTemplate;
use aileron::k8s_openapi::api::core::v1::{Container, PodSpec, ResourceRequirements, Toleration};
use aileron::k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use aileron::prelude::*;

/// Python has no such workflow: it is for the compiler.
#[workflow]
pub fn through_all(x: i64) -> i64 {
    databricks::whole(databricks::plain(x));
    let x = dask::whole(dask::plain(x));
    let x = mpi::whole(mpi::plain(x));
    let x = pytorch::whole(pytorch::plain(pytorch::in_a_pod(x)));
    let x = pytorch::elastic(pytorch::elastic_on_one_node(x));
    let x = ray::whole(ray::plain(x));
    let x = spark::whole(spark::plain(x));
    tensorflow::whole(tensorflow::plain(x))
}

/// A pod that a plugin merges with the pod of the task.
fn pod(container: &str) -> PodTemplate {
    let amounts = [("cpu", "2"), ("memory", "4Gi")];
    let limits = amounts.map(|(name, amount)| (name.to_owned(), Quantity(amount.to_owned()))).into();
    let own = Container {
        name: container.to_owned(),
        resources: Some(ResourceRequirements { limits: Some(limits), ..ResourceRequirements::default() }),
        ..Container::default()
    };
    let side = Container {
        name: "side".to_owned(),
        image: Some("{{.image.spark}}".to_owned()),
        ..Container::default()
    };
    let toleration = Toleration {
        key: Some("ours".to_owned()),
        operator: Some("Exists".to_owned()),
        ..Toleration::default()
    };
    let spec =
        PodSpec { containers: vec![own, side], tolerations: Some(vec![toleration]), ..PodSpec::default() };
    PodTemplate::new(&spec).primary_container(container).label("team", "wings").annotation("cost", "high")
}

/// A pod for the task itself.
fn lone_pod() -> PodTemplate {
    let own = Container { name: "primary".to_owned(), tty: Some(true), ..Container::default() };
    PodTemplate::new(&PodSpec { containers: vec![own], ..PodSpec::default() })
}

/// A workflow of queries, one of whose outputs another task reads.
#[workflow]
pub fn through_queries(shop: String) -> (StructuredDataset, StructuredDataset<snowflake::Day>) {
    athena::whole(shop.clone());
    bigquery::plain();
    snowflake::plain();
    (athena::plain(shop.clone(), 3), snowflake::whole(shop))
}
