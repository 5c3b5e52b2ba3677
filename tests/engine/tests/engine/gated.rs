//! Gates do on the engine what they do in a local run.

use super::programs::packaged;
use aileron::FlyteType;
use aileron_idl::ToJson;
use aileron_idl::core::LiteralMap;
use aileron_idl::prost::Message;
use engine_tests::{Engine, Run};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

const PROGRAM: &str = env!("CARGO_BIN_EXE_gated");

static PACKAGE: LazyLock<PathBuf> =
    LazyLock::new(|| packaged(Path::new(PROGRAM), Path::new(env!("CARGO_TARGET_TMPDIR"))));

/// A workflow, and the answers to its gates.
const ROWS: [(&str, &[&str]); 6] = [
    ("approved", &["measured=true"]),
    ("approved_from_everywhere", &["input=true", "mean=true", "list=true"]),
    ("signalled", &["title=All", "scale=0.5"]),
    ("decided", &["go-on=true"]),
    ("decided", &["go-on=false"]),
    ("asked_in_an_arm", &["small=7"]),
];

fn on_engine(workflow: &str, answers: &[&str]) -> Run {
    let mut engine = Engine::new(Path::new(PROGRAM).parent().expect("a folder"));
    if workflow != "decided" && workflow != "asked_in_an_arm" {
        engine = answers
            .iter()
            .fold(engine, |engine, answer| engine.with("--signal", answer.replace("=true", "=approve")));
    } else {
        engine = answers.iter().fold(engine, |engine, answer| engine.with("--signal", *answer));
    }
    engine.run(&PACKAGE, &format!("gated.{workflow}"), &inputs())
}

fn inputs() -> LiteralMap {
    LiteralMap { literals: [("x".to_owned(), 3_i64.into_literal().expect("an integer"))].into() }
}

fn here(workflow: &str, answers: &[&str]) -> Result<LiteralMap, String> {
    let mut run = Command::new(PROGRAM);
    run.args(["run", workflow, "--x=3", "--set-output", "pb"]).stdin(Stdio::null());
    run.args(answers.iter().map(|answer| format!("--signal={answer}")));
    let run = run.output().expect("the program starts");
    if run.status.success() {
        Ok(LiteralMap::decode(&*run.stdout).expect("a map of literals"))
    } else {
        Err(String::from_utf8_lossy(&run.stderr).into_owned())
    }
}

#[test]
fn each_answer_gives_the_same_here_and_there() {
    for (workflow, answers) in ROWS {
        let there = on_engine(workflow, answers).outputs();
        let here = here(workflow, answers).unwrap_or_else(|why| panic!("{workflow}: {why}"));
        assert_eq!(there.to_json(), here.to_json(), "{workflow}");
    }
}

#[test]
fn a_rejection_fails_the_workflow() {
    let run = on_engine("approved", &["measured=reject"]);
    assert_eq!(run.failure().map(|failure| &*failure.code), Some("ReceivedRejectSignal"));
    assert_eq!((run.phase("n0"), run.phase("n1")), ("SUCCEEDED", "FAILED"));
    let here = here("approved", &["measured=false"]).expect_err("a rejection");
    assert!(here.contains("the gate `approve measured` failed at node n1"), "{here}");
    assert!(here.contains("it was rejected"), "{here}");
}
