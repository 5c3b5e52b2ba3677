//! The other stores: the same tasks, with their files there.

use crate::attempt::{Attempt, MINIO};
use crate::files::noise;
use aileron::data::{Any, Csv};
use aileron::idl::core::{literal, scalar};
use aileron::{Directory, File};
use std::sync::LazyLock;
use store_tests::azurite::{ACCOUNT, Azurite, CONTAINER, KEY};
use store_tests::gcs::{self, FakeGcs};
use store_tests::proxy::{Fault, Message, Proxy};

static GCS: LazyLock<FakeGcs> = LazyLock::new(FakeGcs::start);
static AZURITE: LazyLock<Azurite> = LazyLock::new(Azurite::start);

fn in_gcs(task: &'static str) -> Attempt {
    let environment = vec![("STORAGE_EMULATOR_HOST", GCS.endpoint.clone())];
    Attempt::in_store(task, GCS.bucket(), format!("gs://{}", gcs::BUCKET), environment)
}

fn in_azure(task: &'static str) -> Attempt {
    let environment = vec![("AZURE_STORAGE_CONNECTION_STRING", AZURITE.connection())];
    Attempt::in_store(task, AZURITE.bucket(), format!("abfs://{CONTAINER}"), environment)
}

/// Checks what every store can do, with files of these sizes.
fn check(attempt: impl Fn(&'static str) -> Attempt, sizes: &[usize]) {
    assert_eq!(attempt("double").input("x", 21_i64).run().output::<i64>(), 42);
    attempt("fail").input("x", 21_i64).run().refused("not with 21");
    for &size in sizes {
        for task in ["shout", "copy"] {
            let words = noise(size);
            let attempt = attempt(task);
            let key = format!("{}/given/w%20ö rds.csv", attempt.prefix);
            attempt.bucket.put(&key, words.clone());
            let input = if task == "shout" { "words" } else { "file" };
            let root = attempt.root.clone();
            let attempt = attempt.input(input, File::<Csv>::new(format!("{root}/{key}")));
            let key = key_of(&attempt);
            let want = if task == "shout" { words.to_ascii_uppercase() } else { words };
            assert!(attempt.bucket.get(&key) == Some(want), "{task} of {size} bytes");
        }
    }
    let words: Vec<String> = (0..12).map(|index| index.to_string()).collect();
    let numbered = attempt("numbered").input("words", words);
    let root = format!("{}/{}", numbered.root, key_of(&numbered));
    let copying = attempt("copy_all").input("folder", Directory::<Csv>::new(root));
    let copied = Directory::<Any>::new(format!("{}/{}", copying.root, key_of(&copying)));
    let names = attempt("names").input("folder", copied).run().output::<Vec<String>>();
    assert_eq!((names.len(), &*names[11]), (12, "1/nr 11.csv"));
    let absent = attempt("length");
    let absent = absent.root.clone() + "/no/such";
    attempt("length").input("file", File::<Any>::new(absent)).run().refused("the object does not exist");
}

/// Runs the task and returns the key of the file that it returns.
fn key_of(attempt: &Attempt) -> String {
    let ended = attempt.run();
    let literal = ended.outputs.unwrap_or_else(|| panic!("{}", ended.stderr)).literals["o0"].clone();
    let Some(literal::Value::Scalar(scalar)) = literal.value else { panic!("no scalar") };
    let Some(scalar::Value::Blob(blob)) = scalar.value else { panic!("no blob") };
    blob.uri.strip_prefix(&format!("{}/", attempt.root)).expect("it is in the store").to_owned()
}

/// The library escapes such a key, so its request is changed and signed again.
#[test]
fn a_key_may_have_any_characters() {
    let names = ["a\tb", "c\u{7f}", "d\u{fdd0}/\u{fdd1}09", "e%09 &<+"].map(str::to_owned);
    for attempt in [Attempt::of("named"), in_azure("named"), in_gcs("named")] {
        let root = attempt.root.clone();
        let found = attempt.input("names", names.to_vec()).run();
        assert_eq!(found.output::<Vec<String>>(), [&names[..], &names].concat(), "{root}");
    }
}

/// Google does not announce the size of a file that it stores compressed, and no server must (RFC 9112, 6.3).
#[test]
fn a_store_need_not_announce_the_size() {
    let proxy = Proxy::translating(
        GCS.endpoint.trim_start_matches("http://"),
        |_| Fault::None,
        |message| {
            let Message::Answer { head } = message else { return };
            let is_length = |line: &&str| line.to_ascii_lowercase().starts_with("content-length:");
            let lines = head.trim_end().split_inclusive("\r\n").filter(|line| !is_length(line));
            let headers = "\r\nContent-Encoding: gzip\r\nX-Goog-Stored-Content-Encoding: gzip\r\n\r\n";
            **head = lines.collect::<String>().trim_end().to_owned() + headers;
        },
    );
    for size in [3, 20 << 20] {
        let attempt = in_gcs("length").with("STORAGE_EMULATOR_HOST", &proxy.endpoint);
        let key = format!("{}/given/a.csv.gz", attempt.prefix);
        attempt.bucket.put(&key, noise(size));
        let file = File::<Any>::new(format!("{}/{key}", attempt.root));
        assert_eq!(attempt.input("file", file).run().output::<u32>() as usize, size);
    }
}

#[test]
fn a_setting_is_checked_where_it_is_read() {
    for (root, name, value, expected) in [
        (
            "gs://b",
            "STORAGE_EMULATOR_HOST",
            "http://",
            "STORAGE_EMULATOR_HOST is `http://`, which is not the address",
        ),
        ("gs://b", "GOOGLE_BASE_URL", "localhost:4443", "write `http://localhost:4443`"),
        ("gs://b", "GOOGLE_SERVICE_ACCOUNT_KEY", "5ec2e7", "GOOGLE_SERVICE_ACCOUNT_KEY is not valid"),
        ("gs://b", "GOOGLE_TIMEOUT", "1", "GOOGLE_TIMEOUT is not valid: write a time such as `30s`"),
        ("gs://my b", "GOOGLE_TIMEOUT", "1s", "`my b` is not the name of a bucket"),
        ("abfs://c@a.x", "AZURE_STORAGE_ENDPOINT", "azurite:10000", "write `http://azurite:10000`"),
        ("abfs://c@a.x", "AZURE_STORAGE_ACCOUNT_KEY", "5ec2e7!", "AZURE_STORAGE_ACCOUNT_KEY is not valid"),
        (
            "abfs://c@a.x",
            "FLYTE_AZURE_STORAGE_ACCOUNT_KEY",
            "5ec2e7 ",
            "FLYTE_AZURE_STORAGE_ACCOUNT_KEY is not valid",
        ),
        (
            "abfs://c",
            "AZURE_STORAGE_ACCOUNT_NAME",
            "a b",
            "AZURE_STORAGE_ACCOUNT_NAME is `a b`, which contains the",
        ),
        ("abfs://c@a.x", "AZURE_AUTHORITY_HOST", "login", "write `http://login`"),
        (
            "abfs://c@a.x",
            "AZURE_STORAGE_CONNECTION_STRING",
            "AccountKey=5ec2e7;BlobEndpoint=azurite:10000",
            "the BlobEndpoint in the environment's AZURE_STORAGE_CONNECTION_STRING is `azurite:10000`, which",
        ),
    ] {
        let environment = vec![(name, value.to_owned())];
        let ended = Attempt::in_store("double", MINIO.bucket(), root.to_owned(), environment).run();
        ended.lost(expected);
        assert!(!ended.stderr.contains("5ec2e7") && !ended.stderr.contains("panicked"), "{}", ended.stderr);
    }
}

#[test]
fn google() {
    // The server does not know uploads in parts, but does know ranges.
    check(in_gcs, &[0, 1000, (8 << 20) - 1]);
    let attempt = in_gcs("length");
    let key = format!("{}/given/large", attempt.prefix);
    attempt.bucket.put(&key, noise(30 << 20));
    let file = File::<Any>::new(format!("{}/{key}", attempt.root));
    assert_eq!(attempt.input("file", file).run().output::<u32>(), 30 << 20);
}

#[test]
fn azure() {
    check(in_azure, &[0, 1000, (20 << 20) + 1]);
}

#[test]
fn the_uri_may_name_the_account_and_flyte_its_key() {
    let environment = vec![
        ("AZURE_STORAGE_ENDPOINT", AZURITE.endpoint.clone()),
        ("AZURE_STORAGE_ACCOUNT_NAME", "somebody".to_owned()),
        ("FLYTE_AZURE_STORAGE_ACCOUNT_KEY", KEY.to_owned()),
    ];
    let root = format!("abfss://{CONTAINER}@{ACCOUNT}.dfs.core.windows.net");
    let attempt = Attempt::in_store("double", AZURITE.bucket(), root, environment.clone());
    assert_eq!(attempt.input("x", 21_i64).run().output::<i64>(), 42);
    let without = environment.into_iter().filter(|(name, _)| *name != "AZURE_STORAGE_ACCOUNT_NAME").collect();
    let attempt = Attempt::in_store("double", AZURITE.bucket(), format!("abfs://{CONTAINER}"), without);
    attempt.input("x", 21_i64).run().lost("no storage account is configured");
}

/// A signed URL works like any other: its query is sent.
#[test]
fn a_web_server_is_read_only() {
    let bytes = noise(30 << 20);
    let key = "web/a b.bin";
    let bucket = MINIO.bucket();
    bucket.put(key, bytes.clone());
    let url = MINIO.signed_url(key);
    let (gives, attempt) = (File::<Any>::new(url.clone()), Attempt::of("copy"));
    let attempt = attempt.input("file", gives);
    let copied = key_of(&attempt);
    assert!(copied.ends_with("/a b.bin") && attempt.bucket.get(&copied) == Some(bytes), "{copied}");
    let refused = url.split_once('?').expect("a query").0;
    Attempt::of("length").input("file", File::<Any>::new(refused)).run().refused("AccessDenied");
    let attempt = Attempt::in_store("double", bucket, MINIO.endpoint.clone() + "/bucket", Vec::new());
    attempt.input("x", 21_i64).run().lost("can't be written: such an address is read-only");
}

/// Azure's requests are not signed with their bytes, but the answer to a whole blob has a checksum of what was received.
/// Google's answers have one too, but not those of the server that these tests use.
#[test]
fn damaged_bytes_are_sent_to_azure_again() {
    let address = AZURITE.endpoint.trim_start_matches("http://").split('/').next().expect("an address");
    let proxy = Proxy::start(address, |request| {
        let first = request.method == "PUT" && request.target.contains("loud") && request.earlier == 0;
        if first { Fault::DamageRequest(500) } else { Fault::None }
    });
    let connection = AZURITE.connection().replace(&format!("http://{address}"), &proxy.endpoint);
    let attempt = in_azure("shout").with("AZURE_STORAGE_CONNECTION_STRING", &connection);
    let (words, key) = (noise(1000), format!("{}/given/words.csv", attempt.prefix));
    attempt.bucket.put(&key, words.clone());
    let file = File::<Csv>::new(format!("{}/{key}", attempt.root));
    let attempt = attempt.input("words", file);
    let key = key_of(&attempt);
    assert_eq!(attempt.bucket.get(&key), Some(words.to_ascii_uppercase()));
    assert!(proxy.seen().iter().any(|one| one.target.contains("loud") && one.earlier == 1));
}
