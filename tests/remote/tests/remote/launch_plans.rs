//! Launch plans: lists, activation, and what the server refuses.

use crate::support::client;
use aileron::remote::LaunchPlan;
use aileron_idl::admin::schedule::ScheduleExpression;
use aileron_idl::admin::{CronSchedule, LaunchPlanCreateRequest, LaunchPlanMetadata, Schedule};
use aileron_idl::service::admin_service::{CREATE_LAUNCH_PLAN, CREATE_TASK, CREATE_WORKFLOW};
use remote_tests::entities::{plan, task, workflow};
use remote_tests::{Options, Server};

/// A server that has the launch plans `etl.nightly`, in two versions, and `etl.pipeline`.
async fn server() -> Server {
    let server = Server::start(Options::default());
    server.call(CREATE_TASK, task("etl.load")).await.expect("a task");
    server.call(CREATE_WORKFLOW, workflow("etl.pipeline", "etl.load", 1)).await.expect("a workflow");
    for request in [nightly("v1"), nightly("v2"), plan("etl.pipeline", "etl.pipeline")] {
        server.call(CREATE_LAUNCH_PLAN, request).await.expect("a launch plan");
    }
    server
}

fn nightly(version: &str) -> LaunchPlanCreateRequest {
    let mut request = plan("etl.nightly", "etl.pipeline");
    version.clone_into(&mut request.id.as_mut().expect("an id").version);
    let cron = CronSchedule { schedule: "0 6 * * *".into(), ..CronSchedule::default() };
    let schedule =
        Schedule { schedule_expression: Some(ScheduleExpression::CronSchedule(cron)), ..Schedule::default() };
    request.spec.as_mut().expect("a spec").entity_metadata =
        Some(LaunchPlanMetadata { schedule: Some(schedule), ..LaunchPlanMetadata::default() });
    request
}

fn told(plans: &[LaunchPlan]) -> Vec<(&str, Option<&str>, bool)> {
    plans.iter().map(|plan| (plan.name.as_str(), plan.version.as_deref(), plan.is_active)).collect()
}

#[tokio::test]
async fn a_list_has_each_launch_plan_once_with_its_active_version() {
    let server = server().await;
    let plans = client(&server).await.launch_plans();
    let listed = plans.list().await.expect("a list");
    assert_eq!(told(&listed), [("etl.nightly", None, false), ("etl.pipeline", None, false)]);
    plans.activate("etl.nightly", Some("v1")).await.expect("activated");
    let listed = plans.list().await.expect("a list");
    assert_eq!(told(&listed), [("etl.nightly", Some("v1"), true), ("etl.pipeline", None, false)]);
    assert_eq!(listed[0].schedule.as_ref().map(ToString::to_string).as_deref(), Some("0 6 * * *"));
    assert_eq!(listed[0].workflow, "etl.pipeline");
}

#[tokio::test]
async fn the_newest_version_is_activated_if_nobody_names_one() {
    let server = server().await;
    let plans = client(&server).await.launch_plans();
    // Twice, since it may be repeated.
    for _ in 0..2 {
        let active = plans.activate("etl.nightly", None).await.expect("activated");
        assert_eq!(told(&[active]), [("etl.nightly", Some("v2"), true)]);
    }
    let versions = plans.versions("etl.nightly", 10).await.expect("versions");
    assert_eq!(told(&versions), [("etl.nightly", Some("v2"), true), ("etl.nightly", Some("v1"), false)]);
    plans.activate("etl.nightly", Some("v1")).await.expect("activated");
    let versions = plans.versions("etl.nightly", 10).await.expect("versions");
    assert_eq!(told(&versions), [("etl.nightly", Some("v2"), false), ("etl.nightly", Some("v1"), true)]);
}

#[tokio::test]
async fn the_active_version_is_deactivated_if_nobody_names_one() {
    let server = server().await;
    let plans = client(&server).await.launch_plans();
    assert_eq!(plans.deactivate("etl.nightly", None).await.expect("it is inactive already"), None);
    plans.activate("etl.nightly", Some("v1")).await.expect("activated");
    let was = plans.deactivate("etl.nightly", None).await.expect("deactivated").expect("one was active");
    assert_eq!(told(&[was]), [("etl.nightly", Some("v1"), false)]);
    assert_eq!(plans.deactivate("etl.nightly", None).await.expect("it is inactive now"), None);
    // Also one that is inactive already.
    plans.deactivate("etl.nightly", Some("v2")).await.expect("deactivated");
}

#[tokio::test]
async fn an_unknown_launch_plan_is_told_with_a_similar_one() {
    let server = server().await;
    let plans = client(&server).await.launch_plans();
    let unknown = "there is no launch plan `etl.nightli` in the project `flytesnacks` and the domain `development`; did you mean \
                   `etl.nightly`?";
    for error in [
        plans.activate("etl.nightli", None).await.expect_err("it is unknown"),
        plans.activate("etl.nightli", Some("v1")).await.expect_err("it is unknown"),
        plans.deactivate("etl.nightli", None).await.expect_err("it is unknown"),
        plans.deactivate("etl.nightli", Some("v1")).await.expect_err("it is unknown"),
        plans.versions("etl.nightli", 10).await.expect_err("it is unknown"),
    ] {
        assert_eq!(error.to_string(), unknown);
    }
}

#[tokio::test]
async fn an_unknown_version_is_told_with_those_that_there_are() {
    let server = server().await;
    let plans = client(&server).await.launch_plans();
    let error = plans.activate("etl.nightly", Some("v3")).await.expect_err("it is unknown");
    assert_eq!(error.to_string(), "the launch plan `etl.nightly` has no version `v3`; write `v2` or `v1`");
    let cause = std::error::Error::source(&error).expect("the answer of the server").to_string();
    assert!(cause.contains("missing entity of type LAUNCH_PLAN"), "{cause}");
}

#[tokio::test]
async fn a_list_goes_on_over_pages() {
    let server = server().await;
    for number in 0..130 {
        let request = plan(&format!("many.p{number:03}"), "etl.pipeline");
        server.call(CREATE_LAUNCH_PLAN, request).await.expect("a launch plan");
    }
    let listed = client(&server).await.launch_plans().list().await.expect("a list");
    assert_eq!(listed.len(), 132);
    assert!(listed.is_sorted_by(|a, b| a.name < b.name));
}
