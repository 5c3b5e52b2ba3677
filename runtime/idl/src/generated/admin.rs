// Written by `cargo run -p aileron-idl-generate`.

/// The pool of clusters an execution is bound to.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ClusterAssignment {
    pub cluster_pool_name: String,
}
impl crate::wire::Fields for ClusterAssignment {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(3, "clusterPoolName", &self.cluster_pool_name);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            3 => from.field("cluster_pool_name", &mut self.cluster_pool_name),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ClusterAssignment, "ClusterAssignment");
/// Mail sent when an execution enters a phase.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct EmailNotification {
    pub recipients_email: Vec<String>,
    /// The name of a template that the operator configured.
    pub template: String,
}
impl crate::wire::Fields for EmailNotification {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "recipientsEmail", &self.recipients_email);
        to.field(2, "template", &self.template);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("recipients_email", &mut self.recipients_email),
            2 => from.field("template", &mut self.template),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(EmailNotification, "EmailNotification");
/// Mail to PagerDuty, sent when an execution enters a phase.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct PagerDutyNotification {
    pub recipients_email: Vec<String>,
    /// The name of a template that the operator configured.
    pub template: String,
}
impl crate::wire::Fields for PagerDutyNotification {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "recipientsEmail", &self.recipients_email);
        to.field(2, "template", &self.template);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("recipients_email", &mut self.recipients_email),
            2 => from.field("template", &mut self.template),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(PagerDutyNotification, "PagerDutyNotification");
/// Mail to a Slack channel, sent when an execution enters a phase.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct SlackNotification {
    pub recipients_email: Vec<String>,
    /// The name of a template that the operator configured.
    pub template: String,
}
impl crate::wire::Fields for SlackNotification {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "recipientsEmail", &self.recipients_email);
        to.field(2, "template", &self.template);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("recipients_email", &mut self.recipients_email),
            2 => from.field("template", &mut self.template),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(SlackNotification, "SlackNotification");
