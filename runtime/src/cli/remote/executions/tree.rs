//! An execution as a tree of its nodes.

use super::rows::{lasted, time};
use crate::remote::{AttemptSnapshot, NodeSnapshot, Problem, Snapshot, State, Times};
use chrono::{DateTime, Utc};

/// The lines of the tree. What is not over has taken the time until `now`.
///
/// ```text
/// f6a51b9d2c0e etl.pipeline  failed  12.3s  since 2026-01-31T08:00:00Z
///   n0  succeeded  4.0s  etl.load, cached
///   n1  failed  8.1s  etl.count, 2 attempts
///     USER:Unknown: there is nothing in "a"
///     Kubernetes Logs: http://…
/// ```
pub(super) fn lines(snapshot: &Snapshot, now: DateTime<Utc>) -> Vec<String> {
    let head = format!(
        "{} {}  {}",
        snapshot.name,
        snapshot.entity,
        state_and_time(snapshot.state, snapshot.times, now)
    );
    let since = snapshot.times.started.map(|started| format!("  since {}", time(started)));
    let mut lines = vec![head + since.as_deref().unwrap_or_default()];
    if let Some(abort) = &snapshot.abort {
        let by = if abort.by.is_empty() { String::new() } else { format!(" by {}", abort.by) };
        lines.push(format!("  aborted{by}: {}", abort.cause));
    }
    // The error of a node is the execution's as well, and is told there.
    let is_told = |problem: &Problem| snapshot.all_nodes().any(|node| shows(node, problem));
    if let Some(problem) = snapshot.problem.as_ref().filter(|problem| !is_told(problem)) {
        lines.extend(told(problem, "  "));
    }
    for node in &snapshot.nodes {
        add(node, now, "  ", &mut lines);
    }
    lines
}

fn add(node: &NodeSnapshot, now: DateTime<Utc>, indent: &str, lines: &mut Vec<String>) {
    lines.push(format!("{indent}{}  {}{}", node.id, state_and_time(node.state, node.times, now), work(node)));
    let inner = format!("{indent}  ");
    let last = node.attempts.last();
    let problem = told_of(node);
    // The error of an inner node is that of the outer one as well.
    let is_inner = |problem: &Problem| node.children.iter().any(|child| shows(child, problem));
    if let Some(problem) = problem.filter(|problem| !is_inner(problem)) {
        lines.extend(told(problem, &inner));
    }
    if let Some(attempt) = last {
        lines.extend(waits(attempt, &inner));
        lines.extend(attempt.logs.iter().map(|log| format!("{inner}{}: {}", log.name, log.uri)));
    }
    for child in &node.children {
        add(child, now, &inner, lines);
    }
}

/// Whether the lines of the node tell this problem: Flyte puts the message of a node into those of what is around it.
fn shows(node: &NodeSnapshot, problem: &Problem) -> bool {
    let told = |inner: Option<&Problem>| {
        let message = inner.map_or("", |inner| inner.message.trim());
        !message.is_empty() && problem.message.contains(message)
    };
    told(told_of(node)) || node.children.iter().any(|child| shows(child, problem))
}

/// The problem that the lines of the node tell.
fn told_of(node: &NodeSnapshot) -> Option<&Problem> {
    node.attempts.last().and_then(|attempt| attempt.problem.as_ref()).or(node.problem.as_ref())
}

/// What runs in the node: the task, how often it was tried, whether its outputs come from the cache.
fn work(node: &NodeSnapshot) -> String {
    let task = node.attempts.last().map(|attempt| attempt.task.clone()).filter(|task| !task.is_empty());
    let tries = Some(node.attempts.len()).filter(|count| *count > 1).map(|count| format!("{count} attempts"));
    let cached = node.is_cached.then(|| "cached".to_owned());
    let execution = node.execution.as_ref().map(|name| format!("execution {name}"));
    let deck = (!node.deck_uri.is_empty()).then(|| "deck".to_owned());
    let words: Vec<_> = [task, tries, cached, execution, deck].into_iter().flatten().collect();
    if words.is_empty() { String::new() } else { format!("  {}", words.join(", ")) }
}

/// Why an attempt does not run yet.
fn waits(attempt: &AttemptSnapshot, indent: &str) -> Option<String> {
    let is_waiting =
        matches!(attempt.state, State::Queued | State::WaitingForResources | State::Initializing);
    (is_waiting && !attempt.reason.is_empty())
        .then(|| format!("{indent}{}: {}", attempt.state, attempt.reason.trim()))
}

fn state_and_time(state: State, times: Times, now: DateTime<Utc>) -> String {
    match times.until(now) {
        Some(time) => format!("{state}  {}", lasted(time)),
        None => state.to_string(),
    }
}

