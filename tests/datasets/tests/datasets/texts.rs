//! CSV follows the rules of parquet, whatever a text looks like.

use aileron::arrow::array::{RecordBatch, StringArray};
use aileron::data::{Csv, Row};
use aileron::serde_json::{Value, json};
use aileron::{Bytes, FlyteType, StructuredDataset};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use std::fmt::Debug;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

/// The rows of files with these texts.
fn rows<R: Row>(files: &[&str]) -> Vec<Result<R, String>> {
    let folder = TempDir::new().unwrap();
    for (index, text) in files.iter().enumerate() {
        fs::write(folder.path().join(format!("part-{index}")), text).unwrap();
    }
    match StructuredDataset::<R, Csv>::new(folder.path()).rows() {
        Ok(rows) => rows.map(|row| row.map_err(|error| error.to_string())).collect(),
        Err(error) => vec![Err(error.to_string())],
    }
}

#[track_caller]
fn gives<R: Row + Debug + PartialEq>(files: &[&str], expected: impl IntoIterator<Item = R>) {
    let rows = rows::<R>(files).into_iter().collect::<Result<Vec<_>, _>>().unwrap();
    assert_eq!(rows, expected.into_iter().collect::<Vec<_>>());
}

#[track_caller]
fn refuses<R: Row + Debug>(files: &[&str], words: &str) {
    let rows = rows::<R>(files);
    let why = rows.last().unwrap().as_ref().unwrap_err();
    assert!(why.contains(words), "{why}");
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
struct Sale {
    shop: String,
    cents: Option<i64>,
}

fn sale(shop: &str, cents: Option<i64>) -> Sale {
    Sale { shop: shop.to_owned(), cents }
}

#[test]
fn an_integer_is_read_in_each_form_that_pandas_writes() {
    gives(&["shop,cents\na,1.0\nb,\n"], [sale("a", Some(1)), sale("b", None)]);
    refuses::<Sale>(
        &["shop,cents\na,1.5\n"],
        "the column `cents` of row 1 holds \"1.5\", which is not an integer",
    );
    refuses::<Sale>(&["shop,cents\na,1\n", "shop,cents\nb,x\n"], "the column `cents` of row 2 holds \"x\"");
}

#[test]
fn an_empty_text_is_a_text() {
    let rows = [sale("", Some(1)), sale("\u{feff}a\r\n\"b\",", None)];
    let table = StructuredDataset::<Sale, Csv>::from_rows(rows.clone()).unwrap();
    assert_eq!(table.rows().unwrap().collect::<io::Result<Vec<_>>>().unwrap(), rows);
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
struct One {
    x: String,
}

#[test]
fn a_line_may_be_one_empty_text() {
    let rows = ["", "a", ""].map(|x| One { x: x.to_owned() });
    let table = StructuredDataset::<One, Csv>::from_rows(rows.clone()).unwrap();
    assert_eq!(table.rows().unwrap().collect::<io::Result<Vec<_>>>().unwrap(), rows);
}

#[test]
fn types_are_guessed_over_all_files() {
    gives(&["a,b\n1,\n", "a,b\n1.5,x\n"], [json!({"a": 1.0, "b": null}), json!({"a": 1.5, "b": "x"})]);
    gives(&["b,a\nx,1\n", "a,b\n2,\n"], [json!({"a": 1, "b": "x"}), json!({"a": 2, "b": null})]);
    gives(&["a,b\n1,2\n", "a\n3\n"], [json!({"a": 1, "b": 2}), json!({"a": 3, "b": null})]);
    refuses::<Value>(
        &["a\n1\n", "a,b\n1,2\n"],
        "part-1` has other columns than the file before it in the dataset",
    );
    gives(
        &[
            "t,d,z,n,l,i\n2024-01-02 03:04:05,2024-01-02,2024-01-02T03:04:05+01:00,NaN,True,18446744073709551615\n",
        ],
        [
            json!({"t": "2024-01-02T03:04:05Z", "d": "2024-01-02", "z": "2024-01-02T02:04:05Z", "n": "NaN", "l": true,
                "i": u64::MAX}),
        ],
    );
}

#[test]
fn line_ends_quotes_and_missing_columns() {
    gives(&["\u{feff}shop,cents\r\n\"a\r\nb, \"\"c\"\"\",1\r\n\r\n"], [sale("a\r\nb, \"c\"", Some(1))]);
    gives(&["cents,more,shop\n1,x,a"], [sale("a", Some(1))]);
    gives(&["shop\na\n"], [sale("a", None)]);
    gives::<Sale>(&["shop,cents\n"], []);
    gives::<Value>(&["shop,cents\n"], []);
    refuses::<Sale>(&["cents\n1\n"], "has no column `shop`");
    refuses::<Sale>(&["\n\n"], "it is empty; its first line must have the names of its columns");
    refuses::<Sale>(&["shop,cents\na\n"], "is not a valid CSV file");
    refuses::<Value>(&["a,a\n1,2\n"], "two columns of the dataset are named `a`");
    refuses::<One>(&["x,x\n1,2\n"], "has two columns named `x`");
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.csv");
    fs::write(&file, "").unwrap();
    let why = StructuredDataset::<Value>::new(&file).rows().unwrap_err().to_string();
    assert!(why.contains("it is empty; its first line must have"), "{why}");
    fs::write(&file, b"a\n\xff\n").unwrap();
    let why = StructuredDataset::<One>::new(&file).rows().err().map(|error| error.to_string());
    assert!(why.unwrap().contains("has no column `x`"));
    let why = StructuredDataset::<Value>::new(&file).rows().unwrap_err().to_string();
    assert!(why.contains("row 1 is not UTF-8"), "{why}");
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
struct All {
    f: f32,
    b: bool,
    at: DateTime<Utc>,
    day: NaiveDate,
    span: Option<TimeDelta>,
    raw: Bytes,
    small: u8,
}

#[test]
fn a_text_is_read_as_every_type() {
    let all = All {
        f: 0.1,
        b: true,
        at: "2024-01-02T03:04:05.000000007Z".parse().unwrap(),
        day: "2024-02-29".parse().unwrap(),
        span: Some(TimeDelta::milliseconds(-1500)),
        raw: Bytes(vec![0, 0xff]),
        small: 255,
    };
    let header = "f,b,at,day,span,raw,small\n";
    let file = |line: &str| format!("{header}{line}\n");
    gives(
        &[&file("0.1,True,2024-01-02 03:04:05.000000007,2024-02-29,-1 days +23:59:58.5,AP8=,255.0")],
        [all.clone()],
    );
    let written = StructuredDataset::<All, Csv>::from_rows([all.clone()]).unwrap();
    let text = fs::read_to_string(Path::new(written.uri().as_ref()).join(".csv")).unwrap();
    assert_eq!(
        text,
        file("0.10000000149011612,true,2024-01-02T03:04:05.000000007Z,2024-02-29,-1500ms,AP8=,255")
    );
    assert_eq!(written.rows().unwrap().collect::<io::Result<Vec<_>>>().unwrap(), [all]);
    for (line, words) in [
        ("1e39,true,2024-01-02,2024-02-29,,AA==,1", "`f` of row 1 can't be read: 1e39 doesn't fit f32"),
        ("x,true,2024-01-02,2024-02-29,,AA==,1", "`f` of row 1 holds \"x\", which is not a float"),
        ("1,yes,2024-01-02,2024-02-29,,AA==,1", "`b` of row 1 holds \"yes\", which is not a boolean"),
        ("1,true,today,2024-02-29,,AA==,1", "`at` of row 1 can't be read: `today` is not a datetime"),
        (
            "1,true,2024-01-02,2024-02-29T00:00:00,,AA==,1",
            "`day` of row 1 can't be read: `2024-02-29T00:00:00` is not a date",
        ),
        ("1,true,2024-01-02,2024-02-29,5,AA==,1", "`span` of row 1 holds \"5\", which is not a duration"),
        ("1,true,2024-01-02,2024-02-29,,?,1", "`raw` of row 1 holds \"?\", which is not binary data"),
        ("1,true,2024-01-02,2024-02-29,,AA==,256", "`small` of row 1 can't be read: 256 doesn't fit u8"),
        (
            ",true,2024-01-02,2024-02-29,,AA==,1",
            "`f` of row 1 has no value: declare the field as an option, `Option<f64>`",
        ),
    ] {
        refuses::<All>(&[&file(line)], words);
    }
}

#[test]
fn batches_have_the_declared_types() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.csv");
    fs::write(&file, "shop,cents\n1,1.0\n,\n").unwrap();
    let table = StructuredDataset::<Sale, Csv>::new(&file);
    let batch = table.batches().unwrap().next().unwrap().unwrap();
    let types: Vec<_> = batch.schema().fields().iter().map(|field| field.data_type().to_string()).collect();
    assert_eq!((types, batch.column(1).null_count()), (vec!["Utf8".to_owned(), "Int64".to_owned()], 1));
    fs::write(&file, "shop,cents\n1,1.5\n").unwrap();
    let why = table.batches().unwrap().next().unwrap().unwrap_err().to_string();
    assert!(why.contains("the column `cents`") && why.contains("in row 1 holds \"1.5\""), "{why}");
}

#[test]
fn quotes_are_written_as_other_readers_expect() {
    let texts = StringArray::from(vec!["a\"b", "c\nd", " e "]);
    let table = StructuredDataset::<Value, Csv>::write(
        &RecordBatch::try_from_iter([("x", Arc::new(texts) as _)]).unwrap(),
    );
    let rows = table.unwrap().rows().unwrap().collect::<io::Result<Vec<_>>>().unwrap();
    assert_eq!(rows, [json!({"x": "a\"b"}), json!({"x": "c\nd"}), json!({"x": " e "})]);
}
