//! The context that a task finds.

use crate::attempt::{Attempt, FIXTURE};
use std::fs;
use std::process::Command;

#[test]
fn the_environment_identifies_the_attempt() {
    let raw = tempfile::tempdir().unwrap();
    let attempt = Attempt::of_task("who")
        .argument("--raw-output-data-prefix", raw.path())
        .env("FLYTE_INTERNAL_EXECUTION_PROJECT", "flights")
        .env("FLYTE_INTERNAL_EXECUTION_DOMAIN", "staging")
        .env("FLYTE_INTERNAL_EXECUTION_ID", "exec")
        .env("FLYTE_ATTEMPT_NUMBER", "2")
        .env("FLYTE_INTERNAL_TASK_PROJECT", "flights")
        .env("_F_TK_DM", "staging")
        .env("FLYTE_INTERNAL_TASK_VERSION", "v7");
    let who: Vec<String> = attempt.run().value();
    let raw = raw.path().to_str().unwrap();
    assert_eq!(who, ["flights/staging/exec", "flights/staging/fixture.who/v7", "", "2", raw]);
}

#[test]
fn outside_of_a_cluster_most_names_are_empty() {
    let raw = tempfile::tempdir().unwrap();
    let who: Vec<String> =
        Attempt::of_task("who").argument("--raw-output-data-prefix", raw.path()).run().value();
    let raw = raw.path().to_str().unwrap();
    assert_eq!(who, ["//", "//fixture.who/", "", "0", raw]);
}

#[test]
fn a_thread_of_the_task_finds_the_context() {
    let name: String = Attempt::of_task("who_asks_elsewhere").run().value();
    assert_eq!(name, "fixture.who_asks_elsewhere");
}

#[test]
fn a_checkpoint_is_passed_from_attempt_to_attempt() {
    let folder = tempfile::tempdir().unwrap();
    let place = |number: u8| folder.path().join(format!("{number}/_flytecheckpoints"));
    let attempt =
        |number: u8| Attempt::of_task("counts_attempts").argument("--checkpoint-path", place(number));
    let first: u8 = attempt(0).argument("--prev-checkpoint", "\"\"").run().value();
    assert_eq!(first, 1);
    // flytekit reads the checkpoint from this path.
    assert_eq!(fs::read(place(0).join("_dst_cp")).unwrap(), [1]);
    let second: u8 = attempt(1).argument("--prev-checkpoint", place(0)).run().value();
    assert_eq!(second, 2);
    // A checkpoint that was never written is the same as none.
    let third: u8 = attempt(2).argument("--prev-checkpoint", place(7)).run().value();
    assert_eq!(third, 1);
}

#[test]
fn a_checkpoint_needs_a_path() {
    let error = Attempt::of_task("counts_attempts").run().error();
    assert!(error.message.contains("there is no path for checkpoints"), "{}", error.message);
}

fn run_here(task: &str) -> String {
    let output = Command::new(FIXTURE).args(["run", task]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_local_run_identifies_the_attempt_as_well() {
    let text = run_here("who");
    assert!(text.contains(r#"["local/local/local", "local/local/fixture.who/", "n0", "0""#), "{text}");
}

#[test]
fn a_local_run_passes_checkpoints_on_as_well() {
    assert_eq!(run_here("goes_on").trim(), r#"{"o0": "half way in the attempt 1"}"#);
}

#[test]
fn a_secret_is_in_the_environment_or_a_file() {
    let of_variable: String = Attempt::of_task("secret").env("_FSEC_DB_PASSWORD", "one").run().value();
    assert_eq!(of_variable, "one");
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("db")).unwrap();
    fs::write(folder.path().join("db/password"), "two\n").unwrap();
    let folder = folder.path().to_str().unwrap();
    let of_file: String = Attempt::of_task("secret").env("FLYTE_SECRETS_DEFAULT_DIR", folder).run().value();
    assert_eq!(of_file, "two");
    let error = Attempt::of_task("secret").env("DB_PASSWORD", "for laptops").run().error();
    assert!(error.message.contains("there is no secret `db/password`"), "{}", error.message);
    for variable in ["_FSEC_DB_PASSWORD", "DB_PW"] {
        assert!(error.message.contains(variable), "{}", error.message);
    }
    let of_its_own_variable: String = Attempt::of_task("secret").env("DB_PW", "three").run().value();
    assert_eq!(of_its_own_variable, "three");
}

#[test]
fn the_file_of_a_secret_has_a_path() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("tls")).unwrap();
    let file = folder.path().join("tls/key");
    fs::write(&file, "-----BEGIN\n").unwrap();
    let place = |variable: &str, place: &std::path::Path| {
        Attempt::of_task("secret_file").env(variable, place.to_str().unwrap()).run().value::<String>()
    };
    let path = file.to_str().unwrap();
    assert_eq!(place("FLYTE_SECRETS_DEFAULT_DIR", folder.path()), path);
    assert_eq!(place("TLS_KEY", &file), path);
    let message = |attempt: Attempt| attempt.run().error().message;
    let missing = message(Attempt::of_task("secret_file"));
    assert!(missing.contains("or TLS_KEY, nor in the file /etc/secrets/tls/key"), "{missing}");
    let in_a_variable = message(Attempt::of_task("secret_file").env("_FSEC_TLS_KEY", "-----BEGIN"));
    assert!(
        in_a_variable.contains("is in the variable _FSEC_TLS_KEY, but there is no file"),
        "{in_a_variable}"
    );
    let dangling = message(Attempt::of_task("secret_file").env("TLS_KEY", "/no/such/key"));
    assert_eq!(dangling.matches("No such file").count(), 1, "{dangling}");
}
