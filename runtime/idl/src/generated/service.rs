// Written by `cargo run -p aileron-idl-generate`.

/// Asks where to sign in.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct OAuth2MetadataRequest {}
impl crate::wire::Fields for OAuth2MetadataRequest {
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
crate::wire::message!(OAuth2MetadataRequest, "OAuth2MetadataRequest");
/// Where to sign in (RFC 8414).
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct OAuth2MetadataResponse {
    pub issuer: String,
    pub authorization_endpoint: String,
    pub token_endpoint: String,
    pub response_types_supported: Vec<String>,
    pub scopes_supported: Vec<String>,
    pub token_endpoint_auth_methods_supported: Vec<String>,
    pub jwks_uri: String,
    pub code_challenge_methods_supported: Vec<String>,
    pub grant_types_supported: Vec<String>,
    pub device_authorization_endpoint: String,
}
impl crate::wire::Fields for OAuth2MetadataResponse {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "issuer", &self.issuer);
        to.field(2, "authorizationEndpoint", &self.authorization_endpoint);
        to.field(3, "tokenEndpoint", &self.token_endpoint);
        to.field(4, "responseTypesSupported", &self.response_types_supported);
        to.field(5, "scopesSupported", &self.scopes_supported);
        to.field(
            6,
            "tokenEndpointAuthMethodsSupported",
            &self.token_endpoint_auth_methods_supported,
        );
        to.field(7, "jwksUri", &self.jwks_uri);
        to.field(
            8,
            "codeChallengeMethodsSupported",
            &self.code_challenge_methods_supported,
        );
        to.field(9, "grantTypesSupported", &self.grant_types_supported);
        to.field(10, "deviceAuthorizationEndpoint", &self.device_authorization_endpoint);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("issuer", &mut self.issuer),
            2 => from.field("authorization_endpoint", &mut self.authorization_endpoint),
            3 => from.field("token_endpoint", &mut self.token_endpoint),
            4 => {
                from.field(
                    "response_types_supported",
                    &mut self.response_types_supported,
                )
            }
            5 => from.field("scopes_supported", &mut self.scopes_supported),
            6 => {
                from.field(
                    "token_endpoint_auth_methods_supported",
                    &mut self.token_endpoint_auth_methods_supported,
                )
            }
            7 => from.field("jwks_uri", &mut self.jwks_uri),
            8 => {
                from.field(
                    "code_challenge_methods_supported",
                    &mut self.code_challenge_methods_supported,
                )
            }
            9 => from.field("grant_types_supported", &mut self.grant_types_supported),
            10 => {
                from.field(
                    "device_authorization_endpoint",
                    &mut self.device_authorization_endpoint,
                )
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(OAuth2MetadataResponse, "OAuth2MetadataResponse");
/// Asks who a client is.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct PublicClientAuthConfigRequest {}
impl crate::wire::Fields for PublicClientAuthConfigRequest {
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
crate::wire::message!(PublicClientAuthConfigRequest, "PublicClientAuthConfigRequest");
/// Who a client without a secret is, and where its token goes.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct PublicClientAuthConfigResponse {
    pub client_id: String,
    pub redirect_uri: String,
    pub scopes: Vec<String>,
    pub authorization_metadata_key: String,
    pub service_http_endpoint: String,
    pub audience: String,
}
impl crate::wire::Fields for PublicClientAuthConfigResponse {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "clientId", &self.client_id);
        to.field(2, "redirectUri", &self.redirect_uri);
        to.field(3, "scopes", &self.scopes);
        to.field(4, "authorizationMetadataKey", &self.authorization_metadata_key);
        to.field(5, "serviceHttpEndpoint", &self.service_http_endpoint);
        to.field(6, "audience", &self.audience);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("client_id", &mut self.client_id),
            2 => from.field("redirect_uri", &mut self.redirect_uri),
            3 => from.field("scopes", &mut self.scopes),
            4 => {
                from.field(
                    "authorization_metadata_key",
                    &mut self.authorization_metadata_key,
                )
            }
            5 => from.field("service_http_endpoint", &mut self.service_http_endpoint),
            6 => from.field("audience", &mut self.audience),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(PublicClientAuthConfigResponse, "PublicClientAuthConfigResponse");
/// What a link leads to.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[repr(i32)]
pub enum ArtifactType {
    #[default]
    Undefined = 0,
    Deck = 1,
}
impl crate::enumeration::Enumeration for ArtifactType {
    const VALUES: &'static [(i32, &'static str, Self)] = &[
        (0, "ARTIFACT_TYPE_UNDEFINED", Self::Undefined),
        (1, "ARTIFACT_TYPE_DECK", Self::Deck),
    ];
}
crate::enumeration::enumeration!(ArtifactType);
/// Where to put a file.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct CreateUploadLocationResponse {
    pub signed_url: String,
    pub native_url: String,
    pub expires_at: Option<crate::google::Timestamp>,
    pub headers: std::collections::BTreeMap<String, String>,
}
impl crate::wire::Fields for CreateUploadLocationResponse {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "signedUrl", &self.signed_url);
        to.field(2, "nativeUrl", &self.native_url);
        to.field(3, "expiresAt", &self.expires_at);
        to.field(4, "headers", &self.headers);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("signed_url", &mut self.signed_url),
            2 => from.field("native_url", &mut self.native_url),
            3 => from.field("expires_at", &mut self.expires_at),
            4 => from.field("headers", &mut self.headers),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(CreateUploadLocationResponse, "CreateUploadLocationResponse");
