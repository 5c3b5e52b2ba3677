//! Tables that flytekit writes are read, and flytekit reads the tables that are written.

use crate::attempt::{Attempt, MINIO, flyte};
use aileron::data::Csv;
use aileron::idl::core::Literal;
use aileron::idl::prost::Message;
use aileron::polars::prelude::DataFrame;
use aileron::{FlyteType, StructuredDataset};
use aileron_conformance::{hex, python};
use dataset_tests::{Few, Mapped, Row};
use serde_json::{Map, Value, json};
use store_tests::minio::BUCKET;
use tempfile::TempDir;

/// Where both sides keep their tables.
struct Place {
    raw: String,
    environment: Vec<(String, String)>,
    _folder: TempDir,
}

impl Place {
    fn on_this_machine() -> Self {
        let folder = TempDir::new().unwrap();
        Place { raw: folder.path().to_str().unwrap().to_owned(), environment: Vec::new(), _folder: folder }
    }

    fn in_a_store() -> Self {
        let raw = format!("s3://{BUCKET}/tables é");
        Place { raw, environment: flyte(&MINIO.endpoint), _folder: TempDir::new().unwrap() }
    }

    fn ask(&self, write: &[[&str; 2]], read: &[(&str, &Literal)]) -> Value {
        let environment: Map<_, _> =
            self.environment.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect();
        let read: Vec<_> =
            read.iter().map(|(kind, literal)| json!([kind, hex::encode(&literal.encode_to_vec())])).collect();
        let question = json!({"environment": environment, "raw": self.raw, "write": write, "read": read});
        python::ask("datasets.py", &question)
    }

    fn write(&self, tables: &[[&str; 2]]) -> Vec<Literal> {
        let answer = self.ask(tables, &[]);
        answer["write"].as_array().unwrap().iter().map(decoded).collect()
    }

    fn read(&self, literals: &[(&str, &Literal)]) -> Vec<Value> {
        self.ask(&[], literals)["read"].as_array().unwrap().clone()
    }

    fn run(&self, task: &'static str, table: &Literal) -> Literal {
        self.attempt(task).literal("table", table.clone()).run()
    }

    fn attempt(&self, task: &'static str) -> Attempt {
        Attempt::of(task).raw(&self.raw).with(&self.environment)
    }
}

fn decoded<M: Message + Default>(value: &Value) -> M {
    M::decode(&*hex::decode(value.as_str().unwrap()).unwrap()).unwrap()
}

fn there_and_back(place: &Place) {
    let given = place.write(&[["pandas", "whole"], ["csv", "flat"], ["some", "whole"], ["schema", "flat"]]);
    let [whole, flat, declared, schema] = &given[..] else { panic!("expected four tables") };
    let (whole_back, through_polars) = (place.run("copy", whole), place.run("through_polars", whole));
    let (flat_back, as_csv) = (place.run("copy", flat), place.run("as_csv", schema));
    let (some, narrow) = (place.run("some", whole), place.run("copy", declared));
    let from_csv = place.run("through_polars", flat);
    let made = place.attempt("make").run();
    let read = place.read(&[
        ("pandas", whole),
        ("pandas", &whole_back),
        ("pandas", &through_polars),
        ("pandas", flat),
        ("pandas", &flat_back),
        ("pandas", &from_csv),
        ("any", &as_csv),
        ("some", whole),
        ("some pandas", &some),
        ("any", &narrow),
        ("pandas", &made),
    ]);
    assert_eq!(read[1], read[0], "batch by batch");
    assert_eq!(read[2], read[0], "through Polars");
    assert_eq!(read[4], read[3], "CSV to parquet");
    assert_eq!(read[5], read[3], "CSV to parquet through Polars");
    assert_eq!(read[6], read[3], "parquet to CSV");
    assert_eq!(read[8], read[7], "some columns, row by row");
    assert_eq!(read[9], read[7], "the columns that the writer declared");
    assert_eq!(read[10], expected());
}

/// The fixture's own table as pandas reads it.
fn expected() -> Value {
    json!([
        {"i": 1, "small": 1, "f": 0.5, "b": true, "s": "ü \u{1f6e9}", "t": "2024-01-02T03:04:05.000006+00:00",
         "d": "2024-02-29", "c": "123.45", "l": [1, null], "o": {"z": 1, "a": "x"}},
        {"i": i64::MAX, "small": null, "f": null, "b": null, "s": null, "t": null, "d": null, "c": null, "l": null,
         "o": {"z": 2, "a": null}},
        {"i": i64::MIN, "small": -1, "f": -1e300, "b": false, "s": "", "t": "1970-01-01T00:00:00+00:00",
         "d": "1970-01-01", "c": "-0.01", "l": [], "o": {"z": 3, "a": "ü"}},
    ])
}