/// Who is notified, and in which phases of an execution.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Notification {
    /// A [`crate::core::workflow_execution::Phase`].
    pub phases: Vec<i32>,
    pub r#type: Option<crate::admin::notification::Type>,
}
impl crate::wire::Fields for Notification {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(
            1,
            "phases",
            &crate::enumeration::Enums::<
                crate::core::workflow_execution::Phase,
            >::of(&self.phases),
        );
        match &self.r#type {
            Some(crate::admin::notification::Type::Email(x)) => to.member(2, "email", x),
            Some(crate::admin::notification::Type::PagerDuty(x)) => {
                to.member(3, "pagerDuty", x)
            }
            Some(crate::admin::notification::Type::Slack(x)) => to.member(4, "slack", x),
            _ => {}
        }
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.enumerations("phases", &mut self.phases),
            2 => {
                match &mut self.r#type {
                    Some(crate::admin::notification::Type::Email(x)) => {
                        from.field("email", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::admin::notification::Type::Email(
                                from.member("email")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            3 => {
                match &mut self.r#type {
                    Some(crate::admin::notification::Type::PagerDuty(x)) => {
                        from.field("pager_duty", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::admin::notification::Type::PagerDuty(
                                from.member("pager_duty")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            4 => {
                match &mut self.r#type {
                    Some(crate::admin::notification::Type::Slack(x)) => {
                        from.field("slack", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::admin::notification::Type::Slack(
                                from.member("slack")?,
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
crate::wire::message!(Notification, "Notification");
/// The parts of [`Notification`].
pub mod notification {
    /// The value of `r#type`, one of several.
    #[derive(Clone, Debug, Eq, Hash, PartialEq)]
    pub enum Type {
        Email(crate::admin::EmailNotification),
        PagerDuty(crate::admin::PagerDutyNotification),
        Slack(crate::admin::SlackNotification),
    }
}
/// Kubernetes labels for every object an execution creates.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Labels {
    pub values: std::collections::BTreeMap<String, String>,
}
impl crate::wire::Fields for Labels {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "values", &self.values);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("values", &mut self.values),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Labels, "Labels");
/// Kubernetes annotations for every object an execution creates.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Annotations {
    pub values: std::collections::BTreeMap<String, String>,
}
impl crate::wire::Fields for Annotations {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "values", &self.values);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("values", &mut self.values),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Annotations, "Annotations");
/// Environment variables for every container of an execution.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Envs {
    pub values: Vec<crate::core::KeyValuePair>,
}
impl crate::wire::Fields for Envs {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "values", &self.values);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("values", &mut self.values),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Envs, "Envs");
/// The identity of an execution; `SecurityContext` replaced it.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct AuthRole {
    pub assumable_iam_role: String,
    pub kubernetes_service_account: String,
}
impl crate::wire::Fields for AuthRole {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "assumableIamRole", &self.assumable_iam_role);
        to.field(2, "kubernetesServiceAccount", &self.kubernetes_service_account);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("assumable_iam_role", &mut self.assumable_iam_role),
            2 => {
                from.field(
                    "kubernetes_service_account",
                    &mut self.kubernetes_service_account,
                )
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(AuthRole, "AuthRole");
/// Where an execution stores the data that literals point to.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct RawOutputDataConfig {
    /// A URL prefix such as `s3://bucket/key`.
    pub output_location_prefix: String,
}
impl crate::wire::Fields for RawOutputDataConfig {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "outputLocationPrefix", &self.output_location_prefix);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("output_location_prefix", &mut self.output_location_prefix),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(RawOutputDataConfig, "RawOutputDataConfig");
/// The markup of a long description.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[repr(i32)]
pub enum DescriptionFormat {
    #[default]
    Unknown = 0,
    Markdown = 1,
    Html = 2,
    Rst = 3,
}
impl crate::enumeration::Enumeration for DescriptionFormat {
    const VALUES: &'static [(i32, &'static str, Self)] = &[
        (0, "DESCRIPTION_FORMAT_UNKNOWN", Self::Unknown),
        (1, "DESCRIPTION_FORMAT_MARKDOWN", Self::Markdown),
        (2, "DESCRIPTION_FORMAT_HTML", Self::Html),
        (3, "DESCRIPTION_FORMAT_RST", Self::Rst),
    ];
}
crate::enumeration::enumeration!(DescriptionFormat);
/// What a console shows about a task, workflow or launch plan.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct DescriptionEntity {
    pub id: Option<crate::core::Identifier>,
    pub short_description: String,
    pub long_description: Option<crate::admin::Description>,
    pub source_code: Option<crate::admin::SourceCode>,
    pub tags: Vec<String>,
}
impl crate::wire::Fields for DescriptionEntity {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "shortDescription", &self.short_description);
        to.field(3, "longDescription", &self.long_description);
        to.field(4, "sourceCode", &self.source_code);
        to.field(5, "tags", &self.tags);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("short_description", &mut self.short_description),
            3 => from.field("long_description", &mut self.long_description),
            4 => from.field("source_code", &mut self.source_code),
            5 => from.field("tags", &mut self.tags),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(DescriptionEntity, "DescriptionEntity");
/// A long description, inline or at a link.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Description {
    /// A [`crate::admin::DescriptionFormat`].
    pub format: i32,
    pub icon_link: String,
    pub content: Option<crate::admin::description::Content>,
}
impl Description {
    /// The value of `format`, or the default if this version has no name for it.
    #[must_use]
    pub fn format(&self) -> crate::admin::DescriptionFormat {
        crate::enumeration::from_number(self.format).unwrap_or_default()
    }
}
impl crate::wire::Fields for Description {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.content {
            Some(crate::admin::description::Content::Value(x)) => {
                to.member(1, "value", x)
            }
            Some(crate::admin::description::Content::Uri(x)) => to.member(2, "uri", x),
            _ => {}
        }
        to.field(
            3,
            "format",
            &crate::enumeration::Enum::<crate::admin::DescriptionFormat>::of(self.format),
        );
        to.field(4, "iconLink", &self.icon_link);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => {
                match &mut self.content {
                    Some(crate::admin::description::Content::Value(x)) => {
                        from.field("value", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::admin::description::Content::Value(
                                from.member("value")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.content {
                    Some(crate::admin::description::Content::Uri(x)) => {
                        from.field("uri", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::admin::description::Content::Uri(from.member("uri")?),
                        );
                        Ok(())
                    }
                }
            }
            3 => from.field("format", &mut self.format),
            4 => from.field("icon_link", &mut self.icon_link),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Description, "Description");
/// The parts of [`Description`].
pub mod description {
    /// The value of `content`, one of several.
    #[derive(Clone, Debug, Eq, Hash, PartialEq)]
    pub enum Content {
        Value(String),
        Uri(String),
    }
}
/// Where an entity's source can be read.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct SourceCode {
    pub link: String,
}
impl crate::wire::Fields for SourceCode {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "link", &self.link);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("link", &mut self.link),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(SourceCode, "SourceCode");
/// Whether a launch plan's schedule runs.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[repr(i32)]
pub enum LaunchPlanState {
    #[default]
    Inactive = 0,
    Active = 1,
}
impl crate::enumeration::Enumeration for LaunchPlanState {
    const VALUES: &'static [(i32, &'static str, Self)] = &[
        (0, "INACTIVE", Self::Inactive),
        (1, "ACTIVE", Self::Active),
    ];
}
crate::enumeration::enumeration!(LaunchPlanState);
/// What happens to an execution over the limit.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[repr(i32)]
pub enum ConcurrencyLimitBehavior {
    #[default]
    Unspecified = 0,
    Skip = 1,
}
impl crate::enumeration::Enumeration for ConcurrencyLimitBehavior {
    const VALUES: &'static [(i32, &'static str, Self)] = &[
        (0, "CONCURRENCY_LIMIT_BEHAVIOR_UNSPECIFIED", Self::Unspecified),
        (1, "CONCURRENCY_LIMIT_BEHAVIOR_SKIP", Self::Skip),
    ];
}
crate::enumeration::enumeration!(ConcurrencyLimitBehavior);
/// A workflow with inputs and settings to start it with.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct LaunchPlan {
    pub id: Option<crate::core::Identifier>,
    pub spec: Option<crate::admin::LaunchPlanSpec>,
    /// Filled by the server.
    pub closure: Option<crate::admin::LaunchPlanClosure>,
}
impl crate::wire::Fields for LaunchPlan {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "spec", &self.spec);
        to.field(3, "closure", &self.closure);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("spec", &mut self.spec),
            3 => from.field("closure", &mut self.closure),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(LaunchPlan, "LaunchPlan");
