//! Tasks whose plugins refuse them.

use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
use aileron::prelude::*;
use aileron::serde_json::{Value, json};
use aileron_plugins::dask::Dask;
use aileron_plugins::kubeflow::Replicas;
use aileron_plugins::mpi::Mpi;
use aileron_plugins::pytorch::{Elastic, PyTorch};
use aileron_plugins::ray::{Autoscaler, Ray, Workers};
use aileron_plugins::spark::{Databricks, Notebook, Spark};
use aileron_plugins::tensorflow::TensorFlow;
use aileron_plugins::{Pods, Resources};

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
    ray_names = Ray::new().workers(Workers::new("cpu", 1)).workers(Workers::new("cpu", 2));
    ray_ttl = Ray::new().workers(Workers::new("cpu", 1)).ttl_seconds_after_finished(60);
    ray_unnamed = Ray::new().workers(Workers::new("", 1));
    ray_workers = Ray::new();
    spark_bounds = Spark::new()
        .conf("spark.dynamicAllocation.minExecutors", "9")
        .conf("spark.dynamicAllocation.maxExecutors", "3");
    spark_count = Spark::new().conf("spark.executor.instances", "ten");
    spark_main = Spark::new().applications_path("local:///opt/app.jar");
    spark_prefix = Spark::new().conf("executor.instances", "10");
    spark_size = Spark::new().conf("spark.executor.memory", "4Gi");
    tensorflow_chiefs = TensorFlow::new(1).chiefs(2);
    tensorflow_workers = TensorFlow::new(0).chiefs(1);
}

/// A plugin as anybody may write one: a task type, and what it hands over.
struct Own(&'static str, Value);

impl Plugin for Own {
    type Work = work::ThisProgram;

    fn task_type(&self) -> &'static str {
        self.0
    }

    fn custom(&self, _: &PluginTask<'_>, _: &SerializationSettings<'_>) -> Result<Value, Error> {
        Ok(self.1.clone())
    }
}

/// Written out, rustc would warn of it.
fn range(least: u32, most: u32) -> std::ops::RangeInclusive<u32> {
    least..=most
}

aileron::main!();
