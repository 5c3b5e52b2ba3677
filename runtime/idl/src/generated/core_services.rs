// Written by `cargo run -p aileron-idl-generate`.

/// What the cache had for an attempt.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[repr(i32)]
pub enum CatalogCacheStatus {
    #[default]
    CacheDisabled = 0,
    CacheMiss = 1,
    CacheHit = 2,
    CachePopulated = 3,
    CacheLookupFailure = 4,
    CachePutFailure = 5,
    CacheSkipped = 6,
    CacheEvicted = 7,
}
impl crate::enumeration::Enumeration for CatalogCacheStatus {
    const VALUES: &'static [(i32, &'static str, Self)] = &[
        (0, "CACHE_DISABLED", Self::CacheDisabled),
        (1, "CACHE_MISS", Self::CacheMiss),
        (2, "CACHE_HIT", Self::CacheHit),
        (3, "CACHE_POPULATED", Self::CachePopulated),
        (4, "CACHE_LOOKUP_FAILURE", Self::CacheLookupFailure),
        (5, "CACHE_PUT_FAILURE", Self::CachePutFailure),
        (6, "CACHE_SKIPPED", Self::CacheSkipped),
        (7, "CACHE_EVICTED", Self::CacheEvicted),
    ];
}
crate::enumeration::enumeration!(CatalogCacheStatus);
/// The tag of an entry of the cache.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct CatalogArtifactTag {
    pub artifact_id: String,
    pub name: String,
}
impl crate::wire::Fields for CatalogArtifactTag {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "artifactId", &self.artifact_id);
        to.field(2, "name", &self.name);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("artifact_id", &mut self.artifact_id),
            2 => from.field("name", &mut self.name),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(CatalogArtifactTag, "CatalogArtifactTag");
