// Written by `cargo run -p aileron-idl-generate`.

/// Which pods are deleted when a job has ended.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[repr(i32)]
pub enum CleanPodPolicy {
    #[default]
    CleanpodPolicyNone = 0,
    CleanpodPolicyRunning = 1,
    CleanpodPolicyAll = 2,
}
impl crate::enumeration::Enumeration for CleanPodPolicy {
    const VALUES: &'static [(i32, &'static str, Self)] = &[
        (0, "CLEANPOD_POLICY_NONE", Self::CleanpodPolicyNone),
        (1, "CLEANPOD_POLICY_RUNNING", Self::CleanpodPolicyRunning),
        (2, "CLEANPOD_POLICY_ALL", Self::CleanpodPolicyAll),
    ];
}
crate::enumeration::enumeration!(CleanPodPolicy);
/// How a job ends.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct RunPolicy {
    /// A [`crate::kubeflow::CleanPodPolicy`].
    pub clean_pod_policy: i32,
    /// How long a job is kept after it has ended.
    pub ttl_seconds_after_finished: i32,
    /// How long the job may run.
    pub active_deadline_seconds: i32,
    /// How often the job is tried again.
    pub backoff_limit: i32,
}
impl RunPolicy {
    /// The value of `clean_pod_policy`, or the default if this version has no name for it.
    #[must_use]
    pub fn clean_pod_policy(&self) -> crate::kubeflow::CleanPodPolicy {
        crate::enumeration::from_number(self.clean_pod_policy).unwrap_or_default()
    }
}
impl crate::wire::Fields for RunPolicy {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(
            1,
            "cleanPodPolicy",
            &crate::enumeration::Enum::<
                crate::kubeflow::CleanPodPolicy,
            >::of(self.clean_pod_policy),
        );
        to.field(2, "ttlSecondsAfterFinished", &self.ttl_seconds_after_finished);
        to.field(3, "activeDeadlineSeconds", &self.active_deadline_seconds);
        to.field(4, "backoffLimit", &self.backoff_limit);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("clean_pod_policy", &mut self.clean_pod_policy),
            2 => {
                from.field(
                    "ttl_seconds_after_finished",
                    &mut self.ttl_seconds_after_finished,
                )
            }
            3 => from.field("active_deadline_seconds", &mut self.active_deadline_seconds),
            4 => from.field("backoff_limit", &mut self.backoff_limit),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(RunPolicy, "RunPolicy");
/// A job of mpirun.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct DistributedMpiTrainingTask {
    pub worker_replicas: Option<crate::kubeflow::DistributedMpiTrainingReplicaSpec>,
    pub launcher_replicas: Option<crate::kubeflow::DistributedMpiTrainingReplicaSpec>,
    pub run_policy: Option<crate::kubeflow::RunPolicy>,
    /// The number of processes in a worker.
    pub slots: i32,
}
impl crate::wire::Fields for DistributedMpiTrainingTask {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "workerReplicas", &self.worker_replicas);
        to.field(2, "launcherReplicas", &self.launcher_replicas);
        to.field(3, "runPolicy", &self.run_policy);
        to.field(4, "slots", &self.slots);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("worker_replicas", &mut self.worker_replicas),
            2 => from.field("launcher_replicas", &mut self.launcher_replicas),
            3 => from.field("run_policy", &mut self.run_policy),
            4 => from.field("slots", &mut self.slots),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(DistributedMpiTrainingTask, "DistributedMPITrainingTask");
