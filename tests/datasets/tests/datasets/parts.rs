//! Several files of one table, and folders as columns, read as pyarrow reads them, which flytekit uses.

use aileron::arrow::array::AsArray;
use aileron::arrow::datatypes::{DataType, Int32Type};
use aileron::data::{Csv, Row};
use aileron::serde_json::{Value, json};
use aileron::{Bytes, FlyteType, StructuredDataset};
use aileron_conformance::python;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;

/// The tables that pyarrow wrote, for all tests.
static WRITTEN: LazyLock<(TempDir, Value)> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    let mut answer = python::ask("parts.py", &json!({"folder": folder.path(), "read": []}));
    (folder, answer["written"].take())
});

fn rows<R: Row>(path: &str) -> Result<Vec<R>, String> {
    let table = StructuredDataset::<R>::new(path);
    table.rows().and_then(Iterator::collect).map_err(|error| error.to_string())
}

#[test]
fn every_table_is_read_as_pyarrow_reads_it() {
    for (name, written) in WRITTEN.1.as_object().unwrap() {
        let (path, expected) = (written[0].as_str().unwrap(), &written[1]);
        match rows::<Value>(path) {
            Ok(read) => {
                // A JSON object has no order, and a missing value is `null`.
                assert_eq!(&Value::from(read), expected, "{name}");
            }
            Err(why) => {
                assert!(expected.is_null(), "{name}: {why}");
                assert!(why.contains("has a column `x` of "), "{why}");
            }
        }
    }
}

fn path(name: &str) -> &'static str {
    WRITTEN.1[name][0].as_str().unwrap()
}

#[derive(FlyteType, Debug, PartialEq)]
struct Sold {
    year: i64,
    x: i64,
}

#[derive(FlyteType, Debug, PartialEq)]
struct Month {
    month: String,
    x: Option<f64>,
}

#[derive(FlyteType, Debug, PartialEq)]
struct Gap {
    x: i64,
    s: Option<String>,
}

#[derive(FlyteType, Debug, PartialEq)]
struct Whole {
    s: String,
}

#[derive(FlyteType, Debug, PartialEq)]
struct Padded {
    m: String,
}

#[derive(FlyteType, Debug, PartialEq)]
struct X {
    x: i64,
}

#[test]
fn folders_are_columns_of_rows() {
    let sold = |year, x| Sold { year, x };
    assert_eq!(rows::<Sold>(path("years")).unwrap(), [sold(2023, 2), sold(2024, 1), sold(2024, 3)]);
    let month = |month: &str, x| Month { month: month.to_owned(), x };
    assert_eq!(rows::<Month>(path("two")).unwrap(), [month("é =%", None), month("a/b", Some(1.5))]);
    assert_eq!(
        rows::<Gap>(path("gaps")).unwrap(),
        [Gap { x: 2, s: None }, Gap { x: 1, s: Some("a".to_owned()) }]
    );
    let why = rows::<Whole>(path("gaps")).unwrap_err();
    assert!(why.contains("the column `s` of row 1 has no value"), "{why}");
    // A value that pyarrow reads as a number is a text where the row wants a text.
    assert_eq!(
        rows::<Padded>(path("leading zeros")).unwrap(),
        ["01", "12"].map(|m| Padded { m: m.to_owned() })
    );
    // Each file is read with its own types.
    assert_eq!(rows::<X>(path("too large")).unwrap(), [1, 1 << 40].map(|x| X { x }));
}

#[test]
fn folders_are_columns_of_batches() {
    let table = StructuredDataset::<Value>::new(path("years"));
    let batch = table.select(["year", "x"]).unwrap().next().unwrap().unwrap();
    assert_eq!(batch.column(0).as_primitive::<Int32Type>().values(), &[2023]);
    let only = table.select(["year"]).unwrap().map(|batch| batch.unwrap().num_rows()).sum::<usize>();
    assert_eq!(only, 3);
    let two = StructuredDataset::<Value>::new(path("two")).batches().unwrap().schema();
    let types: Vec<_> = two.fields().iter().map(|field| field.data_type().clone()).collect();
    assert_eq!(types, [DataType::Float64, DataType::Int32, DataType::Utf8]);
    let why = table.select(["yaer"]).unwrap_err().to_string();
    assert!(why.contains("has no column `yaer`; did you mean `year`"), "{why}");
}

