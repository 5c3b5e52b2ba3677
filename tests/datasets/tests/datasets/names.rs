//! Columns by name: dots in names, and columns that are missing, extra or in another order.

use aileron::arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray, StructArray};
use aileron::arrow::datatypes::{DataType, Field};
use aileron::data::{Csv, Format, Row};
use aileron::serde_json::{Value, json};
use aileron::{FlyteType, StructuredDataset};
use std::fmt::Debug;
use std::io;
use std::sync::Arc;

fn number(value: i64) -> ArrayRef {
    Arc::new(Int64Array::from(vec![value]))
}

fn structs(fields: &[(&str, ArrayRef)]) -> ArrayRef {
    let fields = fields.iter().map(|(name, array)| {
        (Arc::new(Field::new(*name, array.data_type().clone(), true)), Arc::clone(array))
    });
    Arc::new(StructArray::from(fields.collect::<Vec<_>>()))
}

fn written(columns: &[(&str, ArrayRef)]) -> StructuredDataset {
    let columns = columns.iter().map(|(name, column)| (*name, Arc::clone(column), true));
    StructuredDataset::write(&RecordBatch::try_from_iter_with_nullable(columns).unwrap()).unwrap()
}

fn selected(table: &StructuredDataset, columns: &[&str]) -> Result<Vec<String>, String> {
    let batch = table.select(columns.iter().copied()).map_err(|error| error.to_string())?.next().unwrap();
    let schema = batch.unwrap().schema();
    Ok(schema
        .fields()
        .iter()
        .map(|field| match field.data_type() {
            DataType::Struct(inner) => {
                let inner: Vec<_> = inner.iter().map(|field| field.name().as_str()).collect();
                format!("{}({})", field.name(), inner.join(" "))
            }
            _ => field.name().clone(),
        })
        .collect())
}

#[test]
fn a_name_may_have_dots() {
    let table = written(&[("price.usd", number(2)), ("price", number(1))]);
    assert_eq!(selected(&table, &["price"]).unwrap(), ["price"]);
    assert_eq!(selected(&table, &["price.usd", "price"]).unwrap(), ["price.usd", "price"]);
    let table = written(&[
        (
            "a",
            structs(&[
                ("b", number(1)),
                ("b.c", number(2)),
                ("d", structs(&[("e", number(3)), ("f", number(4))])),
            ]),
        ),
        ("a.b", structs(&[("c", number(5)), ("d.e", number(6))])),
    ]);
    assert_eq!(selected(&table, &["a.d.e", "a.b"]).unwrap(), ["a(d)", "a.b(c d.e)"]);
    assert_eq!(selected(&table, &["a.b.c"]).unwrap(), ["a.b(c)"]);
    assert_eq!(selected(&table, &["a.b.d.e"]).unwrap(), ["a.b(d.e)"]);
    assert_eq!(selected(&table, &["a.d.f", "a.d.e"]).unwrap(), ["a(d)"]);
    let why = selected(&table, &["a.x"]).unwrap_err();
    assert!(why.contains("has no column `a.x`"), "{why}");
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
struct Dotted {
    #[serde(rename = "price.usd")]
    usd: i64,
    price: Price,
    #[serde(rename = "a.b.c")]
    c: String,
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
struct Price {
    #[serde(rename = "in.cents")]
    cents: i64,
    usd: i64,
}

#[test]
fn a_field_whose_name_has_a_dot_is_written_and_read() {
    let row = Dotted { usd: 1, price: Price { cents: 2, usd: 3 }, c: "x".to_owned() };
    let table = StructuredDataset::<Dotted>::from_rows([row.clone()]).unwrap();
    assert_eq!(table.rows().unwrap().collect::<io::Result<Vec<_>>>().unwrap(), [row]);
    let any: StructuredDataset = StructuredDataset::new(table.uri().as_ref());
    let row = any.rows().unwrap().next().unwrap().unwrap();
    assert_eq!(row, json!({"price.usd": 1, "price": {"in.cents": 2, "usd": 3}, "a.b.c": "x"}));
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
struct Wanted {
    b: i64,
    a: Option<i64>,
    #[serde(default)]
    c: i64,
}

/// Reads the rows of a table with these columns of numbers.
fn rows<R: Row, F: Format>(names: &[&str]) -> Result<Vec<R>, String> {
    let numbers = (1..).map(number);
    let columns = names.iter().zip(numbers).map(|(name, column)| (*name, column, true));
    let table =
        StructuredDataset::<Value, F>::write(&RecordBatch::try_from_iter_with_nullable(columns).unwrap());
    let rows = StructuredDataset::<R, F>::new(table.unwrap().uri().as_ref()).rows();
    rows.and_then(Iterator::collect).map_err(|error| error.to_string())
}

fn columns_of<F: Format>() {
    assert_eq!(rows::<Wanted, F>(&["a", "more", "b", "c"]).unwrap(), [Wanted { a: Some(1), b: 3, c: 4 }]);
    assert_eq!(rows::<Wanted, F>(&["b"]).unwrap(), [Wanted { a: None, b: 1, c: 0 }]);
    let why = rows::<Wanted, F>(&["a", "bb"]).unwrap_err();
    assert!(why.contains("has no column `b`; write `a` or `bb`"), "{why}");
}

#[test]
fn columns_are_found_by_name() {
    columns_of::<aileron::data::Parquet>();
    columns_of::<Csv>();
}

#[test]
fn batches_have_all_columns_that_the_row_declares() {
    let table = written(&[("b", number(1)), ("s", Arc::new(StringArray::from(vec!["x"])))]);
    let table = StructuredDataset::<Wanted>::new(table.uri().as_ref());
    let why = table.batches().unwrap_err().to_string();
    assert!(why.contains("has no column `a`"), "{why}");
}
