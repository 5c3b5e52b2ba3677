//! Completions that ask the program.

use std::process::Command;

/// What bash offers for the last of these words, after it has read the script.
fn offered(words: &[&str]) -> Vec<String> {
    let script = r#"
        source <("$1" completions bash) || exit 9
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
        $(complete -p acme | sed 's/.*-F \([^ ]*\).*/\1/') "$1" "${COMP_WORDS[COMP_CWORD]}" ''
        printf '%s\n' "${COMPREPLY[@]}"
    "#;
    let output = Command::new("bash")
        .args(["--norc", "-c", script, "bash", env!("CARGO_BIN_EXE_acme")])
        .args(words)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    printed.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

#[test]
fn bash_asks_the_program() {
    assert_eq!(offered(&["ser"]), ["serialize"]);
    assert_eq!(offered(&["run", "pipe"]), ["pipeline"]);
    assert_eq!(offered(&["run", "pipeline", "--te"]), ["--text"]);
    assert_eq!(offered(&["run", "every", "--flag", "t"]), ["true"]);
    assert_eq!(offered(&["run", "every", "--flag", "=", "f"]), ["false"]);
    assert_eq!(offered(&["graph", "pipeline", "--output", ""]), [""; 0], "files are the shell's");
}

#[test]
fn each_script_still_has_the_static_part() {
    for (shell, known, asks) in [
        ("bash", "_acme()", "complete -F _acme_asks"),
        ("zsh", "#compdef acme", "compdef _acme_asks acme"),
        ("fish", "complete -c acme -n", "complete -c acme -a '(__acme_asks)'"),
        ("elvish", "edit:completion:arg-completer[acme]", ""),
        ("powershell", "Register-ArgumentCompleter", ""),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_acme")).args(["completions", shell]).output().unwrap();
        let script = String::from_utf8(output.stdout).unwrap();
        assert!(script.contains(known) && script.contains(asks), "{shell}: {script}");
    }
}
