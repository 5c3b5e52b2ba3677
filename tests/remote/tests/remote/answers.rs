//! What the server answers, without the client: the ground that all other tests stand on.

use aileron_idl::core::ResourceType;
use aileron_idl::core::task_template::Target;
use aileron_idl::service::admin_service::{
    CREATE_LAUNCH_PLAN, CREATE_TASK, CREATE_WORKFLOW, GET_LAUNCH_PLAN, GET_WORKFLOW,
};
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
    assert!(!status.details().is_empty());
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
