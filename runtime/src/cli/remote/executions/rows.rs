//! Executions as lines of a table.

use crate::remote::ExecutionSummary;
use chrono::{DateTime, SecondsFormat, Utc};
use std::time::Duration;

/// Names of the columns.
const HEADERS: [&str; 4] = ["NAME", "STATE", "CREATED", "TOOK"];

/// The header and the lines of a list. Executions that are not over have taken the time until `now`.
pub(super) fn table(executions: &[ExecutionSummary], now: DateTime<Utc>) -> (String, Vec<String>) {
    let cells: Vec<_> = executions.iter().map(|execution| cells(execution, now)).collect();
    let width = |at: usize| {
        let widest = cells.iter().map(|(cells, _)| cells[at].chars().count()).max().unwrap_or(0);
        widest.max(HEADERS[at].len())
    };
    let [name, state, created, took] = [0, 1, 2, 3].map(width);
    let line = |[a, b, c, d]: [&str; 4], rest: &str| {
        format!("{a:name$}  {b:state$}  {c:created$}  {d:>took$}  {rest}").trim_end().to_owned()
    };
    let lines = cells.iter().map(|(cells, rest)| line([0, 1, 2, 3].map(|at| cells[at].as_str()), rest));
    (line(HEADERS, "WHAT"), lines.collect())
}

/// The columns of an execution, and what comes behind them.
fn cells(execution: &ExecutionSummary, now: DateTime<Utc>) -> ([String; 4], String) {
    let created = execution.created.map(time).unwrap_or_default();
    let elapsed = execution.created.filter(|_| !execution.state.is_over()).map(|created| now - created);
    let took = execution.took.or_else(|| elapsed.and_then(|elapsed| elapsed.to_std().ok()));
    let took = took.map(lasted).unwrap_or_default();
    let by = execution.launched_by.map(|by| format!(", launched by {by}")).unwrap_or_default();
    let problem = execution.problem.as_ref().map(|problem| {
        let message =
            problem.message.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        format!("  {}: {}", problem.code, shortened(message))
    });
    let rest = format!("{} {}{by}{}", execution.entity, execution.version, problem.unwrap_or_default());
    ([execution.name.clone(), execution.state.to_string(), created, took], rest)
}

/// The most letters of an error that a line shows.
const SHOWN: usize = 80;

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// `2026-01-31T08:00:00Z`.
pub(super) fn time(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// `0.4s`, `12.3s`, `3m05s`, `1h02m`, `2d03h`.
pub(super) fn lasted(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..60 => format!("{seconds}.{}s", time.subsec_millis() / 100),
        60..3_600 => format!("{}m{:02}s", seconds / 60, seconds % 60),
        3_600..86_400 => format!("{}h{:02}m", seconds / 3_600, seconds / 60 % 60),
        _ => format!("{}d{:02}h", seconds / 86_400, seconds / 3_600 % 24),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aileron_idl::admin::{
        Execution, ExecutionClosure, ExecutionMetadata, ExecutionSpec, execution_closure::OutputResult,
        execution_metadata::ExecutionMode,
    };
    use aileron_idl::core::workflow_execution::Phase;
    use aileron_idl::core::{ExecutionError, Identifier, WorkflowExecutionIdentifier};
    use aileron_idl::google;

    /// An execution that was created so many seconds after the 1st of January 2026.
    fn summary(name: &str, phase: Phase, created: i64, closure: ExecutionClosure) -> ExecutionSummary {
        let execution = Execution {
            id: Some(WorkflowExecutionIdentifier {
                name: name.into(),
                ..WorkflowExecutionIdentifier::default()
            }),
            spec: Some(ExecutionSpec {
                launch_plan: Some(Identifier {
                    name: "etl.pipeline".into(),
                    version: "v1".into(),
                    ..Identifier::default()
                }),
                metadata: Some(ExecutionMetadata {
                    mode: if phase == Phase::Succeeded {
                        ExecutionMode::Scheduled
                    } else {
                        ExecutionMode::Manual
                    }
                    .into(),
                    ..ExecutionMetadata::default()
                }),
                ..ExecutionSpec::default()
            }),
            closure: Some(ExecutionClosure {
                phase: phase.into(),
                created_at: Some(google::Timestamp { seconds: 1_767_225_600 + created, nanos: 0 }),
                ..closure
            }),
        };
        ExecutionSummary::of(execution)
    }

    #[test]
    fn a_list_is_a_table() {
        let took = |seconds| Some(google::Duration { seconds, nanos: 250_000_000 });
        let error = OutputResult::Error(ExecutionError {
            code: "USER:Unknown".into(),
            message: "\nthere is nothing in \"a\"\nat main.rs".into(),
            ..ExecutionError::default()
        });
        let executions = [
            summary("f2", Phase::Running, 7_200, ExecutionClosure::default()),
            summary(
                "nightly-1",
                Phase::Succeeded,
                3_600,
                ExecutionClosure { duration: took(185), ..Default::default() },
            ),
            summary(
                "f1",
                Phase::Failed,
                0,
                ExecutionClosure { duration: took(2), output_result: Some(error), ..Default::default() },
            ),
        ];
        let now = DateTime::from_timestamp(1_767_225_600 + 7_212, 300_000_000).expect("a time");
        let (header, lines) = table(&executions, now);
        assert_eq!(header, "NAME       STATE      CREATED                TOOK  WHAT");
        assert_eq!(
            lines,
            [
                "f2         running    2026-01-01T02:00:00Z  12.3s  etl.pipeline v1",
                "nightly-1  succeeded  2026-01-01T01:00:00Z  3m05s  etl.pipeline v1, launched by schedule",
                "f1         failed     2026-01-01T00:00:00Z   2.2s  etl.pipeline v1  USER:Unknown: there is nothing in \"a\"",
            ]
        );
    }

    #[test]
    fn a_list_of_nothing_is_a_header() {
        let (header, lines) = table(&[], DateTime::UNIX_EPOCH);
        assert_eq!((header.as_str(), lines.len()), ("NAME  STATE  CREATED  TOOK  WHAT", 0));
    }

    #[test]
    fn times_are_as_exact_as_they_are_short() {
        let texts =
            [0.049, 0.45, 59.96, 61.0, 3_725.0, 97_200.0].map(|time| lasted(Duration::from_secs_f64(time)));
        assert_eq!(texts, ["0.0s", "0.4s", "59.9s", "1m01s", "1h02m", "1d03h"]);
    }

    #[test]
    fn a_long_error_is_cut() {
        let text = shortened(&"ä".repeat(100));
        assert_eq!(text.chars().count(), SHOWN + 1);
        assert!(text.ends_with('…'));
    }
}
