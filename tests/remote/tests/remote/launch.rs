//! Launches, by the library and by the verb, of what the server has and of what the program has.

use crate::steered::{Steered, over, program};
use crate::support::{client, through};
use aileron::prelude::*;
use aileron::remote::State;
use aileron_idl::admin::{TaskCreateRequest, TaskSpec};
use aileron_idl::core::{Identifier, ResourceType};
use aileron_idl::service::admin_service::{CREATE_TASK, GET_TASK};
use remote_tests::entities::get;
use remote_tests::{Options, Proxy, Server};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// The task of the program `steered`, whose types are those of this function.
#[task(name = "steered.double")]
fn double(x: i64) -> i64 {
    x * 2
}

/// Likewise.
#[task(name = "steered.need")]
fn need(x: i64, file: String) -> i64 {
    x + i64::from(!file.is_empty())
}

/// The workflow of the program `steered`.
#[workflow(name = "steered.needing")]
fn needing(x: i64, file: String) -> i64 {
    need(double(x), file)
}

fn path(file: &Path) -> String {
    file.to_str().expect("a text").to_owned()
}

#[tokio::test]
async fn a_launch_gives_the_type_of_its_function() {
    let steered = Steered::start().await;
    let file = steered.file("needed");
    fs::write(&file, "").expect("a file");
    let execution = steered.client.launch(needing, (20, path(&file))).await.expect("launched");
    assert_eq!(execution.name().len(), 20);
    let output: i64 = execution.wait().await.expect("an output");
    assert_eq!((output, execution.state().await.expect("a state")), (41, State::Succeeded));
    let output: i64 =
        steered.client.launch(double, (4,)).version("v1").await.expect("launched").wait().await.expect("one");
    assert_eq!(output, 8);
}

#[tokio::test]
async fn a_launch_whose_answer_is_lost_starts_one_execution() {
    let steered = Steered::start().await;
    let kinds = ["lost", "reset", "vanish", "unavailable"];
    for kind in kinds {
        let proxy = Proxy::start(&steered.server, &format!("{kind}:CreateExecution:1"), 1);
        let launched = through(&proxy).await.launch(double, (4,)).version("v1").await;
        let launched = launched.unwrap_or_else(|error| panic!("{kind}: {error}"));
        assert_eq!(proxy.broken(kind), 1, "{kind}");
        assert_eq!(launched.wait().await.expect("an output"), 8, "{kind}");
    }
    let all = steered.client.executions().list().await.expect("a list");
    assert_eq!(all.len(), kinds.len(), "{all:?}");
}

#[tokio::test]
async fn a_failure_tells_the_node_and_its_code() {
    let steered = Steered::start().await;
    let execution =
        steered.client.launch(needing, (20, path(&steered.file("absent")))).await.expect("launched");
    let error = execution.wait().await.expect_err("the file is absent");
    let snapshot = error.execution().expect("the execution");
    assert_eq!(snapshot.state, State::Failed);
    let failed = snapshot.all_nodes().find(|node| node.problem.is_some()).expect("a node");
    assert_eq!((failed.name.as_str(), failed.state), ("n1", State::Failed));
    assert!(error.to_string().contains("(steered.need) failed"), "{error}");
    assert_eq!(error.to_string().matches("there is no").count(), 1, "{error}");
}

#[tokio::test]
async fn what_is_wrong_is_told_before_anything_is_sent() {
    let steered = Steered::start().await;
    let launch = |entity: &str, inputs: Value| steered.client.launch_named(entity, inputs);
    for (launch, why) in [
        (launch("steered.needin", json!({})), "did you mean `steered.needing`?"),
        (launch("needing", json!({})), "did you mean `steered.needing`?"),
        (launch("steered.needing", json!({"x": "a"})), "the input `x` can't be read"),
        (launch("steered.needing", json!({"x": 1})), "needs a value for `file`"),
        (
            launch("steered.double", json!({"x": 1, "y": 2})),
            "`y` is not an input of the task `steered.double`",
        ),
        (launch("steered.double", json!({"x": 1})).version("v9"), "has no version `v9` of `steered.double`"),
        (
            launch("steered.double", json!({"x": 1})).name("Bad_name"),
            "`Bad_name` is not a name of an execution",
        ),
    ] {
        let error = launch.await.expect_err(why);
        assert!(error.is_of_call() && error.to_string().contains(why), "{error}");
    }
    assert_eq!(steered.client.executions().list().await.expect("a list").len(), 0);
}

