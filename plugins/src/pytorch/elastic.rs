//! PyTorch on a number of nodes that may change.

use super::shared_memory;
use crate::kubeflow::{RunPolicy, int};
use crate::problems::Problems;
use crate::world::variable;
use aileron::PodTemplate;
use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
use aileron_idl::ToJson;
use aileron_idl::kubeflow::{
    DistributedPyTorchTrainingReplicaSpec as ReplicaSpec, DistributedPyTorchTrainingTask, ElasticConfig,
};
use serde_json::Value;

/// A job on a number of nodes that may change. On each of them the task starts `torchrun`, or does the work itself.
///
/// ```
/// use aileron::prelude::*;
/// use aileron_plugins::pytorch::Elastic;
///
/// #[task(plugin = Elastic::new(2..=4).processes_per_node(8).max_restarts(3), shared_memory = true)]
/// fn train(epochs: i64) -> Result<i64, Box<dyn std::error::Error + Send + Sync>> {
///     if std::env::var_os("PET_RDZV_ENDPOINT").is_some() {
///         // It reads the rest from variables that begin with PET_.
///         let ended = std::process::Command::new("torchrun").args(["/opt/train.py", &epochs.to_string()]).status()?;
///         if !ended.success() {
///             return Err(format!("torchrun: {ended}").into());
///         }
///     }
///     Ok(epochs)
/// }
/// # assert_eq!(train(2).unwrap(), 2);
/// ```
///
/// One node, `Elastic::new(1..=1)`, is an ordinary pod, without an operator. With several nodes, the outputs of the task are
/// those of the first worker's pod.
///
/// # Errors
/// When specs are made: there are no nodes, a maximum below the minimum, or no processes on a node.
#[derive(Clone, Debug)]
pub struct Elastic {
    least: u32,
    most: u32,
    processes_per_node: u32,
    max_restarts: u32,
    run_policy: Option<RunPolicy>,
    increase_shared_mem: bool,
}

impl Default for Elastic {
    fn default() -> Self {
        Elastic::new(1..=1)
    }
}

impl Elastic {
    /// A job on at least the first and at most the second number of nodes.
    #[must_use]
    pub fn new(nodes: std::ops::RangeInclusive<u32>) -> Self {
        let (least, most) = nodes.into_inner();
        Elastic {
            least,
            most,
            processes_per_node: 1,
            max_restarts: 0,
            run_policy: None,
            increase_shared_mem: true,
        }
    }

    exact_setters! {
        /// How many processes run on each node. The default is 1.
        processes_per_node: u32,
        /// How often the processes are restarted before the job fails. The default is 0.
        max_restarts: u32,
        /// Whether a node's processes get more shared memory than a container has by default. The default is true. The
        /// task's own `shared_memory` takes precedence.
        increase_shared_mem: bool,
    }

    setters! {
        /// How the job ends.
        run_policy: Option<RunPolicy>,
    }

    fn is_one_pod(&self) -> bool {
        (self.least, self.most) == (1, 1)
    }

    fn check(&self) -> Result<(), Error> {
        let mut problems = Problems::default();
        if self.least == 0 || self.processes_per_node == 0 {
            problems.push("an elastic job needs at least one node, and one process on each; write 1 or more");
        }
        if self.least > self.most {
            problems.push(format!(
                "the range from {} to {} nodes is empty; write the smaller number first, as in `{}..={}`",
                self.least, self.most, self.most, self.least
            ));
        }
        problems.end(Some(()))
    }
}

impl Plugin for Elastic {
    type Work = work::Program;

    fn task_type(&self) -> &'static str {
        if self.is_one_pod() { "python-task" } else { "pytorch" }
    }

    fn task_type_version(&self) -> i32 {
        1
    }

    fn custom(&self, _: &PluginTask<'_>, _: &SerializationSettings<'_>) -> Result<Value, Error> {
        self.check()?;
        if self.is_one_pod() {
            return Ok(Value::Null);
        }
        let elastic_config = ElasticConfig {
            rdzv_backend: "c10d".to_owned(),
            min_replicas: int(self.least),
            max_replicas: int(self.most),
            nproc_per_node: int(self.processes_per_node),
            max_restarts: int(self.max_restarts),
        };
        #[expect(deprecated, reason = "flytekit writes this field")]
        let worker = ReplicaSpec { replicas: int(self.most), ..ReplicaSpec::default() };
        let job = DistributedPyTorchTrainingTask {
            worker_replicas: Some(worker),
            master_replicas: None,
            run_policy: self.run_policy.map(RunPolicy::message),
            elastic_config: Some(elastic_config),
        };
        Ok(job.to_json())
    }

    fn pod_template(
        &self,
        own: Option<PodTemplate>,
        task: &PluginTask<'_>,
    ) -> Result<Option<PodTemplate>, Error> {
        shared_memory(self.increase_shared_mem, own, task)
    }

    /// Flyte passes each worker the name of its pod, which ends in the worker's number.
    fn leads(&self) -> bool {
        variable("_F_WN").is_none_or(|pod| pod.ends_with("-worker-0"))
    }
}
