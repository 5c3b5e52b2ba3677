//! Why an execution failed, in words.

use super::snapshot::{NodeSnapshot, Problem, Snapshot};
use std::fmt::Write as _;

/// How many failed nodes a message tells of.
const MOST: usize = 5;

/// Says how an execution ended that did not succeed: its problem, the nodes that failed, and where their logs are.
pub(crate) fn describe(snapshot: &Snapshot) -> String {
    let mut text = format!("the execution `{}` {}", snapshot.name, ending(snapshot));
    let failed: Vec<_> = snapshot.all_nodes().filter(|node| is_to_blame(node)).collect();
    for node in failed.iter().take(MOST) {
        about(node, snapshot, &mut text);
    }
    if failed.len() > MOST {
        let _ = write!(text, "\nand {} more nodes", failed.len() - MOST);
    }
    text
}

fn ending(snapshot: &Snapshot) -> String {
    match (&snapshot.abort, &snapshot.problem) {
        (Some(abort), _) => {
            let by = if abort.by.is_empty() { String::new() } else { format!(" by {}", abort.by) };
            format!("was aborted{by}: {}", abort.cause)
        }
        (None, Some(problem)) => format!("{}{}", snapshot.state, with_code(problem)),
        (None, None) => snapshot.state.to_string(),
    }
}

/// Whether the node failed itself, and not since a node in it did.
fn is_to_blame(node: &NodeSnapshot) -> bool {
    node.problem.is_some() && !node.children.iter().any(|child| child.with_problem().is_some())
}

fn about(node: &NodeSnapshot, snapshot: &Snapshot, text: &mut String) {
    let attempts = match node.attempts.len() {
        0 | 1 => String::new(),
        count => format!(" after {count} attempts"),
    };
    let task = node.attempts.last().map(|attempt| format!(" ({})", attempt.task)).unwrap_or_default();
    let _ = write!(text, "\nthe node `{}`{task} {}{attempts}", node.id, node.state);
    if let Some(problem) = &node.problem {
        // The execution repeats what its first failed node says.
        let is_said = snapshot.problem.as_ref().is_some_and(|whole| whole.message.contains(&problem.message));
        if !is_said {
            let _ = write!(text, "{}", with_code(problem));
        }
    }
    for log in node.attempts.last().into_iter().flat_map(|attempt| &attempt.logs) {
        let _ = write!(text, "\n  {}: {}", log.name, log.uri);
    }
}

fn with_code(problem: &Problem) -> String {
    let message = problem.message.trim_end();
    if problem.code.is_empty() {
        format!(": {message}")
    } else {
        format!(" with the code `{}`: {message}", problem.code)
    }
}

impl NodeSnapshot {
    /// The first node with a problem: itself, or one in it.
    fn with_problem(&self) -> Option<&NodeSnapshot> {
        if self.problem.is_some() {
            return Some(self);
        }
        self.children.iter().find_map(NodeSnapshot::with_problem)
    }
}

#[cfg(test)]
mod tests {
    use super::describe;
    use crate::remote::{Abort, AttemptSnapshot, LogLink, NodeSnapshot, Problem, Snapshot, State};

    fn problem(message: &str) -> Problem {
        Problem { code: "USER:Unknown".into(), message: message.into(), is_of_user: true }
    }

    #[test]
    fn a_failure_names_the_node_its_code_and_its_logs() {
        let log = LogLink { name: "Logs".into(), uri: "https://logs/1".into() };
        let attempt =
            AttemptSnapshot { task: "a.train".into(), logs: vec![log], ..AttemptSnapshot::default() };
        let inner = NodeSnapshot {
            id: "n0-0-n1".into(),
            state: State::Failed,
            problem: Some(problem("no data")),
            attempts: vec![AttemptSnapshot::default(), attempt],
            ..NodeSnapshot::default()
        };
        let outer = NodeSnapshot {
            id: "n0".into(),
            state: State::Failed,
            problem: Some(problem("a node failed")),
            children: vec![inner],
            ..NodeSnapshot::default()
        };
        let snapshot = Snapshot {
            name: "f1".into(),
            state: State::Failed,
            problem: Some(problem("failed at Node[n0].")),
            nodes: vec![outer],
            ..Snapshot::default()
        };
        assert_eq!(
            describe(&snapshot),
            "the execution `f1` failed with the code `USER:Unknown`: failed at Node[n0].\nthe node `n0-0-n1` (a.train) failed \
             after 2 attempts with the code `USER:Unknown`: no data\n  Logs: https://logs/1"
        );
    }

    #[test]
    fn what_the_execution_says_is_not_said_again() {
        let node = NodeSnapshot {
            id: "n0".into(),
            state: State::Failed,
            problem: Some(problem("no data")),
            ..NodeSnapshot::default()
        };
        let snapshot = Snapshot {
            name: "f1".into(),
            state: State::Failed,
            problem: Some(problem("failed at Node[n0]. no data")),
            nodes: vec![node],
            ..Snapshot::default()
        };
        assert_eq!(describe(&snapshot).matches("no data").count(), 1);
    }

    #[test]
    fn an_abort_tells_who_and_why() {
        let abort = Some(Abort { cause: "too slow".into(), by: "jo".into() });
        let snapshot = Snapshot { name: "f1".into(), state: State::Aborted, abort, ..Snapshot::default() };
        assert_eq!(describe(&snapshot), "the execution `f1` was aborted by jo: too slow");
    }
}
