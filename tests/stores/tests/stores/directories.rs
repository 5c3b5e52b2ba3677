//! Directories as inputs and outputs, in S3.

use crate::attempt::{Attempt, Ended, MINIO, flyte};
use crate::files::{blob, noise};
use aileron::Directory;
use aileron::data::{Any, Csv};
use store_tests::minio::BUCKET;
use store_tests::proxy::{Fault, Proxy};

/// The objects below the directory that the attempt returned, by name.
fn files(attempt: &Attempt, ended: &Ended) -> Vec<(String, Vec<u8>)> {
    let (_, key) = blob(ended);
    let found = attempt.bucket.list(&key).into_keys();
    let named = found.map(|one| (one[key.len() + 1..].to_owned(), attempt.bucket.get(&one).unwrap()));
    named.collect()
}

#[test]
fn a_directory_is_filled_file_by_file() {
    let words: Vec<String> = (0..25).map(|index| format!("word {index}")).collect();
    let attempt = Attempt::of("numbered").input("words", words.clone());
    let ended = attempt.run();
    let mut want: Vec<_> = words.iter().enumerate().collect::<Vec<_>>();
    want.sort_by_key(|(index, _)| format!("{}/nr {index}.csv", index / 10));
    let want = want
        .into_iter()
        .map(|(index, word)| (format!("{}/nr {index}.csv", index / 10), word.clone().into_bytes()));
    assert_eq!(files(&attempt, &ended), want.collect::<Vec<_>>());
    assert_eq!(blob(&ended).0.metadata.unwrap().r#type.unwrap().dimensionality, 1);
}

#[test]
fn a_directory_is_copied_to_this_machine_and_back() {
    let attempt = Attempt::of("copy_all");
    let root = format!("{}/given", attempt.prefix);
    let large = noise(20 << 20);
    let given: Vec<(String, Vec<u8>)> = (0..40)
        .map(|index| (format!("{}/é {index:02}.csv", index % 3), index.to_string().into_bytes()))
        .chain([("empty".to_owned(), Vec::new()), ("large".to_owned(), large)])
        .collect();
    for (name, bytes) in &given {
        attempt.bucket.put(&format!("{root}/{name}"), bytes.clone());
    }
    // Beside the directory, not in it.
    attempt.bucket.put(&format!("{root}-other/file"), "other");
    let attempt = attempt.input("folder", Directory::<Csv>::new(format!("s3://{BUCKET}/{root}/")));
    let mut want = given;
    want.sort();
    assert_eq!(files(&attempt, &attempt.run()), want);
}

#[test]
fn an_empty_directory_has_no_files() {
    let attempt = Attempt::of("names").input("folder", Directory::<Any>::new("s3://bucket/nothing/here"));
    assert_eq!(attempt.run().output::<Vec<String>>(), Vec::<String>::new());
}

/// Objects that other tools write to mark a directory.
#[test]
fn a_marker_of_a_directory_is_not_a_file() {
    let attempt = Attempt::of("copy_all");
    let root = format!("{}/given", attempt.prefix);
    attempt.bucket.put(&format!("{root}/old_$folder$"), "");
    attempt.bucket.put(&format!("{root}/a"), "1");
    let attempt = attempt.input("folder", Directory::<Csv>::new(format!("s3://{BUCKET}/{root}")));
    assert_eq!(files(&attempt, &attempt.run()), [("a".to_owned(), b"1".to_vec())]);
}

#[test]
fn the_error_of_one_file_is_that_of_the_directory() {
    let proxy = Proxy::start(&MINIO.server.address, |request| {
        let one = request.method == "PUT" && request.target.ends_with("13.csv");
        if one { Fault::Answer(403, "<Error><Code>AccessDenied</Code></Error>") } else { Fault::None }
    });
    let words: Vec<String> = (0..25).map(|index| index.to_string()).collect();
    let numbered = Attempt::of("numbered").input("words", words);
    let (_, key) = blob(&numbered.run());
    let attempt = Attempt::at("copy_all", &MINIO, flyte(&proxy.endpoint));
    let attempt = attempt.input("folder", Directory::<Csv>::new(format!("s3://{BUCKET}/{key}")));
    attempt.run().refused("AccessDenied");
}