#[tokio::test]
async fn a_name_is_launched_once() {
    let steered = Steered::start().await;
    let launch =
        || steered.client.launch_named("steered.double", json!({"x": 4})).name("mine").label("team", "a");
    let execution = launch().await.expect("launched");
    assert_eq!(execution.wait().await.expect("outputs"), json!({"o0": 8}));
    let error = launch().await.expect_err("the name is taken");
    assert!(error.to_string().contains("there is an execution `mine` already"), "{error}");
    assert_eq!(steered.client.executions().list().await.expect("a list").len(), 1);
}

#[tokio::test]
async fn files_go_to_the_places_that_the_server_signs() {
    let steered = Steered::start().await;
    let file = steered.file("data.csv");
    fs::write(&file, "a,b\n1,2\n").expect("a file");
    let execution =
        steered.client.launch_named("steered.locate", json!({"data": path(&file)})).await.expect("launched");
    let inputs = execution.inputs().await.expect("inputs");
    let place = inputs["data"].as_str().expect("an address");
    let key = place.strip_prefix("s3://flyte/").unwrap_or_else(|| panic!("{place}"));
    assert!(key.ends_with("/data.csv"), "{place}");
    let stored = fs::read(steered.server.work().join("s3/flyte").join(key)).expect("the object");
    assert_eq!(stored, b"a,b\n1,2\n");
    // What is at an address stays there.
    let there =
        steered.client.launch_named("steered.locate", json!({"data": place})).await.expect("launched");
    assert_eq!(there.inputs().await.expect("inputs")["data"], json!(place));
    let absent = steered.client.launch_named("steered.locate", json!({"data": "./no/such.csv"})).await;
    assert!(absent.expect_err("it is absent").to_string().starts_with("`./no/such.csv` can't be read"));
}

#[tokio::test]
async fn the_verb_registers_what_the_program_has_and_prints_its_outputs() {
    let server = Server::start(Options::default().with("--bin-dir", program().parent().expect("a folder")));
    let client = client(&server).await;
    let steered = Steered { server, client };
    let file = steered.file("needed");
    fs::write(&file, "").expect("a file");
    let file = path(&file);
    let call = [
        "launch",
        "needing",
        "--x",
        "20",
        "--file",
        &file,
        "--wait",
        "--image",
        "steered:1",
        "--name",
        "mine",
    ];
    let answer = steered.call(&call);
    assert_eq!((answer.status, answer.stdout.as_str()), (0, "{\"o0\": 41}\n"), "{}", answer.stderr);
    assert!(answer.stderr.contains("n0  steered.double: succeeded"), "{}", answer.stderr);
    // Without waiting, its name is printed; flags may come before the entity.
    let answer =
        steered.call(&["launch", "--image", "steered:1", "--labels", "team=a", "steered.double", "--x", "4"]);
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    let execution = steered.client.execution(answer.stdout.trim());
    assert_eq!(over(&execution).await, State::Succeeded);
    let answer = steered.call(&[
        "launch",
        "needing",
        "--x",
        "20",
        "--file",
        "absent",
        "--wait",
        "--image",
        "steered:1",
    ]);
    assert_eq!((answer.status, answer.stdout.as_str()), (1, ""), "{}", answer.stderr);
    assert!(answer.stderr.contains("(steered.need) failed"), "{}", answer.stderr);
}

#[tokio::test]
async fn the_verb_launches_what_only_the_server_has() {
    let steered = Steered::start().await;
    // A copy of the task under a name that the program does not have.
    let task =
        steered.server.call(GET_TASK, get(ResourceType::Task, "steered.double")).await.expect("the task");
    let mut template =
        task.closure.and_then(|closure| closure.compiled_task?.template).expect("its template");
    let id = Identifier { name: "elsewhere.double".into(), ..template.id.take().expect("an id") };
    template.id = Some(id.clone());
    let spec = TaskSpec { template: Some(template), ..TaskSpec::default() };
    let request = TaskCreateRequest { id: Some(id), spec: Some(spec) };
    steered.server.call(CREATE_TASK, request).await.expect("a task");
    let answer = steered.call(&["launch", "elsewhere.double", "--x", "4"]);
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    let execution = steered.client.execution(answer.stdout.trim());
    assert_eq!(execution.inputs().await.expect("inputs"), json!({"x": 4}));
    let answer = steered.call(&["launch", "elsewhere.double", "--x", "four"]);
    assert_eq!(answer.status, 2, "{}", answer.stderr);
    let answer = steered.call(&["launch", "elsewhere.duoble", "--x", "4"]);
    assert_eq!(answer.status, 2, "{}", answer.stderr);
    assert!(answer.stderr.contains("did you mean `elsewhere.double`?"), "{}", answer.stderr);
}