/// An older form of `AuthRole`.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Auth {
    pub assumable_iam_role: String,
    pub kubernetes_service_account: String,
}
impl crate::wire::Fields for Auth {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "assumableIamRole", &self.assumable_iam_role);
        to.field(2, "kubernetesServiceAccount", &self.kubernetes_service_account);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("assumable_iam_role", &mut self.assumable_iam_role),
            2 => {
                from.field(
                    "kubernetes_service_account",
                    &mut self.kubernetes_service_account,
                )
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Auth, "Auth");
/// The part of a launch plan that its author writes.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct LaunchPlanSpec {
    pub workflow_id: Option<crate::core::Identifier>,
    pub entity_metadata: Option<crate::admin::LaunchPlanMetadata>,
    /// Inputs a caller may give, and their defaults.
    pub default_inputs: Option<crate::core::ParameterMap>,
    /// Inputs a caller cannot change; disjoint from the defaults.
    pub fixed_inputs: Option<crate::core::LiteralMap>,
    #[deprecated]
    pub role: String,
    pub labels: Option<crate::admin::Labels>,
    pub annotations: Option<crate::admin::Annotations>,
    #[deprecated]
    pub auth: Option<crate::admin::Auth>,
    #[deprecated]
    pub auth_role: Option<crate::admin::AuthRole>,
    pub security_context: Option<crate::core::SecurityContext>,
    pub quality_of_service: Option<crate::core::QualityOfService>,
    pub raw_output_data_config: Option<crate::admin::RawOutputDataConfig>,
    /// The number of task nodes that run at a time; 0 for the server's default.
    pub max_parallelism: i32,
    /// Overrides the workflow's and the tasks' own setting.
    pub interruptible: Option<crate::google::BoolValue>,
    /// Runs every task, even if its outputs are cached, and replaces the cached outputs.
    pub overwrite_cache: bool,
    pub envs: Option<crate::admin::Envs>,
    pub execution_env_assignments: Vec<crate::core::ExecutionEnvAssignment>,
    pub cluster_assignment: Option<crate::admin::ClusterAssignment>,
    pub concurrency_policy: Option<crate::admin::ConcurrencyPolicy>,
}
impl crate::wire::Fields for LaunchPlanSpec {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "workflowId", &self.workflow_id);
        to.field(2, "entityMetadata", &self.entity_metadata);
        to.field(3, "defaultInputs", &self.default_inputs);
        to.field(4, "fixedInputs", &self.fixed_inputs);
        to.field(5, "role", &self.role);
        to.field(6, "labels", &self.labels);
        to.field(7, "annotations", &self.annotations);
        to.field(8, "auth", &self.auth);
        to.field(9, "authRole", &self.auth_role);
        to.field(10, "securityContext", &self.security_context);
        to.field(16, "qualityOfService", &self.quality_of_service);
        to.field(17, "rawOutputDataConfig", &self.raw_output_data_config);
        to.field(18, "maxParallelism", &self.max_parallelism);
        to.field(19, "interruptible", &self.interruptible);
        to.field(20, "overwriteCache", &self.overwrite_cache);
        to.field(21, "envs", &self.envs);
        to.field(22, "executionEnvAssignments", &self.execution_env_assignments);
        to.field(23, "clusterAssignment", &self.cluster_assignment);
        to.field(24, "concurrencyPolicy", &self.concurrency_policy);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("workflow_id", &mut self.workflow_id),
            2 => from.field("entity_metadata", &mut self.entity_metadata),
            3 => from.field("default_inputs", &mut self.default_inputs),
            4 => from.field("fixed_inputs", &mut self.fixed_inputs),
            5 => from.field("role", &mut self.role),
            6 => from.field("labels", &mut self.labels),
            7 => from.field("annotations", &mut self.annotations),
            8 => from.field("auth", &mut self.auth),
            9 => from.field("auth_role", &mut self.auth_role),
            10 => from.field("security_context", &mut self.security_context),
            16 => from.field("quality_of_service", &mut self.quality_of_service),
            17 => from.field("raw_output_data_config", &mut self.raw_output_data_config),
            18 => from.field("max_parallelism", &mut self.max_parallelism),
            19 => from.field("interruptible", &mut self.interruptible),
            20 => from.field("overwrite_cache", &mut self.overwrite_cache),
            21 => from.field("envs", &mut self.envs),
            22 => {
                from.field(
                    "execution_env_assignments",
                    &mut self.execution_env_assignments,
                )
            }
            23 => from.field("cluster_assignment", &mut self.cluster_assignment),
            24 => from.field("concurrency_policy", &mut self.concurrency_policy),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(LaunchPlanSpec, "LaunchPlanSpec");
