// Written by `cargo run -p aileron-idl-generate`.

/// The execution that a node has started.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct WorkflowNodeMetadata {
    pub execution_id: Option<crate::core::WorkflowExecutionIdentifier>,
}
impl crate::wire::Fields for WorkflowNodeMetadata {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "executionId", &self.execution_id);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("execution_id", &mut self.execution_id),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(WorkflowNodeMetadata, "WorkflowNodeMetadata");
/// A part of an attempt: an element of a map, or a job of a service.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct ExternalResourceInfo {
    pub external_id: String,
    pub index: u32,
    pub retry_attempt: u32,
    /// A [`crate::core::task_execution::Phase`].
    pub phase: i32,
    /// A [`crate::core::CatalogCacheStatus`].
    pub cache_status: i32,
    pub logs: Vec<crate::core::TaskLog>,
    pub custom_info: Option<crate::google::Struct>,
    pub log_context: Option<crate::core::LogContext>,
    pub target_metadata: Option<crate::event::external_resource_info::TargetMetadata>,
}
impl ExternalResourceInfo {
    /// The value of `phase`, or the default if this version has no name for it.
    #[must_use]
    pub fn phase(&self) -> crate::core::task_execution::Phase {
        crate::enumeration::from_number(self.phase).unwrap_or_default()
    }
    /// The value of `cache_status`, or the default if this version has no name for it.
    #[must_use]
    pub fn cache_status(&self) -> crate::core::CatalogCacheStatus {
        crate::enumeration::from_number(self.cache_status).unwrap_or_default()
    }
}
impl crate::wire::Fields for ExternalResourceInfo {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "externalId", &self.external_id);
        to.field(2, "index", &self.index);
        to.field(3, "retryAttempt", &self.retry_attempt);
        to.field(
            4,
            "phase",
            &crate::enumeration::Enum::<
                crate::core::task_execution::Phase,
            >::of(self.phase),
        );
        to.field(
            5,
            "cacheStatus",
            &crate::enumeration::Enum::<
                crate::core::CatalogCacheStatus,
            >::of(self.cache_status),
        );
        to.field(6, "logs", &self.logs);
        match &self.target_metadata {
            Some(
                crate::event::external_resource_info::TargetMetadata::WorkflowNodeMetadata(
                    x,
                ),
            ) => to.member(7, "workflowNodeMetadata", x),
            _ => {}
        }
        to.field(8, "customInfo", &self.custom_info);
        to.field(9, "logContext", &self.log_context);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("external_id", &mut self.external_id),
            2 => from.field("index", &mut self.index),
            3 => from.field("retry_attempt", &mut self.retry_attempt),
            4 => from.field("phase", &mut self.phase),
            5 => from.field("cache_status", &mut self.cache_status),
            6 => from.field("logs", &mut self.logs),
            7 => {
                match &mut self.target_metadata {
                    Some(
                        crate::event::external_resource_info::TargetMetadata::WorkflowNodeMetadata(
                            x,
                        ),
                    ) => from.field("workflow_node_metadata", x),
                    slot => {
                        *slot = Some(
                            crate::event::external_resource_info::TargetMetadata::WorkflowNodeMetadata(
                                from.member("workflow_node_metadata")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            8 => from.field("custom_info", &mut self.custom_info),
            9 => from.field("log_context", &mut self.log_context),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ExternalResourceInfo, "ExternalResourceInfo");
/// The parts of [`ExternalResourceInfo`].
pub mod external_resource_info {
    /// The value of `target_metadata`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum TargetMetadata {
        WorkflowNodeMetadata(crate::event::WorkflowNodeMetadata),
    }
}
/// A share of a pool of resources.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ResourcePoolInfo {
    pub allocation_token: String,
    pub namespace: String,
}
impl crate::wire::Fields for ResourcePoolInfo {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "allocationToken", &self.allocation_token);
        to.field(2, "namespace", &self.namespace);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("allocation_token", &mut self.allocation_token),
            2 => from.field("namespace", &mut self.namespace),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ResourcePoolInfo, "ResourcePoolInfo");
/// What a plugin tells about an attempt.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct TaskExecutionMetadata {
    pub generated_name: String,
    pub external_resources: Vec<crate::event::ExternalResourceInfo>,
    pub resource_pool_info: Vec<crate::event::ResourcePoolInfo>,
    pub plugin_identifier: String,
    /// A [`crate::event::task_execution_metadata::InstanceClass`].
    pub instance_class: i32,
}
impl TaskExecutionMetadata {
    /// The value of `instance_class`, or the default if this version has no name for it.
    #[must_use]
    pub fn instance_class(
        &self,
    ) -> crate::event::task_execution_metadata::InstanceClass {
        crate::enumeration::from_number(self.instance_class).unwrap_or_default()
    }
}
impl crate::wire::Fields for TaskExecutionMetadata {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "generatedName", &self.generated_name);
        to.field(2, "externalResources", &self.external_resources);
        to.field(3, "resourcePoolInfo", &self.resource_pool_info);
        to.field(4, "pluginIdentifier", &self.plugin_identifier);
        to.field(
            16,
            "instanceClass",
            &crate::enumeration::Enum::<
                crate::event::task_execution_metadata::InstanceClass,
            >::of(self.instance_class),
        );
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("generated_name", &mut self.generated_name),
            2 => from.field("external_resources", &mut self.external_resources),
            3 => from.field("resource_pool_info", &mut self.resource_pool_info),
            4 => from.field("plugin_identifier", &mut self.plugin_identifier),
            16 => from.field("instance_class", &mut self.instance_class),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TaskExecutionMetadata, "TaskExecutionMetadata");
/// The parts of [`TaskExecutionMetadata`].
pub mod task_execution_metadata {
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum InstanceClass {
        #[default]
        Default = 0,
        Interruptible = 1,
    }
    impl crate::enumeration::Enumeration for InstanceClass {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "DEFAULT", Self::Default),
            (1, "INTERRUPTIBLE", Self::Interruptible),
        ];
    }
    crate::enumeration::enumeration!(InstanceClass);
}