/// An entry of the cache.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct CatalogMetadata {
    pub dataset_id: Option<crate::core::Identifier>,
    pub artifact_tag: Option<crate::core::CatalogArtifactTag>,
    pub source_execution: Option<crate::core::catalog_metadata::SourceExecution>,
}
impl crate::wire::Fields for CatalogMetadata {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "datasetId", &self.dataset_id);
        to.field(2, "artifactTag", &self.artifact_tag);
        match &self.source_execution {
            Some(
                crate::core::catalog_metadata::SourceExecution::SourceTaskExecution(x),
            ) => to.member(3, "sourceTaskExecution", x),
            _ => {}
        }
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("dataset_id", &mut self.dataset_id),
            2 => from.field("artifact_tag", &mut self.artifact_tag),
            3 => {
                match &mut self.source_execution {
                    Some(
                        crate::core::catalog_metadata::SourceExecution::SourceTaskExecution(
                            x,
                        ),
                    ) => from.field("source_task_execution", x),
                    slot => {
                        *slot = Some(
                            crate::core::catalog_metadata::SourceExecution::SourceTaskExecution(
                                from.member("source_task_execution")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(CatalogMetadata, "CatalogMetadata");
/// The parts of [`CatalogMetadata`].
pub mod catalog_metadata {
    /// The value of `source_execution`, one of several.
    #[derive(Clone, Debug, Eq, Hash, PartialEq)]
    pub enum SourceExecution {
        SourceTaskExecution(crate::core::TaskExecutionIdentifier),
    }
}
/// The edges of a compiled workflow.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ConnectionSet {
    pub downstream: std::collections::BTreeMap<
        String,
        crate::core::connection_set::IdList,
    >,
    pub upstream: std::collections::BTreeMap<
        String,
        crate::core::connection_set::IdList,
    >,
}
impl crate::wire::Fields for ConnectionSet {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(7, "downstream", &self.downstream);
        to.field(8, "upstream", &self.upstream);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            7 => from.field("downstream", &mut self.downstream),
            8 => from.field("upstream", &mut self.upstream),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ConnectionSet, "ConnectionSet");
/// The parts of [`ConnectionSet`].
pub mod connection_set {
    #[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
    pub struct IdList {
        pub ids: Vec<String>,
    }
    impl crate::wire::Fields for IdList {
        fn visit(&self, to: &mut impl crate::wire::Visitor) {
            to.field(1, "ids", &self.ids);
        }
        fn decode_field(
            &mut self,
            tag: u32,
            from: crate::wire::Input<'_, impl prost::bytes::Buf>,
        ) -> Result<(), prost::DecodeError> {
            match tag {
                1 => from.field("ids", &mut self.ids),
                _ => from.skip(tag),
            }
        }
    }
    crate::wire::message!(IdList, "IdList");
}
/// A workflow with its edges.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct CompiledWorkflow {
    pub template: Option<crate::core::WorkflowTemplate>,
    pub connections: Option<crate::core::ConnectionSet>,
}
impl crate::wire::Fields for CompiledWorkflow {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "template", &self.template);
        to.field(2, "connections", &self.connections);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("template", &mut self.template),
            2 => from.field("connections", &mut self.connections),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(CompiledWorkflow, "CompiledWorkflow");
/// The interface of a launch plan.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct CompiledLaunchPlan {
    pub template: Option<crate::core::LaunchPlanTemplate>,
}
impl crate::wire::Fields for CompiledLaunchPlan {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "template", &self.template);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("template", &mut self.template),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(CompiledLaunchPlan, "CompiledLaunchPlan");
/// A task that the compiler accepts.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct CompiledTask {
    pub template: Option<crate::core::TaskTemplate>,
}
impl crate::wire::Fields for CompiledTask {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "template", &self.template);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("template", &mut self.template),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(CompiledTask, "CompiledTask");
/// A workflow with all that it uses.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct CompiledWorkflowClosure {
    pub primary: Option<crate::core::CompiledWorkflow>,
    pub sub_workflows: Vec<crate::core::CompiledWorkflow>,
    pub tasks: Vec<crate::core::CompiledTask>,
    pub launch_plans: Vec<crate::core::CompiledLaunchPlan>,
}
impl crate::wire::Fields for CompiledWorkflowClosure {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "primary", &self.primary);
        to.field(2, "subWorkflows", &self.sub_workflows);
        to.field(3, "tasks", &self.tasks);
        to.field(4, "launchPlans", &self.launch_plans);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("primary", &mut self.primary),
            2 => from.field("sub_workflows", &mut self.sub_workflows),
            3 => from.field("tasks", &mut self.tasks),
            4 => from.field("launch_plans", &mut self.launch_plans),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(CompiledWorkflowClosure, "CompiledWorkflowClosure");
