//! Files as inputs and outputs, in S3.

use crate::attempt::{Attempt, Ended, MINIO, flyte};
use aileron::File;
use aileron::data::{Any, Csv, Format};
use aileron::idl::core::{Blob, container_error::Kind, literal, scalar};
use object_store::Attribute;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;
use store_tests::minio::{BUCKET, Minio};
use store_tests::proxy::{Fault, Proxy};

/// The blob that the attempt returned, and its key in the bucket.
pub(crate) fn blob(ended: &Ended) -> (Blob, String) {
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    let literal = ended.outputs.as_ref().unwrap_or_else(|| panic!("{}", ended.stderr)).literals["o0"].clone();
    let Some(literal::Value::Scalar(scalar)) = literal.value else { panic!("no scalar") };
    let Some(scalar::Value::Blob(blob)) = scalar.value else { panic!("no blob") };
    let key = blob.uri.strip_prefix(&format!("s3://{BUCKET}/")).expect("it is in the bucket").to_owned();
    (blob, key)
}

/// An attempt with a file in the shared bucket.
fn on<F: Format>(task: &'static str, name: &str, bytes: &[u8]) -> Attempt {
    given::<F>(Attempt::of(task), name, bytes)
}

/// Adds a file in the attempt's bucket.
pub(crate) fn given<F: Format>(attempt: Attempt, name: &str, bytes: &[u8]) -> Attempt {
    let key = format!("{}/given/{name}", attempt.prefix);
    attempt.bucket.put(&key, bytes);
    let argument = if attempt.task == "shout" { "words" } else { "file" };
    attempt.input(argument, File::<F>::new(format!("s3://{BUCKET}/{key}")))
}

/// Bytes without repetition, so that no two parts are equal.
pub(crate) fn noise(size: usize) -> Vec<u8> {
    let mut state = 1_u64;
    let next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 56) as u8
    };
    std::iter::repeat_with(next).take(size).collect()
}