#[test]
fn folders_are_columns_of_csv_files() {
    let folder = TempDir::new().unwrap();
    for (name, text) in [("year=2024/a", "x\n1\n"), ("year=2023/b", "y,x\n,2.5\n")] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let table = StructuredDataset::<Value, Csv>::new(folder.path());
    let read = table.select(["x", "year"]).unwrap().collect::<io::Result<Vec<_>>>().unwrap();
    assert_eq!(read[0].schema().field(0).data_type(), &DataType::Float64);
    assert_eq!(read.len(), 2);
    let typed = StructuredDataset::<Sold, Csv>::new(folder.path()).rows().unwrap().next().unwrap();
    assert!(
        typed
            .unwrap_err()
            .to_string()
            .contains("the column `x` of row 1 holds \"2.5\", which is not an integer")
    );
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
enum Color {
    Red,
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
struct Flat {
    i: i64,
    n: Option<u8>,
    f: f64,
    s: String,
    b: bool,
    at: DateTime<Utc>,
    day: NaiveDate,
    color: Color,
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
struct Deep {
    span: TimeDelta,
    raw: Bytes,
    list: Vec<Option<f64>>,
    map: BTreeMap<String, i64>,
    parts: Vec<Flat>,
}

fn flat(s: &str, n: Option<u8>) -> Flat {
    Flat {
        i: i64::MIN,
        n,
        f: 0.1,
        s: s.to_owned(),
        b: true,
        at: "2024-01-02T03:04:05.000006Z".parse().unwrap(),
        day: "2024-02-29".parse().unwrap(),
        color: Color::Red,
    }
}

#[test]
fn pandas_reads_what_is_written() {
    let flats = [flat("a, \"b\"\r\nc", Some(1)), flat("ü", None)];
    let deep = Deep {
        span: TimeDelta::milliseconds(1500),
        raw: Bytes(b"text".to_vec()),
        list: vec![Some(0.5), None],
        map: [("k".to_owned(), 1)].into(),
        parts: flats.to_vec(),
    };
    let parquet = StructuredDataset::<Flat>::from_rows(flats.clone()).unwrap();
    let csv = StructuredDataset::<Flat, Csv>::from_rows(flats.clone()).unwrap();
    let nested = StructuredDataset::<Deep>::from_rows([deep.clone()]).unwrap();
    let csv_file = Path::new(csv.uri().as_ref()).join(".csv");
    let read = json!([[parquet.uri(), "parquet"], [csv_file, "csv"], [nested.uri(), "parquet"]]);
    let folder = TempDir::new().unwrap();
    let answer = python::ask("parts.py", &json!({"folder": folder.path(), "read": read}));
    let row = |s: &str, n: Value| {
        json!({"i": i64::MIN, "n": n, "f": 0.1, "s": s, "b": true, "at": "2024-01-02T03:04:05.000006Z",
               "day": "2024-02-29", "color": "Red"})
    };
    let expected = json!([row("a, \"b\"\r\nc", json!(1)), row("ü", Value::Null)]);
    assert_eq!(answer["read"][0], expected);
    let of_nested =
        json!([{"span": 1.5, "raw": "74657874", "list": [0.5, null], "map": [["k", 1]], "parts": expected}]);
    assert_eq!(answer["read"][2], of_nested);
    let mut of_csv = answer["read"][1].clone();
    // pandas has no integers in a column with missing values: it reads floats.
    assert_eq!(of_csv[0]["n"], 1.0);
    of_csv[0]["n"] = json!(1);
    assert_eq!(of_csv, expected);
    assert_eq!(csv.rows().unwrap().collect::<io::Result<Vec<_>>>().unwrap(), flats);
    assert_eq!(nested.rows().unwrap().collect::<io::Result<Vec<_>>>().unwrap(), [deep]);
}
