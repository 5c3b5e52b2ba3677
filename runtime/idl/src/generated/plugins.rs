// Written by `cargo run -p aileron-idl-generate`.

/// Whether a pod is started again after it has ended.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[repr(i32)]
pub enum RestartPolicy {
    #[default]
    Never = 0,
    OnFailure = 1,
    Always = 2,
}
impl crate::enumeration::Enumeration for RestartPolicy {
    const VALUES: &'static [(i32, &'static str, Self)] = &[
        (0, "RESTART_POLICY_NEVER", Self::Never),
        (1, "RESTART_POLICY_ON_FAILURE", Self::OnFailure),
        (2, "RESTART_POLICY_ALWAYS", Self::Always),
    ];
}
crate::enumeration::enumeration!(RestartPolicy);
/// A group of equal pods.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct CommonReplicaSpec {
    /// The number of pods.
    pub replicas: i32,
    pub image: String,
    pub resources: Option<crate::core::Resources>,
    /// A [`crate::plugins::RestartPolicy`].
    pub restart_policy: i32,
}
impl CommonReplicaSpec {
    /// The value of `restart_policy`, or the default if this version has no name for it.
    #[must_use]
    pub fn restart_policy(&self) -> crate::plugins::RestartPolicy {
        crate::enumeration::from_number(self.restart_policy).unwrap_or_default()
    }
}
impl crate::wire::Fields for CommonReplicaSpec {
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
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(CommonReplicaSpec, "CommonReplicaSpec");
/// A Dask cluster that runs the task.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct DaskJob {
    pub scheduler: Option<crate::plugins::DaskScheduler>,
    pub workers: Option<crate::plugins::DaskWorkerGroup>,
}
impl crate::wire::Fields for DaskJob {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "scheduler", &self.scheduler);
        to.field(2, "workers", &self.workers);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("scheduler", &mut self.scheduler),
            2 => from.field("workers", &mut self.workers),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(DaskJob, "DaskJob");
/// The scheduler's pod.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct DaskScheduler {
    /// If empty, the task's image is used.
    pub image: String,
    pub resources: Option<crate::core::Resources>,
}
impl crate::wire::Fields for DaskScheduler {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "image", &self.image);
        to.field(2, "resources", &self.resources);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("image", &mut self.image),
            2 => from.field("resources", &mut self.resources),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(DaskScheduler, "DaskScheduler");
/// The workers' pods.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct DaskWorkerGroup {
    pub number_of_workers: u32,
    /// If empty, the task's image is used.
    pub image: String,
    pub resources: Option<crate::core::Resources>,
}
impl crate::wire::Fields for DaskWorkerGroup {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "numberOfWorkers", &self.number_of_workers);
        to.field(2, "image", &self.image);
        to.field(3, "resources", &self.resources);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("number_of_workers", &mut self.number_of_workers),
            2 => from.field("image", &mut self.image),
            3 => from.field("resources", &mut self.resources),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(DaskWorkerGroup, "DaskWorkerGroup");
/// A Ray cluster, and the task as its job.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct RayJob {
    pub ray_cluster: Option<crate::plugins::RayCluster>,
    /// The runtime environment as JSON in base64.
    #[deprecated]
    pub runtime_env: String,
    /// Whether the cluster is deleted after the task has ended.
    pub shutdown_after_job_finishes: bool,
    /// How many seconds the cluster is kept before that.
    pub ttl_seconds_after_finished: i32,
    /// The runtime environment as YAML.
    pub runtime_env_yaml: String,
}
impl crate::wire::Fields for RayJob {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "rayCluster", &self.ray_cluster);
        to.field(2, "runtimeEnv", &self.runtime_env);
        to.field(3, "shutdownAfterJobFinishes", &self.shutdown_after_job_finishes);
        to.field(4, "ttlSecondsAfterFinished", &self.ttl_seconds_after_finished);
        to.field(5, "runtimeEnvYaml", &self.runtime_env_yaml);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("ray_cluster", &mut self.ray_cluster),
            2 => from.field("runtime_env", &mut self.runtime_env),
            3 => {
                from.field(
                    "shutdown_after_job_finishes",
                    &mut self.shutdown_after_job_finishes,
                )
            }
            4 => {
                from.field(
                    "ttl_seconds_after_finished",
                    &mut self.ttl_seconds_after_finished,
                )
            }
            5 => from.field("runtime_env_yaml", &mut self.runtime_env_yaml),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(RayJob, "RayJob");
