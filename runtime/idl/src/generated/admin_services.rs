// Written by `cargo run -p aileron-idl-generate`.

/// All versions of an entity: a project, a domain and a name.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct NamedEntityIdentifier {
    pub project: String,
    pub domain: String,
    pub name: String,
    pub org: String,
}
impl crate::wire::Fields for NamedEntityIdentifier {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "project", &self.project);
        to.field(2, "domain", &self.domain);
        to.field(3, "name", &self.name);
        to.field(4, "org", &self.org);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("project", &mut self.project),
            2 => from.field("domain", &mut self.domain),
            3 => from.field("name", &mut self.name),
            4 => from.field("org", &mut self.org),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(NamedEntityIdentifier, "NamedEntityIdentifier");
/// The order of a list.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Sort {
    pub key: String,
    /// A [`crate::admin::sort::Direction`].
    pub direction: i32,
}
impl Sort {
    /// The value of `direction`, or the default if this version has no name for it.
    #[must_use]
    pub fn direction(&self) -> crate::admin::sort::Direction {
        crate::enumeration::from_number(self.direction).unwrap_or_default()
    }
}
impl crate::wire::Fields for Sort {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "key", &self.key);
        to.field(
            2,
            "direction",
            &crate::enumeration::Enum::<
                crate::admin::sort::Direction,
            >::of(self.direction),
        );
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("key", &mut self.key),
            2 => from.field("direction", &mut self.direction),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Sort, "Sort");
/// The parts of [`Sort`].
pub mod sort {
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum Direction {
        #[default]
        Descending = 0,
        Ascending = 1,
    }
    impl crate::enumeration::Enumeration for Direction {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "DESCENDING", Self::Descending),
            (1, "ASCENDING", Self::Ascending),
        ];
    }
    crate::enumeration::enumeration!(Direction);
}
/// Asks for the names of entities.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct NamedEntityIdentifierListRequest {
    pub project: String,
    pub domain: String,
    pub limit: u32,
    pub token: String,
    pub sort_by: Option<crate::admin::Sort>,
    pub filters: String,
    pub org: String,
}
impl crate::wire::Fields for NamedEntityIdentifierListRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "project", &self.project);
        to.field(2, "domain", &self.domain);
        to.field(3, "limit", &self.limit);
        to.field(4, "token", &self.token);
        to.field(5, "sortBy", &self.sort_by);
        to.field(6, "filters", &self.filters);
        to.field(7, "org", &self.org);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("project", &mut self.project),
            2 => from.field("domain", &mut self.domain),
            3 => from.field("limit", &mut self.limit),
            4 => from.field("token", &mut self.token),
            5 => from.field("sort_by", &mut self.sort_by),
            6 => from.field("filters", &mut self.filters),
            7 => from.field("org", &mut self.org),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(
    NamedEntityIdentifierListRequest, "NamedEntityIdentifierListRequest"
);
/// A page of names; an empty token ends the list.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct NamedEntityIdentifierList {
    pub entities: Vec<crate::admin::NamedEntityIdentifier>,
    pub token: String,
}
impl crate::wire::Fields for NamedEntityIdentifierList {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "entities", &self.entities);
        to.field(2, "token", &self.token);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("entities", &mut self.entities),
            2 => from.field("token", &mut self.token),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(NamedEntityIdentifierList, "NamedEntityIdentifierList");
/// Asks for one version of an entity.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ObjectGetRequest {
    pub id: Option<crate::core::Identifier>,
}
impl crate::wire::Fields for ObjectGetRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ObjectGetRequest, "ObjectGetRequest");
/// Asks for versions of an entity, or for executions; the limit must not be 0.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ResourceListRequest {
    pub id: Option<crate::admin::NamedEntityIdentifier>,
    pub limit: u32,
    pub token: String,
    pub filters: String,
    pub sort_by: Option<crate::admin::Sort>,
}
impl crate::wire::Fields for ResourceListRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "limit", &self.limit);
        to.field(3, "token", &self.token);
        to.field(4, "filters", &self.filters);
        to.field(5, "sortBy", &self.sort_by);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("limit", &mut self.limit),
            3 => from.field("token", &mut self.token),
            4 => from.field("filters", &mut self.filters),
            5 => from.field("sort_by", &mut self.sort_by),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ResourceListRequest, "ResourceListRequest");
/// The address of a file, and its size.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct UrlBlob {
    pub url: String,
    pub bytes: i64,
}
impl crate::wire::Fields for UrlBlob {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "url", &self.url);
        to.field(2, "bytes", &self.bytes);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("url", &mut self.url),
            2 => from.field("bytes", &mut self.bytes),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(UrlBlob, "UrlBlob");
/// Addresses of the form `flyte://`, which `GetData` takes.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct FlyteUrLs {
    pub inputs: String,
    pub outputs: String,
    pub deck: String,
}
impl crate::wire::Fields for FlyteUrLs {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "inputs", &self.inputs);
        to.field(2, "outputs", &self.outputs);
        to.field(3, "deck", &self.deck);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("inputs", &mut self.inputs),
            2 => from.field("outputs", &mut self.outputs),
            3 => from.field("deck", &mut self.deck),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(FlyteUrLs, "FlyteURLs");
/// Whether the console shows an execution.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[repr(i32)]
pub enum ExecutionState {
    #[default]
    ExecutionActive = 0,
    ExecutionArchived = 1,
}
impl crate::enumeration::Enumeration for ExecutionState {
    const VALUES: &'static [(i32, &'static str, Self)] = &[
        (0, "EXECUTION_ACTIVE", Self::ExecutionActive),
        (1, "EXECUTION_ARCHIVED", Self::ExecutionArchived),
    ];
}
crate::enumeration::enumeration!(ExecutionState);
/// Starts an execution; the server makes a name if there is none.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct ExecutionCreateRequest {
    pub project: String,
    pub domain: String,
    pub name: String,
    pub spec: Option<crate::admin::ExecutionSpec>,
    pub inputs: Option<crate::core::LiteralMap>,
    pub org: String,
}
impl crate::wire::Fields for ExecutionCreateRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "project", &self.project);
        to.field(2, "domain", &self.domain);
        to.field(3, "name", &self.name);
        to.field(4, "spec", &self.spec);
        to.field(5, "inputs", &self.inputs);
        to.field(6, "org", &self.org);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("project", &mut self.project),
            2 => from.field("domain", &mut self.domain),
            3 => from.field("name", &mut self.name),
            4 => from.field("spec", &mut self.spec),
            5 => from.field("inputs", &mut self.inputs),
            6 => from.field("org", &mut self.org),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ExecutionCreateRequest, "ExecutionCreateRequest");
/// Starts an execution with the inputs of another one.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ExecutionRelaunchRequest {
    pub id: Option<crate::core::WorkflowExecutionIdentifier>,
    pub name: String,
    pub overwrite_cache: bool,
}
impl crate::wire::Fields for ExecutionRelaunchRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(3, "name", &self.name);
        to.field(4, "overwriteCache", &self.overwrite_cache);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            3 => from.field("name", &mut self.name),
            4 => from.field("overwrite_cache", &mut self.overwrite_cache),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ExecutionRelaunchRequest, "ExecutionRelaunchRequest");
/// Starts an execution that takes over what an earlier one has finished.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ExecutionRecoverRequest {
    pub id: Option<crate::core::WorkflowExecutionIdentifier>,
    pub name: String,
    pub metadata: Option<crate::admin::ExecutionMetadata>,
}
impl crate::wire::Fields for ExecutionRecoverRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "name", &self.name);
        to.field(3, "metadata", &self.metadata);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("name", &mut self.name),
            3 => from.field("metadata", &mut self.metadata),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ExecutionRecoverRequest, "ExecutionRecoverRequest");