/// A group of equal pods.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct DistributedMpiTrainingReplicaSpec {
    /// The number of pods.
    #[deprecated]
    pub replicas: i32,
    #[deprecated]
    pub image: String,
    #[deprecated]
    pub resources: Option<crate::core::Resources>,
    /// A [`crate::plugins::RestartPolicy`].
    #[deprecated]
    pub restart_policy: i32,
    /// The command that replaces the task's own.
    pub command: Vec<String>,
    /// If set, replaces the fields above.
    pub common: Option<crate::plugins::CommonReplicaSpec>,
}
impl DistributedMpiTrainingReplicaSpec {
    /// The value of `restart_policy`, or the default if this version has no name for it.
    #[must_use]
    pub fn restart_policy(&self) -> crate::plugins::RestartPolicy {
        crate::enumeration::from_number(self.restart_policy).unwrap_or_default()
    }
}
impl crate::wire::Fields for DistributedMpiTrainingReplicaSpec {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "replicas", &self.replicas);
        to.field(2, "image", &self.image);
        to.field(3, "resources", &self.resources);
        to.field(
            4,
            "restartPolicy",
            &crate::enumeration::Enum::<
                crate::plugins::RestartPolicy,
            >::of(self.restart_policy),
        );
        to.field(5, "command", &self.command);
        to.field(6, "common", &self.common);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("replicas", &mut self.replicas),
            2 => from.field("image", &mut self.image),
            3 => from.field("resources", &mut self.resources),
            4 => from.field("restart_policy", &mut self.restart_policy),
            5 => from.field("command", &mut self.command),
            6 => from.field("common", &mut self.common),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(
    DistributedMpiTrainingReplicaSpec, "DistributedMPITrainingReplicaSpec"
);
/// How torchrun's processes find each other.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ElasticConfig {
    pub rdzv_backend: String,
    pub min_replicas: i32,
    pub max_replicas: i32,
    pub nproc_per_node: i32,
    pub max_restarts: i32,
}
impl crate::wire::Fields for ElasticConfig {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "rdzvBackend", &self.rdzv_backend);
        to.field(2, "minReplicas", &self.min_replicas);
        to.field(3, "maxReplicas", &self.max_replicas);
        to.field(4, "nprocPerNode", &self.nproc_per_node);
        to.field(5, "maxRestarts", &self.max_restarts);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("rdzv_backend", &mut self.rdzv_backend),
            2 => from.field("min_replicas", &mut self.min_replicas),
            3 => from.field("max_replicas", &mut self.max_replicas),
            4 => from.field("nproc_per_node", &mut self.nproc_per_node),
            5 => from.field("max_restarts", &mut self.max_restarts),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ElasticConfig, "ElasticConfig");
/// A job of PyTorch.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct DistributedPyTorchTrainingTask {
    pub worker_replicas: Option<crate::kubeflow::DistributedPyTorchTrainingReplicaSpec>,
    /// Always one.
    pub master_replicas: Option<crate::kubeflow::DistributedPyTorchTrainingReplicaSpec>,
    pub run_policy: Option<crate::kubeflow::RunPolicy>,
    pub elastic_config: Option<crate::kubeflow::ElasticConfig>,
}
impl crate::wire::Fields for DistributedPyTorchTrainingTask {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "workerReplicas", &self.worker_replicas);
        to.field(2, "masterReplicas", &self.master_replicas);
        to.field(3, "runPolicy", &self.run_policy);
        to.field(4, "elasticConfig", &self.elastic_config);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("worker_replicas", &mut self.worker_replicas),
            2 => from.field("master_replicas", &mut self.master_replicas),
            3 => from.field("run_policy", &mut self.run_policy),
            4 => from.field("elastic_config", &mut self.elastic_config),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(DistributedPyTorchTrainingTask, "DistributedPyTorchTrainingTask");
