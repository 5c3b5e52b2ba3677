//! What people see of an execution: a tree, or a line for each change.

use super::State;
use super::snapshot::{AttemptSnapshot, NodeSnapshot, Snapshot};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Duration;

/// The execution as a tree: a line for it and a line for each node, at most `most` of them. Nodes that are over and went well are
/// left out first.
pub(crate) fn lines(snapshot: &Snapshot, now: DateTime<Utc>, most: usize) -> Vec<String> {
    let head = timed(&format!("{}  {}", snapshot.name, snapshot.state), snapshot.times.until(now));
    let all = rows(&snapshot.nodes, false);
    let (rows, left_out) = if all.len() < most {
        (all, 0)
    } else {
        let all_of_them = all.len();
        let mut rows = rows(&snapshot.nodes, true);
        // One line is for the execution, and one says how many nodes are not shown.
        rows.truncate(most.saturating_sub(2));
        let shown = rows.len();
        (rows, all_of_them - shown)
    };
    let width = rows.iter().map(|row| row.title.chars().count()).max().unwrap_or_default();
    let mut lines = vec![head];
    lines.extend(rows.iter().map(|row| {
        let padding = " ".repeat(width - row.title.chars().count());
        format!("{}{padding}  {}", row.title, status(row.node, now))
    }));
    if left_out > 0 {
        lines.push(format!("and {left_out} more nodes"));
    }
    lines
}

/// A node, and its title with the branches that lead to it.
struct Row<'s> {
    title: String,
    node: &'s NodeSnapshot,
}

fn rows(nodes: &[NodeSnapshot], is_short: bool) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    add(nodes, "", is_short, &mut rows);
    rows
}

fn add<'s>(nodes: &'s [NodeSnapshot], before: &str, is_short: bool, rows: &mut Vec<Row<'s>>) {
    let shown: Vec<_> = nodes.iter().filter(|node| !is_short || !node.state.is_success()).collect();
    for (at, node) in shown.iter().enumerate() {
        let (branch, inner) = if at + 1 == shown.len() { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        rows.push(Row { title: format!("{before}{branch}{}", title(node)), node });
        add(&node.children, &format!("{before}{inner}"), is_short, rows);
    }
}

/// The node's name, and what it runs.
fn title(node: &NodeSnapshot) -> String {
    match (node.attempts.first(), &node.execution) {
        (Some(attempt), _) => format!("{}  {}", node.name, attempt.task),
        (None, Some(execution)) => format!("{}  {execution}", node.name),
        (None, None) => node.name.clone(),
    }
}

/// The state of a node, how long it took, and its attempt if that is not the first.
fn status(node: &NodeSnapshot, now: DateTime<Utc>) -> String {
    let state = match last(node) {
        // The attempt knows more about what a node waits for.
        Some(attempt) if node.state == State::Running && waits(attempt.state) => attempt.state,
        _ => node.state,
    };
    let mut text = timed(state.as_str(), node.times.until(now));
    if node.attempts.len() > 1 {
        let _ = write!(text, "  attempt {}", node.attempts.len());
    }
    if node.is_cached {
        text += "  cached";
    }
    text
}

/// Whether an attempt does not run yet.
fn waits(state: State) -> bool {
    matches!(state, State::Queued | State::WaitingForResources | State::Initializing)
}

fn last(node: &NodeSnapshot) -> Option<&AttemptSnapshot> {
    node.attempts.last()
}

fn timed(text: &str, took: Option<Duration>) -> String {
    took.map_or_else(|| text.to_owned(), |took| format!("{text}  {}", duration(took)))
}

/// A time as people read it: `3.2 s`, `4 min 10 s`, `2 h 5 min`.
pub(crate) fn duration(took: Duration) -> String {
    let seconds = took.as_secs();
    match seconds {
        0..60 => format!("{:.1} s", took.as_secs_f64()),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds / 60 % 60),
    }
}

/// A line for each change between two looks.
pub(crate) fn changes(before: Option<&Snapshot>, after: &Snapshot) -> Vec<String> {
    let mut known = BTreeMap::new();
    note(before.map_or(&[][..], |before| &before.nodes), "", &mut |path, node| {
        known.insert(path.to_owned(), seen(node));
    });
    let mut lines = Vec::new();
    if before.is_none_or(|before| before.state != after.state) {
        lines.push(line(&after.name, after.state, after.times.took, 0));
    }
    note(&after.nodes, "", &mut |path, node| {
        if known.get(path) != Some(&seen(node)) {
            let name = title(node).replacen(&node.name, path, 1);
            lines.push(line(&name, node.state, node.times.took, node.attempts.len()));
        }
    });
    // The end of all comes last.
    if after.state.is_over() && lines.len() > 1 && before.is_none_or(|before| before.state != after.state) {
        lines.rotate_left(1);
    }
    lines
}