/// How many executions of a launch plan run at a time.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ConcurrencyPolicy {
    pub max: i32,
    /// A [`crate::admin::ConcurrencyLimitBehavior`].
    pub behavior: i32,
}
impl ConcurrencyPolicy {
    /// The value of `behavior`, or the default if this version has no name for it.
    #[must_use]
    pub fn behavior(&self) -> crate::admin::ConcurrencyLimitBehavior {
        crate::enumeration::from_number(self.behavior).unwrap_or_default()
    }
}
impl crate::wire::Fields for ConcurrencyPolicy {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "max", &self.max);
        to.field(
            2,
            "behavior",
            &crate::enumeration::Enum::<
                crate::admin::ConcurrencyLimitBehavior,
            >::of(self.behavior),
        );
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("max", &mut self.max),
            2 => from.field("behavior", &mut self.behavior),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ConcurrencyPolicy, "ConcurrencyPolicy");
/// The part of a launch plan that the server adds.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct LaunchPlanClosure {
    /// A [`crate::admin::LaunchPlanState`].
    pub state: i32,
    pub expected_inputs: Option<crate::core::ParameterMap>,
    pub expected_outputs: Option<crate::core::VariableMap>,
    pub created_at: Option<crate::google::Timestamp>,
    pub updated_at: Option<crate::google::Timestamp>,
}
impl LaunchPlanClosure {
    /// The value of `state`, or the default if this version has no name for it.
    #[must_use]
    pub fn state(&self) -> crate::admin::LaunchPlanState {
        crate::enumeration::from_number(self.state).unwrap_or_default()
    }
}
impl crate::wire::Fields for LaunchPlanClosure {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(
            1,
            "state",
            &crate::enumeration::Enum::<crate::admin::LaunchPlanState>::of(self.state),
        );
        to.field(2, "expectedInputs", &self.expected_inputs);
        to.field(3, "expectedOutputs", &self.expected_outputs);
        to.field(4, "createdAt", &self.created_at);
        to.field(5, "updatedAt", &self.updated_at);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("state", &mut self.state),
            2 => from.field("expected_inputs", &mut self.expected_inputs),
            3 => from.field("expected_outputs", &mut self.expected_outputs),
            4 => from.field("created_at", &mut self.created_at),
            5 => from.field("updated_at", &mut self.updated_at),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(LaunchPlanClosure, "LaunchPlanClosure");
/// What starts a launch plan, and who is notified.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct LaunchPlanMetadata {
    pub schedule: Option<crate::admin::Schedule>,
    pub notifications: Vec<crate::admin::Notification>,
    pub launch_conditions: Option<crate::google::Any>,
}
impl crate::wire::Fields for LaunchPlanMetadata {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "schedule", &self.schedule);
        to.field(2, "notifications", &self.notifications);
        to.field(3, "launchConditions", &self.launch_conditions);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("schedule", &mut self.schedule),
            2 => from.field("notifications", &mut self.notifications),
            3 => from.field("launch_conditions", &mut self.launch_conditions),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(LaunchPlanMetadata, "LaunchPlanMetadata");
