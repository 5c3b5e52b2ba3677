//! Spark: a driver and executors that exist while one task runs, on Kubernetes or at Databricks.

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

/// A Spark application in which the task is the driver's program.
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
///             let count = driver.output("from pyspark.sql import SparkSession
/// import sys
/// spark = SparkSession.builder.getOrCreate()
/// print(spark.read.parquet(sys.argv[1]).count())", [&folder])?;
///             Ok(count.trim().parse()?)
///         }
///         // On a laptop.
///         None => Ok(0),
///     }
/// }
/// # assert_eq!(count("s3://bucket/table".into()).unwrap(), 0);
/// ```
///
/// The image must have Spark, Python and this program. Flyte passes this program to Spark as the driver's Python
/// (`executorPath`), so Spark starts it beside the driver. The program controls the driver with a Python script
/// ([`Driver::output`]), or with Spark Connect, which
/// `.conf("spark.plugins", "org.apache.spark.sql.connect.SparkConnectPlugin")` enables.
///
/// Only `conf` sets the size of the driver and the executors; the plugin ignores the task's own `requests` and `limits`
/// (flyteplugins `plugins/k8s/spark/spark.go`).
///
/// # Errors
/// When specs are made, for settings that Spark or Flyte would ignore silently: a name that doesn't begin with `spark.`, an
/// invalid number of cores or executors, an invalid size, or a maximum of executors below the minimum.
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
    /// An application with the installation's settings.
    #[must_use]
    pub fn new() -> Self {
        Spark::default()
    }

    setters! {
        /// The program that runs the driver's main file, instead of this program. With
        /// [`applications_path`](Self::applications_path), a Python interpreter.
        executor_path: String,
        /// The URI of the driver's main file, instead of this program. Its name ends in `.py`.
        ///
        /// The file must run its arguments as a command, like the [launcher](LAUNCHER).
        applications_path: String,
        /// A pod template that is merged over the driver's pod.
        driver_pod: Option<PodTemplate>,
        /// A pod template that is merged over the executors' pods.
        executor_pod: Option<PodTemplate>,
    }

    /// Sets a setting of Spark.
    #[must_use]
    pub fn conf(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.conf.insert(name.into(), value.into());
        self
    }

    /// Sets a setting of Hadoop, such as `fs.s3a.endpoint`.
    #[must_use]
    pub fn hadoop_conf(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.hadoop_conf.insert(name.into(), value.into());
        self
    }

    /// Spark recognizes a Python file by its name, and only passes the name on. The file need not exist (Spark
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
