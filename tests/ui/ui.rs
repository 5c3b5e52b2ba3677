//! What the compiler says: a case for each rule of the macros, named after it.
//!
//! `TRYBUILD=overwrite cargo test -p ui-tests` writes the `.stderr` files anew; read them as a user would.

use std::fs;
use std::io::{Write, stderr};
use std::path::Path;
use std::process::Command;

/// Parts of every message are rustc's own and change with it, so the texts hold for one version. Any other must still
/// accept what is right.
const TEXTS_OF: &str = "1.99.1";

/// The folders of cases, one for each door.
const DOORS: [&str; 11] = [
    "task",
    "container_task",
    "query_task",
    "shell_task",
    "reference",
    "workflow",
    "launch_plan",
    "dynamic",
    "main",
    "derive",
    "outputs",
];

/// They are apart from the right programs: trybuild checks all wrong ones at once if it has nothing to run beside them,
/// and one after the other if it has.
#[test]
fn every_rule() {
    let compiler = compiler();
    let texts_hold = compiler.starts_with(&format!("rustc {TEXTS_OF} "));
    let rules = DOORS.map(|door| filled(&format!("{door}/fail")));
    if texts_hold {
        let cases = trybuild::TestCases::new();
        for (rules, _) in &rules {
            cases.compile_fail(rules);
        }
        return;
    }
    let uncompared: usize = rules.iter().map(|(_, count)| count).sum();
    let gap = format!(
        "GAP: {uncompared} messages are not compared: they are those of rustc {TEXTS_OF}, and this is {compiler}; \
         `cargo +{TEXTS_OF} test -p ui-tests` compares them"
    );
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{gap}");
    // Past the test harness, which shows what a passing test prints to nobody.
    let _ = writeln!(stderr(), "{gap}");
}

#[test]
fn right_programs_pass() {
    let cases = trybuild::TestCases::new();
    for door in DOORS {
        cases.pass(filled(&format!("{door}/pass")).0);
    }
}

/// The glob of a folder's cases, and how many they are: one that matches nothing would be a test of nothing.
fn filled(folder: &str) -> (String, usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = fs::read_dir(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let sources = files.filter(|file| file.as_ref().unwrap().path().extension().is_some_and(|it| it == "rs"));
    let count = sources.count();
    assert!(count > 0, "{} has no case", path.display());
    (format!("{folder}/*.rs"), count)
}

fn compiler() -> String {
    let version = Command::new("rustc").arg("--version").output().expect("rustc prints its version");
    String::from_utf8_lossy(&version.stdout).trim().to_owned()
}
