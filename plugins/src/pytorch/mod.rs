//! PyTorch: distributed training with a master and workers, or on a number of nodes that may change.

mod elastic;

pub use elastic::Elastic;

use crate::World;
use crate::kubeflow::{Replicas, RunPolicy, no_workers};
use crate::problems::Problems;
use crate::world::variable;
use aileron::PodTemplate;
use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
use aileron_idl::ToJson;
use aileron_idl::kubeflow::{
    DistributedPyTorchTrainingReplicaSpec as ReplicaSpec, DistributedPyTorchTrainingTask,
};
use serde_json::Value;

/// A job of Kubeflow's training operator for PyTorch: a master and workers, each a process of this program.
///
/// ```
/// use aileron::prelude::*;
/// use aileron_plugins::kubeflow::Replicas;
/// use aileron_plugins::pytorch::{self, PyTorch};
/// use aileron_plugins::{Pods, Resources};
///
/// #[task(
///     plugin = PyTorch::new(3).worker(Replicas::new().pods(Pods::new().limits(Resources::new().gpu("1")))),
///     shared_memory = true
/// )]
/// fn train(epochs: i64) -> String {
///     let world = pytorch::world();
///     format!("{epochs} epochs as {} of {}", world.rank, world.size)
/// }
/// # assert_eq!(train(2), "2 epochs as 0 of 1");
/// ```
///
/// Every process runs the whole task. The environment has the variables for libtorch's process groups: `MASTER_ADDR`,
/// `MASTER_PORT`, `RANK` and `WORLD_SIZE`; [`world`] returns the last two. The outputs of the task are those of the master,
/// which has rank 0.
///
/// # Errors
/// When specs are made: there are no workers, or an image or a quantity is invalid.
#[derive(Clone, Debug)]
pub struct PyTorch {
    workers: u32,
    worker: Replicas,
    master: Replicas,
    run_policy: Option<RunPolicy>,
    increase_shared_mem: bool,
}

impl Default for PyTorch {
    fn default() -> Self {
        PyTorch::new(0)
    }
}

impl PyTorch {
    /// A job with a master and this number of workers.
    #[must_use]
    pub fn new(workers: u32) -> Self {
        let (worker, master) = (Replicas::new(), Replicas::new());
        PyTorch { workers, worker, master, run_policy: None, increase_shared_mem: true }
    }

    exact_setters! {
        /// Whether the processes of a pod, such as data loaders, get more shared memory than a container has by default. The
        /// default is true. The task's own `shared_memory` takes precedence.
        increase_shared_mem: bool,
    }

    setters! {
        /// The pods of the workers.
        worker: Replicas,
        /// The pod of the master.
        master: Replicas,
        /// How the job ends.
        run_policy: Option<RunPolicy>,
    }
}

/// The rank of this process among those of the job; rank 0 of 1 elsewhere.
#[must_use]
pub fn world() -> World {
    World::from_variables(&[("RANK", "WORLD_SIZE")], variable)
}

fn spec(
    replicas: &Replicas,
    whose: &str,
    count: u32,
    settings: &SerializationSettings<'_>,
) -> Result<ReplicaSpec, Error> {
    let group = replicas.group(whose, count, settings)?;
    #[expect(deprecated, reason = "flytekit writes these fields")]
    Ok(ReplicaSpec {
        replicas: group.replicas,
        image: group.image,
        resources: group.resources,
        restart_policy: group.restart_policy,
        common: None,
    })
}

/// Adds a volume for shared memory, like flytekit's plugin (flytekitplugins `kfpytorch/pod_template.py`).
fn shared_memory(
    increase: bool,
    own: Option<PodTemplate>,
    task: &PluginTask<'_>,
) -> Result<Option<PodTemplate>, Error> {
    if !increase || task.has_shared_memory() {
        return Ok(own);
    }
    let template = own.unwrap_or_default().with_shared_memory();
    template.map(Some).map_err(|problem| format!("{problem}; or write `.increase_shared_mem(false)`").into())
}

impl Plugin for PyTorch {
    type Work = work::Program;

    fn task_type(&self) -> &'static str {
        "pytorch"
    }

    fn task_type_version(&self) -> i32 {
        1
    }

    fn custom(&self, _: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Value, Error> {
        let mut problems = Problems::default();
        problems.extend(no_workers(self.workers, "a PyTorch job"));
        let job = DistributedPyTorchTrainingTask {
            worker_replicas: problems.keep(spec(&self.worker, "its workers", self.workers, settings)),
            master_replicas: problems.keep(spec(&self.master, "its master", 1, settings)),
            run_policy: self.run_policy.map(RunPolicy::message),
            elastic_config: None,
        };
        problems.end(Some(job.to_json()))
    }

    fn pod_template(
        &self,
        own: Option<PodTemplate>,
        task: &PluginTask<'_>,
    ) -> Result<Option<PodTemplate>, Error> {
        shared_memory(self.increase_shared_mem, own, task)
    }

    fn leads(&self) -> bool {
        world().rank == 0
    }
}
