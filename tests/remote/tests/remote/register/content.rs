//! What is new, what is there already, and what differs from what is there.

use super::*;
use aileron::remote::{Client, Settings};
use aileron::{gate, map};
use aileron_idl::admin::DescriptionEntity;
use aileron_idl::core::{KeyValuePair, ResourceType};
use aileron_idl::service::admin_service::{GET_ACTIVE_LAUNCH_PLAN, GET_TASK, GET_WORKFLOW};
use std::sync::Mutex;

#[task(cache(version = "1"), retries = 2, requests(cpu = "1"))]
fn add(x: i64, y: i64) -> i64 {
    x + y
}

#[workflow]
fn inner(x: i64, y: i64) -> i64 {
    add(double(x), y)
}

#[workflow]
fn branches(x: i64, xs: Vec<i64>) -> (i64, Vec<i64>) {
    let first = if x > 3 {
        let a = double(x);
        add(a, a)
    } else if x == 0 {
        x
    } else {
        inner(x, 1)
    };
    #[node(after(first))]
    let doubled = map(double, xs);
    (first, gate::approve("look", doubled))
}

#[launch_plan(auto_activate)]
fn five(xs: Vec<i64>) -> (i64, Vec<i64>) {
    branches(5, xs)
}

/// The specs of the whole program.
fn own() -> Specs {
    let program = Program::load().expect("a program");
    program.specs().image("ghcr.io/acme/app:v1").make().unwrap_or_else(|error| panic!("{error}"))
}

#[tokio::test]
async fn what_was_registered_is_unchanged_whatever_the_compiler_made_of_it() {
    let server = registering(Options::default());
    let client = client(&server).await;
    let specs = own();
    let planned = client.register(&specs).dry_run().await.expect("a look");
    assert!(planned.entities.iter().all(|entity| matches!(entity.state, State::New)), "{planned:?}");
    let heard = Mutex::new(0);
    let first = client.register(&specs).listen(|_| *heard.lock().expect("it") += 1);
    let first = first.await.unwrap_or_else(|error| panic!("{error}"));
    assert!(first.entities.iter().all(|entity| matches!(entity.state, State::New)), "{first:?}");
    assert_eq!(*heard.lock().expect("it"), first.entities.len());
    assert_eq!(first.version.len(), 32);
    for again in [client.register(&specs).await, client.register(&specs).dry_run().await] {
        let again = again.unwrap_or_else(|error| panic!("{error}"));
        assert!(again.entities.iter().all(|entity| matches!(entity.state, State::Unchanged)), "{again:?}");
        assert_eq!(again.version, first.version);
    }
    let active: Vec<_> = first.entities.iter().filter(|entity| entity.is_activated).collect();
    assert_eq!(active.len(), 1);
    assert!(active[0].name.ends_with("five"), "{active:?}");
}

#[tokio::test]
async fn a_dry_run_changes_nothing() {
    let server = registering(Options::default());
    let client = client(&server).await;
    client.register(&specs([task("a")], [], [])).dry_run().await.expect("a look");
    let asked = server.call(GET_TASK, entities::get(ResourceType::Task, "a")).await;
    assert_eq!(asked.expect_err("it is not there").code(), tonic::Code::NotFound);
}

#[tokio::test]
async fn other_content_is_told_by_field_and_the_rest_is_registered() {
    let server = registering(Options::default());
    let client = client(&server).await;
    let old = specs([task("a"), task("b")], [workflow("w", "a", 2)], [plan("w", "w")]);
    client.register(&old).await.unwrap_or_else(|error| panic!("{error}"));

    let mut a = task("a");
    container(&mut a).image = "other".into();
    // The server's own text has no line for what is added to a list.
    container(&mut a).env.push(KeyValuePair { key: "A".into(), value: "B".into() });
    // Docs alone are no other content.
    let mut b = task("b");
    b.description =
        Some(DescriptionEntity { short_description: "new".into(), ..DescriptionEntity::default() });
    let changed = specs([a, b, task("c")], [workflow("w", "a", 3)], [plan("w", "w"), plan("v", "w")]);
    let planned = client.register(&changed).dry_run().await.expect("a look");
    let states_of = ["different", "unchanged", "new", "different", "unchanged", "new"];
    assert_eq!(states(&planned).iter().map(|(_, state)| *state).collect::<Vec<_>>(), states_of);

    let error = client.register(&changed).await.expect_err("other content");
    let said = error.to_string();
    let registration = error.registration().expect("what became of it").clone();
    assert_eq!(
        states(&registration),
        [
            ("a", "different"),
            ("b", "unchanged"),
            ("c", "new"),
            ("w", "not sent"),
            ("w", "not sent"),
            ("v", "not sent")
        ]
    );
    assert_eq!(differing(named(&registration, "a")), ["image", "variable `A`"]);
    assert!(said.contains("image: was `image`, is `other`\n  variable `A`: new, `B`"), "{said}");
    assert!(said.contains("the workflow `w` was not sent: it needs the task `a`"), "{said}");
}

