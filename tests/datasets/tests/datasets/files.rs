//! Tables of several files, and the files that are written.

use crate::attempt::Attempt;
use aileron::StructuredDataset;
use aileron::arrow::array::{AsArray, Int64Array, RecordBatch, StringArray};
use aileron::arrow::datatypes::Int64Type;
use aileron::data::Csv;
use aileron::serde_json::{Value, json};
use chrono::NaiveDate;
use dataset_tests::{Few, Inner, Mapped, Moment, Row, table};
use parquet::arrow::ArrowWriter;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use tempfile::TempDir;

fn numbers(name: &str, numbers: &[i64]) -> RecordBatch {
    RecordBatch::try_from_iter([(name, Arc::new(Int64Array::from(numbers.to_vec())) as _)]).unwrap()
}

fn put(path: &Path, batch: &RecordBatch) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), None).unwrap();
    writer.write(batch).unwrap();
    writer.close().unwrap();
}

fn read(dataset: &StructuredDataset) -> io::Result<Vec<i64>> {
    let batches = dataset.batches()?.collect::<io::Result<Vec<_>>>()?;
    Ok(batches
        .iter()
        .flat_map(|batch| batch.column(0).as_primitive::<Int64Type>().values().to_vec())
        .collect())
}

#[test]
fn several_files_are_read_in_order() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    put(&path("part-1"), &numbers("x", &[3, 4]));
    put(&path("part-0"), &numbers("x", &[1, 2]));
    put(&path("part-2/b"), &numbers("x", &[5]));
    for bookkeeping in ["_SUCCESS", ".part-0.crc", "part-2/_metadata", "empty"] {
        fs::write(path(bookkeeping), if bookkeeping == "empty" { "" } else { "not a table" }).unwrap();
    }
    let dataset = StructuredDataset::<Value>::new(folder.path());
    assert_eq!(read(&dataset).unwrap(), [1, 2, 3, 4, 5]);
    put(&path("part-3"), &numbers("y", &[6]));
    let why = read(&dataset).unwrap_err().to_string();
    assert!(why.contains("part-3` has other columns") && why.contains("y Int64, not x Int64"), "{why}");
}

#[test]
fn columns_are_chosen_in_any_order_and_depth() {
    let dataset = StructuredDataset::<Value>::write(&table().unwrap()).unwrap();
    let names = |columns: &[&str]| {
        let batch = dataset.select(columns.iter().copied()).unwrap().next().unwrap().unwrap();
        let fields = batch.schema().fields().iter().map(|field| field.name().clone()).collect::<Vec<_>>();
        fields.join(" ")
    };
    assert_eq!(names(&["s", "i"]), "s i");
    assert_eq!(names(&["l", "o.a", "b"]), "l o b");
    let inner = dataset.select(["o.a"]).unwrap().next().unwrap().unwrap();
    assert_eq!(inner.column(0).as_struct().column_names(), ["a"]);
    let why = dataset.select(["smal"]).unwrap_err().to_string();
    assert!(why.contains("has no column `smal`") && why.contains("`small`"), "{why}");
}

#[test]
fn what_the_row_declares_is_written_and_read() {
    let row = |i| Row {
        i,
        f: 0.5,
        b: true,
        s: format!("nr {i}"),
        n: (i % 2 == 0).then_some(i),
        t: "2024-01-02T03:04:05.000006Z".parse().unwrap(),
        d: "2024-02-29".parse().unwrap(),
        l: vec![i; 3],
        o: Inner { z: i, a: String::new() },
    };
    let rows: Vec<_> = (0..20_000).map(row).collect();
    let dataset = StructuredDataset::<Row>::from_rows(rows.clone()).unwrap();
    assert_eq!(dataset.rows().unwrap().collect::<io::Result<Vec<_>>>().unwrap(), rows);
    let mapped = Mapped { m: [("a".to_owned(), 1.5)].into(), b: -3 };
    let dataset = StructuredDataset::<Mapped>::from_rows([mapped.clone()]).unwrap();
    assert_eq!(dataset.rows().unwrap().collect::<io::Result<Vec<_>>>().unwrap(), [mapped]);
    let missing = StructuredDataset::<Few>::create(&numbers("i", &[]).schema()).unwrap_err().to_string();
    assert!(missing.contains("declares a column `s`, which the schema lacks"), "{missing}");
    let nothing = StructuredDataset::<Value>::from_rows([json!({"a": 1})]).unwrap_err().to_string();
    assert!(nothing.contains("rows of a type that declares no columns"), "{nothing}");
}