/// Holds the phases of a node.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct NodeExecution {}
impl crate::wire::Fields for NodeExecution {
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
crate::wire::message!(NodeExecution, "NodeExecution");
/// The parts of [`NodeExecution`].
pub mod node_execution {
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum Phase {
        #[default]
        Undefined = 0,
        Queued = 1,
        Running = 2,
        Succeeded = 3,
        Failing = 4,
        Failed = 5,
        Aborted = 6,
        Skipped = 7,
        TimedOut = 8,
        DynamicRunning = 9,
        Recovered = 10,
    }
    impl crate::enumeration::Enumeration for Phase {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "UNDEFINED", Self::Undefined),
            (1, "QUEUED", Self::Queued),
            (2, "RUNNING", Self::Running),
            (3, "SUCCEEDED", Self::Succeeded),
            (4, "FAILING", Self::Failing),
            (5, "FAILED", Self::Failed),
            (6, "ABORTED", Self::Aborted),
            (7, "SKIPPED", Self::Skipped),
            (8, "TIMED_OUT", Self::TimedOut),
            (9, "DYNAMIC_RUNNING", Self::DynamicRunning),
            (10, "RECOVERED", Self::Recovered),
        ];
    }
    crate::enumeration::enumeration!(Phase);
}
/// Holds the phases of an attempt.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct TaskExecution {}
impl crate::wire::Fields for TaskExecution {
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
crate::wire::message!(TaskExecution, "TaskExecution");
/// The parts of [`TaskExecution`].
pub mod task_execution {
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum Phase {
        #[default]
        Undefined = 0,
        Queued = 1,
        Running = 2,
        Succeeded = 3,
        Aborted = 4,
        Failed = 5,
        Initializing = 6,
        WaitingForResources = 7,
        RetryableFailed = 8,
    }
    impl crate::enumeration::Enumeration for Phase {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "UNDEFINED", Self::Undefined),
            (1, "QUEUED", Self::Queued),
            (2, "RUNNING", Self::Running),
            (3, "SUCCEEDED", Self::Succeeded),
            (4, "ABORTED", Self::Aborted),
            (5, "FAILED", Self::Failed),
            (6, "INITIALIZING", Self::Initializing),
            (7, "WAITING_FOR_RESOURCES", Self::WaitingForResources),
            (8, "RETRYABLE_FAILED", Self::RetryableFailed),
        ];
    }
    crate::enumeration::enumeration!(Phase);
}
/// A link to the log of a task.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct TaskLog {
    pub uri: String,
    pub name: String,
    /// A [`crate::core::task_log::MessageFormat`].
    pub message_format: i32,
    pub ttl: Option<crate::google::Duration>,
    pub show_while_pending: bool,
    pub hide_once_finished: bool,
}
impl TaskLog {
    /// The value of `message_format`, or the default if this version has no name for it.
    #[must_use]
    pub fn message_format(&self) -> crate::core::task_log::MessageFormat {
        crate::enumeration::from_number(self.message_format).unwrap_or_default()
    }
}
impl crate::wire::Fields for TaskLog {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "uri", &self.uri);
        to.field(2, "name", &self.name);
        to.field(
            3,
            "messageFormat",
            &crate::enumeration::Enum::<
                crate::core::task_log::MessageFormat,
            >::of(self.message_format),
        );
        to.field(4, "ttl", &self.ttl);
        to.field(5, "ShowWhilePending", &self.show_while_pending);
        to.field(6, "HideOnceFinished", &self.hide_once_finished);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("uri", &mut self.uri),
            2 => from.field("name", &mut self.name),
            3 => from.field("message_format", &mut self.message_format),
            4 => from.field("ttl", &mut self.ttl),
            5 => from.field("ShowWhilePending", &mut self.show_while_pending),
            6 => from.field("HideOnceFinished", &mut self.hide_once_finished),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TaskLog, "TaskLog");
/// The parts of [`TaskLog`].
pub mod task_log {
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum MessageFormat {
        #[default]
        Unknown = 0,
        Csv = 1,
        Json = 2,
    }
    impl crate::enumeration::Enumeration for MessageFormat {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "UNKNOWN", Self::Unknown),
            (1, "CSV", Self::Csv),
            (2, "JSON", Self::Json),
        ];
    }
    crate::enumeration::enumeration!(MessageFormat);
}
/// The pods that have written a log.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct LogContext {
    pub pods: Vec<crate::core::PodLogContext>,
    pub primary_pod_name: String,
}
impl crate::wire::Fields for LogContext {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "pods", &self.pods);
        to.field(2, "primaryPodName", &self.primary_pod_name);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("pods", &mut self.pods),
            2 => from.field("primary_pod_name", &mut self.primary_pod_name),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(LogContext, "LogContext");
/// A pod that has written a log.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct PodLogContext {
    pub namespace: String,
    pub pod_name: String,
    pub containers: Vec<crate::core::ContainerContext>,
    pub primary_container_name: String,
    pub init_containers: Vec<crate::core::ContainerContext>,
}
impl crate::wire::Fields for PodLogContext {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "namespace", &self.namespace);
        to.field(2, "podName", &self.pod_name);
        to.field(3, "containers", &self.containers);
        to.field(4, "primaryContainerName", &self.primary_container_name);
        to.field(5, "initContainers", &self.init_containers);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("namespace", &mut self.namespace),
            2 => from.field("pod_name", &mut self.pod_name),
            3 => from.field("containers", &mut self.containers),
            4 => from.field("primary_container_name", &mut self.primary_container_name),
            5 => from.field("init_containers", &mut self.init_containers),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(PodLogContext, "PodLogContext");
