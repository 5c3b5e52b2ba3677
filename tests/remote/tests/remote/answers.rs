//! What the server answers, without the client: the ground that all other tests stand on.

use aileron_idl::core::ResourceType;
use aileron_idl::core::task_template::Target;
use aileron_idl::service::admin_service::{
    CREATE_LAUNCH_PLAN, CREATE_TASK, CREATE_WORKFLOW, GET_LAUNCH_PLAN, GET_WORKFLOW,
};
use aileron_idl::service::auth_metadata_service::GET_O_AUTH2_METADATA;
use aileron_idl::service::data_proxy_service::CREATE_UPLOAD_LOCATION;
use aileron_idl::service::{CreateUploadLocationRequest, OAuth2MetadataRequest};
use remote_tests::{Options, Server, entities};
use tonic::Code;

#[tokio::test]
async fn what_is_registered_can_be_asked_for() {
    let server = Server::start(Options::default());
    server.call(CREATE_TASK, entities::task("task")).await.expect("a task");
    server.call(CREATE_WORKFLOW, entities::workflow("workflow", "task", 3)).await.expect("a workflow");
    server.call(CREATE_LAUNCH_PLAN, entities::plan("workflow", "workflow")).await.expect("a launch plan");

    let stored =
        server.call(GET_WORKFLOW, entities::get(ResourceType::Workflow, "workflow")).await.expect("it");
    let compiled = stored.closure.and_then(|closure| closure.compiled_workflow).expect("a closure");
    assert_eq!(compiled.primary.and_then(|primary| primary.template).expect("a template").nodes.len(), 5);
    assert_eq!(compiled.tasks.len(), 1);

    let asked = server.call(GET_LAUNCH_PLAN, entities::get(ResourceType::LaunchPlan, "none")).await;
    let status = asked.expect_err("no such launch plan");
    assert_eq!(status.code(), Code::NotFound);
    assert!(status.message().starts_with("missing entity of type LAUNCH_PLAN with identifier "), "{status}");
}

#[tokio::test]
async fn the_difference_of_a_large_workflow_rides_in_the_trailer() {
    let server = Server::start(Options::default());
    server.call(CREATE_TASK, entities::task("task")).await.expect("a task");
    server.call(CREATE_WORKFLOW, entities::workflow("workflow", "task", 100)).await.expect("a workflow");
    let status =
        server.call(CREATE_WORKFLOW, entities::workflow("workflow", "task", 99)).await.expect_err("other");
    assert_eq!(status.code(), Code::InvalidArgument);
    assert!(status.message().len() > 30_000, "{} bytes", status.message().len());
    assert_ne!(status.details(), b"");
}

#[tokio::test]
async fn the_same_again_is_identical_and_another_image_is_not() {
    let server = Server::start(Options::default());
    let mut task = entities::task("task");
    server.call(CREATE_TASK, task.clone()).await.expect("a task");
    let again = server.call(CREATE_TASK, task.clone()).await.expect_err("it exists");
    assert_eq!(
        (again.code(), again.message()),
        (Code::AlreadyExists, "task with identical structure already exists")
    );

    let template = task.spec.as_mut().and_then(|spec| spec.template.as_mut()).expect("a template");
    let Some(Target::Container(container)) = &mut template.target else { panic!("a container") };
    container.image = "other".into();
    let other = server.call(CREATE_TASK, task).await.expect_err("other content");
    assert_eq!(other.code(), Code::InvalidArgument);
    let lines = "/template/Target/Container/image:\n\t- image \n\t+ other";
    assert!(other.message().ends_with(lines), "{other}");
}

#[tokio::test]
async fn a_message_of_more_than_four_mebibytes_is_refused_before_it_is_read() {
    let server = Server::start(Options::default().flag("--no-engine"));
    let mut task = entities::task("task");
    let template = task.spec.as_mut().and_then(|spec| spec.template.as_mut()).expect("a template");
    template.config.insert("long".into(), "x".repeat(4 << 20));
    let status = server.call(CREATE_TASK, task).await.expect_err("it is too long");
    assert_eq!(status.code(), Code::ResourceExhausted);
    assert!(status.message().starts_with("grpc: received message larger than max ("), "{status}");
    assert!(status.message().ends_with(" vs. 4194304)"), "{status}");
}

#[tokio::test]
async fn only_a_server_with_sign_in_knows_the_service_of_its_metadata_and_wants_a_token() {
    let open = Server::start(Options::default().flag("--no-engine"));
    let status = open.call(GET_O_AUTH2_METADATA, OAuth2MetadataRequest {}).await.expect_err("no sign-in");
    assert_eq!(status.code(), Code::Unimplemented);
    assert_eq!(status.message(), "unknown service flyteidl.service.AuthMetadataService");

    let guarded = Server::start(Options::default().flag("--no-engine").flag("--auth"));
    let metadata = guarded.call(GET_O_AUTH2_METADATA, OAuth2MetadataRequest {}).await.expect("metadata");
    assert_eq!(metadata.token_endpoint, format!("{}/oauth2/token", guarded.http()));
    assert_eq!(metadata.device_authorization_endpoint, "");
    let status = guarded.call(CREATE_TASK, entities::task("task")).await.expect_err("no token");
    assert_eq!(status.code(), Code::Unauthenticated);
    let said = "token parse error id token err: access token err: ";
    assert!(status.message().starts_with(said), "{status}");
    assert!(status.message().contains("Could not retrieve bearer token from metadata"), "{status}");
}

#[tokio::test]
async fn the_length_that_comes_with_an_address_for_an_upload_is_not_that_of_the_file() {
    let server = Server::start(Options::default().flag("--no-engine"));
    let request = CreateUploadLocationRequest {
        project: entities::PROJECT.into(),
        domain: entities::DOMAIN.into(),
        filename: "file".into(),
        content_md5: vec![7; 16],
        ..CreateUploadLocationRequest::default()
    };
    let location = server.call(CREATE_UPLOAD_LOCATION, request).await.expect("a location");
    assert_eq!(location.headers["Content-Length"], "24");
    assert_eq!(
        location.native_url,
        "s3://flyte/flytesnacks/development/A4DQOBYHA4DQOBYHA4DQOBYHA4======/file"
    );
    assert!(location.signed_url.starts_with(server.s3()), "{}", location.signed_url);
}