#[test]
fn a_row_of_unknown_columns_is_an_object() {
    let names = Arc::new(StringArray::from(vec![Some("x"), None])) as _;
    let table = numbers("i", &[1, 2]);
    let table = RecordBatch::try_from_iter([("i", Arc::clone(table.column(0))), ("s", names)]).unwrap();
    let dataset = StructuredDataset::<Value>::write(&table).unwrap();
    let rows = dataset.rows().unwrap().collect::<io::Result<Vec<_>>>().unwrap();
    assert_eq!(rows, [json!({"i": 1, "s": "x"}), json!({"i": 2, "s": null})]);
}

#[test]
fn csv_takes_its_types_from_the_row_or_from_its_values() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("table.csv");
    let many = "7,x,\n".repeat(20_000);
    fs::write(&path, format!("i,s,n\n{many}2.5,\"a, b\",3\n")).unwrap();
    let guessed = StructuredDataset::<Value>::new(&path).batches().unwrap().schema();
    let types: Vec<_> = guessed.fields().iter().map(|field| field.data_type().to_string()).collect();
    assert_eq!(types, ["Float64", "Utf8", "Int64"]);
    fs::write(&path, "x,i,s,n\n0,7,12,\n,8,,3\n").unwrap();
    let rows = StructuredDataset::<Few, Csv>::new(&path).rows().unwrap();
    let copy = StructuredDataset::<Few, Csv>::from_rows(rows.take(1).map(Result::unwrap)).unwrap();
    assert_eq!(fs::read_to_string(Path::new(copy.uri().as_ref()).join(".csv")).unwrap(), "s,n,i\n12,,7\n");
    let nested = StructuredDataset::<Value, Csv>::create(&table().unwrap().schema()).unwrap_err().to_string();
    assert!(nested.contains("the column `l` holds lists"), "{nested}");
    let empty = StructuredDataset::<Value, Csv>::write(&numbers("x", &[])).unwrap();
    assert_eq!(fs::read_to_string(Path::new(empty.uri().as_ref()).join(".csv")).unwrap(), "x\n");
}

#[test]
fn csv_holds_moments_and_days() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("table.csv");
    let lines = "at,day\n2026-01-31T08:00:00Z,2026-01-31\n";
    fs::write(&path, lines).unwrap();
    let rows = StructuredDataset::<Moment, Csv>::new(&path).rows().unwrap();
    let rows = rows.collect::<io::Result<Vec<_>>>().unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 1, 31).unwrap();
    assert_eq!(rows, [Moment { at: day.and_hms_opt(8, 0, 0).unwrap().and_utc(), day }]);
    let written = StructuredDataset::<Moment, Csv>::from_rows(rows).unwrap();
    assert_eq!(fs::read_to_string(Path::new(written.uri().as_ref()).join(".csv")).unwrap(), lines);
}

#[test]
fn an_unfinished_table_leaves_no_file() {
    let (raw, given) =
        (TempDir::new().unwrap(), StructuredDataset::<Value>::write(&table().unwrap()).unwrap());
    let attempt = Attempt::of("give_up").raw(raw.path().to_str().unwrap()).input("table", given);
    attempt.refused("no more");
    let left =
        fs::read_dir(raw.path()).unwrap().map(|one| fs::read_dir(one.unwrap().path()).unwrap().count());
    assert_eq!(left.sum::<usize>(), 0);
}

#[test]
fn people_write_and_read_a_table_as_its_address() {
    let folder = TempDir::new().unwrap();
    let table = folder.path().join("table.csv");
    fs::write(&table, "x,y\n1.5,a\n2.5,b\n").unwrap();
    let run = |task: &str, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dataset-fixture"));
        command.args(["run", task, "--table"]).arg(&table).args(arguments);
        let printed = command.output().unwrap();
        assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
        serde_json::from_slice::<Value>(&printed.stdout).unwrap()["o0"].clone()
    };
    assert_eq!(run("sum", &["--column", "x"]), 4.0);
    let copy = run("as_csv", &[]);
    let copy = fs::read_to_string(Path::new(copy.as_str().unwrap()).join(".csv"));
    assert_eq!(copy.unwrap(), fs::read_to_string(&table).unwrap());
}
