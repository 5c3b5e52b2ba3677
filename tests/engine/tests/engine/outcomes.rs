//! How the engine handles each way in which our program can end.

use super::programs::{edited, packaged};
use aileron::FlyteType;
use aileron_idl::admin::TaskSpec;
use aileron_idl::core::runtime_metadata::RuntimeType;
use aileron_idl::core::{Literal, LiteralMap, literal::Value};
use aileron_idl::prost::Message;
use engine_tests::{Engine, Failure, Run};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A workflow, how often its first task is tried, and how it ends: the code and the kind of its failure.
///
/// A failure that is not recoverable uses one attempt, whatever `retries` says. If the engine only gets an exit
/// status, it
/// adds three retries of its own.
type Row = (&'static str, usize, Option<(&'static str, &'static str)>);

const USER: Option<(&str, &str)> = Some(("USER:RuntimeError", "USER"));
const UNLUCKY: Option<(&str, &str)> = Some(("RetriesExhausted|USER:Recoverable", "USER"));
const CRASHED: Option<(&str, &str)> = Some(("RetriesExhausted|USER:RuntimeError", "USER"));
const INTERRUPTED: Option<(&str, &str)> = Some(("RetriesExhausted|Interrupted", "USER"));
const SILENT: Option<(&str, &str)> = Some(("RetriesExhausted|OutputsNotFound", "USER"));
const UNREADABLE: Option<(&str, &str)> = Some(("BindingResolutionFailure", "SYSTEM"));

const ROWS: [Row; 29] = [
    ("third_time_lucky", 3, None),
    ("unlucky", 2, UNLUCKY),
    ("unlucky_at_once", 1, UNLUCKY),
    ("wrong", 1, USER),
    // `error.pb` stays small enough to be read.
    ("wrong_at_length", 1, USER),
    // `error.pb` wins over outputs.
    ("wrong_in_the_end", 1, USER),
    // `error.pb` is not read if the exit status also reports the failure.
    ("wrong_and_says_so_twice", 4, INTERRUPTED),
    ("panicked", 1, USER),
    // The user's retries decide; otherwise the engine would use up its own without a message.
    ("left", 2, CRASHED),
    ("left_twice", 3, None),
    ("left_at_its_end", 1, CRASHED),
    ("aborted", 1, CRASHED),
    ("aborted_once", 2, None),
    ("overflown", 2, CRASHED),
    // No code of ours runs in this case.
    ("killed", 4, INTERRUPTED),
    ("vanished", 4, INTERRUPTED),
    ("silent", 2, SILENT),
    ("silent_by_right", 1, None),
    // One of two outputs can't be written: the task fails, and not the reader of that output.
    ("unspeakable", 1, Some(("SYSTEM", "SYSTEM"))),
    ("said_too_much", 1, Some(("OutputSizeExceeded", "UNKNOWN"))),
    // The engine does not check written outputs, so no program of ours may ever write these.
    ("garbage_read", 1, UNREADABLE),
    ("empty_read", 1, UNREADABLE),
    ("missing_read", 1, UNREADABLE),
    // The node of a dynamic workflow fails as the node in it did, and is not tried again.
    ("refused_in_a_dynamic", 1, USER),
    ("refused_by_a_dynamic", 1, USER),
    // Co-pilot does not report what it could not load.
    ("told_by_a_file", 2, SILENT),
    ("silent_container", 2, SILENT),
    ("misspoken", 2, SILENT),
    ("left_container", 4, INTERRUPTED),
];

static PACKAGE: LazyLock<PathBuf> =
    LazyLock::new(|| packaged(Path::new(PROGRAM), Path::new(env!("CARGO_TARGET_TMPDIR"))));
const PROGRAM: &str = env!("CARGO_BIN_EXE_outcomes");

fn engine() -> Engine {
    Engine::new(Path::new(PROGRAM).parent().expect("a folder"))
}

#[test]
fn each_end_is_reported_as_it_is() {
    let wrong: Vec<String> = ROWS.iter().filter_map(|row| ended(row).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn ended(&(workflow, attempts, end): &Row) -> Result<(), String> {
    let items = ("items".to_owned(), vec![1_i64].into_literal().expect("a list"));
    let inputs = LiteralMap { literals: (workflow == "panicked").then_some(items).into_iter().collect() };
    let run = engine().run(&PACKAGE, &format!("outcomes.{workflow}"), &inputs);
    let found = run.failure().map(|Failure { code, kind, .. }| (&**code, &**kind));
    if (run.attempts("n0"), found) == (attempts, end) {
        return Ok(());
    }
    Err(format!("{workflow}: {} attempts, {:?}", run.attempts("n0"), run.failure()))
}

#[test]
fn the_console_shows_what_went_wrong_and_where() {
    for (workflow, words) in [
        ("wrong", "error: no luck"),
        ("unlucky", "src/bin/outcomes.rs:"),
        ("unspeakable", "at [o1]: 18446744073709551615 doesn't fit"),
    ] {
        let run = engine().run(&PACKAGE, &format!("outcomes.{workflow}"), &LiteralMap::default());
        let message = &run.failure().expect("a failure").message;
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn a_task_finds_the_ids_of_its_attempt() {
    let run = engine().run(&PACKAGE, "outcomes.introduced", &LiteralMap::default());
    let execution = format!("judge/development/{}", run.execution());
    assert_eq!(output::<Vec<String>>(&run), [&execution, "judge/development/outcomes.who", "v1", "n0"]);
}

#[test]
fn large_outputs_are_files_next_to_the_outputs() {
    let run = |workflow| engine().offloading().run(&PACKAGE, workflow, &LiteralMap::default());
    assert_eq!(output::<i64>(&run("outcomes.heard")), 3 << 20);
    let said = run("outcomes.said_too_much");
    let literal = said.outputs().literals.remove("o0").expect("an output");
    let Some(Value::OffloadedMetadata(place)) = literal.value else { panic!("{literal:?}") };
    let bytes = fs::read(said.path(&place.uri)).expect("a file next to the outputs");
    let text = String::from_literal(Literal::decode(&*bytes).expect("a literal")).expect("a text");
    assert_eq!((text.len(), bytes.len() as u64), (3 << 20, place.size_bytes));
    let refused = run("outcomes.said_far_too_much");
    let failure = refused.failure().map(|failure| (&*failure.code, refused.attempts("n0")));
    assert_eq!(failure, Some(("SYSTEM", 1)));
}

/// Flyte passes such literals only to an SDK that is known to read them. This is why our tasks name Flyte's SDK.
#[test]
fn an_unknown_sdk_gets_no_offloaded_literals() {
    let folder = tempfile::tempdir().expect("a folder");
    let unknown = edited(&PACKAGE, folder.path(), "_1.pb", |bytes| {
        let mut spec = TaskSpec::decode(bytes).expect("a task");
        let metadata = spec.template.iter_mut().filter_map(|template| template.metadata.as_mut());
        metadata.filter_map(|metadata| metadata.runtime.as_mut()).for_each(|runtime| {
            runtime.r#type = RuntimeType::Other as i32;
        });
        spec.encode_to_vec()
    });
    let run = engine().offloading().run(&unknown, "outcomes.heard", &LiteralMap::default());
    assert_eq!(run.failure().map(|failure| &*failure.code), Some("LiteralOffloadingNotSupported"));
}

#[track_caller]
fn output<T: FlyteType>(run: &Run) -> T {
    T::from_literal(run.outputs().literals.remove("o0").expect("an output")).expect("a value")
}
