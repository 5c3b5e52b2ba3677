//! The three ways in which the values of inputs get into a query.

use super::{filled, rows, warehouse};
use aileron::ExternalError;
use aileron::chrono::{DateTime, TimeDelta, Utc};
use aileron::prelude::*;
use aileron::serde_json::json;
use aileron_plugins::{BigQuery, Snowflake};

type Rows = Result<StructuredDataset, ExternalError>;

#[query_task(plugin = warehouse(), query = "SELECT '{{.inputs.text}}' AS text, {{.inputs.x}} AS x, '{{.inputs.span}}' AS span")]
fn filled_in(text: String, x: f64, span: TimeDelta) -> Rows;

#[query_task(plugin = BigQuery::new("p"), query = "SELECT @text AS text, @x AS x, @at AS at, @Yes AS yes, '@text' AS same")]
fn beside(text: String, x: f64, at: DateTime<Utc>, yes: bool) -> Rows;

fn account() -> Snowflake {
    Snowflake::new("A").user("U").database("D").schema("S").warehouse("W")
}

#[query_task(plugin = account(), query = "SELECT %(text)s AS text, '100%%' AS all_of_it")]
fn as_in_python(text: String) -> Rows;

#[query_task(plugin = account(), query = "SELECT '100%' AS all_of_it")]
fn without_inputs() -> Rows;

#[test]
fn each_query_is_filled_as_its_service_does() {
    let _database = filled("");
    let minute = TimeDelta::minutes(1);
    let found = rows(filled_in("a b".into(), 1e6, minute));
    assert_eq!(found, [json!({"text": "a b", "x": 1e6, "span": "seconds:60"})]);
    let quotes = "'; DROP TABLE x; --";
    let found = rows(beside(quotes.into(), 0.5, DateTime::UNIX_EPOCH, true));
    let at = "1970-01-01T00:00:00Z";
    assert_eq!(found, [json!({"text": quotes, "x": 0.5, "at": at, "yes": 1, "same": "@text"})]);
    assert_eq!(rows(as_in_python(quotes.into())), [json!({"text": quotes, "all_of_it": "100%"})]);
    assert_eq!(rows(without_inputs()), [json!({"all_of_it": "100%"})]);
}

#[query_task(plugin = BigQuery::new("p"), query = "SELECT :text AS text")]
fn colon(text: String) -> Rows;

#[query_task(plugin = warehouse(), query = "SELECT @text AS text")]
fn of_another_service(text: String) -> Rows;

#[test]
fn a_parameter_without_a_value_is_reported() {
    let _database = filled("");
    let message = |rows: Rows| rows.unwrap_err().to_string();
    assert_eq!(message(colon(String::new())), "`:text` is not an input of the task; did you mean `text`?");
    assert!(
        message(of_another_service(String::new()))
            .contains("Flyte fills in placeholders, as in `{{.inputs.x}}`")
    );
}
