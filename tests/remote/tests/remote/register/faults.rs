//! Registration when calls break: nothing is lost, and nothing is doubled.

use super::*;
use crate::support::through;
use aileron_idl::core::ResourceType;
use aileron_idl::service::admin_service::{GET_LAUNCH_PLAN, GET_TASK, GET_WORKFLOW};
use remote_tests::Proxy;

fn everything(tasks: usize, workflows: usize) -> Specs {
    let task_of = |workflow: usize| format!("t{workflow}");
    specs(
        (0..tasks).map(|number| task(&format!("t{number}"))),
        (0..workflows).map(|number| workflow(&format!("w{number}"), &task_of(number), 100)),
        (0..workflows).map(|number| plan(&format!("w{number}"), &format!("w{number}"))),
    )
}

/// Asks the server itself for each entity.
async fn all_are_there(server: &Server, registration: &Registration) {
    for entity in &registration.entities {
        let name = &entity.name;
        let found = match entity.kind.as_str() {
            "task" => server.call(GET_TASK, entities::get(ResourceType::Task, name)).await.map(drop),
            "workflow" => {
                server.call(GET_WORKFLOW, entities::get(ResourceType::Workflow, name)).await.map(drop)
            }
            _ => server.call(GET_LAUNCH_PLAN, entities::get(ResourceType::LaunchPlan, name)).await.map(drop),
        };
        found.unwrap_or_else(|status| panic!("{entity}: {status}"));
    }
}

#[tokio::test]
async fn a_database_that_is_down_for_a_moment_costs_nothing() {
    let server = registering(Options::default().with("--faults", "database:*:3"));
    let client = client(&server).await;
    let registration = client.register(&specs([task("a")], [workflow("w", "a", 2)], [plan("w", "w")])).await;
    let registration = registration.unwrap_or_else(|error| panic!("{error}"));
    all_are_there(&server, &registration).await;
}

#[tokio::test]
async fn an_answer_that_is_lost_is_asked_for() {
    let server = registering(Options::default());
    for (number, kind) in ["lost", "reset", "vanish", "unavailable", "exhausted"].into_iter().enumerate() {
        let proxy = Proxy::start(&server, &format!("{kind}:Create*:2"), 1);
        let name = format!("a{number}");
        let all = specs([task(&name)], [workflow(&name, &name, 2)], [plan(&name, &name)]);
        let registration = through(&proxy).await.register(&all).await;
        let registration = registration.unwrap_or_else(|error| panic!("{kind}: {error}"));
        assert!(
            registration.entities.iter().all(|entity| matches!(entity.state, State::New)),
            "{registration:?}"
        );
        assert_eq!(proxy.broken(kind), 2, "{kind}");
        all_are_there(&server, &registration).await;
    }
}

#[tokio::test]
async fn a_difference_whose_answer_is_lost_is_still_a_difference() {
    let server = registering(Options::default());
    client(&server).await.register(&everything(1, 1)).await.expect("it is registered");
    let proxy = Proxy::start(&server, "reset:CreateWorkflow:100%", 1);
    let changed = specs([task("t0")], [workflow("w0", "t0", 99)], []);
    let registration = failed(through(&proxy).await.register(&changed).await);
    assert_eq!(differing(named(&registration, "w0")), ["node `n99`"]);
}

#[tokio::test]
async fn a_thousand_of_a_thousand_are_registered_through_everything_that_breaks() {
    let server = registering(Options::default());
    let script = "lost:Create*:2%, unavailable:*:2%, reset:Create*:2%, vanish:*:1%, drop:*:1%, cut:*:1%, delay:*:5%:20ms";
    let proxy = Proxy::start(&server, script, 7);
    let all = everything(1_000, 10);
    let registration = through(&proxy).await.register(&all).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(registration.entities.len(), 1_020);
    let broken: usize =
        ["lost", "unavailable", "reset", "vanish", "drop", "cut"].map(|kind| proxy.broken(kind)).iter().sum();
    assert!(broken > 30, "{broken}");
    all_are_there(&server, &registration).await;
    let again = client(&server).await.register(&all).await.unwrap_or_else(|error| panic!("{error}"));
    assert!(again.entities.iter().all(|entity| matches!(entity.state, State::Unchanged)));
}

#[tokio::test]
async fn a_server_that_goes_away_is_told_once_and_the_same_call_goes_on() {
    let server = registering(Options::default());
    let proxy = Proxy::start(&server, "unavailable:Create*:21-100000", 1);
    let all = everything(100, 0);
    let registration = failed(through(&proxy).await.register(&all).await);
    let count =
        |state: &str| registration.entities.iter().filter(|entity| entity.state.as_str() == state).count();
    assert_eq!((count("new"), count("refused"), count("not sent")), (20, 1, 79), "{registration:?}");
    let rest = client(&server).await.register(&all).await.expect("the rest");
    assert_eq!(rest.entities.iter().filter(|entity| matches!(entity.state, State::New)).count(), 80);
}