#[test]
fn a_file_is_read_and_written_piece_by_piece() {
    // Empty, small, one part, a part and a byte, several parts.
    for size in [0, 1000, 8 << 20, (8 << 20) + 1, (50 << 20) + 12345] {
        let words = noise(size);
        let attempt = on::<Csv>("shout", "words.csv", &words);
        let (blob, key) = blob(&attempt.run());
        assert_eq!(blob.metadata.unwrap().r#type.unwrap().format, "csv");
        let path = key.strip_prefix(&format!("{}/raw/", attempt.prefix)).expect("below the raw prefix");
        assert!(matches!(path.split_once('/'), Some((folder, "loud.csv")) if folder.len() == 32), "{path}");
        assert!(attempt.bucket.get(&key) == Some(words.to_ascii_uppercase()), "of {size} bytes");
    }
}

#[test]
fn a_path_is_copied_to_this_machine_and_back() {
    for size in [0, 20 << 20] {
        let bytes = noise(size);
        let attempt = on::<Any>("copy", "über uns.txt.gz", &bytes)
            .with("FLYTE_INTERNAL_EXECUTION_ID", "f123")
            .with("FLYTE_INTERNAL_EXECUTION_PROJECT", "cats");
        let (_, key) = blob(&attempt.run());
        assert!(key.ends_with("/über uns.txt.gz") && attempt.bucket.get(&key) == Some(bytes));
        let attributes = attempt.bucket.attributes(&key);
        let metadata =
            |name: &'static str| attributes.get(&Attribute::Metadata(name.into())).map(|value| &**value);
        assert_eq!(metadata("flyte-execution-name"), Some("f123"));
        assert_eq!(metadata("flyte-execution-project"), Some("cats"));
        assert_eq!(metadata("flyte-execution-domain"), None);
        assert_eq!(attributes.get(&Attribute::ContentEncoding).map(|value| &**value), Some("gzip"));
    }
}

#[test]
fn an_output_goes_to_the_address_that_the_task_has_chosen() {
    let attempt = on::<Any>("copy_to", "a.txt", b"chosen");
    let address = format!("{}/{}/there/b.txt", attempt.root, attempt.prefix);
    let attempt = attempt.input("address", address.clone());
    let ended = attempt.run();
    let outputs = ended.outputs.as_ref().unwrap_or_else(|| panic!("{}", ended.stderr));
    let file = <File as aileron::FlyteType>::from_literal(outputs.literals["o0"].clone()).unwrap();
    assert_eq!(file.uri(), address);
    let folder =
        <aileron::Directory as aileron::FlyteType>::from_literal(outputs.literals["o1"].clone()).unwrap();
    assert_eq!(folder.uri(), format!("{address}-folder"));
    for key in ["there/b.txt", "there/b.txt-folder/a.txt"] {
        let key = format!("{}/{key}", attempt.prefix);
        assert_eq!(attempt.bucket.get(&key).as_deref(), Some(&b"chosen"[..]), "{key}");
    }
}

#[test]
fn a_file_that_is_passed_on_is_not_read() {
    let attempt = Attempt::of("hand_on").input("file", File::<Any>::new("s3://elsewhere/any thing"));
    let ended = attempt.run();
    let literal = ended.outputs.unwrap().literals["o0"].clone();
    let file = <File as aileron::FlyteType>::from_literal(literal).unwrap();
    assert_eq!(file.uri(), "s3://elsewhere/any thing");
}

#[test]
fn an_async_task_may_wait_for_a_file() {
    assert_eq!(on::<Any>("length", "a.bin", &noise(30 << 20)).run().output::<u32>(), 30 << 20);
}

#[test]
fn a_missing_file_is_an_error_of_the_task() {
    let attempt = Attempt::of("length").input("file", File::<Any>::new("s3://bucket/no/such"));
    let ended = attempt.run();
    ended.refused("`s3://bucket/no/such` can't be read: the object does not exist");
    assert_eq!(ended.error.unwrap().kind, Kind::NonRecoverable as i32);
    Attempt::of("local_path").run().refused("`/no/such/file` can't be read: No such file");
}

#[test]
fn an_unfinished_file_leaves_nothing() {
    // A server of its own: other tests leave parts of uploads on purpose.
    let minio = Minio::start();
    for size in [1000_i64, 100 << 20] {
        let attempt = Attempt::at("give_up", &minio, flyte(&minio.endpoint)).input("size", size);
        attempt.run().refused("no more");
        assert!(attempt.bucket.list(&format!("{}/raw", attempt.prefix)).is_empty());
    }
    assert_eq!(minio.unfinished_uploads(), 0);
}

/// When the engine aborts a task, its pod is asked to end.
#[test]
fn a_file_that_a_signal_interrupts_leaves_nothing() {
    let minio = Minio::start();
    for (signal, status) in [("TERM", 0), ("INT", 130)] {
        let attempt = Attempt::at("linger", &minio, flyte(&minio.endpoint)).input("size", 50_i64 << 20);
        let attempt = attempt.with("AILERON_GRACE_PERIOD", "1s");
        let mut child = attempt.command().stderr(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut said).unwrap();
        assert_eq!((&*said, minio.unfinished_uploads()), ("written\n", 1));
        let killed = Command::new("kill").args([&format!("-{signal}"), &*child.id().to_string()]).status();
        assert!(killed.unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(status));
        assert_eq!(minio.unfinished_uploads(), 0);
        let left: Vec<_> = attempt.bucket.list(&attempt.prefix).into_keys().collect();
        let is_reported = left.iter().any(|key| key.ends_with("/0/error.pb"));
        assert_eq!((is_reported, left.len()), (status == 0, 1 + usize::from(status == 0)), "{left:?}");
    }
}

/// Readers of the pod's log see the progress of a long copy.
#[test]
fn a_long_copy_is_logged() {
    let proxy = Proxy::start(&MINIO.server.address, |request| match &*request.method {
        "GET" if request.target.contains("/given/") => Fault::Slow(Duration::from_millis(100)),
        _ => Fault::None,
    });
    let attempt = Attempt::at("copy", &MINIO, flyte(&proxy.endpoint));
    let ended = given::<Any>(attempt, "large.bin", &noise(20 << 20)).run();
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    let lines = ended.stderr.lines().filter(|line| line.contains("/given/large.bin: "));
    let lines: Vec<_> = lines.collect();
    assert!(lines.first().is_some_and(|line| line.contains(" of 20.0 MiB in ")), "{}", ended.stderr);
    assert!(lines.last().is_some_and(|line| line.contains("20.0 of 20.0 MiB in ")), "{}", ended.stderr);
}