/// The identity of the new execution.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ExecutionCreateResponse {
    pub id: Option<crate::core::WorkflowExecutionIdentifier>,
}
impl crate::wire::Fields for ExecutionCreateResponse {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ExecutionCreateResponse, "ExecutionCreateResponse");
/// Asks for an execution.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct WorkflowExecutionGetRequest {
    pub id: Option<crate::core::WorkflowExecutionIdentifier>,
}
impl crate::wire::Fields for WorkflowExecutionGetRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(WorkflowExecutionGetRequest, "WorkflowExecutionGetRequest");
/// A run of a launch plan.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct Execution {
    pub id: Option<crate::core::WorkflowExecutionIdentifier>,
    pub spec: Option<crate::admin::ExecutionSpec>,
    pub closure: Option<crate::admin::ExecutionClosure>,
}
impl crate::wire::Fields for Execution {
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
crate::wire::message!(Execution, "Execution");
/// A page of executions.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct ExecutionList {
    pub executions: Vec<crate::admin::Execution>,
    pub token: String,
}
impl crate::wire::Fields for ExecutionList {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "executions", &self.executions);
        to.field(2, "token", &self.token);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("executions", &mut self.executions),
            2 => from.field("token", &mut self.token),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ExecutionList, "ExecutionList");
