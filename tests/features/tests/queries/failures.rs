//! Queries that fail: the statement, the place, and what helps.

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

fn told<T: std::fmt::Debug>(result: Result<T, ExternalError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn each_tells_where_and_what_helps() {
    let _database = filled("");
    assert_eq!(
        told(without_table()),
        "SQLite says: no such table: missing, in line 3, column 8 of the query\n      FROM missing\n           ^\n\
         the database is the test's"
    );
    let quoted = told(without_quotes("bob".to_owned()));
    assert!(quoted.ends_with("where it is a text of SQL, write `'{{.inputs.a}}'`"), "{quoted}");
    let broken = told(within_quotes("O'Hara".to_owned()));
    assert!(broken.ends_with(r#"so hand it on as `value.replace('\'', "''")`"#), "{broken}");
    let export = told(unloaded());
    assert!(export.contains("near \"UNLOAD\"") && export.contains("`local = a_function`"), "{export}");
    assert!(
        told(without_column())
            .contains("no column `width`, which its output declares; did you mean `widht`?")
    );
    assert!(told(twice()).contains("two columns of the query are named `a`"));
    assert!(told(endless()).contains("timeout of 10ms"));
}

#[test]
fn a_statement_under_way_is_told_as_a_whole() {
    let _database = filled("");
    let told = told(against_a_rule());
    assert!(
        told.contains("NOT NULL constraint failed: t.a") && told.ends_with("    INSERT INTO t VALUES (NULL)"),
        "{told}"
    );
}

#[test]
fn what_gives_no_rows_has_no_output() {
    let _database = filled("");
    assert!(told(without_rows()).contains("end it with a `SELECT`"));
}

#[test]
fn a_value_that_its_column_does_not_hold_is_told() {
    let _database = filled("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), ('x')");
    let told = told(of_two_types());
    assert!(told.starts_with("the column `a` holds the text \"x\", where an integer is expected"), "{told}");
}

#[test]
fn a_call_within_the_tests_own_use_is_told() {
    let database = filled("CREATE TABLE t (a)");
    assert!(database.with(|_| told(without_rows())).contains("call the task outside of `with`"));
}