#[test]
fn tables_go_there_and_back_on_this_machine() {
    there_and_back(&Place::on_this_machine());
}

#[test]
fn tables_go_there_and_back_in_a_store() {
    there_and_back(&Place::in_a_store());
}

#[test]
fn arrow_tables_go_there_and_back() {
    let place = Place::on_this_machine();
    let given = place.write(&[["arrow", "whole"]]).remove(0);
    let copy = place.run("copy", &given);
    let read = place.read(&[("arrow", &given), ("arrow", &copy), ("arrow", &place.attempt("make").run())]);
    assert_eq!(read[1], read[0]);
    assert_eq!(read[2], expected());
}

#[test]
fn rows_are_passed_between_tasks_as_values() {
    let place = Place::on_this_machine();
    let given = place.write(&[["pandas", "full"], ["pandas", "whole"]]);
    let rows = Vec::<Row>::from_literal(place.run("rows", &given[0])).unwrap();
    let mut expected = place.read(&[("pandas", &given[0])]).remove(0);
    for row in expected.as_array_mut().unwrap().iter_mut().filter_map(Value::as_object_mut) {
        row.retain(|name, _| !matches!(&**name, "naive" | "c"));
    }
    let mut rows = serde_json::to_value(rows).unwrap();
    for row in rows.as_array_mut().unwrap() {
        // The same datetime as Python writes it.
        row["t"] = row["t"].as_str().unwrap().replace('Z', "+00:00").into();
    }
    assert_eq!(rows, expected);
    let missing = place.attempt("rows").literal("table", given[1].clone());
    missing.refused("the dataset's rows don't fit `dataset_tests::Row`");
}

#[test]
fn many_rows_are_many_batches() {
    let place = Place::in_a_store();
    let long = place.write(&[["pandas", "long"]]).remove(0);
    let sum = place.attempt("sum").literal("table", long).input("column", "x".to_owned()).run();
    assert_eq!(f64::from_literal(sum), Ok(299_999.0 * 150_000.0));
}

#[test]
fn a_field_of_a_struct_may_be_a_table() {
    let place = Place::on_this_machine();
    let given = place.write(&[["struct", "flat"]]).remove(0);
    let back = place.attempt("in_struct").literal("holder", given.clone()).run();
    let mut read = place.read(&[("struct", &given), ("struct", &back)]);
    assert_eq!(read[1][0]["name"], "flat!");
    read[1][0]["name"] = "flat".into();
    assert_eq!(read[1], read[0]);
}

#[test]
fn a_table_that_is_passed_on_is_not_read() {
    let place = Place::on_this_machine();
    let given = place.write(&[["pandas", "whole"]]).remove(0);
    assert_eq!(place.run("hand_on", &given), given);
}

#[test]
fn a_path_that_the_task_wrote_is_copied_to_where_flytekit_finds_it() {
    let place = Place::on_this_machine();
    let own = TempDir::new().unwrap();
    let csv = own.path().join("own.csv");
    std::fs::write(&csv, "a,b\n1,x\n").unwrap();
    let path = csv.to_str().unwrap().to_owned();
    let given = place.attempt("given_path").input("path", path).run();
    own.close().unwrap();
    assert_eq!(place.read(&[("pandas", &given)])[0], json!([{"a": 1, "b": "x"}]));
}

#[test]
fn types_are_those_of_flytekit() {
    let types = Place::on_this_machine().ask(&[], &[])["types"].clone();
    let same = |kind: &str, ours: aileron::idl::core::LiteralType| {
        assert_eq!(decoded::<aileron::idl::core::LiteralType>(&types[kind]), ours, "{kind}");
        assert_eq!(types[kind], hex::encode(&ours.encode_to_vec()), "{kind}");
    };
    same("any", StructuredDataset::<Value>::literal_type());
    same("pandas", DataFrame::literal_type());
    same("csv", StructuredDataset::<Value, Csv>::literal_type());
    same("row", StructuredDataset::<Row>::literal_type());
    same("some", StructuredDataset::<Few>::literal_type());
    same("mapped csv", StructuredDataset::<Mapped, Csv>::literal_type());
    same("optional", Option::<StructuredDataset>::literal_type());
    same("struct", Holder::literal_type());
}

#[derive(aileron::FlyteType)]
struct Holder {
    name: String,
    table: StructuredDataset,
}
