//! What the compiler says: a case for each rule of the macros, named after it.
//!
//! `TRYBUILD=overwrite cargo test -p ui-tests` writes the `.stderr` files anew; read them as a user would.

use std::process::Command;

/// Parts of every message are rustc's own and change with it, so the texts hold for one version. Any other must still
/// accept what is right.
const TEXTS_OF: &str = "rustc 1.99.";

#[test]
fn every_rule() {
    let cases = trybuild::TestCases::new();
    for item in
        ["task", "container_task", "query_task", "shell_task", "workflow", "main", "derive", "outputs"]
    {
        cases.pass(format!("{item}/pass/*.rs"));
        if texts_hold() {
            cases.compile_fail(format!("{item}/fail/*.rs"));
        }
    }
    if !texts_hold() {
        eprintln!("this is not {TEXTS_OF}x, so the texts of messages are not compared");
    }
}

fn texts_hold() -> bool {
    let version = Command::new("rustc").arg("--version").output().expect("rustc tells its version");
    String::from_utf8_lossy(&version.stdout).starts_with(TEXTS_OF)
}
