//! Runs the graphs as a shell would.

use std::process::Command;

fn printed(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dynamic"));
    let output = command.arg("run").args(arguments).output().expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn each_long_word_is_a_node() {
    let text = "the quick brown fox jumps over the quick dog";
    assert_eq!(printed(&["rated", "--text", text]), "{\"o0\": 12}\n");
    assert_eq!(printed(&["rated", "--text", "a b c"]), "{\"o0\": 0}\n");
}

#[test]
fn a_list_is_split_as_often_as_it_must() {
    let numbers = "[9, 3, 1, 8, 2, 7, 5, 4, 6]";
    for longest in ["1", "2", "4", "100"] {
        let arguments = ["sort", "--numbers", numbers, "--count", "9", "--longest", longest];
        assert_eq!(printed(&arguments), "{\"o0\": [1, 2, 3, 4, 5, 6, 7, 8, 9]}\n");
    }
}