/// A group of equal pods.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct DistributedPyTorchTrainingReplicaSpec {
    /// The number of pods.
    #[deprecated]
    pub replicas: i32,
    #[deprecated]
    pub image: String,
    #[deprecated]
    pub resources: Option<crate::core::Resources>,
    /// A [`crate::plugins::RestartPolicy`].
    #[deprecated]
    pub restart_policy: i32,
    /// If set, replaces the fields above.
    pub common: Option<crate::plugins::CommonReplicaSpec>,
}
impl DistributedPyTorchTrainingReplicaSpec {
    /// The value of `restart_policy`, or the default if this version has no name for it.
    #[must_use]
    pub fn restart_policy(&self) -> crate::plugins::RestartPolicy {
        crate::enumeration::from_number(self.restart_policy).unwrap_or_default()
    }
}
impl crate::wire::Fields for DistributedPyTorchTrainingReplicaSpec {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "replicas", &self.replicas);
        to.field(2, "image", &self.image);
        to.field(3, "resources", &self.resources);
        to.field(
            4,
            "restartPolicy",
            &crate::enumeration::Enum::<
                crate::plugins::RestartPolicy,
            >::of(self.restart_policy),
        );
        to.field(5, "common", &self.common);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("replicas", &mut self.replicas),
            2 => from.field("image", &mut self.image),
            3 => from.field("resources", &mut self.resources),
            4 => from.field("restart_policy", &mut self.restart_policy),
            5 => from.field("common", &mut self.common),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(
    DistributedPyTorchTrainingReplicaSpec, "DistributedPyTorchTrainingReplicaSpec"
);
/// A job of TensorFlow.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct DistributedTensorflowTrainingTask {
    pub worker_replicas: Option<
        crate::kubeflow::DistributedTensorflowTrainingReplicaSpec,
    >,
    /// Parameter servers.
    pub ps_replicas: Option<crate::kubeflow::DistributedTensorflowTrainingReplicaSpec>,
    pub chief_replicas: Option<
        crate::kubeflow::DistributedTensorflowTrainingReplicaSpec,
    >,
    pub run_policy: Option<crate::kubeflow::RunPolicy>,
    pub evaluator_replicas: Option<
        crate::kubeflow::DistributedTensorflowTrainingReplicaSpec,
    >,
}
impl crate::wire::Fields for DistributedTensorflowTrainingTask {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "workerReplicas", &self.worker_replicas);
        to.field(2, "psReplicas", &self.ps_replicas);
        to.field(3, "chiefReplicas", &self.chief_replicas);
        to.field(4, "runPolicy", &self.run_policy);
        to.field(5, "evaluatorReplicas", &self.evaluator_replicas);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("worker_replicas", &mut self.worker_replicas),
            2 => from.field("ps_replicas", &mut self.ps_replicas),
            3 => from.field("chief_replicas", &mut self.chief_replicas),
            4 => from.field("run_policy", &mut self.run_policy),
            5 => from.field("evaluator_replicas", &mut self.evaluator_replicas),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(
    DistributedTensorflowTrainingTask, "DistributedTensorflowTrainingTask"
);
/// A group of equal pods.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct DistributedTensorflowTrainingReplicaSpec {
    /// The number of pods.
    #[deprecated]
    pub replicas: i32,
    #[deprecated]
    pub image: String,
    #[deprecated]
    pub resources: Option<crate::core::Resources>,
    /// A [`crate::plugins::RestartPolicy`].
    #[deprecated]
    pub restart_policy: i32,
    /// If set, replaces the fields above.
    pub common: Option<crate::plugins::CommonReplicaSpec>,
}
impl DistributedTensorflowTrainingReplicaSpec {
    /// The value of `restart_policy`, or the default if this version has no name for it.
    #[must_use]
    pub fn restart_policy(&self) -> crate::plugins::RestartPolicy {
        crate::enumeration::from_number(self.restart_policy).unwrap_or_default()
    }
}
impl crate::wire::Fields for DistributedTensorflowTrainingReplicaSpec {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "replicas", &self.replicas);
        to.field(2, "image", &self.image);
        to.field(3, "resources", &self.resources);
        to.field(
            4,
            "restartPolicy",
            &crate::enumeration::Enum::<
                crate::plugins::RestartPolicy,
            >::of(self.restart_policy),
        );
        to.field(5, "common", &self.common);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("replicas", &mut self.replicas),
            2 => from.field("image", &mut self.image),
            3 => from.field("resources", &mut self.resources),
            4 => from.field("restart_policy", &mut self.restart_policy),
            5 => from.field("common", &mut self.common),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(
    DistributedTensorflowTrainingReplicaSpec, "DistributedTensorflowTrainingReplicaSpec"
);
