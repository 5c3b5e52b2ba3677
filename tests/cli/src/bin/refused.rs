//! Tasks that their plugins refuse.

use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
use aileron::prelude::*;
use aileron::serde_json::{Value, json};
use aileron_plugins::dask::Dask;
use aileron_plugins::kubeflow::Replicas;
use aileron_plugins::mpi::Mpi;
use aileron_plugins::pytorch::{Elastic, PyTorch};
use aileron_plugins::ray::{Autoscaler, Node, Ray, Workers};
use aileron_plugins::spark::{Databricks, Notebook, Spark};
use aileron_plugins::tensorflow::TensorFlow;
use aileron_plugins::{Athena, BigQuery, Boto, BotoOutputs, Pods, Query, Resources, Snowflake};

macro_rules! refused {
    ($($task:ident = $plugin:expr;)*) => {$(
        #[task(plugin = $plugin)]
        fn $task() -> i64 {
            0
        }
    )*};
}

refused! {
    dask_amount = Dask::new().worker_pods(Pods::new().requests(Resources::new().cpu("2cores")));
    dask_bounds = Dask::new().scheduler_pods(
        Pods::new().requests(Resources::new().mem("2Gi")).limits(Resources::new().mem("1Gi"))
    );
    dask_image = Dask::new().worker_pods(Pods::new().image("{{.image.dusk}}"));
    dask_workers = Dask::new().workers(0);
    databricks_file = Databricks::new(json!({"existing_cluster_id": "a"}));
    databricks_instance = Databricks::new(json!({"existing_cluster_id": "a"})).instance("https://acme.cloud.databricks.com");
    databricks_notebook =
        Databricks::new(json!({"existing_cluster_id": "a"})).notebook(Notebook::new("/Users/me/notebook"));
    databricks_place = Databricks::new(json!({"run_name": "a"}));
    databricks_text = Databricks::new(json!("a"));
    elastic_bounds = Elastic::new(range(4, 2));
    elastic_nodes = Elastic::new(0..=2);
    mpi_slots = Mpi::new(2).slots(0);
    mpi_template = Mpi::new(2).launcher(Replicas::new().pods(Pods::new().image("{{.image.gpu.tag}}")));
    mpi_workers = Mpi::new(0);
    own_custom = Own("own", json!(["a"]));
    own_panic = panic!("no plugin today") as Own;
    own_type = Own("", json!({}));
    pytorch_gpu = PyTorch::new(1).master(
        Replicas::new().pods(Pods::new().limits(Resources::new().gpu("0.5")))
    );
    pytorch_workers = PyTorch::default();
    ray_autoscaler = Ray::new().workers(Workers::new("cpu", 1)).autoscaler(Autoscaler::new());
    ray_bounds = Ray::new().workers(Workers::new("cpu", 1).min_replicas(2).max_replicas(4));
    ray_environment = Ray::new().workers(Workers::new("cpu", 1)).runtime_env(json!(["pip"]));
    ray_all = Ray::new()
        .head(Node::new().limits(Resources::new().cpu("2cores").gpu("0.5")))
        .workers(Workers::new("GPU workers", 1).max_replicas(0))
        .workers(Workers::new("a".repeat(64), 1))
        .autoscaler(Autoscaler::new().env("2ND", "a").env("LEVEL", "a$$b").pods(Pods::new().image("{{.image.dusk}}")))
        .ttl_seconds_after_finished(60);
    ray_group = Ray::new().workers(Workers::new("gpu_workers", 1));
    ray_names = Ray::new().workers(Workers::new("cpu", 1)).workers(Workers::new("cpu", 2));
    ray_ttl = Ray::new().workers(Workers::new("cpu", 1)).ttl_seconds_after_finished(60);
    ray_unnamed = Ray::new().workers(Workers::new("", 1));
    ray_workers = Ray::new();
    spark_bounds = Spark::new()
        .conf("spark.dynamicAllocation.minExecutors", "9")
        .conf("spark.dynamicAllocation.maxExecutors", "3");
    spark_count = Spark::new().conf("spark.executor.instances", "ten");
    spark_kubernetes = Spark::new()
        .conf("spark.kubernetes.driver.label.team", "two words")
        .conf("spark.kubernetes.executor.annotation.-owner", "me")
        .conf("spark.executorEnv.2ND", "a")
        .conf("spark.executor.cores", "ten");
    spark_main = Spark::new().applications_path("local:///opt/app.jar");
    spark_prefix = Spark::new().conf("executor.instances", "10");
    spark_size = Spark::new().conf("spark.executor.memory", "4Gi");
    tensorflow_all = TensorFlow::new(0)
        .chiefs(2)
        .chief(Replicas::new().pods(Pods::new().image("{{.image.dusk}}").limits(Resources::new().mem("1gi"))))
        .evaluator(Replicas::new().pods(Pods::new().requests(Resources::new().cpu("-1"))));
    tensorflow_chiefs = TensorFlow::new(1).chiefs(2);
    tensorflow_workers = TensorFlow::new(0).chiefs(1);
}

#[query_task(plugin = Snowflake::new(""), query = "SELECT 1")]
fn snowflake_all();

#[query_task(plugin = BigQuery::new("").job(json!([])), query = "SELECT @list AS list")]
fn bigquery_all(list: Vec<i64>);

#[query_task(plugin = Athena::new(""), query = "SELECT 1")]
fn athena_database();

#[query_task(plugin = Query::new("sqlite3"), query = "SELECT 1")]
fn query_of_flytekits();

#[query_task(plugin = Query::new("python-task").custom(json!(1)), query = "SELECT 1")]
fn query_in_a_container();

#[task(plugin = Boto::new("", "").config(json!({"Key": "{inputs.key}", "Image": "{images.one}"})).image("one", "{{.image.dusk}}"))]
fn boto_all() -> BotoOutputs;

/// A plugin as users write them: a task type and its custom message.
struct Own(&'static str, Value);

impl Plugin for Own {
    type Work = work::Program;

    fn task_type(&self) -> &'static str {
        self.0
    }

    fn custom(&self, _: &PluginTask<'_>, _: &SerializationSettings<'_>) -> Result<Value, Error> {
        Ok(self.1.clone())
    }
}

/// Written as a literal, an empty range is a lint of rustc.
fn range(least: u32, most: u32) -> std::ops::RangeInclusive<u32> {
    least..=most
}

aileron::main!();
