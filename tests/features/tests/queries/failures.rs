//! Queries that fail: the error shows the statement, the place and a hint.

use super::{filled, warehouse};
use aileron::ExternalError;
use aileron::prelude::*;

type Rows = Result<StructuredDataset, ExternalError>;

#[query_task(plugin = warehouse(), query = "CREATE TABLE t (a);\nSELECT a\n  FROM missing")]
fn without_table() -> Rows;

#[query_task(plugin = warehouse(), query = "SELECT * FROM t WHERE a = {{.inputs.a}}")]
fn without_quotes(a: String) -> Rows;

#[query_task(plugin = warehouse(), query = "SELECT 1 AS a WHERE '{{.inputs.a}}' = 'x'")]
fn within_quotes(a: String) -> Rows;

#[query_task(plugin = warehouse(), query = "CREATE TABLE t (a INTEGER NOT NULL); INSERT INTO t VALUES (NULL)")]
fn against_a_rule() -> Result<(), ExternalError>;

#[query_task(plugin = warehouse(), query = "UNLOAD (SELECT 1) TO '{{.rawOutputDataPrefix}}/all'")]
fn unloaded() -> Result<(), ExternalError>;

#[query_task(plugin = warehouse(), query = "CREATE TABLE t (a)")]
fn without_rows() -> Rows;

#[query_task(plugin = warehouse(), query = "SELECT 1 AS a, 2 AS a")]
fn twice() -> Rows;

#[query_task(plugin = warehouse(), query = "SELECT a FROM t")]
fn of_two_types() -> Rows;

#[derive(FlyteType)]
struct Wide {
    a: i64,
    width: i64,
}

#[query_task(plugin = warehouse(), query = "SELECT 1 AS a, 2 AS widht")]
fn without_column() -> Result<StructuredDataset<Wide>, ExternalError>;

#[query_task(
    plugin = warehouse(),
    query = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
    timeout = "10ms"
)]
fn endless() -> Rows;

fn message<T: std::fmt::Debug>(result: Result<T, ExternalError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn each_error_shows_the_place_and_a_hint() {
    let _database = filled("");
    assert_eq!(
        message(without_table()),
        "SQLite reports: no such table: missing, in line 3, column 8 of the query\n      FROM missing\n           ^\n\
         the database is the test's"
    );
    let quoted = message(without_quotes("bob".to_owned()));
    assert!(quoted.ends_with("for a string of SQL, write `'{{.inputs.a}}'`"), "{quoted}");
    let broken = message(within_quotes("O'Hara".to_owned()));
    assert!(broken.ends_with(r#"so pass `value.replace('\'', "''")`"#), "{broken}");
    let export = message(unloaded());
    assert!(export.contains("near \"UNLOAD\"") && export.contains("`local = a_function`"), "{export}");
    assert!(
        message(without_column())
            .contains("no column `width`, which its output declares; did you mean `widht`?")
    );
    assert!(message(twice()).contains("two columns of the query have the name `a`"));
    assert!(message(endless()).contains("timeout of 10ms"));
}

#[test]
fn a_failed_statement_is_shown_with_its_values() {
    let _database = filled("");
    let message = message(against_a_rule());
    assert!(
        message.contains("NOT NULL constraint failed: t.a")
            && message.ends_with("    INSERT INTO t VALUES (NULL)"),
        "{message}"
    );
}

#[test]
fn a_query_without_rows_has_no_output() {
    let _database = filled("");
    assert!(message(without_rows()).contains("end the query with a `SELECT`"));
}

#[test]
fn a_value_that_does_not_fit_its_column_is_reported() {
    let _database = filled("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), ('x')");
    let message = message(of_two_types());
    assert!(
        message.starts_with("the column `a` holds the string \"x\", but an integer is expected"),
        "{message}"
    );
}

#[test]
fn a_call_while_the_test_uses_the_database_is_reported() {
    let database = filled("CREATE TABLE t (a)");
    assert!(database.with(|_| message(without_rows())).contains("call the task outside of `with`"));
}
