//! A browser opens the pages of runs, and does with them what a person would.

use std::path::Path;
use std::process::Command;
use test_support::npm_package;

/// Where Debian and others put the browser.
const BROWSERS: [&str; 3] = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/// Runs an entity. Returns whether it succeeded, and what it printed to stdout.
fn run(call: &[&str], page: &Path) -> (bool, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_reported"));
    let ended = program.arg("run").args(call).arg("--report").arg(page).output().expect("the program");
    (ended.status.success(), String::from_utf8(ended.stdout).expect("a text"))
}

#[test]
fn a_browser_shows_runs_and_their_nodes() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = |name: &str| folder.path().join(format!("{name}.html"));
    let small = run(&["small", "--x", "3", "--text", "</script><b>bold"], &page("small"));
    assert_eq!(small, (true, "{\"o0\": 12, \"o1\": \"</script><b>bold\"}\n".to_owned()));
    let apart = run(&["small", "--x", "3", "--text", "b", "--processes"], &page("apart"));
    assert_eq!(apart, (true, "{\"o0\": 12, \"o1\": \"b\"}\n".to_owned()));
    assert_eq!(run(&["failing", "--path", "/nowhere/at/all"], &page("failing")), (false, String::new()));
    assert_eq!(run(&["large", "--x", "1"], &page("large")), (true, "{\"o0\": 4000}\n".to_owned()));
    let bytes = std::fs::metadata(page("large")).expect("a page").len();
    assert!(bytes < 2_000_000, "the page of 2,001 nodes has {bytes} bytes");

    let browser = BROWSERS.into_iter().find(|path| Path::new(path).exists());
    let browser = browser.unwrap_or_else(|| panic!("a browser is missing: apt-get install chromium"));
    let driven = Command::new("node")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/page.js"))
        .args([browser.as_ref(), folder.path()])
        .env("NODE_PATH", npm_package("playwright-core", "1.65.1"))
        .output()
        .expect("Node.js");
    let said = [driven.stdout, driven.stderr].concat();
    assert!(driven.status.success(), "{}", String::from_utf8_lossy(&said));
}

#[test]
fn a_report_without_a_place_fails_before_the_work() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut program = Command::new(env!("CARGO_BIN_EXE_reported"));
    let page = folder.path().join("missing/run.html");
    let ended =
        program.args(["run", "large", "--x", "1", "--report"]).arg(&page).output().expect("the program");
    assert_eq!((ended.status.code(), ended.stdout), (Some(2), Vec::new()));
    let said = String::from_utf8(ended.stderr).expect("a text");
    assert!(said.contains("there is no such folder; name a file in a folder that exists"), "{said}");
}