/// What adds and removes workers.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct AutoscalerOptions {
    /// A [`crate::plugins::autoscaler_options::UpscalingMode`].
    pub upscaling_mode: i32,
    /// How many seconds a worker may be idle.
    pub idle_timeout_seconds: i32,
    pub env: Vec<crate::core::KeyValuePair>,
    pub image: String,
    pub resources: Option<crate::core::Resources>,
}
impl AutoscalerOptions {
    /// The value of `upscaling_mode`, or the default if this version has no name for it.
    #[must_use]
    pub fn upscaling_mode(&self) -> crate::plugins::autoscaler_options::UpscalingMode {
        crate::enumeration::from_number(self.upscaling_mode).unwrap_or_default()
    }
}
impl crate::wire::Fields for AutoscalerOptions {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(
            1,
            "upscalingMode",
            &crate::enumeration::Enum::<
                crate::plugins::autoscaler_options::UpscalingMode,
            >::of(self.upscaling_mode),
        );
        to.field(2, "idleTimeoutSeconds", &self.idle_timeout_seconds);
        to.field(3, "env", &self.env);
        to.field(4, "image", &self.image);
        to.field(5, "resources", &self.resources);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("upscaling_mode", &mut self.upscaling_mode),
            2 => from.field("idle_timeout_seconds", &mut self.idle_timeout_seconds),
            3 => from.field("env", &mut self.env),
            4 => from.field("image", &mut self.image),
            5 => from.field("resources", &mut self.resources),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(AutoscalerOptions, "AutoscalerOptions");
/// The parts of [`AutoscalerOptions`].
pub mod autoscaler_options {
    /// How eagerly workers are added.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum UpscalingMode {
        #[default]
        Unspecified = 0,
        Default = 1,
        Aggressive = 2,
        Conservative = 3,
    }
    impl crate::enumeration::Enumeration for UpscalingMode {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "UPSCALING_MODE_UNSPECIFIED", Self::Unspecified),
            (1, "UPSCALING_MODE_DEFAULT", Self::Default),
            (2, "UPSCALING_MODE_AGGRESSIVE", Self::Aggressive),
            (3, "UPSCALING_MODE_CONSERVATIVE", Self::Conservative),
        ];
    }
    crate::enumeration::enumeration!(UpscalingMode);
}
/// A head and groups of workers.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct RayCluster {
    pub head_group_spec: Option<crate::plugins::HeadGroupSpec>,
    pub worker_group_spec: Vec<crate::plugins::WorkerGroupSpec>,
    pub enable_autoscaling: bool,
    pub autoscaler_options: Option<crate::plugins::AutoscalerOptions>,
}
impl crate::wire::Fields for RayCluster {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "headGroupSpec", &self.head_group_spec);
        to.field(2, "workerGroupSpec", &self.worker_group_spec);
        to.field(3, "enableAutoscaling", &self.enable_autoscaling);
        to.field(4, "autoscalerOptions", &self.autoscaler_options);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("head_group_spec", &mut self.head_group_spec),
            2 => from.field("worker_group_spec", &mut self.worker_group_spec),
            3 => from.field("enable_autoscaling", &mut self.enable_autoscaling),
            4 => from.field("autoscaler_options", &mut self.autoscaler_options),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(RayCluster, "RayCluster");
/// The head's pod.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct HeadGroupSpec {
    /// Parameters of `ray start`.
    pub ray_start_params: std::collections::BTreeMap<String, String>,
    pub k8s_pod: Option<crate::core::K8sPod>,
}
impl crate::wire::Fields for HeadGroupSpec {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "rayStartParams", &self.ray_start_params);
        to.field(2, "k8sPod", &self.k8s_pod);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("ray_start_params", &mut self.ray_start_params),
            2 => from.field("k8s_pod", &mut self.k8s_pod),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(HeadGroupSpec, "HeadGroupSpec");
