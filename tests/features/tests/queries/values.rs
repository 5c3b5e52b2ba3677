//! The values of SQLite in datasets.

use super::{filled, rows, warehouse};
use aileron::arrow::datatypes::DataType::{Binary, Boolean, Date32, Float64, Int64, Timestamp, Utf8};
use aileron::arrow::datatypes::TimeUnit::Microsecond;
use aileron::chrono::{DateTime, NaiveDate, Utc};
use aileron::prelude::*;
use aileron::serde_json::json;
use aileron::{ExternalError, data};
use serde::Deserialize;

type Result<T> = std::result::Result<T, ExternalError>;

const TYPES: &str = "
    CREATE TABLE types (i INTEGER, f DOUBLE, t VARCHAR(9), b BLOB, yes BOOLEAN, day DATE, at TIMESTAMP, any);
    INSERT INTO types VALUES
        (1, 2, 'x', x'00ff', 1, '2026-01-31', '2026-01-31 08:00:00.5', 1),
        (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
        (-9223372036854775808, 0.5, '', x'', 0, '1969-12-31', 0, 'text');
";

#[query_task(plugin = warehouse(), query = "SELECT *, i + 0.5 AS sum, NULL AS none FROM types")]
fn types() -> Result<StructuredDataset>;

#[test]
fn a_column_has_its_declared_type_or_that_of_its_values() {
    let _database = filled(TYPES);
    let batch = types().unwrap().batches().unwrap().next().unwrap().unwrap();
    let schema = batch.schema();
    let found: Vec<_> = schema.fields().iter().map(|field| field.data_type().clone()).collect();
    let moment = Timestamp(Microsecond, Some("+00:00".into()));
    assert_eq!(found, [Int64, Float64, Utf8, Binary, Boolean, Date32, moment, Utf8, Float64, Utf8]);
    for column in batch.columns() {
        assert!(column.is_null(1), "{column:?}");
    }
    assert_eq!(batch.num_rows(), 3);
}

#[derive(FlyteType, Deserialize, Debug, PartialEq)]
struct Row {
    i: Option<i64>,
    f: f64,
    t: String,
    yes: bool,
    day: NaiveDate,
    at: DateTime<Utc>,
}

#[query_task(plugin = warehouse(), query = "SELECT i, i * 1 AS f, t, yes = 1 AS yes, day, at FROM types WHERE f > 1")]
fn typed() -> Result<StructuredDataset<Row>>;

#[derive(FlyteType, Deserialize)]
struct Line {
    i: i64,
    t: String,
    yes: bool,
}

#[query_task(plugin = warehouse(), query = "SELECT yes, t AS u, i, 'a' AS t FROM types WHERE f = 0.5")]
fn in_csv() -> Result<StructuredDataset<Line, data::Csv>>;

#[test]
fn rows_have_the_types_that_the_output_declares() {
    let _database = filled(TYPES);
    let row: Row = typed().unwrap().rows().unwrap().next().unwrap().unwrap();
    assert_eq!((row.i, row.f, row.yes), (Some(1), 1.0, true));
    assert_eq!(
        (row.day.to_string(), row.at.to_rfc3339()),
        ("2026-01-31".into(), "2026-01-31T08:00:00.500+00:00".into())
    );
    let csv = in_csv().unwrap();
    assert_eq!(csv.format(), "csv");
    let line: Line = csv.rows().unwrap().next().unwrap().unwrap();
    assert_eq!((line.i, &*line.t, line.yes), (i64::MIN, "a", false));
}

#[query_task(
    plugin = warehouse(),
    query = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {{.inputs.to}}) SELECT x FROM n"
)]
fn many(to: u32) -> Result<StructuredDataset>;

#[query_task(plugin = warehouse(), query = "SELECT 1 AS x WHERE 0")]
fn nothing() -> Result<StructuredDataset>;

#[test]
fn rows_are_written_in_batches_and_may_be_none() {
    let _database = filled("");
    let sizes = many(25_000).unwrap().batches().unwrap().map(|batch| batch.unwrap().num_rows());
    assert_eq!(sizes.sum::<usize>(), 25_000);
    assert_eq!(rows(nothing()), [] as [aileron::serde_json::Value; 0]);
}

#[query_task(plugin = warehouse(), query = "
    CREATE TABLE {{.perRetryUniqueKey}} AS SELECT t FROM types WHERE t <> ''; -- kept; for the next one
    SELECT 'no; result' AS t;
    SELECT t FROM {{.perRetryUniqueKey}};
    DROP TABLE {{.perRetryUniqueKey}};
")]
fn several() -> Result<StructuredDataset>;

#[query_task(plugin = warehouse(), query = "SELECT 1; DELETE FROM types WHERE i = 1")]
fn without_output();

#[test]
fn the_last_statement_that_returns_rows_is_the_result() {
    let database = filled(TYPES);
    assert_eq!(rows(several()), [json!({"t": "x"})]);
    without_output();
    let left =
        database.with(|connection| connection.query_row("SELECT count(*) FROM types", [], |row| row.get(0)));
    assert_eq!(left, Ok(2));
}

#[query_task(plugin = warehouse(), query = "SELECT a FROM one UNION ALL SELECT a FROM two", local = by_hand)]
fn elsewhere() -> StructuredDataset;

fn by_hand() -> StructuredDataset {
    StructuredDataset::new("s3://b/by-hand")
}

#[test]
fn a_stand_in_comes_before_a_local_function_and_that_before_the_database() {
    let _database = filled("");
    assert!(elsewhere().uri().ends_with("by-hand"));
    let _standing = aileron::testing::stand_in(elsewhere).with(|| StructuredDataset::new("s3://b/stand-in"));
    assert_eq!(elsewhere().uri(), "s3://b/stand-in");
}
