//! The database of the flag `--database`.

use aileron::rusqlite::Connection;
use std::path::Path;
use std::process::{Command, Output};

fn run(entity: &str, database: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_query-fixture"));
    command.args(["run", entity, "--database"]).arg(database);
    command.env("AILERON_DATABASE", "/nowhere").output().expect("the program starts")
}

#[test]
fn each_attempt_has_its_own_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("warehouse.db");
    let connection = Connection::open(&file).expect("a database");
    connection.execute_batch("CREATE TABLE attempts (key TEXT)").expect("a table");
    let output = run("attempt", &file);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains("no such table: missing") && stderr.contains("3 times"), "{stderr}");
    let keys: i64 = connection
        .query_row("SELECT count(DISTINCT key) FROM attempts WHERE key GLOB 'local_*'", [], |row| row.get(0))
        .expect("a number");
    assert_eq!(keys, 3);
    let output = run("attempts", &file);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn a_file_that_is_not_a_database_is_reported() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content, why) in [
        ("missing.db", None, "missing.db can't be opened: unable to open database file"),
        ("missing.sql", None, "missing.sql: No such file"),
        ("broken.sql", Some("CREATE TABLE t (a);\nCREATE TABEL u (a)"), "in line 2, column 8"),
        (
            "text.db",
            Some("this is not a database, however long it may be, and it is longer than a header"),
            "not a database",
        ),
    ] {
        let file = folder.path().join(name);
        if let Some(content) = content {
            std::fs::write(&file, content).expect("a file");
        }
        let output = run("attempts", &file);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{name}: {stderr}");
        assert!(stderr.contains(why), "{name}: {stderr}");
    }
}

#[test]
fn render_shows_the_query_as_its_service_gets_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("inputs.json");
    std::fs::write(&file, r#"{"since": "2026"}"#).expect("a file");
    let render = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_query-fixture"));
        command.args(["render", "export", "--raw-output-data-prefix", "s3://b/raw", "--inputs"]).arg(&file);
        let output = command.args(more).output().expect("the program starts");
        String::from_utf8(output.stdout).expect("a text")
    };
    let query = "UNLOAD (SELECT * FROM days WHERE day > '2026') TO 's3://b/raw' -- render_n0_0";
    assert_eq!(render(&[]), format!("{query}\n"));
    assert_eq!(render(&["--json"]), format!("{{\n  \"query\": \"{query}\"\n}}\n"));
}