/// A group of equal workers.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct WorkerGroupSpec {
    pub group_name: String,
    pub replicas: i32,
    pub min_replicas: i32,
    pub max_replicas: i32,
    /// Parameters of `ray start`.
    pub ray_start_params: std::collections::BTreeMap<String, String>,
    pub k8s_pod: Option<crate::core::K8sPod>,
}
impl crate::wire::Fields for WorkerGroupSpec {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "groupName", &self.group_name);
        to.field(2, "replicas", &self.replicas);
        to.field(3, "minReplicas", &self.min_replicas);
        to.field(4, "maxReplicas", &self.max_replicas);
        to.field(5, "rayStartParams", &self.ray_start_params);
        to.field(6, "k8sPod", &self.k8s_pod);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("group_name", &mut self.group_name),
            2 => from.field("replicas", &mut self.replicas),
            3 => from.field("min_replicas", &mut self.min_replicas),
            4 => from.field("max_replicas", &mut self.max_replicas),
            5 => from.field("ray_start_params", &mut self.ray_start_params),
            6 => from.field("k8s_pod", &mut self.k8s_pod),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(WorkerGroupSpec, "WorkerGroupSpec");
/// Holds the type of an application.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct SparkApplication {}
impl crate::wire::Fields for SparkApplication {
    fn visit(&self, _: &mut impl crate::wire::Visitor) {}
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(SparkApplication, "SparkApplication");
/// The parts of [`SparkApplication`].
pub mod spark_application {
    /// The language of the driver's program.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum Type {
        #[default]
        Python = 0,
        Java = 1,
        Scala = 2,
        R = 3,
    }
    impl crate::enumeration::Enumeration for Type {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "PYTHON", Self::Python),
            (1, "JAVA", Self::Java),
            (2, "SCALA", Self::Scala),
            (3, "R", Self::R),
        ];
    }
    crate::enumeration::enumeration!(Type);
}
/// A Spark application, or a run at Databricks.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct SparkJob {
    /// A [`crate::plugins::spark_application::Type`].
    pub application_type: i32,
    pub main_application_file: String,
    pub main_class: String,
    pub spark_conf: std::collections::BTreeMap<String, String>,
    pub hadoop_conf: std::collections::BTreeMap<String, String>,
    /// The interpreter of the driver's and the executors' programs.
    pub executor_path: String,
    pub databricks_conf: Option<crate::google::Struct>,
    pub databricks_token: String,
    pub databricks_instance: String,
    pub driver_pod: Option<crate::core::K8sPod>,
    pub executor_pod: Option<crate::core::K8sPod>,
}
impl SparkJob {
    /// The value of `application_type`, or the default if this version has no name for it.
    #[must_use]
    pub fn application_type(&self) -> crate::plugins::spark_application::Type {
        crate::enumeration::from_number(self.application_type).unwrap_or_default()
    }
}
impl crate::wire::Fields for SparkJob {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(
            1,
            "applicationType",
            &crate::enumeration::Enum::<
                crate::plugins::spark_application::Type,
            >::of(self.application_type),
        );
        to.field(2, "mainApplicationFile", &self.main_application_file);
        to.field(3, "mainClass", &self.main_class);
        to.field(4, "sparkConf", &self.spark_conf);
        to.field(5, "hadoopConf", &self.hadoop_conf);
        to.field(6, "executorPath", &self.executor_path);
        to.field(7, "databricksConf", &self.databricks_conf);
        to.field(8, "databricksToken", &self.databricks_token);
        to.field(9, "databricksInstance", &self.databricks_instance);
        to.field(10, "driverPod", &self.driver_pod);
        to.field(11, "executorPod", &self.executor_pod);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("applicationType", &mut self.application_type),
            2 => from.field("mainApplicationFile", &mut self.main_application_file),
            3 => from.field("mainClass", &mut self.main_class),
            4 => from.field("sparkConf", &mut self.spark_conf),
            5 => from.field("hadoopConf", &mut self.hadoop_conf),
            6 => from.field("executorPath", &mut self.executor_path),
            7 => from.field("databricksConf", &mut self.databricks_conf),
            8 => from.field("databricksToken", &mut self.databricks_token),
            9 => from.field("databricksInstance", &mut self.databricks_instance),
            10 => from.field("driverPod", &mut self.driver_pod),
            11 => from.field("executorPod", &mut self.executor_pod),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(SparkJob, "SparkJob");
