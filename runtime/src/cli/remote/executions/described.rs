//! Executions as JSON, for programs.

use super::rows::time;
use crate::remote::{AttemptSnapshot, ExecutionSummary, NodeSnapshot, Problem, Snapshot, State, Times};
use serde_json::{Value, json};
use std::time::Duration;

/// One line of a list.
pub(super) fn summary(execution: &ExecutionSummary) -> Value {
    json!({
        "name": execution.name,
        "entity": execution.entity,
        "version": execution.version,
        "state": state(execution.state),
        "launchedBy": execution.launched_by,
        "created": execution.created.map(time),
        "seconds": execution.took.map(seconds),
        "error": execution.problem.as_ref().map(problem),
    })
}

/// An execution with its nodes.
pub(super) fn execution(snapshot: &Snapshot) -> Value {
    let abort = snapshot.abort.as_ref().map(|abort| json!({"cause": abort.cause, "by": abort.by}));
    let described = json!({
        "project": snapshot.project,
        "domain": snapshot.domain,
        "name": snapshot.name,
        "entity": snapshot.entity,
        "abort": abort,
        "nodes": snapshot.nodes.iter().map(node).collect::<Value>(),
    });
    with(described, snapshot.state, snapshot.times, snapshot.problem.as_ref())
}

fn node(node: &NodeSnapshot) -> Value {
    let described = json!({
        "id": node.id,
        "name": node.name,
        "cached": node.is_cached,
        "deck": Some(&node.deck_uri).filter(|uri| !uri.is_empty()),
        "execution": node.execution,
        "attempts": node.attempts.iter().map(attempt).collect::<Value>(),
        "nodes": node.children.iter().map(self::node).collect::<Value>(),
    });
    with(described, node.state, node.times, node.problem.as_ref())
}

fn attempt(attempt: &AttemptSnapshot) -> Value {
    let logs = attempt.logs.iter().map(|log| json!({"name": log.name, "uri": log.uri}));
    let described = json!({
        "number": attempt.number,
        "task": attempt.task,
        "reason": Some(&attempt.reason).filter(|reason| !reason.is_empty()),
        "logs": logs.collect::<Value>(),
    });
    with(described, attempt.state, attempt.times, attempt.problem.as_ref())
}

/// Adds what executions, nodes and attempts have in common.
fn with(mut described: Value, now: State, times: Times, error: Option<&Problem>) -> Value {
    described["state"] = state(now).into();
    described["started"] = times.started.map(time).into();
    described["seconds"] = times.took.map(seconds).into();
    described["error"] = error.map(problem).into();
    described
}

/// The state as one word.
pub(super) fn state(state: State) -> String {
    state.as_str().replace(' ', "_")
}

fn seconds(time: Duration) -> f64 {
    time.as_secs_f64()
}

fn problem(problem: &Problem) -> Value {
    let kind = if problem.is_of_user { "user" } else { "system" };
    json!({"code": problem.code, "kind": kind, "message": problem.message})
}