/// What of a node is a change if it is another one.
fn seen(node: &NodeSnapshot) -> (State, usize) {
    (node.state, node.attempts.len())
}

fn note<'s>(nodes: &'s [NodeSnapshot], before: &str, each: &mut dyn FnMut(&str, &'s NodeSnapshot)) {
    for node in nodes {
        let path = format!("{before}{}", node.name);
        each(&path, node);
        note(&node.children, &format!("{path}/"), each);
    }
}

fn line(what: &str, state: State, took: Option<Duration>, attempts: usize) -> String {
    let mut line = format!("{what}: {state}");
    if let Some(took) = took {
        let _ = write!(line, " after {}", duration(took));
    }
    if attempts > 1 {
        let _ = write!(line, ", attempt {attempts}");
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::remote::Times;

    fn node(name: &str, state: State, task: &str, children: Vec<NodeSnapshot>) -> NodeSnapshot {
        let attempts = match task {
            "" => Vec::new(),
            task => vec![AttemptSnapshot { task: task.to_owned(), ..AttemptSnapshot::default() }],
        };
        let took = state.is_over().then_some(Duration::from_millis(3_200));
        let times = Times { started: DateTime::from_timestamp(1_000, 0), took };
        NodeSnapshot {
            id: name.to_owned(),
            name: name.to_owned(),
            state,
            times,
            attempts,
            children,
            ..NodeSnapshot::default()
        }
    }

    fn snapshot(state: State, nodes: Vec<NodeSnapshot>) -> Snapshot {
        Snapshot { name: "f1".to_owned(), state, nodes, ..Snapshot::default() }
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_070, 0).unwrap()
    }

    #[test]
    fn a_tree_shows_nodes_within_nodes() {
        let inner = vec![
            node("n0", State::Succeeded, "a.load", vec![]),
            node("n1", State::Running, "a.train", vec![]),
        ];
        let mut last = node("n1", State::Running, "a.save", vec![]);
        last.attempts
            .push(AttemptSnapshot { state: State::WaitingForResources, ..AttemptSnapshot::default() });
        let shown =
            lines(&snapshot(State::Running, vec![node("n0", State::Running, "", inner), last]), now(), 24);
        assert_eq!(
            shown,
            [
                "f1  running",
                "├─ n0              running  1 min 10 s",
                "│  ├─ n0  a.load   succeeded  3.2 s",
                "│  └─ n1  a.train  running  1 min 10 s",
                "└─ n1  a.save      waiting for resources  1 min 10 s  attempt 2",
            ]
        );
    }

    #[test]
    fn a_tree_fits_the_terminal() {
        let mut nodes: Vec<_> =
            (0..50).map(|at| node(&format!("n{at}"), State::Succeeded, "", vec![])).collect();
        nodes.push(node("n50", State::Failed, "", vec![]));
        nodes.push(node("n51", State::Running, "", vec![]));
        let shown = lines(&snapshot(State::Running, nodes), now(), 10);
        assert_eq!(shown.len(), 4, "{shown:?}");
        assert_eq!(shown[1], "├─ n50  failed  3.2 s");
        assert_eq!(shown[3], "and 50 more nodes");
        let many = (0..50).map(|at| node(&format!("n{at}"), State::Running, "", vec![])).collect();
        let shown = lines(&snapshot(State::Running, many), now(), 10);
        assert_eq!((shown.len(), shown[9].as_str()), (10, "and 42 more nodes"));
    }

    #[test]
    fn each_change_has_a_line() {
        let first = snapshot(State::Running, vec![node("n0", State::Running, "a.load", vec![])]);
        assert_eq!(changes(None, &first), ["f1: running", "n0  a.load: running"]);
        assert_eq!(changes(Some(&first), &first), Vec::<String>::new());
        let mut again = first.clone();
        again.nodes[0].attempts.push(AttemptSnapshot::default());
        assert_eq!(changes(Some(&first), &again), ["n0  a.load: running, attempt 2"]);
        let inner = vec![node("n0", State::Succeeded, "a.save", vec![])];
        let last = snapshot(
            State::Succeeded,
            vec![node("n0", State::Succeeded, "a.load", vec![]), node("n1", State::Succeeded, "", inner)],
        );
        assert_eq!(
            changes(Some(&first), &last),
            [
                "n0  a.load: succeeded after 3.2 s",
                "n1: succeeded after 3.2 s",
                "n1/n0  a.save: succeeded after 3.2 s",
                "f1: succeeded"
            ]
        );
    }

    #[test]
    fn a_time_has_two_units_at_most() {
        let texts = [0, 59_949, 60_000, 3_599_999, 7_500_000].map(|ms| duration(Duration::from_millis(ms)));
        assert_eq!(texts, ["0.0 s", "59.9 s", "1 min 0 s", "59 min 59 s", "2 h 5 min"]);
    }
}