/// The code and the message of a problem, further lines under the first.
fn told(problem: &Problem, indent: &str) -> Vec<String> {
    let mut lines = problem.message.trim().lines();
    let first = lines.next().unwrap_or_default();
    let code = if problem.code.is_empty() { String::new() } else { format!("{}: ", problem.code) };
    let rest = lines.map(|line| format!("{indent}  {line}"));
    std::iter::once(format!("{indent}{code}{first}")).chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::remote::executions::described;
    use crate::remote::{Abort, LogLink};
    use serde_json::json;
    use std::time::Duration;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_767_225_600 + second, 0).expect("a time")
    }

    fn times(from: i64, took: Option<u64>) -> Times {
        Times { started: Some(at(from)), took: took.map(Duration::from_secs) }
    }

    fn problem(message: &str) -> Problem {
        Problem { code: "USER:Unknown".into(), message: message.into(), is_of_user: true }
    }

    fn attempt(number: u32, task: &str, problem: Option<Problem>) -> AttemptSnapshot {
        let state = if problem.is_some() { State::Failed } else { State::Succeeded };
        let logs = vec![LogLink { name: "Logs".into(), uri: format!("https://logs/{task}/{number}") }];
        AttemptSnapshot { number, task: task.into(), state, problem, logs, ..AttemptSnapshot::default() }
    }

    fn failed() -> Snapshot {
        let why = "there is nothing in \"a\"\nat main.rs";
        let outer = "RetriesExhausted: [2/2] Last Error: USER::there is nothing in \"a\"\nat main.rs.";
        let load = NodeSnapshot {
            id: "n0".into(),
            state: State::Succeeded,
            times: times(0, Some(4)),
            is_cached: true,
            attempts: vec![AttemptSnapshot { logs: Vec::new(), ..attempt(0, "etl.load", None) }],
            ..NodeSnapshot::default()
        };
        let count = NodeSnapshot {
            id: "n1-0-n0".into(),
            state: State::Failed,
            times: times(4, Some(8)),
            problem: Some(problem(why)),
            attempts: vec![
                attempt(0, "etl.count", Some(problem("other"))),
                attempt(1, "etl.count", Some(problem(why))),
            ],
            ..NodeSnapshot::default()
        };
        let inner = NodeSnapshot {
            id: "n1".into(),
            state: State::Failed,
            times: times(4, Some(9)),
            problem: Some(problem(outer)),
            children: vec![count],
            ..NodeSnapshot::default()
        };
        Snapshot {
            project: "p".into(),
            domain: "d".into(),
            name: "f1".into(),
            entity: "etl.pipeline".into(),
            state: State::Failed,
            times: times(0, Some(14)),
            problem: Some(problem(outer)),
            nodes: vec![load, inner],
            ..Snapshot::default()
        }
    }

    #[test]
    fn a_tree_tells_each_error_once_where_it_happened() {
        assert_eq!(
            lines(&failed(), at(100)),
            [
                "f1 etl.pipeline  failed  14.0s  since 2026-01-01T00:00:00Z",
                "  n0  succeeded  4.0s  etl.load, cached",
                "  n1  failed  9.0s",
                "    n1-0-n0  failed  8.0s  etl.count, 2 attempts",
                "      USER:Unknown: there is nothing in \"a\"",
                "        at main.rs",
                "      Logs: https://logs/etl.count/1",
            ]
        );
    }

    #[test]
    fn what_runs_has_taken_the_time_until_now() {
        let pod = AttemptSnapshot {
            state: State::WaitingForResources,
            reason: "no machine has 8 GPUs\n".into(),
            ..attempt(0, "etl.train", None)
        };
        let node = NodeSnapshot {
            id: "n0".into(),
            state: State::Running,
            times: times(10, None),
            attempts: vec![pod],
            execution: Some("f2".into()),
            deck_uri: "s3://b/deck.html".into(),
            ..NodeSnapshot::default()
        };
        let snapshot = Snapshot {
            nodes: vec![node],
            state: State::Running,
            times: times(0, None),
            problem: None,
            ..failed()
        };
        assert_eq!(
            lines(&snapshot, at(75)),
            [
                "f1 etl.pipeline  running  1m15s  since 2026-01-01T00:00:00Z",
                "  n0  running  1m05s  etl.train, execution f2, deck",
                "    waiting for resources: no machine has 8 GPUs",
                "    Logs: https://logs/etl.train/0",
            ]
        );
    }

    #[test]
    fn an_abort_and_an_error_of_no_node_are_told_first() {
        let abort = Some(Abort { cause: "it takes too long".into(), by: "jo".into() });
        let aborted = Snapshot { state: State::Aborted, abort, problem: None, nodes: Vec::new(), ..failed() };
        assert_eq!(lines(&aborted, at(0))[1..], ["  aborted by jo: it takes too long"]);
        let unstarted = Snapshot { nodes: Vec::new(), problem: Some(problem("no such cluster")), ..failed() };
        assert_eq!(lines(&unstarted, at(0))[1..], ["  USER:Unknown: no such cluster"]);
    }

    #[test]
    fn an_execution_is_told_to_programs() {
        let described = described::execution(&failed());
        assert_eq!(described["state"], json!("failed"));
        assert_eq!(described["started"], json!("2026-01-01T00:00:00Z"));
        assert_eq!(described["seconds"], json!(14.0));
        assert_eq!((&described["abort"], &described["nodes"][0]["deck"]), (&json!(null), &json!(null)));
        assert_eq!(described["nodes"][0]["cached"], json!(true));
        let count = &described["nodes"][1]["nodes"][0];
        assert_eq!(count["id"], json!("n1-0-n0"));
        let attempt = &count["attempts"][1];
        assert_eq!(attempt["error"]["code"], json!("USER:Unknown"));
        assert_eq!(attempt["error"]["kind"], json!("user"));
        assert_eq!(attempt["logs"], json!([{"name": "Logs", "uri": "https://logs/etl.count/1"}]));
    }
}
