//! Files that are not tables, or are damaged.

use crate::attempt::Attempt;
use aileron::StructuredDataset;
use aileron::data::Csv;
use aileron::serde_json::Value;
use dataset_tests::table;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use tempfile::TempDir;

/// The bytes of a valid file.
fn good() -> Vec<u8> {
    let dataset = StructuredDataset::<Value>::write(&table().unwrap()).unwrap();
    fs::read(Path::new(dataset.uri().as_ref()).join("00000")).unwrap()
}

/// Reads the whole file and returns the error, if any.
fn problem(bytes: &[u8]) -> Option<String> {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("00000"), bytes).unwrap();
    let dataset = StructuredDataset::<Value>::new(folder.path());
    let read = || dataset.batches()?.try_for_each(|batch| batch.map(drop));
    catch_unwind(AssertUnwindSafe(read))
        .expect("an error instead of a panic")
        .err()
        .map(|error| error.to_string())
}

#[test]
fn a_truncated_file_is_an_error() {
    let good = good();
    assert_eq!(problem(&good), None);
    for length in (1..good.len()).step_by(13) {
        let why = problem(&good[..length]).unwrap_or_else(|| panic!("{length} bytes are accepted"));
        assert!(why.contains("is not a valid parquet file"), "{why}");
    }
}

#[test]
fn a_damaged_file_is_no_panic() {
    let good = good();
    let mut broken = 0;
    for at in 0..good.len() {
        for change in [0x01, 0x80, 0xff] {
            let mut bytes = good.clone();
            bytes[at] ^= change;
            broken += usize::from(problem(&bytes).is_some());
        }
    }
    // A change within a text may give another valid text.
    assert!(broken > good.len(), "{broken} of {}", 3 * good.len());
}

#[test]
fn a_file_that_is_not_a_table_is_an_error() {
    for bytes in
        [&b"no"[..], b"PAR1PAR1", b"PAR1\xff\xff\xff\xffPAR1", b"PAR1\x00\x00\x00\x00PAR1", &[0xff; 300]]
    {
        let why = problem(bytes).expect("the file was accepted");
        assert!(why.contains("is not a valid parquet file"), "{why}");
    }
    let folder = TempDir::new().unwrap();
    let problem_of = |name: &str| {
        StructuredDataset::<Value>::new(folder.path().join(name)).batches().unwrap_err().to_string()
    };
    assert!(problem_of("missing").contains("can't be read: No such file"), "{}", problem_of("missing"));
    assert!(problem_of("").contains("holds no file"), "{}", problem_of(""));
    fs::write(folder.path().join("a.csv"), [0xff, 0xfe, 0xff]).unwrap();
    assert!(problem_of("a.csv").contains("is not a valid CSV file"), "{}", problem_of("a.csv"));
    fs::write(folder.path().join("b.csv"), "a,b\n1,2\n1\n").unwrap();
    let csv = StructuredDataset::<Value, Csv>::new(folder.path().join("b.csv"));
    assert!(csv.batches().and_then(Iterator::collect::<std::io::Result<Vec<_>>>).is_err());
}

#[test]
fn a_task_that_reads_a_broken_file_fails() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("00000"), &good()[..1000]).unwrap();
    let table = StructuredDataset::<Value>::new(folder.path().join("00000"));
    Attempt::of("copy").input("table", table.clone()).refused("is not a valid parquet file");
    Attempt::of("through_polars").input("table", table).refused("is not a valid parquet file");
}

#[test]
fn an_error_says_how_to_read_a_table_of_a_warehouse() {
    for (uri, reader) in [
        ("bq://project:dataset.table", "flytekitplugins-bigquery"),
        ("snowflake://user:account/WAREHOUSE/DB/SCHEMA/QUERY", "flytekitplugins-snowflake"),
    ] {
        let why = StructuredDataset::<Value>::new(uri).rows().unwrap_err().to_string();
        assert!(
            why.contains(&format!("Read the table in a Python task, with flytekit's plugin `{reader}`")),
            "{why}"
        );
        Attempt::of("through_polars").input("table", StructuredDataset::<Value>::new(uri)).refused(reader);
    }
}

#[test]
fn an_unknown_format_is_an_error_but_is_passed_on() {
    let literal = |format: &str| {
        use aileron::FlyteType;
        use aileron::idl::core::{Scalar, literal, scalar};
        let mut literal = StructuredDataset::<Value>::new("s3://bucket/x").into_literal().unwrap();
        if let Some(literal::Value::Scalar(scalar)) = &mut literal.value
            && let Scalar { value: Some(scalar::Value::StructuredDataset(dataset)) } = &mut **scalar
        {
            let ty = dataset.metadata.as_mut().unwrap().structured_dataset_type.as_mut().unwrap();
            format.clone_into(&mut ty.format);
        }
        literal
    };
    Attempt::of("copy").literal("table", literal("avro")).refused("a dataset of the format `avro`");
    assert_eq!(Attempt::of("hand_on").literal("table", literal("avro")).run(), literal("avro"));
}
