//! Runs the graph as a shell would.

use std::process::{Command, Output};

fn run(text: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_branches"));
    command.args(["run", "digest", "--text", text]).output().expect("the program starts")
}

fn printed(text: &str) -> String {
    String::from_utf8(run(text).stdout).expect("text")
}

#[test]
fn the_arm_of_a_text_decides_what_is_printed() {
    assert_eq!(printed("the end"), "{\"o0\": \"the end\"}\n");
    assert_eq!(printed("le chat dort"), "{\"o0\": \"[from fr] le chat dort\"}\n");
    assert_eq!(printed("the a b c d e f g h i"), "{\"o0\": \"the a b c d e f g\"}\n");
}

#[test]
fn a_guard_is_status_1() {
    for (text, why) in [("", "there is no word in this text"), ("hm", "this is not a language that we know")]
    {
        let output = run(text);
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(why), "{said}");
    }
}