#[tokio::test]
async fn a_large_workflow_that_changed_is_told_by_field() {
    let server = registering(Options::default());
    let client = client(&server).await;
    client.register(&specs([task("a")], [workflow("w", "a", 100)], [])).await.expect("it is registered");
    let changed = specs([task("a")], [workflow("w", "a", 99)], []);
    let registration = failed(client.register(&changed).await);
    assert_eq!(differing(named(&registration, "w")), ["node `n99`"]);
}

#[tokio::test]
async fn launch_plans_are_activated_on_request() {
    let server = registering(Options::default());
    let client = client(&server).await;
    let all = specs([task("a")], [workflow("w", "a", 1)], [plan("w", "w"), plan("v", "w")]);
    let quiet = client.register(&all).await.expect("it is registered");
    assert!(quiet.entities.iter().all(|entity| !entity.is_activated));
    let active = client.register(&all).activate_launch_plans().await.expect("it is activated");
    assert!(active.entities.iter().all(|entity| matches!(entity.state, State::Unchanged)), "{active:?}");
    assert_eq!(active.entities.iter().filter(|entity| entity.is_activated).count(), 2);
    let request = aileron_idl::admin::ActiveLaunchPlanRequest {
        id: Some(aileron_idl::admin::NamedEntityIdentifier {
            project: entities::PROJECT.into(),
            domain: entities::DOMAIN.into(),
            name: "v".into(),
            ..Default::default()
        }),
    };
    let found = server.call(GET_ACTIVE_LAUNCH_PLAN, request).await.expect("an active one");
    assert_eq!(found.id.expect("its id").version, "v1");
}

#[tokio::test]
async fn what_goes_on_after_a_stop_finds_what_is_there() {
    let server = registering(Options::default());
    let client = client(&server).await;
    let all = specs((0..200).map(|number| task(&format!("t{number}"))), [], []);
    let (heard, enough) = tokio::sync::oneshot::channel::<()>();
    let mut heard = Some(heard);
    let mut count = 0;
    let register = client.register(&all).listen(move |_| {
        count += 1;
        if count == 20 {
            drop(heard.take());
        }
    });
    tokio::select! {
        _ = register.into_future() => panic!("it ends before it is stopped"),
        _ = enough => {}
    }
    let rest = client.register(&all).await.expect("the rest");
    let unchanged = rest.entities.iter().filter(|entity| matches!(entity.state, State::Unchanged)).count();
    assert!((20..30).contains(&unchanged), "{unchanged}");
    assert_eq!(rest.entities.len(), 200);
}

#[tokio::test]
async fn several_that_register_the_same_at_once_all_succeed() {
    let server = registering(Options::default().with("--race-window", "100ms"));
    let all = specs([task("a")], [workflow("w", "a", 2)], [plan("w", "w")]);
    let clients = [client(&server).await, client(&server).await, client(&server).await];
    let ended = tokio::join!(
        clients[0].register(&all).into_future(),
        clients[1].register(&all).into_future(),
        clients[2].register(&all).into_future()
    );
    let ended: Vec<Registration> =
        [ended.0, ended.1, ended.2].map(|ended| ended.unwrap_or_else(|error| panic!("{error}"))).into();
    for name in ["a", "w"] {
        let new = ended.iter().filter(|one| matches!(named(one, name).state, State::New)).count();
        assert_eq!(new, 1, "{name}: {ended:?}");
    }
}

#[tokio::test]
async fn of_two_contents_at_once_one_is_told_that_it_differs() {
    let server = registering(Options::default().with("--race-window", "100ms"));
    client(&server).await.register(&specs([task("a")], [], [])).await.expect("a task");
    let [two, three] = [2, 3].map(|nodes| specs([task("a")], [workflow("w", "a", nodes)], []));
    let (one, other) = (client(&server).await, client(&server).await);
    let (one, other) = tokio::join!(one.register(&two).into_future(), other.register(&three).into_future());
    assert_ne!(one.is_ok(), other.is_ok(), "{one:?}\n{other:?}");
    let lost = failed(if one.is_err() { one } else { other });
    assert_eq!(differing(named(&lost, "w")), ["node `n2`"]);
}

#[tokio::test]
async fn a_registration_without_a_project_sends_nothing() {
    let server = registering(Options::default());
    let client = Client::connect(Settings::new(server.grpc()).insecure()).await.expect("a connection");
    let mut a = task("a");
    template(&mut a).id.as_mut().expect("an id").project.clear();
    let error = client.register(&specs([a], [], [])).await.expect_err("no project");
    assert!(error.registration().is_none());
    assert!(error.to_string().starts_with("nothing says in which project to register"), "{error}");
}

#[tokio::test]
async fn a_workflow_in_the_server_has_all_of_its_nodes() {
    let server = registering(Options::default());
    let client = client(&server).await;
    client.register(&specs([task("a")], [workflow("w", "a", 100)], [])).await.expect("it is registered");
    let stored = server.call(GET_WORKFLOW, entities::get(ResourceType::Workflow, "w")).await.expect("it");
    let compiled = stored.closure.and_then(|closure| closure.compiled_workflow).expect("a closure");
    assert_eq!(compiled.primary.and_then(|primary| primary.template).expect("a template").nodes.len(), 102);
}
