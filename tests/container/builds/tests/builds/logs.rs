//! The log of a program with the feature `tracing`: one record per line, each with its attempt.

use crate::built;
use container_tests::{Attempt, Ended};
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

static PROGRAM: LazyLock<PathBuf> =
    LazyLock::new(|| built("container-tests", "logs", &["--features", "tracing"]));

fn attempt(task: &str) -> Attempt {
    Attempt::in_program(&*PROGRAM, &format!("logs.{task}"))
        .env("FLYTE_INTERNAL_EXECUTION_PROJECT", "flights")
        .env("FLYTE_INTERNAL_EXECUTION_DOMAIN", "staging")
        .env("FLYTE_INTERNAL_EXECUTION_ID", "exec")
        .env("FLYTE_ATTEMPT_NUMBER", "2")
}

fn tells(fails: bool) -> Attempt {
    attempt("tells").input("fails", fails)
}

/// The lines without their times.
fn lines(ended: &Ended) -> Vec<&str> {
    let lines = ended.stderr.lines().map(|line| line.split_once('Z').expect("a time").1.trim());
    lines.collect()
}

const WHO: &str = r#"task{execution="flights/staging/exec" node="" task="logs.tells" attempt=2}"#;

#[test]
fn a_record_is_a_line() {
    let ended = tells(false).run();
    assert_eq!(ended.value::<i64>(), 1);
    assert_eq!(
        lines(&ended),
        [
            &format!("INFO {WHO}:step{{number=1}}: logs: half\\nway rows=3"),
            &format!("WARN {WHO}:step{{number=1}}: logs: it gets late"),
        ]
    );
}

#[test]
fn the_span_is_entered_on_the_tasks_own_thread() {
    let ended = attempt("spawns").run();
    let who = WHO.replace("tells", "spawns");
    let lines = lines(&ended);
    let with_span = |text: &str| format!("INFO {who}: logs: {text}");
    assert_eq!(
        lines,
        [
            with_span("awaited"),
            with_span("spawned"),
            "INFO logs: elsewhere".to_owned(),
            with_span("taken along"),
            with_span("instrumented"),
        ]
    );
}

#[test]
fn a_subscriber_that_is_already_set_is_kept() {
    let program = built("container-tests", "own-subscriber", &["--features", "tracing"]);
    let ended = Attempt::in_program(program, "own_subscriber.program.tells").run();
    assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
    let begin =
        r#" INFO task{execution="//" node="" task="own_subscriber.program.tells" attempt=0}: half way"#;
    assert_eq!(ended.stderr.trim_end(), begin);
}

#[test]
fn the_log_has_the_error() {
    let ended = tells(true).run();
    let lines = lines(&ended);
    assert_eq!(ended.error().code, "USER:RuntimeError");
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[2].starts_with(&format!("ERROR {WHO}: ")), "{}", lines[2]);
    assert!(lines[2].contains("error: no luck\\n"), "{}", lines[2]);
}

#[test]
fn the_log_has_a_panic() {
    let ended = attempt("panics").run();
    let lines = lines(&ended);
    assert!(ended.error().message.ends_with("panic: too late\n"));
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].contains("panicked: too late") && lines[0].contains("src/bin/logs.rs:"), "{}", lines[0]);
}

#[test]
fn the_environment_sets_the_level() {
    let count = |variables: &[(&str, &str)]| {
        let attempt = variables.iter().fold(tells(false), |attempt, (name, value)| attempt.env(name, value));
        attempt.run().stderr.lines().count()
    };
    assert_eq!(count(&[("RUST_LOG", "debug")]), 3);
    assert_eq!(count(&[("RUST_LOG", "other=debug,logs=warn")]), 1);
    assert_eq!(count(&[("RUST_LOG", "off")]), 0);
    assert_eq!(count(&[("FLYTE_SDK_LOGGING_LEVEL", "10")]), 3);
    assert_eq!(count(&[("FLYTE_SDK_LOGGING_LEVEL", "30")]), 1);
    assert_eq!(count(&[("FLYTE_SDK_LOGGING_LEVEL", "30"), ("RUST_LOG", "info")]), 2);
}

#[test]
fn the_log_can_be_json() {
    let ended = tells(true).env("FLYTE_SDK_LOGGING_FORMAT", "json").env("RUST_LOG", "logs=info").run();
    let records: Vec<aileron::serde_json::Value> =
        ended.stderr.lines().map(|line| aileron::serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(records.len(), 2, "{records:?}");
    let first = &records[0];
    assert_eq!((&first["level"], &first["message"]), (&"INFO".into(), &"half\nway".into()));
    assert_eq!((&first["rows"], &first["spans"][0]["attempt"]), (&3.into(), &2.into()));
    assert_eq!(first["spans"][0]["execution"], "flights/staging/exec");
}

#[test]
fn a_local_run_logs_as_well() {
    let output = Command::new(&*PROGRAM).args(["run", "tells", "--fails", "true"]).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    let who = r#"task{execution="local/local/local" node="n0" task="logs.tells" attempt=0}"#;
    let lines: Vec<&str> = stderr.lines().collect();
    assert_eq!(lines.len(), 4, "{stderr}");
    assert!(lines[..3].iter().all(|line| line.contains(who)), "{stderr}");
    assert!(lines[2].contains("the task failed: no luck") && lines[3].starts_with("error: "), "{stderr}");
}
