//! TensorFlow: distributed training with processes in different roles.

use crate::kubeflow::{Replicas, RunPolicy, no_workers};
use crate::problems::Problems;
use crate::world::variable;
use aileron::plugin::{Error, Plugin, PluginTask, SerializationSettings, work};
use aileron_idl::ToJson;
use aileron_idl::kubeflow::{DistributedTensorflowTrainingReplicaSpec, DistributedTensorflowTrainingTask};
use serde_json::Value;

/// A job of Kubeflow's training operator for TensorFlow: chiefs, workers, parameter servers and evaluators, each a
/// process of this program.
///
/// ```
/// use aileron::prelude::*;
/// use aileron_plugins::tensorflow::TensorFlow;
///
/// #[task(plugin = TensorFlow::new(2).chiefs(1).parameter_servers(1))]
/// fn train(epochs: i64) -> String {
///     match std::env::var("TF_CONFIG") {
///         Ok(roles) => format!("{epochs} epochs in the roles {roles}"),
///         Err(_) => format!("{epochs} epochs alone"),
///     }
/// }
/// # assert_eq!(train(3), "3 epochs alone");
/// ```
///
/// Every process runs the whole task. The JSON document in `TF_CONFIG` has the addresses of all processes and the role of
/// this one. The outputs of the task are those of the chief, or of the first worker if there is no chief.
///
/// # Errors
/// When specs are made: there are no workers, or an image or a quantity is invalid.
#[derive(Clone, Debug, Default)]
pub struct TensorFlow {
    workers: u32,
    chiefs: u32,
    parameter_servers: u32,
    evaluators: u32,
    worker: Replicas,
    chief: Replicas,
    parameter_server: Replicas,
    evaluator: Replicas,
    run_policy: Option<RunPolicy>,
}

impl TensorFlow {
    /// A job with this number of workers and no other roles.
    #[must_use]
    pub fn new(workers: u32) -> Self {
        TensorFlow { workers, ..TensorFlow::default() }
    }

    exact_setters! {
        /// The number of chiefs: 0 or 1.
        chiefs: u32,
        /// The number of parameter servers.
        parameter_servers: u32,
        /// The number of evaluators.
        evaluators: u32,
    }

    setters! {
        /// The pods of the workers.
        worker: Replicas,
        /// The pod of the chief.
        chief: Replicas,
        /// The pods of the parameter servers.
        parameter_server: Replicas,
        /// The pods of the evaluators.
        evaluator: Replicas,
        /// How the job ends.
        run_policy: Option<RunPolicy>,
    }
}

impl Plugin for TensorFlow {
    type Work = work::Program;

    fn task_type(&self) -> &'static str {
        "tensorflow"
    }

    fn task_type_version(&self) -> i32 {
        1
    }

    fn custom(&self, _: &PluginTask<'_>, settings: &SerializationSettings<'_>) -> Result<Value, Error> {
        let mut problems = Problems::default();
        problems.extend(no_workers(self.workers, "a TensorFlow job"));
        if self.chiefs > 1 {
            problems.push(format!("a job has at most one chief, not {}; write `.chiefs(1)`", self.chiefs));
        }
        let group = |replicas: &Replicas, whose, count| -> Result<_, Error> {
            let group = replicas.group(whose, count, settings)?;
            #[expect(deprecated, reason = "flytekit writes these fields")]
            Ok(DistributedTensorflowTrainingReplicaSpec {
                replicas: group.replicas,
                image: group.image,
                resources: group.resources,
                restart_policy: group.restart_policy,
                common: None,
            })
        };
        let job = DistributedTensorflowTrainingTask {
            worker_replicas: problems.keep(group(&self.worker, "its workers", self.workers)),
            ps_replicas: problems.keep(group(
                &self.parameter_server,
                "its parameter servers",
                self.parameter_servers,
            )),
            chief_replicas: problems.keep(group(&self.chief, "its chief", self.chiefs)),
            run_policy: self.run_policy.map(RunPolicy::message),
            evaluator_replicas: problems.keep(group(&self.evaluator, "its evaluators", self.evaluators)),
        };
        problems.end(Some(job.to_json()))
    }

    fn leads(&self) -> bool {
        variable("TF_CONFIG").is_none_or(|config| leads(&config))
    }
}

/// Whether the job ends when the process with these roles ends (training-operator `tfjob_controller.go`).
fn leads(config: &str) -> bool {
    let Ok(config) = serde_json::from_str::<Value>(config) else { return true };
    let role = config["task"]["type"].as_str().unwrap_or_default();
    let is_first = config["task"]["index"].as_u64().unwrap_or_default() == 0;
    let is_chief = |role: &str| matches!(role, "chief" | "master");
    let has_chief =
        config["cluster"].as_object().is_some_and(|roles| roles.keys().any(|role| is_chief(role)));
    is_first && if has_chief { is_chief(role) } else { role == "worker" }
}

#[cfg(test)]
mod tests {
    use super::leads;
    use serde_json::json;

    #[test]
    fn the_first_chief_leads_or_else_the_first_worker() {
        let roles = |cluster: &[&str], role: &str, index: u32| {
            let cluster: serde_json::Map<_, _> =
                cluster.iter().map(|role| ((*role).to_owned(), json!([]))).collect();
            json!({"cluster": cluster, "task": {"type": role, "index": index}}).to_string()
        };
        assert!(leads(&roles(&["chief", "worker"], "chief", 0)));
        assert!(!leads(&roles(&["chief", "worker"], "worker", 0)));
        assert!(leads(&roles(&["worker", "ps"], "worker", 0)));
        assert!(!leads(&roles(&["worker", "ps"], "worker", 1)));
        assert!(!leads(&roles(&["worker", "ps"], "ps", 0)));
        assert!(leads("no document"));
    }
}
