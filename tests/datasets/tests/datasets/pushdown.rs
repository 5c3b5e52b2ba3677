//! Only the wanted columns' bytes of a table in a store are fetched.

use crate::attempt::{Attempt, MINIO, flyte};
use aileron::FlyteType;
use aileron::StructuredDataset;
use aileron::arrow::array::{ArrayRef, Float64Array, RecordBatch, StringArray};
use aileron::serde_json::Value;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::sync::{Arc, Mutex};
use store_tests::minio::BUCKET;
use store_tests::proxy::{Fault, Message, Proxy};

/// The number of bytes that each request asks for.
static ASKED: Mutex<Vec<u64>> = Mutex::new(Vec::new());

fn note(message: &mut Message<'_>) {
    let Message::Request { head, .. } = message else { return };
    for line in head.lines() {
        if let Some(range) = line.to_ascii_lowercase().strip_prefix("range: bytes=")
            && let Some((start, end)) = range.split_once('-')
        {
            let (start, end): (u64, u64) = (start.parse().unwrap(), end.parse().unwrap());
            ASKED.lock().unwrap().push(end + 1 - start);
        }
    }
}

/// Ten row groups of a narrow column and a wide one that Snappy can't make smaller.
fn file() -> Vec<u8> {
    let properties = WriterProperties::builder()
        .set_max_row_group_row_count(Some(10_000))
        .set_compression(Compression::UNCOMPRESSED)
        .set_dictionary_enabled(false)
        .build();
    let x: ArrayRef = Arc::new((0..100_000).map(f64::from).collect::<Float64Array>());
    let y: ArrayRef = Arc::new((0..100_000).map(|x| Some(format!("{x:0200}"))).collect::<StringArray>());
    let batch = RecordBatch::try_from_iter([("y", y), ("x", x)]).unwrap();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

#[test]
fn only_the_bytes_of_a_narrow_column_are_fetched() {
    let (file, proxy) = (file(), Proxy::translating(&MINIO.server.address, |_| Fault::None, note));
    MINIO.bucket().put("wide/00000", file.clone());
    let table = StructuredDataset::<Value>::new(format!("s3://{BUCKET}/wide"));
    let attempt = Attempt::of("sum").with(&flyte(&proxy.endpoint));
    let sum = attempt.input("table", table).input("column", "x".to_owned()).run();
    assert_eq!(f64::from_literal(sum), Ok(99_999.0 * 50_000.0));
    let asked = ASKED.lock().unwrap();
    let bytes: u64 = asked.iter().sum();
    // The column and the file's end, a twentieth of the file.
    assert!(
        file.len() > 20 << 20 && (800_000..1_000_000).contains(&bytes),
        "{bytes} of {} in {asked:?}",
        file.len()
    );
    assert!(asked.len() < 15, "{asked:?}");
}
