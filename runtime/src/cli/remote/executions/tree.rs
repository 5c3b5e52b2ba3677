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
    let mut head = format!(
        "{} {}  {}",
        snapshot.name,
        snapshot.entity,
        state_and_time(snapshot.state, snapshot.times, now)
    );
    if let Some(started) = snapshot.times.started {
        head += &format!("  since {}", time(started));
    }
    let mut lines = vec![head];
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

/// The state of each node on a line of its own, for a display of what changes.
pub(super) fn states(snapshot: &Snapshot) -> Vec<String> {
    let line = |node: &NodeSnapshot| format!("{}  {}{}", node.id, node.state, work(node));
    let nodes = snapshot.all_nodes().filter(|node| node.state != State::Unknown).map(line);
    nodes.chain([format!("{}  {}", snapshot.name, snapshot.state)]).collect()
}

fn add(node: &NodeSnapshot, now: DateTime<Utc>, indent: &str, lines: &mut Vec<String>) {
    lines.push(format!("{indent}{}  {}{}", node.id, state_and_time(node.state, node.times, now), work(node)));
    let inner = format!("{indent}  ");
    let last = node.attempts.last();
    let problem = last.and_then(|attempt| attempt.problem.as_ref()).or(node.problem.as_ref());
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

/// Whether the lines of the node tell this problem.
fn shows(node: &NodeSnapshot, problem: &Problem) -> bool {
    let told = |other: &Option<Problem>| other.as_ref().is_some_and(|other| other.message == problem.message);
    told(&node.problem)
        || node.attempts.last().is_some_and(|attempt| told(&attempt.problem))
        || node.children.iter().any(|child| shows(child, problem))
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