/// The unit of a fixed rate.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[repr(i32)]
pub enum FixedRateUnit {
    #[default]
    Minute = 0,
    Hour = 1,
    Day = 2,
}
impl crate::enumeration::Enumeration for FixedRateUnit {
    const VALUES: &'static [(i32, &'static str, Self)] = &[
        (0, "MINUTE", Self::Minute),
        (1, "HOUR", Self::Hour),
        (2, "DAY", Self::Day),
    ];
}
crate::enumeration::enumeration!(FixedRateUnit);
/// A schedule with a fixed interval.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct FixedRate {
    pub value: u32,
    /// A [`crate::admin::FixedRateUnit`].
    pub unit: i32,
}
impl FixedRate {
    /// The value of `unit`, or the default if this version has no name for it.
    #[must_use]
    pub fn unit(&self) -> crate::admin::FixedRateUnit {
        crate::enumeration::from_number(self.unit).unwrap_or_default()
    }
}
impl crate::wire::Fields for FixedRate {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "value", &self.value);
        to.field(
            2,
            "unit",
            &crate::enumeration::Enum::<crate::admin::FixedRateUnit>::of(self.unit),
        );
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("value", &mut self.value),
            2 => from.field("unit", &mut self.unit),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(FixedRate, "FixedRate");
