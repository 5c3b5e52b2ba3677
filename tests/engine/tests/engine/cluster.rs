//! How the engine handles pods that the cluster took away, or that took too long.

use super::programs::{edited, packaged};
use aileron_idl::admin::WorkflowSpec;
use aileron_idl::core::{LiteralMap, NodeMetadata};
use aileron_idl::prost::Message;
use engine_tests::{Engine, Failure, Run};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

const PROGRAM: &str = env!("CARGO_BIN_EXE_cluster");

static PACKAGE: LazyLock<PathBuf> =
    LazyLock::new(|| packaged(Path::new(PROGRAM), Path::new(env!("CARGO_TARGET_TMPDIR"))));

fn engine() -> Engine {
    Engine::new(Path::new(PROGRAM).parent().expect("a folder"))
}

fn run(engine: &Engine, workflow: &str) -> Run {
    engine.run(&PACKAGE, &format!("cluster.{workflow}"), &LiteralMap::default())
}

fn end(run: &Run) -> (usize, &str, Option<(&str, &str)>) {
    let failure = run.failure().map(|Failure { code, kind, .. }| (&**code, &**kind));
    (run.attempts("n0"), run.phase("n0"), failure)
}

/// A workflow, how often its task is tried, the phase of its node, and the code and the kind of its failure.
type Row = (&'static str, usize, &'static str, Option<(&'static str, &'static str)>);

const ROWS: [Row; 15] = [
    ("out_of_memory", 2, "FAILED", Some(("RetriesExhausted|OOMKilled", "USER"))),
    ("evicted", 2, "FAILED", Some(("RetriesExhausted|Evicted", "USER"))),
    ("past_its_deadline", 2, "FAILED", Some(("RetriesExhausted|DeadlineExceeded", "USER"))),
    ("shut_down", 4, "FAILED", Some(("RetriesExhausted|Interrupted", "USER"))),
    ("interrupted", 4, "FAILED", Some(("RetriesExhausted|Interrupted", "USER"))),
    ("interrupted_once", 2, "SUCCEEDED", None),
    ("late", 1, "FAILED", Some(("RetriesExhausted|TimeoutExpired", "USER"))),
    ("late_once_more", 2, "TIMED_OUT", Some(("Timeout", "USER"))),
    // There are never more than two attempts: the node as a whole has twice the time.
    ("late_again_and_again", 2, "TIMED_OUT", Some(("Timeout", "USER"))),
    ("error_empty", 4, "FAILED", Some(("RetriesExhausted|ErrorFileBadFormat", "USER"))),
    ("error_without_words", 1, "FAILED", Some(("", "UNKNOWN"))),
    // The engine aborts the whole workflow, so no program of ours may ever write these.
    ("error_garbage", 1, "ABORTED", Some(("Workflow abort failed", "SYSTEM"))),
    ("error_at_length", 1, "ABORTED", Some(("Workflow abort failed", "SYSTEM"))),
    ("futures_empty", 1, "FAILED", Some(("DynamicWorkflowBuildFailed", "USER"))),
    ("seen", 1, "SUCCEEDED", None),
];

#[test]
fn each_end_is_reported_as_it_is() {
    let wrong = ROWS.iter().filter_map(|&(workflow, attempts, phase, failure)| {
        let run = run(&engine(), workflow);
        (end(&run) != (attempts, phase, failure)).then(|| format!("{workflow}: {:?}", end(&run)))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_container_that_ends_before_its_pod_uses_up_retries() {
    let run = run(&engine().with("--lag", "1500ms"), "left");
    assert_eq!(end(&run), (2, "FAILED", Some(("RetriesExhausted|Error", "USER"))));
}

#[test]
fn a_missing_image_is_reported() {
    let run = run(&engine().with("--absent-image", "."), "seen");
    let failed = Some(("RetriesExhausted|ContainersNotReady|ImagePullBackOff", "USER"));
    assert_eq!(end(&run), (1, "FAILED", failed));
}

#[test]
fn a_missing_program_is_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = run(&Engine::new(folder.path()), "seen");
    assert_eq!(end(&run), (4, "FAILED", Some(("RetriesExhausted|Interrupted", "USER"))));
}

/// The package with changed nodes.
fn with_nodes(folder: &Path, change: impl Fn(&mut NodeMetadata)) -> PathBuf {
    edited(&PACKAGE, folder, "_2.pb", |bytes| {
        let mut spec = WorkflowSpec::decode(bytes).expect("a workflow");
        let nodes = spec.template.iter_mut().flat_map(|template| &mut template.nodes);
        nodes.for_each(|node| node.metadata.iter_mut().for_each(&change));
        spec.encode_to_vec()
    })
}

/// The engine ignores the timeout of a task, but not its retries. So each node repeats the timeout.
#[test]
fn a_timeout_must_be_on_the_node_and_retries_may_be_on_the_task() {
    let folder = tempfile::tempdir().expect("a folder");
    let none = LiteralMap::default();
    let patient = with_nodes(folder.path(), |node| node.timeout = None);
    let late = engine().run(&patient, "cluster.late", &none);
    assert_eq!(end(&late), (1, "SUCCEEDED", None));
    let unsaid = with_nodes(folder.path(), |node| node.retries = None);
    let memory = engine().run(&unsaid, "cluster.out_of_memory", &none);
    assert_eq!(end(&memory), (2, "FAILED", Some(("RetriesExhausted|OOMKilled", "USER"))));
}

#[test]
fn the_console_shows_the_deck() {
    let run = run(&engine(), "seen");
    let page = std::fs::read_to_string(run.path(run.deck("n0"))).expect("a page");
    assert!(page.contains("1 &lt; 2"), "{page}");
}

/// Whether the waiting task was asked to end.
fn was_asked_to_end(run: &Run) -> bool {
    let prefix =
        format!("s3://flyte/metadata/propeller/judge-development-{}/n0/data/0/told", run.execution());
    run.path(&prefix).exists()
}

#[test]
fn a_task_of_an_aborted_execution_is_asked_to_end() {
    let run = run(&engine().with("--abort-after", "3s"), "endless");
    assert_eq!((run.phase("n0"), was_asked_to_end(&run)), ("ABORTED", true));
}

#[test]
fn a_task_is_asked_to_end_when_another_one_fails() {
    let run = run(&engine(), "beside_one_that_fails");
    assert_eq!((run.phase("n0"), run.phase("n1"), was_asked_to_end(&run)), ("ABORTED", "FAILED", true));
}