/// A container that has written a log.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ContainerContext {
    pub container_name: String,
    pub process: Option<crate::core::container_context::ProcessContext>,
}
impl crate::wire::Fields for ContainerContext {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "containerName", &self.container_name);
        to.field(2, "process", &self.process);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("container_name", &mut self.container_name),
            2 => from.field("process", &mut self.process),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ContainerContext, "ContainerContext");
/// The parts of [`ContainerContext`].
pub mod container_context {
    #[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
    pub struct ProcessContext {
        pub container_start_time: Option<crate::google::Timestamp>,
        pub container_end_time: Option<crate::google::Timestamp>,
    }
    impl crate::wire::Fields for ProcessContext {
        fn visit(&self, to: &mut impl crate::wire::Visitor) {
            to.field(1, "containerStartTime", &self.container_start_time);
            to.field(2, "containerEndTime", &self.container_end_time);
        }
        fn decode_field(
            &mut self,
            tag: u32,
            from: crate::wire::Input<'_, impl prost::bytes::Buf>,
        ) -> Result<(), prost::DecodeError> {
            match tag {
                1 => from.field("container_start_time", &mut self.container_start_time),
                2 => from.field("container_end_time", &mut self.container_end_time),
                _ => from.skip(tag),
            }
        }
    }
    crate::wire::message!(ProcessContext, "ProcessContext");
}
/// The identity of an execution.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct WorkflowExecutionIdentifier {
    pub project: String,
    pub domain: String,
    pub name: String,
    pub org: String,
}
impl crate::wire::Fields for WorkflowExecutionIdentifier {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "project", &self.project);
        to.field(2, "domain", &self.domain);
        to.field(4, "name", &self.name);
        to.field(5, "org", &self.org);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("project", &mut self.project),
            2 => from.field("domain", &mut self.domain),
            4 => from.field("name", &mut self.name),
            5 => from.field("org", &mut self.org),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(WorkflowExecutionIdentifier, "WorkflowExecutionIdentifier");
/// The identity of a node in an execution.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct NodeExecutionIdentifier {
    pub node_id: String,
    pub execution_id: Option<crate::core::WorkflowExecutionIdentifier>,
}
impl crate::wire::Fields for NodeExecutionIdentifier {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "nodeId", &self.node_id);
        to.field(2, "executionId", &self.execution_id);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("node_id", &mut self.node_id),
            2 => from.field("execution_id", &mut self.execution_id),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(NodeExecutionIdentifier, "NodeExecutionIdentifier");
/// The identity of an attempt.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct TaskExecutionIdentifier {
    pub task_id: Option<crate::core::Identifier>,
    pub node_execution_id: Option<crate::core::NodeExecutionIdentifier>,
    pub retry_attempt: u32,
}
impl crate::wire::Fields for TaskExecutionIdentifier {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "taskId", &self.task_id);
        to.field(2, "nodeExecutionId", &self.node_execution_id);
        to.field(3, "retryAttempt", &self.retry_attempt);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("task_id", &mut self.task_id),
            2 => from.field("node_execution_id", &mut self.node_execution_id),
            3 => from.field("retry_attempt", &mut self.retry_attempt),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TaskExecutionIdentifier, "TaskExecutionIdentifier");
/// The identity of a gate in an execution.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct SignalIdentifier {
    pub signal_id: String,
    pub execution_id: Option<crate::core::WorkflowExecutionIdentifier>,
}
impl crate::wire::Fields for SignalIdentifier {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "signalId", &self.signal_id);
        to.field(2, "executionId", &self.execution_id);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("signal_id", &mut self.signal_id),
            2 => from.field("execution_id", &mut self.execution_id),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(SignalIdentifier, "SignalIdentifier");
/// What a workflow sees of a launch plan.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct LaunchPlanTemplate {
    pub id: Option<crate::core::Identifier>,
    pub interface: Option<crate::core::TypedInterface>,
    pub fixed_inputs: Option<crate::core::LiteralMap>,
}
impl crate::wire::Fields for LaunchPlanTemplate {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "interface", &self.interface);
        to.field(3, "fixedInputs", &self.fixed_inputs);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("interface", &mut self.interface),
            3 => from.field("fixed_inputs", &mut self.fixed_inputs),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(LaunchPlanTemplate, "LaunchPlanTemplate");