/// Values, or the address of their file.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct LiteralMapBlob {
    pub data: Option<crate::admin::literal_map_blob::Data>,
}
impl crate::wire::Fields for LiteralMapBlob {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.data {
            Some(crate::admin::literal_map_blob::Data::Values(x)) => {
                to.member(1, "values", x)
            }
            Some(crate::admin::literal_map_blob::Data::Uri(x)) => to.member(2, "uri", x),
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
                match &mut self.data {
                    Some(crate::admin::literal_map_blob::Data::Values(x)) => {
                        from.field("values", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::admin::literal_map_blob::Data::Values(
                                from.member("values")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.data {
                    Some(crate::admin::literal_map_blob::Data::Uri(x)) => {
                        from.field("uri", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::admin::literal_map_blob::Data::Uri(
                                from.member("uri")?,
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
crate::wire::message!(LiteralMapBlob, "LiteralMapBlob");
/// The parts of [`LiteralMapBlob`].
pub mod literal_map_blob {
    /// The value of `data`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Data {
        #[deprecated]
        Values(crate::core::LiteralMap),
        Uri(String),
    }
}
/// Why, and by whom, an execution was aborted.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct AbortMetadata {
    pub cause: String,
    pub principal: String,
}
impl crate::wire::Fields for AbortMetadata {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "cause", &self.cause);
        to.field(2, "principal", &self.principal);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("cause", &mut self.cause),
            2 => from.field("principal", &mut self.principal),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(AbortMetadata, "AbortMetadata");
/// What has become of an execution.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct ExecutionClosure {
    #[deprecated]
    pub computed_inputs: Option<crate::core::LiteralMap>,
    /// A [`crate::core::workflow_execution::Phase`].
    pub phase: i32,
    pub started_at: Option<crate::google::Timestamp>,
    pub duration: Option<crate::google::Duration>,
    pub created_at: Option<crate::google::Timestamp>,
    pub updated_at: Option<crate::google::Timestamp>,
    pub notifications: Vec<crate::admin::Notification>,
    pub workflow_id: Option<crate::core::Identifier>,
    pub state_change_details: Option<crate::admin::ExecutionStateChangeDetails>,
    pub output_result: Option<crate::admin::execution_closure::OutputResult>,
}
impl ExecutionClosure {
    /// The value of `phase`, or the default if this version has no name for it.
    #[must_use]
    pub fn phase(&self) -> crate::core::workflow_execution::Phase {
        crate::enumeration::from_number(self.phase).unwrap_or_default()
    }
}
impl crate::wire::Fields for ExecutionClosure {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.output_result {
            Some(crate::admin::execution_closure::OutputResult::Outputs(x)) => {
                to.member(1, "outputs", x)
            }
            Some(crate::admin::execution_closure::OutputResult::Error(x)) => {
                to.member(2, "error", x)
            }
            _ => {}
        }
        to.field(3, "computedInputs", &self.computed_inputs);
        to.field(
            4,
            "phase",
            &crate::enumeration::Enum::<
                crate::core::workflow_execution::Phase,
            >::of(self.phase),
        );
        to.field(5, "startedAt", &self.started_at);
        to.field(6, "duration", &self.duration);
        to.field(7, "createdAt", &self.created_at);
        to.field(8, "updatedAt", &self.updated_at);
        to.field(9, "notifications", &self.notifications);
        match &self.output_result {
            Some(crate::admin::execution_closure::OutputResult::AbortCause(x)) => {
                to.member(10, "abortCause", x)
            }
            _ => {}
        }
        to.field(11, "workflowId", &self.workflow_id);
        match &self.output_result {
            Some(crate::admin::execution_closure::OutputResult::AbortMetadata(x)) => {
                to.member(12, "abortMetadata", x)
            }
            Some(crate::admin::execution_closure::OutputResult::OutputData(x)) => {
                to.member(13, "outputData", x)
            }
            _ => {}
        }
        to.field(14, "stateChangeDetails", &self.state_change_details);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => {
                match &mut self.output_result {
                    Some(crate::admin::execution_closure::OutputResult::Outputs(x)) => {
                        from.field("outputs", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::admin::execution_closure::OutputResult::Outputs(
                                from.member("outputs")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.output_result {
                    Some(crate::admin::execution_closure::OutputResult::Error(x)) => {
                        from.field("error", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::admin::execution_closure::OutputResult::Error(
                                from.member("error")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            3 => from.field("computed_inputs", &mut self.computed_inputs),
            4 => from.field("phase", &mut self.phase),
            5 => from.field("started_at", &mut self.started_at),
            6 => from.field("duration", &mut self.duration),
            7 => from.field("created_at", &mut self.created_at),
            8 => from.field("updated_at", &mut self.updated_at),
            9 => from.field("notifications", &mut self.notifications),
            10 => {
                match &mut self.output_result {
                    Some(
                        crate::admin::execution_closure::OutputResult::AbortCause(x),
                    ) => from.field("abort_cause", x),
                    slot => {
                        *slot = Some(
                            crate::admin::execution_closure::OutputResult::AbortCause(
                                from.member("abort_cause")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            11 => from.field("workflow_id", &mut self.workflow_id),
            12 => {
                match &mut self.output_result {
                    Some(
                        crate::admin::execution_closure::OutputResult::AbortMetadata(x),
                    ) => from.field("abort_metadata", x),
                    slot => {
                        *slot = Some(
                            crate::admin::execution_closure::OutputResult::AbortMetadata(
                                from.member("abort_metadata")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            13 => {
                match &mut self.output_result {
                    Some(
                        crate::admin::execution_closure::OutputResult::OutputData(x),
                    ) => from.field("output_data", x),
                    slot => {
                        *slot = Some(
                            crate::admin::execution_closure::OutputResult::OutputData(
                                from.member("output_data")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            14 => from.field("state_change_details", &mut self.state_change_details),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ExecutionClosure, "ExecutionClosure");
/// The parts of [`ExecutionClosure`].
pub mod execution_closure {
    /// The value of `output_result`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum OutputResult {
        #[deprecated]
        Outputs(crate::admin::LiteralMapBlob),
        Error(crate::core::ExecutionError),
        #[deprecated]
        AbortCause(String),
        AbortMetadata(crate::admin::AbortMetadata),
        #[deprecated]
        OutputData(crate::core::LiteralMap),
    }
}
/// Where an execution runs.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct SystemMetadata {
    pub execution_cluster: String,
    pub namespace: String,
}
impl crate::wire::Fields for SystemMetadata {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "executionCluster", &self.execution_cluster);
        to.field(2, "namespace", &self.namespace);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("execution_cluster", &mut self.execution_cluster),
            2 => from.field("namespace", &mut self.namespace),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(SystemMetadata, "SystemMetadata");
/// Who started an execution, and from what.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ExecutionMetadata {
    /// A [`crate::admin::execution_metadata::ExecutionMode`].
    pub mode: i32,
    pub principal: String,
    pub nesting: u32,
    pub scheduled_at: Option<crate::google::Timestamp>,
    pub parent_node_execution: Option<crate::core::NodeExecutionIdentifier>,
    pub reference_execution: Option<crate::core::WorkflowExecutionIdentifier>,
    pub system_metadata: Option<crate::admin::SystemMetadata>,
    pub artifact_ids: Vec<crate::core::ArtifactId>,
}
impl ExecutionMetadata {
    /// The value of `mode`, or the default if this version has no name for it.
    #[must_use]
    pub fn mode(&self) -> crate::admin::execution_metadata::ExecutionMode {
        crate::enumeration::from_number(self.mode).unwrap_or_default()
    }
}
impl crate::wire::Fields for ExecutionMetadata {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(
            1,
            "mode",
            &crate::enumeration::Enum::<
                crate::admin::execution_metadata::ExecutionMode,
            >::of(self.mode),
        );
        to.field(2, "principal", &self.principal);
        to.field(3, "nesting", &self.nesting);
        to.field(4, "scheduledAt", &self.scheduled_at);
        to.field(5, "parentNodeExecution", &self.parent_node_execution);
        to.field(16, "referenceExecution", &self.reference_execution);
        to.field(17, "systemMetadata", &self.system_metadata);
        to.field(18, "artifactIds", &self.artifact_ids);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("mode", &mut self.mode),
            2 => from.field("principal", &mut self.principal),
            3 => from.field("nesting", &mut self.nesting),
            4 => from.field("scheduled_at", &mut self.scheduled_at),
            5 => from.field("parent_node_execution", &mut self.parent_node_execution),
            16 => from.field("reference_execution", &mut self.reference_execution),
            17 => from.field("system_metadata", &mut self.system_metadata),
            18 => from.field("artifact_ids", &mut self.artifact_ids),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ExecutionMetadata, "ExecutionMetadata");
/// The parts of [`ExecutionMetadata`].
pub mod execution_metadata {
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum ExecutionMode {
        #[default]
        Manual = 0,
        Scheduled = 1,
        System = 2,
        Relaunch = 3,
        ChildWorkflow = 4,
        Recovered = 5,
        Trigger = 6,
    }
    impl crate::enumeration::Enumeration for ExecutionMode {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "MANUAL", Self::Manual),
            (1, "SCHEDULED", Self::Scheduled),
            (2, "SYSTEM", Self::System),
            (3, "RELAUNCH", Self::Relaunch),
            (4, "CHILD_WORKFLOW", Self::ChildWorkflow),
            (5, "RECOVERED", Self::Recovered),
            (6, "TRIGGER", Self::Trigger),
        ];
    }
    crate::enumeration::enumeration!(ExecutionMode);
}
/// The notifications of an execution.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct NotificationList {
    pub notifications: Vec<crate::admin::Notification>,
}
impl crate::wire::Fields for NotificationList {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "notifications", &self.notifications);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("notifications", &mut self.notifications),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(NotificationList, "NotificationList");
/// What an execution runs, and how.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct ExecutionSpec {
    pub launch_plan: Option<crate::core::Identifier>,
    #[deprecated]
    pub inputs: Option<crate::core::LiteralMap>,
    pub metadata: Option<crate::admin::ExecutionMetadata>,
    pub labels: Option<crate::admin::Labels>,
    pub annotations: Option<crate::admin::Annotations>,
    pub security_context: Option<crate::core::SecurityContext>,
    #[deprecated]
    pub auth_role: Option<crate::admin::AuthRole>,
    pub quality_of_service: Option<crate::core::QualityOfService>,
    pub max_parallelism: i32,
    pub raw_output_data_config: Option<crate::admin::RawOutputDataConfig>,
    pub cluster_assignment: Option<crate::admin::ClusterAssignment>,
    pub interruptible: Option<crate::google::BoolValue>,
    pub overwrite_cache: bool,
    pub envs: Option<crate::admin::Envs>,
    #[deprecated]
    pub tags: Vec<String>,
    pub execution_cluster_label: Option<crate::admin::ExecutionClusterLabel>,
    pub execution_env_assignments: Vec<crate::core::ExecutionEnvAssignment>,
    pub notification_overrides: Option<
        crate::admin::execution_spec::NotificationOverrides,
    >,
}
impl crate::wire::Fields for ExecutionSpec {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "launchPlan", &self.launch_plan);
        to.field(2, "inputs", &self.inputs);
        to.field(3, "metadata", &self.metadata);
        match &self.notification_overrides {
            Some(
                crate::admin::execution_spec::NotificationOverrides::Notifications(x),
            ) => to.member(5, "notifications", x),
            Some(crate::admin::execution_spec::NotificationOverrides::DisableAll(x)) => {
                to.member(6, "disableAll", x)
            }
            _ => {}
        }
        to.field(7, "labels", &self.labels);
        to.field(8, "annotations", &self.annotations);
        to.field(10, "securityContext", &self.security_context);
        to.field(16, "authRole", &self.auth_role);
        to.field(17, "qualityOfService", &self.quality_of_service);
        to.field(18, "maxParallelism", &self.max_parallelism);
        to.field(19, "rawOutputDataConfig", &self.raw_output_data_config);
        to.field(20, "clusterAssignment", &self.cluster_assignment);
        to.field(21, "interruptible", &self.interruptible);
        to.field(22, "overwriteCache", &self.overwrite_cache);
        to.field(23, "envs", &self.envs);
        to.field(24, "tags", &self.tags);
        to.field(25, "executionClusterLabel", &self.execution_cluster_label);
        to.field(26, "executionEnvAssignments", &self.execution_env_assignments);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("launch_plan", &mut self.launch_plan),
            2 => from.field("inputs", &mut self.inputs),
            3 => from.field("metadata", &mut self.metadata),
            5 => {
                match &mut self.notification_overrides {
                    Some(
                        crate::admin::execution_spec::NotificationOverrides::Notifications(
                            x,
                        ),
                    ) => from.field("notifications", x),
                    slot => {
                        *slot = Some(
                            crate::admin::execution_spec::NotificationOverrides::Notifications(
                                from.member("notifications")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            6 => {
                match &mut self.notification_overrides {
                    Some(
                        crate::admin::execution_spec::NotificationOverrides::DisableAll(
                            x,
                        ),
                    ) => from.field("disable_all", x),
                    slot => {
                        *slot = Some(
                            crate::admin::execution_spec::NotificationOverrides::DisableAll(
                                from.member("disable_all")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            7 => from.field("labels", &mut self.labels),
            8 => from.field("annotations", &mut self.annotations),
            10 => from.field("security_context", &mut self.security_context),
            16 => from.field("auth_role", &mut self.auth_role),
            17 => from.field("quality_of_service", &mut self.quality_of_service),
            18 => from.field("max_parallelism", &mut self.max_parallelism),
            19 => from.field("raw_output_data_config", &mut self.raw_output_data_config),
            20 => from.field("cluster_assignment", &mut self.cluster_assignment),
            21 => from.field("interruptible", &mut self.interruptible),
            22 => from.field("overwrite_cache", &mut self.overwrite_cache),
            23 => from.field("envs", &mut self.envs),
            24 => from.field("tags", &mut self.tags),
            25 => {
                from.field("execution_cluster_label", &mut self.execution_cluster_label)
            }
            26 => {
                from.field(
                    "execution_env_assignments",
                    &mut self.execution_env_assignments,
                )
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ExecutionSpec, "ExecutionSpec");
/// The parts of [`ExecutionSpec`].
pub mod execution_spec {
    /// The value of `notification_overrides`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum NotificationOverrides {
        Notifications(crate::admin::NotificationList),
        DisableAll(bool),
    }
}
/// Aborts an execution.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ExecutionTerminateRequest {
    pub id: Option<crate::core::WorkflowExecutionIdentifier>,
    pub cause: String,
}
impl crate::wire::Fields for ExecutionTerminateRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "cause", &self.cause);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("cause", &mut self.cause),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ExecutionTerminateRequest, "ExecutionTerminateRequest");
/// The execution is aborted.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ExecutionTerminateResponse {}
impl crate::wire::Fields for ExecutionTerminateResponse {
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
crate::wire::message!(ExecutionTerminateResponse, "ExecutionTerminateResponse");
/// Asks for the inputs and outputs of an execution.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct WorkflowExecutionGetDataRequest {
    pub id: Option<crate::core::WorkflowExecutionIdentifier>,
}
impl crate::wire::Fields for WorkflowExecutionGetDataRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(
    WorkflowExecutionGetDataRequest, "WorkflowExecutionGetDataRequest"
);
/// The inputs and outputs of an execution.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct WorkflowExecutionGetDataResponse {
    #[deprecated]
    pub outputs: Option<crate::admin::UrlBlob>,
    #[deprecated]
    pub inputs: Option<crate::admin::UrlBlob>,
    pub full_inputs: Option<crate::core::LiteralMap>,
    pub full_outputs: Option<crate::core::LiteralMap>,
}
impl crate::wire::Fields for WorkflowExecutionGetDataResponse {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "outputs", &self.outputs);
        to.field(2, "inputs", &self.inputs);
        to.field(3, "fullInputs", &self.full_inputs);
        to.field(4, "fullOutputs", &self.full_outputs);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("outputs", &mut self.outputs),
            2 => from.field("inputs", &mut self.inputs),
            3 => from.field("full_inputs", &mut self.full_inputs),
            4 => from.field("full_outputs", &mut self.full_outputs),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(
    WorkflowExecutionGetDataResponse, "WorkflowExecutionGetDataResponse"
);
/// Who archived an execution, and when.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ExecutionStateChangeDetails {
    /// A [`crate::admin::ExecutionState`].
    pub state: i32,
    pub occurred_at: Option<crate::google::Timestamp>,
    pub principal: String,
}
impl ExecutionStateChangeDetails {
    /// The value of `state`, or the default if this version has no name for it.
    #[must_use]
    pub fn state(&self) -> crate::admin::ExecutionState {
        crate::enumeration::from_number(self.state).unwrap_or_default()
    }
}
impl crate::wire::Fields for ExecutionStateChangeDetails {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(
            1,
            "state",
            &crate::enumeration::Enum::<crate::admin::ExecutionState>::of(self.state),
        );
        to.field(2, "occurredAt", &self.occurred_at);
        to.field(3, "principal", &self.principal);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("state", &mut self.state),
            2 => from.field("occurred_at", &mut self.occurred_at),
            3 => from.field("principal", &mut self.principal),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ExecutionStateChangeDetails, "ExecutionStateChangeDetails");
/// Registers a launch plan.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct LaunchPlanCreateRequest {
    pub id: Option<crate::core::Identifier>,
    pub spec: Option<crate::admin::LaunchPlanSpec>,
}
impl crate::wire::Fields for LaunchPlanCreateRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "spec", &self.spec);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("spec", &mut self.spec),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(LaunchPlanCreateRequest, "LaunchPlanCreateRequest");
/// The launch plan is registered.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct LaunchPlanCreateResponse {}
impl crate::wire::Fields for LaunchPlanCreateResponse {
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
crate::wire::message!(LaunchPlanCreateResponse, "LaunchPlanCreateResponse");
/// A page of launch plans.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct LaunchPlanList {
    pub launch_plans: Vec<crate::admin::LaunchPlan>,
    pub token: String,
}
impl crate::wire::Fields for LaunchPlanList {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "launchPlans", &self.launch_plans);
        to.field(2, "token", &self.token);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("launch_plans", &mut self.launch_plans),
            2 => from.field("token", &mut self.token),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(LaunchPlanList, "LaunchPlanList");
/// Activates or deactivates a launch plan.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct LaunchPlanUpdateRequest {
    pub id: Option<crate::core::Identifier>,
    /// A [`crate::admin::LaunchPlanState`].
    pub state: i32,
}
impl LaunchPlanUpdateRequest {
    /// The value of `state`, or the default if this version has no name for it.
    #[must_use]
    pub fn state(&self) -> crate::admin::LaunchPlanState {
        crate::enumeration::from_number(self.state).unwrap_or_default()
    }
}
impl crate::wire::Fields for LaunchPlanUpdateRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(
            2,
            "state",
            &crate::enumeration::Enum::<crate::admin::LaunchPlanState>::of(self.state),
        );
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("state", &mut self.state),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(LaunchPlanUpdateRequest, "LaunchPlanUpdateRequest");
/// The state is set.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct LaunchPlanUpdateResponse {}
impl crate::wire::Fields for LaunchPlanUpdateResponse {
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
crate::wire::message!(LaunchPlanUpdateResponse, "LaunchPlanUpdateResponse");
/// Asks for the active version of a launch plan.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ActiveLaunchPlanRequest {
    pub id: Option<crate::admin::NamedEntityIdentifier>,
}
impl crate::wire::Fields for ActiveLaunchPlanRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ActiveLaunchPlanRequest, "ActiveLaunchPlanRequest");
/// Asks for the active launch plans of a domain.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ActiveLaunchPlanListRequest {
    pub project: String,
    pub domain: String,
    pub limit: u32,
    pub token: String,
    pub sort_by: Option<crate::admin::Sort>,
    pub org: String,
}
impl crate::wire::Fields for ActiveLaunchPlanListRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "project", &self.project);
        to.field(2, "domain", &self.domain);
        to.field(3, "limit", &self.limit);
        to.field(4, "token", &self.token);
        to.field(5, "sortBy", &self.sort_by);
        to.field(6, "org", &self.org);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("project", &mut self.project),
            2 => from.field("domain", &mut self.domain),
            3 => from.field("limit", &mut self.limit),
            4 => from.field("token", &mut self.token),
            5 => from.field("sort_by", &mut self.sort_by),
            6 => from.field("org", &mut self.org),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ActiveLaunchPlanListRequest, "ActiveLaunchPlanListRequest");
/// A label of the clusters that may run an execution.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ExecutionClusterLabel {
    pub value: String,
}
impl crate::wire::Fields for ExecutionClusterLabel {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "value", &self.value);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("value", &mut self.value),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ExecutionClusterLabel, "ExecutionClusterLabel");
/// Asks for a node of an execution.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct NodeExecutionGetRequest {
    pub id: Option<crate::core::NodeExecutionIdentifier>,
}
impl crate::wire::Fields for NodeExecutionGetRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(NodeExecutionGetRequest, "NodeExecutionGetRequest");
/// Asks for the nodes of an execution, or for those inside one node.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct NodeExecutionListRequest {
    pub workflow_execution_id: Option<crate::core::WorkflowExecutionIdentifier>,
    pub limit: u32,
    pub token: String,
    pub filters: String,
    pub sort_by: Option<crate::admin::Sort>,
    pub unique_parent_id: String,
}
impl crate::wire::Fields for NodeExecutionListRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "workflowExecutionId", &self.workflow_execution_id);
        to.field(2, "limit", &self.limit);
        to.field(3, "token", &self.token);
        to.field(4, "filters", &self.filters);
        to.field(5, "sortBy", &self.sort_by);
        to.field(6, "uniqueParentId", &self.unique_parent_id);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("workflow_execution_id", &mut self.workflow_execution_id),
            2 => from.field("limit", &mut self.limit),
            3 => from.field("token", &mut self.token),
            4 => from.field("filters", &mut self.filters),
            5 => from.field("sort_by", &mut self.sort_by),
            6 => from.field("unique_parent_id", &mut self.unique_parent_id),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(NodeExecutionListRequest, "NodeExecutionListRequest");
/// A node in an execution.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct NodeExecution {
    pub id: Option<crate::core::NodeExecutionIdentifier>,
    pub input_uri: String,
    pub closure: Option<crate::admin::NodeExecutionClosure>,
    pub metadata: Option<crate::admin::NodeExecutionMetaData>,
}
impl crate::wire::Fields for NodeExecution {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "inputUri", &self.input_uri);
        to.field(3, "closure", &self.closure);
        to.field(4, "metadata", &self.metadata);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("input_uri", &mut self.input_uri),
            3 => from.field("closure", &mut self.closure),
            4 => from.field("metadata", &mut self.metadata),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(NodeExecution, "NodeExecution");
/// Where a node is in its graph.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct NodeExecutionMetaData {
    pub retry_group: String,
    pub is_parent_node: bool,
    pub spec_node_id: String,
    pub is_dynamic: bool,
    pub is_array: bool,
    pub is_eager: bool,
}
impl crate::wire::Fields for NodeExecutionMetaData {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "retryGroup", &self.retry_group);
        to.field(2, "isParentNode", &self.is_parent_node);
        to.field(3, "specNodeId", &self.spec_node_id);
        to.field(4, "isDynamic", &self.is_dynamic);
        to.field(5, "isArray", &self.is_array);
        to.field(6, "isEager", &self.is_eager);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("retry_group", &mut self.retry_group),
            2 => from.field("is_parent_node", &mut self.is_parent_node),
            3 => from.field("spec_node_id", &mut self.spec_node_id),
            4 => from.field("is_dynamic", &mut self.is_dynamic),
            5 => from.field("is_array", &mut self.is_array),
            6 => from.field("is_eager", &mut self.is_eager),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(NodeExecutionMetaData, "NodeExecutionMetaData");
/// A page of nodes.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct NodeExecutionList {
    pub node_executions: Vec<crate::admin::NodeExecution>,
    pub token: String,
}
impl crate::wire::Fields for NodeExecutionList {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "nodeExecutions", &self.node_executions);
        to.field(2, "token", &self.token);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("node_executions", &mut self.node_executions),
            2 => from.field("token", &mut self.token),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(NodeExecutionList, "NodeExecutionList");
/// What has become of a node.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct NodeExecutionClosure {
    /// A [`crate::core::node_execution::Phase`].
    pub phase: i32,
    pub started_at: Option<crate::google::Timestamp>,
    pub duration: Option<crate::google::Duration>,
    pub created_at: Option<crate::google::Timestamp>,
    pub updated_at: Option<crate::google::Timestamp>,
    pub deck_uri: String,
    pub dynamic_job_spec_uri: String,
    pub output_result: Option<crate::admin::node_execution_closure::OutputResult>,
    pub target_metadata: Option<crate::admin::node_execution_closure::TargetMetadata>,
}
impl NodeExecutionClosure {
    /// The value of `phase`, or the default if this version has no name for it.
    #[must_use]
    pub fn phase(&self) -> crate::core::node_execution::Phase {
        crate::enumeration::from_number(self.phase).unwrap_or_default()
    }
}
impl crate::wire::Fields for NodeExecutionClosure {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.output_result {
            Some(crate::admin::node_execution_closure::OutputResult::OutputUri(x)) => {
                to.member(1, "outputUri", x)
            }
            Some(crate::admin::node_execution_closure::OutputResult::Error(x)) => {
                to.member(2, "error", x)
            }
            _ => {}
        }
        to.field(
            3,
            "phase",
            &crate::enumeration::Enum::<
                crate::core::node_execution::Phase,
            >::of(self.phase),
        );
        to.field(4, "startedAt", &self.started_at);
        to.field(5, "duration", &self.duration);
        to.field(6, "createdAt", &self.created_at);
        to.field(7, "updatedAt", &self.updated_at);
        match &self.target_metadata {
            Some(
                crate::admin::node_execution_closure::TargetMetadata::WorkflowNodeMetadata(
                    x,
                ),
            ) => to.member(8, "workflowNodeMetadata", x),
            Some(
                crate::admin::node_execution_closure::TargetMetadata::TaskNodeMetadata(x),
            ) => to.member(9, "taskNodeMetadata", x),
            _ => {}
        }
        match &self.output_result {
            Some(crate::admin::node_execution_closure::OutputResult::OutputData(x)) => {
                to.member(10, "outputData", x)
            }
            _ => {}
        }
        to.field(11, "deckUri", &self.deck_uri);
        to.field(12, "dynamicJobSpecUri", &self.dynamic_job_spec_uri);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => {
                match &mut self.output_result {
                    Some(
                        crate::admin::node_execution_closure::OutputResult::OutputUri(x),
                    ) => from.field("output_uri", x),
                    slot => {
                        *slot = Some(
                            crate::admin::node_execution_closure::OutputResult::OutputUri(
                                from.member("output_uri")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.output_result {
                    Some(
                        crate::admin::node_execution_closure::OutputResult::Error(x),
                    ) => from.field("error", x),
                    slot => {
                        *slot = Some(
                            crate::admin::node_execution_closure::OutputResult::Error(
                                from.member("error")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            3 => from.field("phase", &mut self.phase),
            4 => from.field("started_at", &mut self.started_at),
            5 => from.field("duration", &mut self.duration),
            6 => from.field("created_at", &mut self.created_at),
            7 => from.field("updated_at", &mut self.updated_at),
            8 => {
                match &mut self.target_metadata {
                    Some(
                        crate::admin::node_execution_closure::TargetMetadata::WorkflowNodeMetadata(
                            x,
                        ),
                    ) => from.field("workflow_node_metadata", x),
                    slot => {
                        *slot = Some(
                            crate::admin::node_execution_closure::TargetMetadata::WorkflowNodeMetadata(
                                from.member("workflow_node_metadata")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            9 => {
                match &mut self.target_metadata {
                    Some(
                        crate::admin::node_execution_closure::TargetMetadata::TaskNodeMetadata(
                            x,
                        ),
                    ) => from.field("task_node_metadata", x),
                    slot => {
                        *slot = Some(
                            crate::admin::node_execution_closure::TargetMetadata::TaskNodeMetadata(
                                from.member("task_node_metadata")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            10 => {
                match &mut self.output_result {
                    Some(
                        crate::admin::node_execution_closure::OutputResult::OutputData(x),
                    ) => from.field("output_data", x),
                    slot => {
                        *slot = Some(
                            crate::admin::node_execution_closure::OutputResult::OutputData(
                                from.member("output_data")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            11 => from.field("deck_uri", &mut self.deck_uri),
            12 => from.field("dynamic_job_spec_uri", &mut self.dynamic_job_spec_uri),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(NodeExecutionClosure, "NodeExecutionClosure");
/// The parts of [`NodeExecutionClosure`].
pub mod node_execution_closure {
    /// The value of `output_result`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum OutputResult {
        #[deprecated]
        OutputUri(String),
        Error(crate::core::ExecutionError),
        #[deprecated]
        OutputData(crate::core::LiteralMap),
    }
    /// The value of `target_metadata`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum TargetMetadata {
        WorkflowNodeMetadata(crate::admin::WorkflowNodeMetadata),
        TaskNodeMetadata(crate::admin::TaskNodeMetadata),
    }
}
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
            1 => from.field("executionId", &mut self.execution_id),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(WorkflowNodeMetadata, "WorkflowNodeMetadata");
/// The cache and the checkpoint of a node's task.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct TaskNodeMetadata {
    /// A [`crate::core::CatalogCacheStatus`].
    pub cache_status: i32,
    pub catalog_key: Option<crate::core::CatalogMetadata>,
    pub checkpoint_uri: String,
}
impl TaskNodeMetadata {
    /// The value of `cache_status`, or the default if this version has no name for it.
    #[must_use]
    pub fn cache_status(&self) -> crate::core::CatalogCacheStatus {
        crate::enumeration::from_number(self.cache_status).unwrap_or_default()
    }
}
impl crate::wire::Fields for TaskNodeMetadata {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(
            1,
            "cacheStatus",
            &crate::enumeration::Enum::<
                crate::core::CatalogCacheStatus,
            >::of(self.cache_status),
        );
        to.field(2, "catalogKey", &self.catalog_key);
        to.field(4, "checkpointUri", &self.checkpoint_uri);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("cache_status", &mut self.cache_status),
            2 => from.field("catalog_key", &mut self.catalog_key),
            4 => from.field("checkpoint_uri", &mut self.checkpoint_uri),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TaskNodeMetadata, "TaskNodeMetadata");
/// The graph that a dynamic node has made.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct DynamicWorkflowNodeMetadata {
    pub id: Option<crate::core::Identifier>,
    pub compiled_workflow: Option<crate::core::CompiledWorkflowClosure>,
    pub dynamic_job_spec_uri: String,
}
impl crate::wire::Fields for DynamicWorkflowNodeMetadata {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "compiledWorkflow", &self.compiled_workflow);
        to.field(3, "dynamicJobSpecUri", &self.dynamic_job_spec_uri);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("compiled_workflow", &mut self.compiled_workflow),
            3 => from.field("dynamic_job_spec_uri", &mut self.dynamic_job_spec_uri),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(DynamicWorkflowNodeMetadata, "DynamicWorkflowNodeMetadata");
/// Asks for the inputs and outputs of a node.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct NodeExecutionGetDataRequest {
    pub id: Option<crate::core::NodeExecutionIdentifier>,
}
impl crate::wire::Fields for NodeExecutionGetDataRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(NodeExecutionGetDataRequest, "NodeExecutionGetDataRequest");
/// The inputs and outputs of a node.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct NodeExecutionGetDataResponse {
    #[deprecated]
    pub inputs: Option<crate::admin::UrlBlob>,
    #[deprecated]
    pub outputs: Option<crate::admin::UrlBlob>,
    pub full_inputs: Option<crate::core::LiteralMap>,
    pub full_outputs: Option<crate::core::LiteralMap>,
    pub dynamic_workflow: Option<crate::admin::DynamicWorkflowNodeMetadata>,
    pub flyte_urls: Option<crate::admin::FlyteUrLs>,
}
impl crate::wire::Fields for NodeExecutionGetDataResponse {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "inputs", &self.inputs);
        to.field(2, "outputs", &self.outputs);
        to.field(3, "fullInputs", &self.full_inputs);
        to.field(4, "fullOutputs", &self.full_outputs);
        to.field(16, "dynamicWorkflow", &self.dynamic_workflow);
        to.field(17, "flyteUrls", &self.flyte_urls);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("inputs", &mut self.inputs),
            2 => from.field("outputs", &mut self.outputs),
            3 => from.field("full_inputs", &mut self.full_inputs),
            4 => from.field("full_outputs", &mut self.full_outputs),
            16 => from.field("dynamic_workflow", &mut self.dynamic_workflow),
            17 => from.field("flyte_urls", &mut self.flyte_urls),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(NodeExecutionGetDataResponse, "NodeExecutionGetDataResponse");
/// Asks for the graph of a dynamic node.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct GetDynamicNodeWorkflowRequest {
    pub id: Option<crate::core::NodeExecutionIdentifier>,
}
impl crate::wire::Fields for GetDynamicNodeWorkflowRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(GetDynamicNodeWorkflowRequest, "GetDynamicNodeWorkflowRequest");
/// The graph of a dynamic node.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct DynamicNodeWorkflowResponse {
    pub compiled_workflow: Option<crate::core::CompiledWorkflowClosure>,
}
impl crate::wire::Fields for DynamicNodeWorkflowResponse {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "compiledWorkflow", &self.compiled_workflow);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("compiled_workflow", &mut self.compiled_workflow),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(DynamicNodeWorkflowResponse, "DynamicNodeWorkflowResponse");
/// A domain, such as `development`.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Domain {
    pub id: String,
    pub name: String,
}
impl crate::wire::Fields for Domain {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "name", &self.name);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("name", &mut self.name),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Domain, "Domain");
/// A project.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Project {
    pub id: String,
    pub name: String,
    pub domains: Vec<crate::admin::Domain>,
    pub description: String,
    pub labels: Option<crate::admin::Labels>,
    /// A [`crate::admin::project::ProjectState`].
    pub state: i32,
    pub org: String,
}
impl Project {
    /// The value of `state`, or the default if this version has no name for it.
    #[must_use]
    pub fn state(&self) -> crate::admin::project::ProjectState {
        crate::enumeration::from_number(self.state).unwrap_or_default()
    }
}
impl crate::wire::Fields for Project {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "name", &self.name);
        to.field(3, "domains", &self.domains);
        to.field(4, "description", &self.description);
        to.field(5, "labels", &self.labels);
        to.field(
            6,
            "state",
            &crate::enumeration::Enum::<
                crate::admin::project::ProjectState,
            >::of(self.state),
        );
        to.field(7, "org", &self.org);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("name", &mut self.name),
            3 => from.field("domains", &mut self.domains),
            4 => from.field("description", &mut self.description),
            5 => from.field("labels", &mut self.labels),
            6 => from.field("state", &mut self.state),
            7 => from.field("org", &mut self.org),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Project, "Project");
/// The parts of [`Project`].
pub mod project {
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum ProjectState {
        #[default]
        Active = 0,
        Archived = 1,
        SystemGenerated = 2,
        SystemArchived = 3,
    }
    impl crate::enumeration::Enumeration for ProjectState {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "ACTIVE", Self::Active),
            (1, "ARCHIVED", Self::Archived),
            (2, "SYSTEM_GENERATED", Self::SystemGenerated),
            (3, "SYSTEM_ARCHIVED", Self::SystemArchived),
        ];
    }
    crate::enumeration::enumeration!(ProjectState);
}
/// A page of projects.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Projects {
    pub projects: Vec<crate::admin::Project>,
    pub token: String,
}
impl crate::wire::Fields for Projects {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "projects", &self.projects);
        to.field(2, "token", &self.token);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("projects", &mut self.projects),
            2 => from.field("token", &mut self.token),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Projects, "Projects");
/// Asks for the projects.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ProjectListRequest {
    pub limit: u32,
    pub token: String,
    pub filters: String,
    pub sort_by: Option<crate::admin::Sort>,
    pub org: String,
}
impl crate::wire::Fields for ProjectListRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "limit", &self.limit);
        to.field(2, "token", &self.token);
        to.field(3, "filters", &self.filters);
        to.field(4, "sortBy", &self.sort_by);
        to.field(5, "org", &self.org);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("limit", &mut self.limit),
            2 => from.field("token", &mut self.token),
            3 => from.field("filters", &mut self.filters),
            4 => from.field("sort_by", &mut self.sort_by),
            5 => from.field("org", &mut self.org),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ProjectListRequest, "ProjectListRequest");
/// Makes a project.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ProjectRegisterRequest {
    pub project: Option<crate::admin::Project>,
}
impl crate::wire::Fields for ProjectRegisterRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "project", &self.project);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("project", &mut self.project),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ProjectRegisterRequest, "ProjectRegisterRequest");
/// The project is made.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ProjectRegisterResponse {}
impl crate::wire::Fields for ProjectRegisterResponse {
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
crate::wire::message!(ProjectRegisterResponse, "ProjectRegisterResponse");
/// Asks for a signal, which is made if it is absent.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct SignalGetOrCreateRequest {
    pub id: Option<crate::core::SignalIdentifier>,
    pub r#type: Option<crate::core::LiteralType>,
}
impl crate::wire::Fields for SignalGetOrCreateRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "type", &self.r#type);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("type", &mut self.r#type),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(SignalGetOrCreateRequest, "SignalGetOrCreateRequest");
/// Asks for the signals of an execution.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct SignalListRequest {
    pub workflow_execution_id: Option<crate::core::WorkflowExecutionIdentifier>,
    pub limit: u32,
    pub token: String,
    pub filters: String,
    pub sort_by: Option<crate::admin::Sort>,
}
impl crate::wire::Fields for SignalListRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "workflowExecutionId", &self.workflow_execution_id);
        to.field(2, "limit", &self.limit);
        to.field(3, "token", &self.token);
        to.field(4, "filters", &self.filters);
        to.field(5, "sortBy", &self.sort_by);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("workflow_execution_id", &mut self.workflow_execution_id),
            2 => from.field("limit", &mut self.limit),
            3 => from.field("token", &mut self.token),
            4 => from.field("filters", &mut self.filters),
            5 => from.field("sort_by", &mut self.sort_by),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(SignalListRequest, "SignalListRequest");
/// A page of signals.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct SignalList {
    pub signals: Vec<crate::admin::Signal>,
    pub token: String,
}
impl crate::wire::Fields for SignalList {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "signals", &self.signals);
        to.field(2, "token", &self.token);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("signals", &mut self.signals),
            2 => from.field("token", &mut self.token),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(SignalList, "SignalList");
/// Answers a gate.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct SignalSetRequest {
    pub id: Option<crate::core::SignalIdentifier>,
    pub value: Option<crate::core::Literal>,
}
impl crate::wire::Fields for SignalSetRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "value", &self.value);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("value", &mut self.value),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(SignalSetRequest, "SignalSetRequest");
/// The gate is answered.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct SignalSetResponse {}
impl crate::wire::Fields for SignalSetResponse {
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
crate::wire::message!(SignalSetResponse, "SignalSetResponse");
/// What a gate waits for, and its answer.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct Signal {
    pub id: Option<crate::core::SignalIdentifier>,
    pub r#type: Option<crate::core::LiteralType>,
    pub value: Option<crate::core::Literal>,
}
impl crate::wire::Fields for Signal {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "type", &self.r#type);
        to.field(3, "value", &self.value);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("type", &mut self.r#type),
            3 => from.field("value", &mut self.value),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Signal, "Signal");
/// Registers a task.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct TaskCreateRequest {
    pub id: Option<crate::core::Identifier>,
    pub spec: Option<crate::admin::TaskSpec>,
}
impl crate::wire::Fields for TaskCreateRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "spec", &self.spec);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("spec", &mut self.spec),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TaskCreateRequest, "TaskCreateRequest");
/// The task is registered.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct TaskCreateResponse {}
impl crate::wire::Fields for TaskCreateResponse {
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
crate::wire::message!(TaskCreateResponse, "TaskCreateResponse");
/// A registered task.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct Task {
    pub id: Option<crate::core::Identifier>,
    pub closure: Option<crate::admin::TaskClosure>,
    pub short_description: String,
}
impl crate::wire::Fields for Task {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "closure", &self.closure);
        to.field(3, "shortDescription", &self.short_description);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("closure", &mut self.closure),
            3 => from.field("short_description", &mut self.short_description),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Task, "Task");
/// A page of tasks.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct TaskList {
    pub tasks: Vec<crate::admin::Task>,
    pub token: String,
}
impl crate::wire::Fields for TaskList {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "tasks", &self.tasks);
        to.field(2, "token", &self.token);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("tasks", &mut self.tasks),
            2 => from.field("token", &mut self.token),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TaskList, "TaskList");
/// A task as the compiler has left it.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct TaskClosure {
    pub compiled_task: Option<crate::core::CompiledTask>,
    pub created_at: Option<crate::google::Timestamp>,
}
impl crate::wire::Fields for TaskClosure {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "compiledTask", &self.compiled_task);
        to.field(2, "createdAt", &self.created_at);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("compiled_task", &mut self.compiled_task),
            2 => from.field("created_at", &mut self.created_at),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TaskClosure, "TaskClosure");
/// Asks for an attempt of a task.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct TaskExecutionGetRequest {
    pub id: Option<crate::core::TaskExecutionIdentifier>,
}
impl crate::wire::Fields for TaskExecutionGetRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TaskExecutionGetRequest, "TaskExecutionGetRequest");
/// Asks for the attempts of a node's task.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct TaskExecutionListRequest {
    pub node_execution_id: Option<crate::core::NodeExecutionIdentifier>,
    pub limit: u32,
    pub token: String,
    pub filters: String,
    pub sort_by: Option<crate::admin::Sort>,
}
impl crate::wire::Fields for TaskExecutionListRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "nodeExecutionId", &self.node_execution_id);
        to.field(2, "limit", &self.limit);
        to.field(3, "token", &self.token);
        to.field(4, "filters", &self.filters);
        to.field(5, "sortBy", &self.sort_by);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("node_execution_id", &mut self.node_execution_id),
            2 => from.field("limit", &mut self.limit),
            3 => from.field("token", &mut self.token),
            4 => from.field("filters", &mut self.filters),
            5 => from.field("sort_by", &mut self.sort_by),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TaskExecutionListRequest, "TaskExecutionListRequest");
