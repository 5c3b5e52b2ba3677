use aileron_grammar::shell;
use std::process::Command;

/// Scripts that any shell runs; `X` is the place of the variable.
const SCRIPTS: &[&str] = &[
    "echo X",
    "echo 'X'",
    "echo \"X\"",
    "echo \"it's X\"",
    "echo it\\'s X",
    "echo 'a' X 'b'",
    "echo 'a'\"X\"'b'",
    "echo 'a\"'X'\"'",
    "echo \\X",
    "echo \\\\X",
    "echo \"\\X\"",
    "echo \"\\\\X\"",
    "echo a#X",
    "echo a # it's\necho X",
    "echo a;# it's\necho X",
    "echo ${y:-X}",
    "echo \"${y:-X}\"",
    "echo ${y:-'X'}",
    "echo \"${y:-'X'}\"",
    "echo ${y:-'}'} X",
    "z=abc; echo ${#z} X",
    "echo $# X",
    "echo $(echo X)",
    "echo $(echo 'X')",
    "echo \"$(echo 'X')\"",
    "echo \"$(echo \"X\")\"",
    "echo \"$(echo ')')\" X",
    "echo \"$(case a in a) echo b ;; esac)\" 'X'",
    "echo \"$(case a in (a) echo \"X\" ;; esac)\"",
    "echo \"$(echo case)\" X",
    "echo `echo X`",
    "echo `echo 'X'`",
    "echo \"`echo a`\" 'X'",
    "(echo X)",
    "{ echo X; }",
    "f() { echo 'X'; }; f",
    "echo $((1 << 2)) X",
    "echo $((1 + (2 << 3))) 'X'",
    "echo \"$(( (1) ))\" X",
    "cat <<E\nX\nE",
    "cat <<E\nit's X\nE",
    "cat <<E\n'X'\nE",
    "cat <<E\n\\X\nE",
    "cat <<E\n$(echo 'X')\nE",
    "cat <<E\n$(echo \"X\")\nE",
    "cat <<'E'\nX\nE",
    "cat <<\"E\"\nX\nE",
    "cat <<\\E\nX\nE",
    "cat << 'E F'\nX\nE F",
    "cat <<E'F'G\nX\nEFG",
    "cat <<-E\n\tX\n\tE",
    "cat <<-'E'\n\tX\n\tE",
    "cat <<'E'\na\nE\necho X",
    "cat <<'E' | sed s/a/b/\nX\nE\necho it",
    "cat <<'E'; echo X\na\nE",
    "cat <<A; cat <<'B'\na\nA\nX\nB",
    "cat <<'A'; cat <<B\na\nA\nX\nB",
    "cat <<E\na\nE \nX\nE",
    "cat <<'E'\nit's\nE\necho 'a' X",
    "cat <<'E'\n$(\nE\necho X",
    "echo $(cat <<'E'\nX\nE\n)",
    "echo \"$(cat <<E\n)X\nE\n)\"",
    "cat <<E\nX",
    "if true; then echo X; fi",
    "echo \"a\\\"b 'X'\"",
    "printf '%s\\n' X",
    "echo a\\\n'X'",
    "echo '\n' X '\n'",
];

/// Scripts of POSIX' shell, where bash as it is called by its name wants a second quote.
const OF_SH: &[&str] = &["echo \"${y:-it's}\" X", "echo \"${y:-it's X}\""];

/// Scripts of bash.
const OF_BASH: &[&str] = &[
    "echo $'X'",
    "echo $'it\\'s X'",
    "echo $'it\\'s' X",
    "echo \"$'X'\"",
    "cat <<<X",
    "cat <<< 'X'",
    "cat <<<\"X\"; echo 'a'",
    "((y = 1 << 2)); echo $y X",
    "cat <(echo X)",
    "[[ a == 'a' ]] && echo X",
    "y=(a 'b c'); echo ${y[0]} X",
];

const VALUE: &str = "isit";

/// Whether the shell leaves the variable as it is.
fn stays(shell: &str, script: &str) -> bool {
    let filled = script.replace('X', "${inputs_x}");
    let output = Command::new(shell).args(["-c", &filled]).env("inputs_x", VALUE).output().expect("a shell");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
    assert_ne!(said.contains(VALUE), said.contains("inputs_x"), "{script}: {said}");
    said.contains("inputs_x")
}

fn messages(script: &str) -> Vec<String> {
    let places: Vec<_> = script.match_indices('X').map(|(at, _)| at..at + 1).collect();
    shell::check(script, &places).iter().map(ToString::to_string).collect()
}

#[cfg(unix)]
#[test]
fn what_a_shell_leaves_as_it_is_is_told() {
    for script in SCRIPTS.iter().chain(OF_SH) {
        assert_eq!(!messages(script).is_empty(), stays("sh", script), "{script}: {:?}", messages(script));
    }
    if Command::new("bash").arg("--version").output().is_ok() {
        for script in SCRIPTS.iter().chain(OF_BASH) {
            assert_eq!(
                !messages(script).is_empty(),
                stays("bash", script),
                "{script}: {:?}",
                messages(script)
            );
        }
    }
}

#[track_caller]
fn assert_told(script: &str, words: &str) {
    let messages = messages(script);
    assert!(matches!(&messages[..], [one] if one.contains(words)), "{script}: {messages:?}");
}

#[test]
fn each_says_what_to_write_instead() {
    assert_told("awk '{ print X }'", "close the quotes before it, and write `\"X\"` between them");
    assert_told(
        "cat <<-'END'\nX\nEND",
        "write `<<END`, and `\\$` for each `$` in it that is to stay as it is",
    );
    assert_told("cat <<X\na\nX2", "write a word of your own");
    assert_told("echo \\X", "write `X` without it, or two for a backslash itself");
    assert_told("echo $X", "the `$` before this begins another variable");
    assert_told("echo \\\\$X", "the `$` before this begins another variable");
    assert_told("echo ${X}", "the place of a variable's name");
    assert_told("echo ${#X}", "the place of a variable's name");
    assert_told("echo $'X'", "this is in single quotes");
    assert_told("z=1; echo ${z#'X'}", "this is in single quotes");
}

#[test]
fn a_comment_and_an_escaped_dollar_are_nothing_to_tell() {
    for script in ["# it's X", "echo a # 'X'", "echo \\$X", "echo $$X", "echo \\$$$X"] {
        assert_eq!(messages(script), [""; 0], "{script}");
    }
}

#[test]
fn no_depth_is_too_deep() {
    for open in ["$(", "${x:-", "\"$(", "`\"", "$((", "(", "\"${x:-", "cat <<E\n$("] {
        let script = open.repeat(100_000) + "X";
        let _ = messages(&script);
    }
}