/// A schedule by a cron line.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct CronSchedule {
    pub schedule: String,
    /// ISO 8601; not in use.
    pub offset: String,
}
impl crate::wire::Fields for CronSchedule {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "schedule", &self.schedule);
        to.field(2, "offset", &self.offset);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("schedule", &mut self.schedule),
            2 => from.field("offset", &mut self.offset),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(CronSchedule, "CronSchedule");
/// When Flyte starts a launch plan.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Schedule {
    /// The input that receives the scheduled time.
    pub kickoff_time_input_arg: String,
    pub schedule_expression: Option<crate::admin::schedule::ScheduleExpression>,
}
impl crate::wire::Fields for Schedule {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.schedule_expression {
            Some(crate::admin::schedule::ScheduleExpression::CronExpression(x)) => {
                to.member(1, "cronExpression", x)
            }
            Some(crate::admin::schedule::ScheduleExpression::Rate(x)) => {
                to.member(2, "rate", x)
            }
            _ => {}
        }
        to.field(3, "kickoffTimeInputArg", &self.kickoff_time_input_arg);
        match &self.schedule_expression {
            Some(crate::admin::schedule::ScheduleExpression::CronSchedule(x)) => {
                to.member(4, "cronSchedule", x)
            }
            _ => {}
        }
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => {
                match &mut self.schedule_expression {
                    Some(
                        crate::admin::schedule::ScheduleExpression::CronExpression(x),
                    ) => from.field("cron_expression", x),
                    slot => {
                        *slot = Some(
                            crate::admin::schedule::ScheduleExpression::CronExpression(
                                from.member("cron_expression")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.schedule_expression {
                    Some(crate::admin::schedule::ScheduleExpression::Rate(x)) => {
                        from.field("rate", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::admin::schedule::ScheduleExpression::Rate(
                                from.member("rate")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            3 => from.field("kickoff_time_input_arg", &mut self.kickoff_time_input_arg),
            4 => {
                match &mut self.schedule_expression {
                    Some(crate::admin::schedule::ScheduleExpression::CronSchedule(x)) => {
                        from.field("cron_schedule", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::admin::schedule::ScheduleExpression::CronSchedule(
                                from.member("cron_schedule")?,
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
crate::wire::message!(Schedule, "Schedule");
/// The parts of [`Schedule`].
pub mod schedule {
    /// The value of `schedule_expression`, one of several.
    #[derive(Clone, Debug, Eq, Hash, PartialEq)]
    pub enum ScheduleExpression {
        #[deprecated]
        CronExpression(String),
        Rate(crate::admin::FixedRate),
        CronSchedule(crate::admin::CronSchedule),
    }
}
/// A task as it is registered.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct TaskSpec {
    pub template: Option<crate::core::TaskTemplate>,
    pub description: Option<crate::admin::DescriptionEntity>,
}
impl crate::wire::Fields for TaskSpec {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "template", &self.template);
        to.field(2, "description", &self.description);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("template", &mut self.template),
            2 => from.field("description", &mut self.description),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TaskSpec, "TaskSpec");
/// A workflow as it is registered.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct WorkflowSpec {
    pub template: Option<crate::core::WorkflowTemplate>,
    /// Every workflow that a node of the template, or of one of these, refers to.
    pub sub_workflows: Vec<crate::core::WorkflowTemplate>,
    pub description: Option<crate::admin::DescriptionEntity>,
}
impl crate::wire::Fields for WorkflowSpec {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "template", &self.template);
        to.field(2, "subWorkflows", &self.sub_workflows);
        to.field(3, "description", &self.description);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("template", &mut self.template),
            2 => from.field("sub_workflows", &mut self.sub_workflows),
            3 => from.field("description", &mut self.description),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(WorkflowSpec, "WorkflowSpec");
#[cfg(feature = "services")]
#[path = "admin_services.rs"]
mod services;
#[cfg(feature = "services")]
pub use services::*;