/// An attempt of a task.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct TaskExecution {
    pub id: Option<crate::core::TaskExecutionIdentifier>,
    pub input_uri: String,
    pub closure: Option<crate::admin::TaskExecutionClosure>,
    pub is_parent: bool,
}
impl crate::wire::Fields for TaskExecution {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "inputUri", &self.input_uri);
        to.field(3, "closure", &self.closure);
        to.field(4, "isParent", &self.is_parent);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("input_uri", &mut self.input_uri),
            3 => from.field("closure", &mut self.closure),
            4 => from.field("is_parent", &mut self.is_parent),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TaskExecution, "TaskExecution");
/// A page of attempts.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct TaskExecutionList {
    pub task_executions: Vec<crate::admin::TaskExecution>,
    pub token: String,
}
impl crate::wire::Fields for TaskExecutionList {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "taskExecutions", &self.task_executions);
        to.field(2, "token", &self.token);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("task_executions", &mut self.task_executions),
            2 => from.field("token", &mut self.token),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TaskExecutionList, "TaskExecutionList");
/// What has become of an attempt.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct TaskExecutionClosure {
    /// A [`crate::core::task_execution::Phase`].
    pub phase: i32,
    pub logs: Vec<crate::core::TaskLog>,
    pub started_at: Option<crate::google::Timestamp>,
    pub duration: Option<crate::google::Duration>,
    pub created_at: Option<crate::google::Timestamp>,
    pub updated_at: Option<crate::google::Timestamp>,
    pub custom_info: Option<crate::google::Struct>,
    pub reason: String,
    pub task_type: String,
    pub metadata: Option<crate::event::TaskExecutionMetadata>,
    pub event_version: i32,
    pub reasons: Vec<crate::admin::Reason>,
    pub log_context: Option<crate::core::LogContext>,
    pub output_result: Option<crate::admin::task_execution_closure::OutputResult>,
}
impl TaskExecutionClosure {
    /// The value of `phase`, or the default if this version has no name for it.
    #[must_use]
    pub fn phase(&self) -> crate::core::task_execution::Phase {
        crate::enumeration::from_number(self.phase).unwrap_or_default()
    }
}
impl crate::wire::Fields for TaskExecutionClosure {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.output_result {
            Some(crate::admin::task_execution_closure::OutputResult::OutputUri(x)) => {
                to.member(1, "outputUri", x)
            }
            Some(crate::admin::task_execution_closure::OutputResult::Error(x)) => {
                to.member(2, "error", x)
            }
            _ => {}
        }
        to.field(
            3,
            "phase",
            &crate::enumeration::Enum::<
                crate::core::task_execution::Phase,
            >::of(self.phase),
        );
        to.field(4, "logs", &self.logs);
        to.field(5, "startedAt", &self.started_at);
        to.field(6, "duration", &self.duration);
        to.field(7, "createdAt", &self.created_at);
        to.field(8, "updatedAt", &self.updated_at);
        to.field(9, "customInfo", &self.custom_info);
        to.field(10, "reason", &self.reason);
        to.field(11, "taskType", &self.task_type);
        match &self.output_result {
            Some(crate::admin::task_execution_closure::OutputResult::OutputData(x)) => {
                to.member(12, "outputData", x)
            }
            _ => {}
        }
        to.field(16, "metadata", &self.metadata);
        to.field(17, "eventVersion", &self.event_version);
        to.field(18, "reasons", &self.reasons);
        to.field(19, "logContext", &self.log_context);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => {
                match &mut self.output_result {
                    Some(
                        crate::admin::task_execution_closure::OutputResult::OutputUri(x),
                    ) => from.field("output_uri", x),
                    slot => {
                        *slot = Some(
                            crate::admin::task_execution_closure::OutputResult::OutputUri(
                                from.member("output_uri")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.output_result {
                    Some(
                        crate::admin::task_execution_closure::OutputResult::Error(x),
                    ) => from.field("error", x),
                    slot => {
                        *slot = Some(
                            crate::admin::task_execution_closure::OutputResult::Error(
                                from.member("error")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            3 => from.field("phase", &mut self.phase),
            4 => from.field("logs", &mut self.logs),
            5 => from.field("started_at", &mut self.started_at),
            6 => from.field("duration", &mut self.duration),
            7 => from.field("created_at", &mut self.created_at),
            8 => from.field("updated_at", &mut self.updated_at),
            9 => from.field("custom_info", &mut self.custom_info),
            10 => from.field("reason", &mut self.reason),
            11 => from.field("task_type", &mut self.task_type),
            12 => {
                match &mut self.output_result {
                    Some(
                        crate::admin::task_execution_closure::OutputResult::OutputData(x),
                    ) => from.field("output_data", x),
                    slot => {
                        *slot = Some(
                            crate::admin::task_execution_closure::OutputResult::OutputData(
                                from.member("output_data")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            16 => from.field("metadata", &mut self.metadata),
            17 => from.field("event_version", &mut self.event_version),
            18 => from.field("reasons", &mut self.reasons),
            19 => from.field("log_context", &mut self.log_context),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TaskExecutionClosure, "TaskExecutionClosure");
/// The parts of [`TaskExecutionClosure`].
pub mod task_execution_closure {
    /// The value of `output_result`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum OutputResult {
        #[deprecated]
        OutputUri(String),
        Error(crate::core::ExecutionError),
        #[deprecated]
        OutputData(crate::core::LiteralMap),
    }
}
/// What an attempt waited for.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Reason {
    pub occurred_at: Option<crate::google::Timestamp>,
    pub message: String,
}
impl crate::wire::Fields for Reason {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "occurredAt", &self.occurred_at);
        to.field(2, "message", &self.message);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("occurred_at", &mut self.occurred_at),
            2 => from.field("message", &mut self.message),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Reason, "Reason");
/// Asks for the inputs and outputs of an attempt.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct TaskExecutionGetDataRequest {
    pub id: Option<crate::core::TaskExecutionIdentifier>,
}
impl crate::wire::Fields for TaskExecutionGetDataRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TaskExecutionGetDataRequest, "TaskExecutionGetDataRequest");
/// The inputs and outputs of an attempt.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct TaskExecutionGetDataResponse {
    #[deprecated]
    pub inputs: Option<crate::admin::UrlBlob>,
    #[deprecated]
    pub outputs: Option<crate::admin::UrlBlob>,
    pub full_inputs: Option<crate::core::LiteralMap>,
    pub full_outputs: Option<crate::core::LiteralMap>,
    pub flyte_urls: Option<crate::admin::FlyteUrLs>,
}
impl crate::wire::Fields for TaskExecutionGetDataResponse {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "inputs", &self.inputs);
        to.field(2, "outputs", &self.outputs);
        to.field(3, "fullInputs", &self.full_inputs);
        to.field(4, "fullOutputs", &self.full_outputs);
        to.field(5, "flyteUrls", &self.flyte_urls);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("inputs", &mut self.inputs),
            2 => from.field("outputs", &mut self.outputs),
            3 => from.field("full_inputs", &mut self.full_inputs),
            4 => from.field("full_outputs", &mut self.full_outputs),
            5 => from.field("flyte_urls", &mut self.flyte_urls),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TaskExecutionGetDataResponse, "TaskExecutionGetDataResponse");
/// The server's version.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct GetVersionResponse {
    pub control_plane_version: Option<crate::admin::Version>,
}
impl crate::wire::Fields for GetVersionResponse {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "controlPlaneVersion", &self.control_plane_version);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("control_plane_version", &mut self.control_plane_version),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(GetVersionResponse, "GetVersionResponse");
/// A version of a program.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Version {
    pub build: String,
    pub version: String,
    pub build_time: String,
}
impl crate::wire::Fields for Version {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "Build", &self.build);
        to.field(2, "Version", &self.version);
        to.field(3, "BuildTime", &self.build_time);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("Build", &mut self.build),
            2 => from.field("Version", &mut self.version),
            3 => from.field("BuildTime", &mut self.build_time),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Version, "Version");
/// Asks for the server's version.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct GetVersionRequest {}
impl crate::wire::Fields for GetVersionRequest {
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
crate::wire::message!(GetVersionRequest, "GetVersionRequest");
/// Registers a workflow.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct WorkflowCreateRequest {
    pub id: Option<crate::core::Identifier>,
    pub spec: Option<crate::admin::WorkflowSpec>,
}
impl crate::wire::Fields for WorkflowCreateRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "spec", &self.spec);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("spec", &mut self.spec),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(WorkflowCreateRequest, "WorkflowCreateRequest");
/// The workflow is registered.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct WorkflowCreateResponse {}
impl crate::wire::Fields for WorkflowCreateResponse {
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
crate::wire::message!(WorkflowCreateResponse, "WorkflowCreateResponse");
/// A registered workflow.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct Workflow {
    pub id: Option<crate::core::Identifier>,
    pub closure: Option<crate::admin::WorkflowClosure>,
    pub short_description: String,
}
impl crate::wire::Fields for Workflow {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "closure", &self.closure);
        to.field(3, "shortDescription", &self.short_description);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("closure", &mut self.closure),
            3 => from.field("short_description", &mut self.short_description),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Workflow, "Workflow");
/// A page of workflows.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct WorkflowList {
    pub workflows: Vec<crate::admin::Workflow>,
    pub token: String,
}
impl crate::wire::Fields for WorkflowList {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "workflows", &self.workflows);
        to.field(2, "token", &self.token);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("workflows", &mut self.workflows),
            2 => from.field("token", &mut self.token),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(WorkflowList, "WorkflowList");
/// A workflow as the compiler has left it.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct WorkflowClosure {
    pub compiled_workflow: Option<crate::core::CompiledWorkflowClosure>,
    pub created_at: Option<crate::google::Timestamp>,
}
impl crate::wire::Fields for WorkflowClosure {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "compiledWorkflow", &self.compiled_workflow);
        to.field(2, "createdAt", &self.created_at);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("compiled_workflow", &mut self.compiled_workflow),
            2 => from.field("created_at", &mut self.created_at),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(WorkflowClosure, "WorkflowClosure");
