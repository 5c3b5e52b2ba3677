//! Executions on Flyte's own engine: gates, retries, aborts, recovery.

use crate::steered::{Steered, integer, over, text, waiting};
use aileron::remote::{Execution, State};
use serde_json::{Value, json};
use std::fs;

/// Launches what fails until the file is there.
async fn needing(steered: &Steered, name: &str) -> Execution {
    let file = text(&steered.file("needed"));
    steered.launch("needing", name, &[("x", integer(20)), ("file", file)]).await
}

#[tokio::test]
async fn outputs_and_inputs_of_an_execution_and_its_nodes_are_json() {
    let steered = Steered::start().await;
    fs::write(steered.file("needed"), "").expect("a file");
    let execution = needing(&steered, "f1").await;
    assert_eq!(over(&execution).await, State::Succeeded);
    assert_eq!(execution.outputs().await.expect("outputs"), json!({"o0": 41}));
    assert_eq!(execution.node_outputs("n0").await.expect("outputs"), json!({"o0": 40}));
    assert_eq!(execution.inputs().await.expect("inputs")["x"], json!(20));
    let error = execution.node_outputs("n7").await.expect_err("there is no such node").to_string();
    assert_eq!(error, "the execution `f1` has no node `n7`; did you mean `n0`?");
    let printed = steered.call(&["executions", "outputs", "f1"]);
    assert_eq!((printed.status, printed.stdout.as_str()), (0, "{\"o0\": 41}\n"), "{}", printed.stderr);
    let watched = steered.call(&["executions", "watch", "f1"]);
    assert_eq!((watched.status, watched.stdout.as_str()), (0, "{\"o0\": 41}\n"), "{}", watched.stderr);
}

/// Flyte tells the nodes in a branch, but not that a branch has any.
#[tokio::test]
async fn what_runs_in_a_branch_is_shown_in_it() {
    let steered = Steered::start().await;
    let execution = steered.launch("choosing", "f1", &[("x", integer(20))]).await;
    assert_eq!(over(&execution).await, State::Succeeded);
    let snapshot = execution.snapshot().await.expect("a snapshot");
    let branch = &snapshot.nodes[0];
    assert_eq!((snapshot.nodes.len(), branch.children.len()), (1, 1), "{snapshot:?}");
    assert_eq!(branch.children[0].attempts.len(), 1, "{snapshot:?}");
}

