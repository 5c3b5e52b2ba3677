//! Inputs that somebody else wrote.

use crate::victim;
use aileron::arrow::array::{ArrayRef, BinaryArray, Int64Array, ListArray, RecordBatch, StringArray};
use aileron::arrow::datatypes::Int64Type;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

#[test]
fn a_text_with_any_characters_is_a_text() {
    let folder = tempfile::tempdir().unwrap();
    let output = victim(folder.path(), &["run", "length", "--text", "$(id) `id` ../../x \u{202e}"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "{\"o0\": 22}");
}

/// Writes a file with batches of rows that `batch` makes.
fn parquet(path: &Path, dictionary: bool, batches: usize, batch: impl Fn(usize) -> ArrayRef) {
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_dictionary_enabled(dictionary)
        .set_dictionary_page_size_limit(4 << 20)
        // Like pyarrow: all rows of a large table are in one row group.
        .set_max_row_group_row_count(None)
        .set_write_batch_size(64)
        .build();
    let table = |index| RecordBatch::try_from_iter([("x", batch(index))]).unwrap();
    let file = File::create(path).unwrap();
    let mut writer = ArrowWriter::try_new(file, table(0).schema(), Some(properties)).unwrap();
    for index in 0..batches {
        writer.write(&table(index)).unwrap();
    }
    writer.close().unwrap();
}

/// Asserts that the table has this many rows, and that reading them takes at most this many MiB.
#[track_caller]
fn is_read(folder: &Path, name: &str, rows: i64, most: i64) {
    let output = victim(folder, &["run", "rows", "--table", folder.join(name).to_str().unwrap()]);
    assert!(output.status.success(), "{output:?}");
    let outputs: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(outputs["o0"], rows, "{outputs}");
    if cfg!(target_os = "linux") {
        let taken = outputs["o1"].as_i64().unwrap();
        assert!((1..most).contains(&taken), "{taken} MiB");
    }
}

#[test]
fn a_string_that_all_rows_share_is_in_memory_once() {
    let folder = tempfile::tempdir().unwrap();
    let text = "x".repeat(1 << 20);
    parquet(&folder.path().join("a.parquet"), true, 10, |_| {
        Arc::new(StringArray::from(vec![text.as_str(); 100]))
    });
    let size = fs::metadata(folder.path().join("a.parquet")).unwrap().len();
    assert!(size < 10_000, "{size}");
    is_read(folder.path(), "a.parquet", 1000, 150);
}

#[test]
fn large_values_are_read_a_few_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let image = vec![7; 300_000];
    parquet(&folder.path().join("a.parquet"), false, 15, |_| {
        Arc::new(BinaryArray::from(vec![image.as_slice(); 100]))
    });
    is_read(folder.path(), "a.parquet", 1500, 250);
}

#[test]
fn some_values_may_be_much_larger_than_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let (small, large) = (vec![7; 10], vec![7; 5 << 20]);
    parquet(&folder.path().join("a.parquet"), false, 50, |index| match index {
        30..40 => Arc::new(BinaryArray::from(vec![large.as_slice(); 10])),
        _ => Arc::new(BinaryArray::from(vec![small.as_slice(); 10_000])),
    });
    is_read(folder.path(), "a.parquet", 400_100, 400);
}

#[test]
fn long_lists_of_equal_numbers_are_read_a_few_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let list = vec![Some(7); 1_000_000];
    parquet(&folder.path().join("a.parquet"), true, 50, |_| {
        Arc::new(ListArray::from_iter_primitive::<Int64Type, _, _>([Some(list.clone()), Some(list.clone())]))
    });
    is_read(folder.path(), "a.parquet", 100, 400);
}

#[test]
fn a_file_with_many_columns_takes_memory_for_its_values_only() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::new();
    for row in 0..4 {
        for column in 0..60_000 {
            let _ = write!(
                text,
                "{}{}{column}",
                if column > 0 { "," } else { "" },
                if row == 0 { "c" } else { "" }
            );
        }
        text.push('\n');
    }
    fs::write(folder.path().join("a.csv"), text).unwrap();
    is_read(folder.path(), "a.csv", 3, 250);
    let columns =
        (0..10_000).map(|at| (format!("c{at}"), Arc::new(Int64Array::from(vec![at; 3])) as ArrayRef));
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let file = File::create(folder.path().join("a.parquet")).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    is_read(folder.path(), "a.parquet", 3, 350);
}