/// Asks where to put a file.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct CreateUploadLocationRequest {
    pub project: String,
    pub domain: String,
    pub filename: String,
    pub expires_in: Option<crate::google::Duration>,
    pub content_md5: Vec<u8>,
    pub filename_root: String,
    pub add_content_md5_metadata: bool,
    pub org: String,
}
impl crate::wire::Fields for CreateUploadLocationRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "project", &self.project);
        to.field(2, "domain", &self.domain);
        to.field(3, "filename", &self.filename);
        to.field(4, "expiresIn", &self.expires_in);
        to.field(5, "contentMd5", &self.content_md5);
        to.field(6, "filenameRoot", &self.filename_root);
        to.field(7, "addContentMd5Metadata", &self.add_content_md5_metadata);
        to.field(8, "org", &self.org);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("project", &mut self.project),
            2 => from.field("domain", &mut self.domain),
            3 => from.field("filename", &mut self.filename),
            4 => from.field("expires_in", &mut self.expires_in),
            5 => from.field("content_md5", &mut self.content_md5),
            6 => from.field("filename_root", &mut self.filename_root),
            7 => {
                from.field(
                    "add_content_md5_metadata",
                    &mut self.add_content_md5_metadata,
                )
            }
            8 => from.field("org", &mut self.org),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(CreateUploadLocationRequest, "CreateUploadLocationRequest");