#[tokio::test]
async fn executions_are_listed_newest_first_by_workflow_and_state() {
    let steered = Steered::start().await;
    let failed = needing(&steered, "f1").await;
    assert_eq!(over(&failed).await, State::Failed);
    fs::write(steered.file("needed"), "").expect("a file");
    over(&needing(&steered, "f2").await).await;
    over(&steered.launch("stumbling", "f3", &[("x", integer(1))]).await).await;
    let list = |executions: aileron::remote::Executions| async {
        let found = executions.list().await.expect("a list");
        found.into_iter().map(|execution| execution.name).collect::<Vec<_>>()
    };
    let client = &steered.client;
    assert_eq!(list(client.executions()).await, ["f3", "f2", "f1"]);
    assert_eq!(list(client.executions().most(2)).await, ["f3", "f2"]);
    assert_eq!(list(client.executions().of_workflow("steered.needing")).await, ["f2", "f1"]);
    assert_eq!(list(client.executions().in_state(State::Failed)).await, ["f1"]);
    let both = client.executions().in_state(State::Failed).in_state(State::Succeeded);
    assert_eq!(list(both.of_workflow("steered.needing")).await, ["f2", "f1"]);
    let printed =
        steered.call(&["executions", "list", "--workflow", "needing", "--state", "failed", "--json"]);
    let printed: Value = serde_json::from_str(&printed.stdout).expect("JSON");
    assert_eq!((&printed[0]["name"], &printed[0]["state"]), (&json!("f1"), &json!("failed")));
    assert_eq!(printed.as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_failure_is_shown_with_its_node_and_code() {
    let steered = Steered::start().await;
    let execution = needing(&steered, "f1").await;
    assert_eq!(over(&execution).await, State::Failed);
    let error = execution.outputs().await.expect_err("it has none").to_string();
    assert_eq!(
        error,
        "the execution `f1` has no outputs, since it is over and did not succeed (failed); `executions get` shows why"
    );
    let got = steered.call(&["executions", "get", "f1"]);
    assert_eq!(got.status, 0, "{got:?}");
    assert!(got.stdout.contains("failed") && got.stdout.contains("steered.need"), "{}", got.stdout);
    assert_eq!(got.stdout.matches("there is no").count(), 1, "{}", got.stdout);
    let got = steered.call(&["executions", "get", "f1", "--inputs", "--json"]);
    let got: Value = serde_json::from_str(&got.stdout).expect("JSON");
    assert_eq!((&got["inputs"]["x"], &got["state"]), (&json!(20), &json!("failed")));
    assert_eq!(got["nodes"][1]["error"]["kind"], json!("user"), "{got:#}");
    let watched = steered.call(&["executions", "watch", "f1"]);
    assert_eq!((watched.status, watched.stdout.as_str()), (1, ""));
    assert!(watched.stderr.contains("there is no"), "{}", watched.stderr);
}

#[tokio::test]
async fn a_retry_is_an_attempt_of_its_node() {
    let steered = Steered::start().await;
    let execution = steered.launch("stumbling", "f1", &[("x", integer(3))]).await;
    assert_eq!(over(&execution).await, State::Succeeded);
    let snapshot = execution.snapshot().await.expect("a snapshot");
    let [node] = &snapshot.nodes[..] else { panic!("one node: {snapshot:?}") };
    let states: Vec<_> = node.attempts.iter().map(|attempt| attempt.state).collect();
    assert_eq!(states, [State::Failed, State::Succeeded]);
    let problem = node.attempts[0].problem.as_ref().expect("a problem");
    assert!(problem.message.contains("it stumbles"), "{problem:?}");
}

#[tokio::test]
async fn a_recovered_execution_runs_only_what_failed() {
    let steered = Steered::start().await;
    let failed = needing(&steered, "f1").await;
    assert_eq!(over(&failed).await, State::Failed);
    fs::write(steered.file("needed"), "").expect("a file");
    let again = failed.recover(Some("f2")).await.expect("recovered");
    assert_eq!((again.name(), over(&again).await), ("f2", State::Succeeded));
    let snapshot = again.snapshot().await.expect("a snapshot");
    let states: Vec<_> = snapshot.nodes.iter().map(|node| (node.name.as_str(), node.state)).collect();
    assert_eq!(states, [("n0", State::Recovered), ("n1", State::Succeeded)]);
    assert_eq!(again.outputs().await.expect("outputs"), json!({"o0": 41}));
    let error = failed.recover(Some("f2")).await.expect_err("the name is taken").to_string();
    assert!(error.starts_with("there is an execution `f2` already"), "{error}");
}

#[tokio::test]
async fn a_relaunched_execution_runs_all() {
    let steered = Steered::start().await;
    let failed = needing(&steered, "f1").await;
    assert_eq!(over(&failed).await, State::Failed);
    fs::write(steered.file("needed"), "").expect("a file");
    let again = steered.call(&["executions", "relaunch", "f1", "--name", "f2", "--wait"]);
    assert_eq!((again.status, again.stdout.as_str()), (0, "{\"o0\": 41}\n"), "{}", again.stderr);
    let snapshot = steered.client.execution("f2").snapshot().await.expect("a snapshot");
    assert!(snapshot.nodes.iter().all(|node| node.state == State::Succeeded), "{snapshot:?}");
    // A name is made.
    let again = steered.call(&["executions", "relaunch", "f1"]);
    let name = again.stdout.trim_end();
    assert!(again.status == 0 && name.len() == 20, "{again:?}");
    assert_eq!(over(&steered.client.execution(name)).await, State::Succeeded);
    let again = steered.call(&["executions", "relaunch", "f1", "--name", "f2"]);
    assert_eq!(again.status, 2);
    assert!(again.stderr.starts_with("error: there is an execution `f2` already"), "{}", again.stderr);
    let again = steered.call(&["executions", "relaunch", "f1", "--name", "bad_name"]);
    assert_eq!(again.status, 2);
    assert!(again.stderr.contains("has `_` in it"), "{}", again.stderr);
}

#[tokio::test]
async fn a_terminated_execution_tells_the_cause_and_can_not_be_terminated_again() {
    let steered = Steered::start().await;
    let file = text(&steered.file("never"));
    let execution = steered.launch("lingering", "f1", &[("file", file)]).await;
    let ended = steered.call(&["executions", "terminate", "f1", "--cause", "it takes too long"]);
    assert_eq!(ended.status, 0, "{ended:?}");
    assert_eq!(over(&execution).await, State::Aborted);
    let abort = execution.snapshot().await.expect("a snapshot").abort.expect("an abort");
    assert_eq!(abort.cause, "it takes too long");
    let again = steered.call(&["executions", "terminate", "f1"]);
    assert_eq!(again.status, 1);
    assert_eq!(
        again.stderr.lines().next(),
        Some("error: the execution `f1` is over already (aborted), so there is nothing to terminate")
    );
}

#[tokio::test]
async fn an_approval_lets_a_gate_pass_and_a_rejection_fails_it() {
    let steered = Steered::start().await;
    let approved = steered.launch("approved", "f1", &[("x", integer(5))]).await;
    let rejected = steered.launch("approved", "f2", &[("x", integer(5))]).await;
    waiting(&approved, 1).await;
    waiting(&rejected, 1).await;
    let listed = steered.call(&["signal", "f1"]);
    assert_eq!(listed.stdout, "the-double  an approval or a boolean\n", "{}", listed.stderr);
    let wrong = steered.call(&["signal", "f1", "double"]);
    assert_eq!(wrong.status, 1);
    assert!(wrong.stderr.contains("no gate `double` of the execution `f1` waits"), "{}", wrong.stderr);
    let answered = steered.call(&["signal", "f1", "the-double"]);
    assert_eq!(answered.status, 0, "{answered:?}");
    rejected.reject("the-double").await.expect("rejected");
    assert_eq!(over(&approved).await, State::Succeeded);
    assert_eq!(approved.outputs().await.expect("outputs"), json!({"o0": 20}));
    assert_eq!(over(&rejected).await, State::Failed);
    let late = approved.approve("the-double").await.expect_err("it is over").to_string();
    assert_eq!(late, "the execution `f1` is over (succeeded), so no gate of it waits");
}

#[tokio::test]
async fn a_value_is_checked_before_it_is_sent_to_a_gate() {
    let steered = Steered::start().await;
    let execution = steered.launch("answered", "f1", &[]).await;
    waiting(&execution, 2).await;
    let wrong = steered.call(&["signal", "f1", "threshold", "half"]);
    assert_eq!(wrong.status, 2, "{wrong:?}");
    assert!(wrong.stderr.contains("the gate `threshold` waits for a float"), "{}", wrong.stderr);
    let wrong = steered.call(&["signal", "f1", "threshold"]);
    assert!(wrong.status == 2 && wrong.stderr.contains("needs a value"), "{wrong:?}");
    let error = execution.signal("title", 1).await.expect_err("it is a text").to_string();
    assert_eq!(error, "the gate `title` waits for a string, not for an integer");
    let answered = steered.call(&["signal", "f1", "threshold", "-0.5"]);
    assert_eq!(answered.status, 0, "{answered:?}");
    let error = execution.signal("threshold", 1.0).await.expect_err("it is answered").to_string();
    assert!(error.starts_with("the gate `threshold` is answered already"), "{error}");
    execution.signal("title", "a title".to_owned()).await.expect("answered");
    assert_eq!(over(&execution).await, State::Succeeded);
    assert_eq!(execution.outputs().await.expect("outputs"), json!({"o0": -0.5, "o1": "a title"}));
}

#[tokio::test]
async fn a_deck_is_linked_and_saved() {
    let steered = Steered::start().await;
    let execution = steered.launch("painted", "f1", &[]).await;
    assert_eq!(over(&execution).await, State::Succeeded);
    assert_eq!(execution.decks().await.expect("decks"), ["n0"]);
    let linked = steered.call(&["executions", "decks", "f1"]);
    assert!(linked.status == 0 && linked.stdout.starts_with("n0  http"), "{linked:?}");
    let saved = steered.file("deck.html");
    let answer = steered.call(&["executions", "decks", "f1", "--output", saved.to_str().expect("a text")]);
    assert_eq!(answer.status, 0, "{answer:?}");
    assert!(fs::read_to_string(saved).expect("a page").contains("green"));
}

#[tokio::test]
async fn an_unknown_execution_is_told_with_a_similar_one() {
    let steered = Steered::start().await;
    fs::write(steered.file("needed"), "").expect("a file");
    needing(&steered, "nightly-7").await;
    let unknown = "there is no execution `nightly-8` in the project `flytesnacks` and the domain `development`; did you mean \
                   `nightly-7`?";
    let execution = steered.client.execution("nightly-8");
    for error in [
        execution.snapshot().await.map(drop).expect_err("it is unknown"),
        execution.outputs().await.map(drop).expect_err("it is unknown"),
        execution.inputs().await.map(drop).expect_err("it is unknown"),
        execution.node_outputs("n0").await.map(drop).expect_err("it is unknown"),
        execution.deck_link("n0").await.map(drop).expect_err("it is unknown"),
        execution.terminate("it is old").await.expect_err("it is unknown"),
        execution.relaunch(None).await.map(drop).expect_err("it is unknown"),
        execution.recover(None).await.map(drop).expect_err("it is unknown"),
        execution.gates().await.map(drop).expect_err("it is unknown"),
        execution.approve("a").await.expect_err("it is unknown"),
    ] {
        assert_eq!(error.to_string(), unknown);
    }
    for verb in ["get", "watch", "outputs", "decks", "terminate", "relaunch", "recover"] {
        let answer = steered.call(&["executions", verb, "nightly-8"]);
        assert_eq!(answer.status, 1, "{answer:?}");
        assert!(answer.stderr.starts_with(&format!("error: {unknown}")), "{verb}: {}", answer.stderr);
        assert_eq!(answer.stdout, "");
    }
}
