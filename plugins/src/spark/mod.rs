//! Spark: a driver and executors for the time of one task, on Kubernetes or at Databricks.

mod check;
mod databricks;
mod driver;

pub use databricks::{AuthType, Databricks, LAUNCHER, Notebook};
pub use driver::{Driver, driver};

use crate::problems::Problems;
use aileron::PodTemplate;
use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
use aileron_idl::ToJson;
use aileron_idl::google::Struct;
use aileron_idl::plugins::SparkJob;
use serde_json::Value;
use std::collections::BTreeMap;

/// A Spark application whose driver's program is the task.
///
/// ```
/// use aileron::prelude::*;
/// use aileron_plugins::spark::{self, Spark};
///
/// #[task(
///     container_image = "{{.image.default.fqn}}:spark-{{.image.default.version}}",
///     plugin = Spark::new()
///         .conf("spark.driver.memory", "2g")
///         .conf("spark.executor.cores", "4")
///         .conf("spark.executor.instances", "10")
/// )]
/// fn count(folder: String) -> Result<i64, Box<dyn std::error::Error + Send + Sync>> {
///     match spark::driver() {
///         Some(driver) => {
///             let told = driver.output("from pyspark.sql import SparkSession
/// import sys
/// spark = SparkSession.builder.getOrCreate()
/// print(spark.read.parquet(sys.argv[1]).count())", [&folder])?;
///             Ok(told.trim().parse()?)
///         }
///         // On a laptop.
///         None => Ok(0),
///     }
/// }
/// # assert_eq!(count("s3://bucket/table".into()).unwrap(), 0);
/// ```
///
/// The image has Spark, Python and this program. Flyte names this program to Spark as the driver's Python (`executorPath`),
/// so that Spark starts it beside the driver and lets it control that one: by a script in Python
/// ([`Driver::output`]), or by Spark Connect, if
/// `.conf("spark.plugins", "org.apache.spark.sql.connect.SparkConnectPlugin")` has the driver serve it.
///
/// How large the driver and the executors are is told by `conf` alone: the task's own `requests` and `limits` are not
/// looked at (flyteplugins `plugins/k8s/spark/spark.go`).
///
/// # Errors
/// A setting that Spark or Flyte would pass over in silence: one that doesn't begin with `spark.`, a number of cores or
/// executors that is none, a size that is none, fewer executors at most than at least.
#[derive(Clone, Debug, Default)]
pub struct Spark {
    conf: BTreeMap<String, String>,
    hadoop_conf: BTreeMap<String, String>,
    executor_path: String,
    applications_path: String,
    driver_pod: Option<PodTemplate>,
    executor_pod: Option<PodTemplate>,
}

impl Spark {
    /// As the installation has it.
    #[must_use]
    pub fn new() -> Self {
        Spark::default()
    }

    setters! {
        /// What starts the driver's program, in place of this program; with
        /// [`applications_path`](Self::applications_path), a Python.
        executor_path: String,
        /// The URI of the driver's main file, whose name ends in `.py`, in place of this program.
        ///
        /// It has to start its arguments, as the [launcher](LAUNCHER) does.
        applications_path: String,
        /// A pod to be laid over the driver's.
        driver_pod: Option<PodTemplate>,
        /// A pod to be laid over the executors'.
        executor_pod: Option<PodTemplate>,
    }

    /// A setting of Spark's own.
    #[must_use]
    pub fn conf(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.conf.insert(name.into(), value.into());
        self
    }

    /// A setting of Hadoop's, such as `fs.s3a.endpoint`.
    #[must_use]
    pub fn hadoop_conf(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.hadoop_conf.insert(name.into(), value.into());
        self
    }

    /// Spark takes a main file for Python's by its name alone, and only hands that on: there need be no such file (Spark
    /// `SparkSubmit.scala`, `PythonRunner.scala`).
    fn job(&self, settings: &SerializationSettings<'_>) -> Result<SparkJob, Error> {
        let mut problems = Problems::default();
        problems.extend(check::conf(&self.conf));
        let or = |given: &str, own: String| if given.is_empty() { own } else { given.to_owned() };
        let main = or(&self.applications_path, format!("local://{}.py", settings.binary()));
        problems.extend(check::main_file(&main));
        let mut pod = |template: &Option<PodTemplate>, whose: &str| {
            let pod = template.clone().map(|template| settings.pod(template)).transpose();
            problems.keep_of(&format!("the pod of its {whose}"), pod).flatten()
        };
        let (driver_pod, executor_pod) =
            (pod(&self.driver_pod, "driver"), pod(&self.executor_pod, "executors"));
        problems.end(Some(SparkJob {
            driver_pod,
            executor_pod,
            main_application_file: main,
            executor_path: or(&self.executor_path, settings.binary().to_owned()),
            spark_conf: self.conf.clone(),
            hadoop_conf: self.hadoop_conf.clone(),
            databricks_conf: Some(Struct::default()),
            ..SparkJob::default()
        }))
    }
}

impl Plugin for Spark {
    type Work = work::Program;

    fn task_type(&self) -> &'static str {
        "spark"
    }

    fn custom(&self, _: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Value, Error> {
        Ok(self.job(settings)?.to_json())
    }
}