/// Asks for links to what a node has left.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct CreateDownloadLinkRequest {
    /// A [`crate::service::ArtifactType`].
    pub artifact_type: i32,
    pub expires_in: Option<crate::google::Duration>,
    pub source: Option<crate::service::create_download_link_request::Source>,
}
impl CreateDownloadLinkRequest {
    /// The value of `artifact_type`, or the default if this version has no name for it.
    #[must_use]
    pub fn artifact_type(&self) -> crate::service::ArtifactType {
        crate::enumeration::from_number(self.artifact_type).unwrap_or_default()
    }
}
impl crate::wire::Fields for CreateDownloadLinkRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(
            1,
            "artifactType",
            &crate::enumeration::Enum::<
                crate::service::ArtifactType,
            >::of(self.artifact_type),
        );
        to.field(2, "expiresIn", &self.expires_in);
        match &self.source {
            Some(
                crate::service::create_download_link_request::Source::NodeExecutionId(x),
            ) => to.member(3, "nodeExecutionId", x),
            _ => {}
        }
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("artifact_type", &mut self.artifact_type),
            2 => from.field("expires_in", &mut self.expires_in),
            3 => {
                match &mut self.source {
                    Some(
                        crate::service::create_download_link_request::Source::NodeExecutionId(
                            x,
                        ),
                    ) => from.field("node_execution_id", x),
                    slot => {
                        *slot = Some(
                            crate::service::create_download_link_request::Source::NodeExecutionId(
                                from.member("node_execution_id")?,
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
crate::wire::message!(CreateDownloadLinkRequest, "CreateDownloadLinkRequest");
/// The parts of [`CreateDownloadLinkRequest`].
pub mod create_download_link_request {
    /// The value of `source`, one of several.
    #[derive(Clone, Debug, Eq, Hash, PartialEq)]
    pub enum Source {
        NodeExecutionId(crate::core::NodeExecutionIdentifier),
    }
}
/// Links to what a node has left.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct CreateDownloadLinkResponse {
    #[deprecated]
    pub signed_url: Vec<String>,
    #[deprecated]
    pub expires_at: Option<crate::google::Timestamp>,
    pub pre_signed_urls: Option<crate::service::PreSignedUrLs>,
}
impl crate::wire::Fields for CreateDownloadLinkResponse {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "signedUrl", &self.signed_url);
        to.field(2, "expiresAt", &self.expires_at);
        to.field(3, "preSignedUrls", &self.pre_signed_urls);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("signed_url", &mut self.signed_url),
            2 => from.field("expires_at", &mut self.expires_at),
            3 => from.field("pre_signed_urls", &mut self.pre_signed_urls),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(CreateDownloadLinkResponse, "CreateDownloadLinkResponse");
/// Links that need no other credentials.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct PreSignedUrLs {
    pub signed_url: Vec<String>,
    pub expires_at: Option<crate::google::Timestamp>,
}
impl crate::wire::Fields for PreSignedUrLs {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "signedUrl", &self.signed_url);
        to.field(2, "expiresAt", &self.expires_at);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("signed_url", &mut self.signed_url),
            2 => from.field("expires_at", &mut self.expires_at),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(PreSignedUrLs, "PreSignedURLs");
/// Asks for what an address of the form `flyte://` names.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct GetDataRequest {
    pub flyte_url: String,
}
impl crate::wire::Fields for GetDataRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "flyteUrl", &self.flyte_url);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("flyte_url", &mut self.flyte_url),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(GetDataRequest, "GetDataRequest");
/// What an address of the form `flyte://` names.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct GetDataResponse {
    pub data: Option<crate::service::get_data_response::Data>,
}
impl crate::wire::Fields for GetDataResponse {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.data {
            Some(crate::service::get_data_response::Data::LiteralMap(x)) => {
                to.member(1, "literalMap", x)
            }
            Some(crate::service::get_data_response::Data::PreSignedUrls(x)) => {
                to.member(2, "preSignedUrls", x)
            }
            Some(crate::service::get_data_response::Data::Literal(x)) => {
                to.member(3, "literal", x)
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
                match &mut self.data {
                    Some(crate::service::get_data_response::Data::LiteralMap(x)) => {
                        from.field("literal_map", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::service::get_data_response::Data::LiteralMap(
                                from.member("literal_map")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.data {
                    Some(crate::service::get_data_response::Data::PreSignedUrls(x)) => {
                        from.field("pre_signed_urls", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::service::get_data_response::Data::PreSignedUrls(
                                from.member("pre_signed_urls")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            3 => {
                match &mut self.data {
                    Some(crate::service::get_data_response::Data::Literal(x)) => {
                        from.field("literal", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::service::get_data_response::Data::Literal(
                                from.member("literal")?,
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
crate::wire::message!(GetDataResponse, "GetDataResponse");
/// The parts of [`GetDataResponse`].
pub mod get_data_response {
    /// The value of `data`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Data {
        LiteralMap(crate::core::LiteralMap),
        PreSignedUrls(crate::service::PreSignedUrLs),
        Literal(crate::core::Literal),
    }
}
/// Asks who is signed in.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct UserInfoRequest {}
impl crate::wire::Fields for UserInfoRequest {
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
crate::wire::message!(UserInfoRequest, "UserInfoRequest");
/// Who is signed in.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct UserInfoResponse {
    pub subject: String,
    pub name: String,
    pub preferred_username: String,
    pub given_name: String,
    pub family_name: String,
    pub email: String,
    pub picture: String,
    pub additional_claims: Option<crate::google::Struct>,
}
impl crate::wire::Fields for UserInfoResponse {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "subject", &self.subject);
        to.field(2, "name", &self.name);
        to.field(3, "preferredUsername", &self.preferred_username);
        to.field(4, "givenName", &self.given_name);
        to.field(5, "familyName", &self.family_name);
        to.field(6, "email", &self.email);
        to.field(7, "picture", &self.picture);
        to.field(8, "additionalClaims", &self.additional_claims);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("subject", &mut self.subject),
            2 => from.field("name", &mut self.name),
            3 => from.field("preferred_username", &mut self.preferred_username),
            4 => from.field("given_name", &mut self.given_name),
            5 => from.field("family_name", &mut self.family_name),
            6 => from.field("email", &mut self.email),
            7 => from.field("picture", &mut self.picture),
            8 => from.field("additional_claims", &mut self.additional_claims),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(UserInfoResponse, "UserInfoResponse");
/// Registers entities, and starts and shows their executions.
pub mod admin_service {
    pub const CREATE_TASK: crate::Method<
        crate::admin::TaskCreateRequest,
        crate::admin::TaskCreateResponse,
    > = crate::Method::new("/flyteidl.service.AdminService/CreateTask", false);
    pub const GET_TASK: crate::Method<
        crate::admin::ObjectGetRequest,
        crate::admin::Task,
    > = crate::Method::new("/flyteidl.service.AdminService/GetTask", true);
    pub const LIST_TASK_IDS: crate::Method<
        crate::admin::NamedEntityIdentifierListRequest,
        crate::admin::NamedEntityIdentifierList,
    > = crate::Method::new("/flyteidl.service.AdminService/ListTaskIds", true);
    pub const LIST_TASKS: crate::Method<
        crate::admin::ResourceListRequest,
        crate::admin::TaskList,
    > = crate::Method::new("/flyteidl.service.AdminService/ListTasks", true);
    pub const CREATE_WORKFLOW: crate::Method<
        crate::admin::WorkflowCreateRequest,
        crate::admin::WorkflowCreateResponse,
    > = crate::Method::new("/flyteidl.service.AdminService/CreateWorkflow", false);
    pub const GET_WORKFLOW: crate::Method<
        crate::admin::ObjectGetRequest,
        crate::admin::Workflow,
    > = crate::Method::new("/flyteidl.service.AdminService/GetWorkflow", true);
    pub const LIST_WORKFLOW_IDS: crate::Method<
        crate::admin::NamedEntityIdentifierListRequest,
        crate::admin::NamedEntityIdentifierList,
    > = crate::Method::new("/flyteidl.service.AdminService/ListWorkflowIds", true);
    pub const LIST_WORKFLOWS: crate::Method<
        crate::admin::ResourceListRequest,
        crate::admin::WorkflowList,
    > = crate::Method::new("/flyteidl.service.AdminService/ListWorkflows", true);
    pub const CREATE_LAUNCH_PLAN: crate::Method<
        crate::admin::LaunchPlanCreateRequest,
        crate::admin::LaunchPlanCreateResponse,
    > = crate::Method::new("/flyteidl.service.AdminService/CreateLaunchPlan", false);
    pub const GET_LAUNCH_PLAN: crate::Method<
        crate::admin::ObjectGetRequest,
        crate::admin::LaunchPlan,
    > = crate::Method::new("/flyteidl.service.AdminService/GetLaunchPlan", true);
    pub const GET_ACTIVE_LAUNCH_PLAN: crate::Method<
        crate::admin::ActiveLaunchPlanRequest,
        crate::admin::LaunchPlan,
    > = crate::Method::new("/flyteidl.service.AdminService/GetActiveLaunchPlan", true);
    pub const LIST_ACTIVE_LAUNCH_PLANS: crate::Method<
        crate::admin::ActiveLaunchPlanListRequest,
        crate::admin::LaunchPlanList,
    > = crate::Method::new("/flyteidl.service.AdminService/ListActiveLaunchPlans", true);
    pub const LIST_LAUNCH_PLAN_IDS: crate::Method<
        crate::admin::NamedEntityIdentifierListRequest,
        crate::admin::NamedEntityIdentifierList,
    > = crate::Method::new("/flyteidl.service.AdminService/ListLaunchPlanIds", true);
    pub const LIST_LAUNCH_PLANS: crate::Method<
        crate::admin::ResourceListRequest,
        crate::admin::LaunchPlanList,
    > = crate::Method::new("/flyteidl.service.AdminService/ListLaunchPlans", true);
    pub const UPDATE_LAUNCH_PLAN: crate::Method<
        crate::admin::LaunchPlanUpdateRequest,
        crate::admin::LaunchPlanUpdateResponse,
    > = crate::Method::new("/flyteidl.service.AdminService/UpdateLaunchPlan", false);
    pub const CREATE_EXECUTION: crate::Method<
        crate::admin::ExecutionCreateRequest,
        crate::admin::ExecutionCreateResponse,
    > = crate::Method::new("/flyteidl.service.AdminService/CreateExecution", false);
    pub const RELAUNCH_EXECUTION: crate::Method<
        crate::admin::ExecutionRelaunchRequest,
        crate::admin::ExecutionCreateResponse,
    > = crate::Method::new("/flyteidl.service.AdminService/RelaunchExecution", false);
    pub const RECOVER_EXECUTION: crate::Method<
        crate::admin::ExecutionRecoverRequest,
        crate::admin::ExecutionCreateResponse,
    > = crate::Method::new("/flyteidl.service.AdminService/RecoverExecution", false);
    pub const GET_EXECUTION: crate::Method<
        crate::admin::WorkflowExecutionGetRequest,
        crate::admin::Execution,
    > = crate::Method::new("/flyteidl.service.AdminService/GetExecution", true);
    pub const GET_EXECUTION_DATA: crate::Method<
        crate::admin::WorkflowExecutionGetDataRequest,
        crate::admin::WorkflowExecutionGetDataResponse,
    > = crate::Method::new("/flyteidl.service.AdminService/GetExecutionData", true);
    pub const LIST_EXECUTIONS: crate::Method<
        crate::admin::ResourceListRequest,
        crate::admin::ExecutionList,
    > = crate::Method::new("/flyteidl.service.AdminService/ListExecutions", true);
    pub const TERMINATE_EXECUTION: crate::Method<
        crate::admin::ExecutionTerminateRequest,
        crate::admin::ExecutionTerminateResponse,
    > = crate::Method::new("/flyteidl.service.AdminService/TerminateExecution", false);
    pub const GET_NODE_EXECUTION: crate::Method<
        crate::admin::NodeExecutionGetRequest,
        crate::admin::NodeExecution,
    > = crate::Method::new("/flyteidl.service.AdminService/GetNodeExecution", true);
    pub const GET_DYNAMIC_NODE_WORKFLOW: crate::Method<
        crate::admin::GetDynamicNodeWorkflowRequest,
        crate::admin::DynamicNodeWorkflowResponse,
    > = crate::Method::new(
        "/flyteidl.service.AdminService/GetDynamicNodeWorkflow",
        true,
    );
    pub const LIST_NODE_EXECUTIONS: crate::Method<
        crate::admin::NodeExecutionListRequest,
        crate::admin::NodeExecutionList,
    > = crate::Method::new("/flyteidl.service.AdminService/ListNodeExecutions", true);
    pub const GET_NODE_EXECUTION_DATA: crate::Method<
        crate::admin::NodeExecutionGetDataRequest,
        crate::admin::NodeExecutionGetDataResponse,
    > = crate::Method::new("/flyteidl.service.AdminService/GetNodeExecutionData", true);
    pub const REGISTER_PROJECT: crate::Method<
        crate::admin::ProjectRegisterRequest,
        crate::admin::ProjectRegisterResponse,
    > = crate::Method::new("/flyteidl.service.AdminService/RegisterProject", false);
    pub const LIST_PROJECTS: crate::Method<
        crate::admin::ProjectListRequest,
        crate::admin::Projects,
    > = crate::Method::new("/flyteidl.service.AdminService/ListProjects", true);
    pub const GET_TASK_EXECUTION: crate::Method<
        crate::admin::TaskExecutionGetRequest,
        crate::admin::TaskExecution,
    > = crate::Method::new("/flyteidl.service.AdminService/GetTaskExecution", true);
    pub const LIST_TASK_EXECUTIONS: crate::Method<
        crate::admin::TaskExecutionListRequest,
        crate::admin::TaskExecutionList,
    > = crate::Method::new("/flyteidl.service.AdminService/ListTaskExecutions", true);
    pub const GET_TASK_EXECUTION_DATA: crate::Method<
        crate::admin::TaskExecutionGetDataRequest,
        crate::admin::TaskExecutionGetDataResponse,
    > = crate::Method::new("/flyteidl.service.AdminService/GetTaskExecutionData", true);
    pub const GET_VERSION: crate::Method<
        crate::admin::GetVersionRequest,
        crate::admin::GetVersionResponse,
    > = crate::Method::new("/flyteidl.service.AdminService/GetVersion", true);
}
/// Says where to sign in. A server without sign-in does not have this service.
pub mod auth_metadata_service {
    pub const GET_O_AUTH2_METADATA: crate::Method<
        crate::service::OAuth2MetadataRequest,
        crate::service::OAuth2MetadataResponse,
    > = crate::Method::new(
        "/flyteidl.service.AuthMetadataService/GetOAuth2Metadata",
        true,
    );
    pub const GET_PUBLIC_CLIENT_CONFIG: crate::Method<
        crate::service::PublicClientAuthConfigRequest,
        crate::service::PublicClientAuthConfigResponse,
    > = crate::Method::new(
        "/flyteidl.service.AuthMetadataService/GetPublicClientConfig",
        true,
    );
}
/// Gives signed addresses of files, so that clients need no credentials of the store.
pub mod data_proxy_service {
    pub const CREATE_UPLOAD_LOCATION: crate::Method<
        crate::service::CreateUploadLocationRequest,
        crate::service::CreateUploadLocationResponse,
    > = crate::Method::new(
        "/flyteidl.service.DataProxyService/CreateUploadLocation",
        true,
    );
    pub const CREATE_DOWNLOAD_LINK: crate::Method<
        crate::service::CreateDownloadLinkRequest,
        crate::service::CreateDownloadLinkResponse,
    > = crate::Method::new(
        "/flyteidl.service.DataProxyService/CreateDownloadLink",
        true,
    );
    pub const GET_DATA: crate::Method<
        crate::service::GetDataRequest,
        crate::service::GetDataResponse,
    > = crate::Method::new("/flyteidl.service.DataProxyService/GetData", true);
}
/// Says who is signed in.
pub mod identity_service {
    pub const USER_INFO: crate::Method<
        crate::service::UserInfoRequest,
        crate::service::UserInfoResponse,
    > = crate::Method::new("/flyteidl.service.IdentityService/UserInfo", true);
}
/// Answers gates.
pub mod signal_service {
    pub const GET_OR_CREATE_SIGNAL: crate::Method<
        crate::admin::SignalGetOrCreateRequest,
        crate::admin::Signal,
    > = crate::Method::new("/flyteidl.service.SignalService/GetOrCreateSignal", false);
    pub const LIST_SIGNALS: crate::Method<
        crate::admin::SignalListRequest,
        crate::admin::SignalList,
    > = crate::Method::new("/flyteidl.service.SignalService/ListSignals", true);
    pub const SET_SIGNAL: crate::Method<
        crate::admin::SignalSetRequest,
        crate::admin::SignalSetResponse,
    > = crate::Method::new("/flyteidl.service.SignalService/SetSignal", false);
}
