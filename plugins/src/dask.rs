//! Dask: a cluster of Python processes that exists while one task runs.

use crate::Pods;
use crate::problems::Problems;
use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
use aileron_idl::ToJson;
use aileron_idl::plugins::{DaskJob, DaskScheduler, DaskWorkerGroup};
use serde_json::Value;

/// A Dask cluster that Flyte starts with the task and stops when the task ends.
///
/// ```
/// use aileron::prelude::*;
/// use aileron_plugins::dask::Dask;
/// use aileron_plugins::{Pods, Resources};
///
/// #[task(plugin = Dask::new().workers(4).worker_pods(Pods::new().limits(Resources::new().cpu("2").mem("8Gi"))))]
/// fn count(folder: String) -> String {
///     match std::env::var("DASK_SCHEDULER_ADDRESS") {
///         Ok(scheduler) => format!("the cluster of {scheduler} counts {folder}"),
///         Err(_) => format!("counted {folder} alone"),
///     }
/// }
/// # assert_eq!(count("a".into()), "counted a alone");
/// ```
///
/// The task itself is this program, in a pod of its own, and `DASK_SCHEDULER_ADDRESS` is the address of the cluster.
/// Scheduler and workers run `dask-scheduler` and `dask-worker`, so their image must have `dask[distributed]`. It is the
/// task's image unless [`Pods`] set another. Dask's protocol needs Python, so the task usually starts a script that uses
/// the cluster.
///
/// A worker has as many threads as its limits have cores, and the memory of its limits (flyteplugins
/// `plugins/k8s/dask/dask.go`).
///
/// # Errors
/// When specs are made: there are no workers, or an image or a quantity is invalid.
#[derive(Clone, Debug)]
pub struct Dask {
    workers: u32,
    worker_pods: Pods,
    scheduler_pods: Pods,
}

impl Default for Dask {
    fn default() -> Self {
        Dask { workers: 1, worker_pods: Pods::new(), scheduler_pods: Pods::new() }
    }
}

impl Dask {
    /// A cluster with one worker, whose image and resources are the task's.
    #[must_use]
    pub fn new() -> Self {
        Dask::default()
    }

    exact_setters! {
        /// The number of workers. The default is 1.
        workers: u32,
    }

    setters! {
        /// The pods of the workers.
        worker_pods: Pods,
        /// The pod of the scheduler.
        scheduler_pods: Pods,
    }
}

impl Plugin for Dask {
    type Work = work::Program;

    fn task_type(&self) -> &'static str {
        "dask"
    }

    fn custom(&self, _: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Value, Error> {
        let mut problems = Problems::default();
        if self.workers == 0 {
            problems.push("a Dask cluster without workers does nothing; write `.workers(1)` or more");
        }
        let scheduler = problems.keep(self.scheduler_pods.resolved("its scheduler", settings));
        let workers = problems.keep(self.worker_pods.resolved("its workers", settings));
        let ((image, resources), (worker_image, worker_resources)) = problems.end(scheduler.zip(workers))?;
        let scheduler = DaskScheduler { image, resources: Some(resources) };
        let workers = DaskWorkerGroup {
            number_of_workers: self.workers,
            image: worker_image,
            resources: Some(worker_resources),
        };
        Ok(DaskJob { scheduler: Some(scheduler), workers: Some(workers) }.to_json())
    }
}
