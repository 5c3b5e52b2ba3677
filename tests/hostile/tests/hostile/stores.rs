//! Stores and web servers that break, lie, or send answers without an end; and the objects that a task writes to
//! them.

use crate::victim;
use aileron::idl::core::{ErrorDocument, LiteralMap};
use aileron::idl::prost::Message;
use aileron::{File, FlyteType};
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use store_tests::scripted::{Asked, Objects, Scripted, answer, file, without_length};

const MIB: usize = 1 << 20;
/// A time in the past that nothing else has.
const THEN: &str = "Mon, 30 Nov 2020 10:00:00 GMT";
const LATER: &str = "Mon, 30 Nov 2020 11:00:00 GMT";

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Runs a task. Returns its status, output and log.
fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let output = victim(folder.path(), &[&["run"], arguments].concat());
    (output.status.code(), text(&output.stdout).trim().to_owned(), text(&output.stderr))
}

/// The output of a task that succeeds.
fn given(arguments: &[&str]) -> String {
    let (status, stdout, stderr) = run(arguments);
    assert_eq!(status, Some(0), "{stderr}");
    stdout
}

/// The error of a task that fails.
fn refused(arguments: &[&str]) -> String {
    let (status, stdout, stderr) = run(arguments);
    assert!(
        status == Some(1) && stdout.is_empty() && !stderr.contains("panicked"),
        "{status:?} {stdout} {stderr}"
    );
    stderr
}

/// The program that is attacked, with a store at that address.
fn with_store(folder: &Path, endpoint: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_victim"));
    command.current_dir(folder).env("TMPDIR", folder);
    command.env("FLYTE_AWS_ENDPOINT", endpoint).env("FLYTE_AWS_ACCESS_KEY_ID", "somebody");
    command.env("FLYTE_AWS_SECRET_ACCESS_KEY", "something").env_remove("FLYTE_AWS_RETRIES");
    command
}

fn run_with_store(endpoint: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let output = with_store(folder.path(), endpoint).arg("run").args(arguments).output().unwrap();
    (output.status.code(), text(&output.stdout).trim().to_owned(), text(&output.stderr))
}

// Two versions of a file.

/// A file on a web server. The first answer has one version, and all others have another.
fn replaced(old: &'static [(&str, &str)], new: &'static [(&str, &str)], sizes: [usize; 2]) -> Scripted {
    let answers = AtomicUsize::new(0);
    Scripted::start(move |asked| {
        let first = answers.fetch_add(1, Ordering::Relaxed) == 0;
        let (headers, byte, size) = if first { (old, b'a', sizes[0]) } else { (new, b'b', sizes[1]) };
        Some(file(asked, headers, &vec![byte; size]))
    })
}

#[test]
fn a_file_that_is_replaced_is_never_a_mixture() {
    let size = 20 * MIB;
    for (old, new, sizes) in [
        // A server that ignores `If-Match`.
        (&[("ETag", "\"1\"")][..], &[("ETag", "\"2\"")][..], [size, size]),
        (&[("Last-Modified", THEN)], &[("Last-Modified", LATER)], [size, size]),
        (
            &[("ETag", "\"1\""), ("Last-Modified", THEN)],
            &[("ETag", "\"1\""), ("Last-Modified", LATER)],
            [size, size],
        ),
        (&[("ETag", "\"1\"")], &[("ETag", "\"1\"")], [size, size + 1]),
        (&[("ETag", "\"1\"")], &[], [size, size]),
    ] {
        let server = replaced(old, new, sizes);
        let message = refused(&["read", "--file", &server.endpoint]);
        assert!(message.contains("the object was replaced while it was read"), "{message}");
        // A copy starts again, once, and is then of the other version.
        let server = replaced(old, new, sizes);
        assert_eq!(given(&["copied", "--file", &server.endpoint]), format!(r#"{{"o0": "{} b"}}"#, sizes[1]));
    }
}

#[test]
fn a_file_that_is_replaced_again_and_again_is_an_error() {
    let answers = AtomicUsize::new(0);
    let server = Scripted::start(move |asked| {
        let tag = format!("\"{}\"", answers.fetch_add(1, Ordering::Relaxed));
        Some(file(asked, &[("ETag", &tag)], &vec![b'a'; 20 * MIB]))
    });
    let message = refused(&["copied", "--file", &server.endpoint]);
    assert!(message.contains("the object was replaced while it was read"), "{message}");
    assert_eq!(server.seen().iter().filter(|asked| asked.range().is_none()).count(), 2);
}

#[test]
fn a_file_without_a_version_is_read_in_one_stream() {
    for headers in [
        &[][..],
        &[("ETag", "W/\"1\"")],
        // Two versions may have the same second.
        &[("Last-Modified", THEN), ("Date", "Mon, 30 Nov 2020 10:00:01 GMT")],
    ] {
        let server = replaced(headers, &[], [20 * MIB, 1]);
        assert_eq!(given(&["copied", "--file", &server.endpoint]), r#"{"o0": "20971520 a"}"#);
        let seen = server.seen();
        assert!(seen.len() == 1 && seen[0].range().is_none(), "{seen:?}");
    }
}

#[test]
fn a_server_without_ranges_sends_the_whole_file() {
    let bytes: Vec<u8> = [vec![b'a'; 9 * MIB], vec![b'b'; 11 * MIB]].concat();
    let server = Scripted::start(move |_| Some(answer(200, &[("ETag", "\"1\"")], &bytes)));
    for task in ["copied", "read"] {
        assert_eq!(given(&[task, "--file", &server.endpoint]), r#"{"o0": "9437184 a, 11534336 b"}"#);
    }
}

#[test]
fn an_answer_may_have_no_length() {
    for size in [1, 3, 20 * MIB] {
        let bytes = vec![b'a'; size];
        let headers = [("ETag", "\"1\""), ("Last-Modified", "-1"), ("X-Name", "größe.csv")];
        let server = Scripted::start(move |_| Some(without_length(200, &headers, &bytes)));
        for task in ["copied", "read"] {
            assert_eq!(given(&[task, "--file", &server.endpoint]), format!(r#"{{"o0": "{size} a"}}"#));
        }
    }
}

#[test]
fn a_truncated_answer_is_never_a_whole_file() {
    // An answer with chunks but without the last one.
    let cut = |asked: &Asked| {
        let chunk = [b"400000\r\n".to_vec(), vec![b'a'; 4 * MIB], b"\r\n".to_vec()].concat();
        let tries = if asked.target == "/long" { 4 } else { 0 };
        Some(without_length(200, &[("Transfer-Encoding", "chunked")], &chunk.repeat(tries + 1)))
    };
    let server = Scripted::start(cut);
    let message = refused(&["copied", "--file", &format!("{}/long", server.endpoint)]);
    assert!(message.contains("broke off after"), "{message}");
    // It was tried again, once.
    assert_eq!(server.seen().len(), 2);
}

// Outages.

/// A server that fails for some seconds.
fn outage(seconds: u64, failure: impl Fn() -> Vec<u8> + Send + Sync + 'static) -> Scripted {
    let began = Instant::now();
    Scripted::start(move |asked| {
        let over = began.elapsed() >= Duration::from_secs(seconds);
        Some(if over { file(asked, &[("ETag", "\"1\"")], b"aaa") } else { failure() })
    })
}

#[test]
fn an_outage_is_waited_for_and_reported() {
    let server = outage(5, || answer(503, &[], b"5ec2e7"));
    let (status, stdout, stderr) = run(&["copied", "--file", &format!("{}/a?sig=5ec2e7", server.endpoint)]);
    assert_eq!((status, &*stdout), (Some(0), r#"{"o0": "3 a"}"#), "{stderr}");
    assert!(
        stderr.contains("/a?…` has failed for ") && stderr.contains("the store answered 503"),
        "{stderr}"
    );
    assert!(!stderr.contains("5ec2e7"), "{stderr}");
    // Each pause is at least as long as the longest possible pause before it.
    let seen = server.seen();
    let pauses: Vec<_> = seen.windows(2).map(|two| two[1].at - two[0].at).collect();
    for (index, pause) in pauses.iter().enumerate() {
        assert!(*pause >= Duration::from_millis(100 << index), "{pauses:?}");
    }
}

#[test]
fn a_refused_connection_may_be_accepted_later() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let later = thread::spawn(move || {
        thread::sleep(Duration::from_secs(3));
        Scripted::on(TcpListener::bind(address).unwrap(), |asked| Some(file(asked, &[], b"aaa")))
    });
    assert_eq!(given(&["copied", "--file", &format!("http://{address}/a")]), r#"{"o0": "3 a"}"#);
    drop(later.join().unwrap());
}

#[test]
fn a_host_that_is_not_found_may_be_found_later() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = with_store(folder.path(), "http://store.invalid:9000");
    command.env("FLYTE_AWS_RETRIES", "3").env("FLYTE_AWS_BACKOFF_SECONDS", "1");
    let began = Instant::now();
    let output = command.args(["run", "read", "--file", "s3://bucket/a"]).output().unwrap();
    let stderr = text(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{stderr}");
    // Pauses of one, two and four seconds; the log reports it once more than three are lost.
    assert!(began.elapsed() >= Duration::from_secs(7), "{stderr}");
    assert!(stderr.contains("store.invalid") && stderr.contains("` has failed for 1 s: "), "{stderr}");
}

#[test]
fn the_pause_that_a_store_asks_for_is_made() {
    let date = ("Date", "Mon, 30 Nov 2020 10:00:00 GMT");
    for after in ["2", "Mon, 30 Nov 2020 10:00:02 GMT"] {
        let answers = AtomicUsize::new(0);
        let server = Scripted::start(move |asked| {
            let first = answers.fetch_add(1, Ordering::Relaxed) == 0;
            Some(if first {
                answer(429, &[("Retry-After", after), date], b"")
            } else {
                file(asked, &[], b"aaa")
            })
        });
        assert_eq!(given(&["copied", "--file", &server.endpoint]), r#"{"o0": "3 a"}"#);
        let seen = server.seen();
        assert!(seen.len() == 2 && seen[1].at - seen[0].at >= Duration::from_secs(2), "{after}");
    }
    // A pause of an hour is not made.
    let server = Scripted::start(|_| Some(answer(503, &[("Retry-After", "3600")], b"")));
    assert!(refused(&["copied", "--file", &server.endpoint]).contains("the store answered 503"));
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn an_error_that_will_not_pass_is_reported_at_once() {
    for status in [400, 401, 403, 404, 405, 409, 410, 501] {
        let server = Scripted::start(move |_| Some(answer(status, &[], b"no")));
        refused(&["copied", "--file", &server.endpoint]);
        assert_eq!(server.seen().len(), 1, "{status}");
    }
}

// Settings.

#[test]
fn a_setting_is_checked_when_it_is_read() {
    let own = [("AWS_REGION", "us-east-1"), ("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b")];
    for (name, value, message) in [
        (
            "FLYTE_AWS_ENDPOINT",
            "minio:9000",
            "the environment's FLYTE_AWS_ENDPOINT is `minio:9000`, which lacks the protocol: write \
             `http://minio:9000`, or `https://minio:9000` if the server uses TLS",
        ),
        ("AWS_ENDPOINT_URL", "minio", "write `http://minio`"),
        (
            "AWS_ENDPOINT_URL_S3",
            "ftp://u:5ec2e7@minio",
            "AWS_ENDPOINT_URL_S3 is `ftp://minio`, which is not the address",
        ),
        ("AWS_METADATA_ENDPOINT", "169.254.169.254", "write `http://169.254.169.254`"),
        ("FLYTE_AWS_ENDPOINT", "http://", "which is not the address of a server"),
        ("AWS_REGION", "us east", "AWS_REGION is `us east`, which contains the character ` `"),
        ("AWS_ACCESS_KEY_ID", "5ec2e7\nb", "AWS_ACCESS_KEY_ID contains the character `\\n`"),
        ("AWS_SECRET_ACCESS_KEY", "5ec2e7 b", "AWS_SECRET_ACCESS_KEY contains the character ` `"),
        ("AWS_SESSION_TOKEN", "5ec2e7\u{e9}", "AWS_SESSION_TOKEN contains the character `é`"),
        ("AWS_TIMEOUT", "often", "AWS_TIMEOUT is not valid: write a time such as `30s`"),
        (
            "AWS_ALLOW_INVALID_CERTIFICATES",
            "perhaps",
            "AWS_ALLOW_INVALID_CERTIFICATES is not valid: write `true` or `false`",
        ),
        (
            "AWS_POOL_MAX_IDLE_PER_HOST",
            "few",
            "AWS_POOL_MAX_IDLE_PER_HOST is not valid: write a whole number",
        ),
        ("AWS_PROXY_URL", "http://", "AWS_PROXY_URL is not valid: "),
        ("AWS_CHECKSUM_ALGORITHM", "sum", "AWS_CHECKSUM_ALGORITHM is not valid: "),
        ("AWS_S3_EXPRESS", "perhaps", "AWS_S3_EXPRESS is not valid: write `true` or `false`"),
        ("FLYTE_AWS_RETRIES", "often", "FLYTE_AWS_RETRIES is `often`, which is not a whole number"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_victim"));
        command.args(["run", "read", "--file", "s3://b/a"]).current_dir(&folder).env("TMPDIR", folder.path());
        let output = command.env("HOME", folder.path()).envs(own).env(name, value).output().unwrap();
        let stderr = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}={value}: {stderr}");
        assert!(stderr.contains(message), "{name}={value}: {stderr}");
        assert!(!stderr.contains("panicked") && !stderr.contains("5ec2e7"), "{name}={value}: {stderr}");
    }
}

#[test]
fn an_address_that_no_client_accepts_is_an_error() {
    let long = format!("https://host/{}", "a".repeat(70_000));
    for address in ["s3://my bucket/a", "s3://b<c/a", "https://host:port/a", "https://[::/a", &long] {
        let server = Scripted::start(|_| Some(answer(404, &[], b"")));
        let (status, stdout, stderr) = run_with_store(&server.endpoint, &["read", "--file", address]);
        assert_eq!((status, &*stdout), (Some(1), ""), "{address}: {stderr}");
        assert!(stderr.contains(" is not ") && !stderr.contains("panicked"), "{address}: {stderr}");
    }
}

// Secrets in an address.

/// Starts an attempt as Flyte does, with a file at that address. Returns its output, its error and its outputs.
fn attempt(task: &str, address: &str) -> (Output, String, Option<LiteralMap>) {
    let folder = tempfile::tempdir().unwrap();
    let literal = File::<aileron::data::Any>::new(address).into_literal().unwrap();
    let inputs = LiteralMap { literals: [("file".to_owned(), literal)].into() };
    fs::write(folder.path().join("inputs.pb"), inputs.encode_to_vec()).unwrap();
    let task = format!("victim.stores.{task}");
    let output = victim(
        folder.path(),
        &[
            "execute",
            "--task",
            &task,
            "--inputs",
            "inputs.pb",
            "--output-prefix",
            "out",
            "--raw-output-data-prefix",
            "raw",
        ],
    );
    let error = fs::read(folder.path().join("out/error.pb")).ok();
    let error = error.and_then(|bytes| ErrorDocument::decode(&*bytes).unwrap().error).unwrap_or_default();
    let outputs = fs::read(folder.path().join("out/outputs.pb")).ok();
    (output, error.message, outputs.map(|bytes| LiteralMap::decode(&*bytes).unwrap()))
}

#[test]
fn secrets_in_an_address_are_shown_to_nobody() {
    let body = b"<html>no</html>";
    let refusing = Scripted::start(|asked| {
        let status =
            asked.target.trim_start_matches('/').split(['?', '/']).next().and_then(|it| it.parse().ok());
        Some(answer(status.unwrap_or(404), &[("Retry-After", "3600")], body))
    });
    let host = refusing.endpoint.trim_start_matches("http://").to_owned();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let addresses = [
        format!("http://user:5ec2e7@{host}/404/a.csv?X-Amz-Signature=5ec2e7#5ec2e7"),
        format!("http://user:5ec2e7@{host}/403/a.csv?X-Amz-Signature=5ec2e7"),
        format!("http://5ec2e7@{host}/503/a.csv?sig=5ec2e7"),
        format!("http://{host}/400/a.csv?5ec2e7"),
        format!("http://user:5ec2e7@{closed}x/a.csv?sig=5ec2e7"),
        "ftp://user:5ec2e7@host/a.csv?sig=5ec2e7".to_owned(),
        "s3://KEY:5ec2e7@bucket/a.csv".to_owned(),
    ];
    for address in &addresses {
        for task in ["read", "copied"] {
            let (output, error, _) = attempt(task, address);
            let message = format!("{} {}", text(&output.stdout), text(&output.stderr));
            assert!(error.contains("a.csv") && !error.contains("5ec2e7"), "{address}: {error}");
            assert!(!message.contains("5ec2e7"), "{address}: {message}");
        }
        // It is not shown, but it is passed on unchanged.
        let (output, error, outputs) = attempt("shown", address);
        let message = format!("{} {}", text(&output.stdout), text(&output.stderr));
        assert!(message.contains("File(\"") && !message.contains("5ec2e7"), "{address}: {message}");
        let outputs = outputs.unwrap_or_else(|| panic!("{error}"));
        let file = <File as FlyteType>::from_literal(outputs.literals["o0"].clone()).unwrap();
        assert_eq!(file.uri(), *address);
    }
}

#[test]
fn credentials_are_sent_to_the_server_only() {
    let server = Scripted::start(|asked| Some(file(asked, &[("ETag", "\"1\"")], &vec![b'a'; 9 * MIB])));
    let host = server.endpoint.trim_start_matches("http://");
    let address = format!("http://Aladdin:open%20sesame@{host}/a%20b?c=d%2Fe");
    assert_eq!(given(&["copied", "--file", &address]), r#"{"o0": "9437184 a"}"#);
    for asked in server.seen() {
        let message = (asked.target.as_str(), asked.headers["authorization"].as_str());
        assert_eq!(message, ("/a%20b?c=d%2Fe", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
    }
}

// Keys and lists.

fn store(objects: &[(&str, &str)]) -> (Objects, Scripted) {
    let store = Objects::default();
    for (key, bytes) in objects {
        store.put(key, bytes.as_bytes());
    }
    let answers = store.clone();
    (store, Scripted::start(move |asked| Some(answers.answer(asked))))
}

#[test]
fn an_odd_key_hides_no_other() {
    let (_, server) = store(&[
        ("d/a.csv", "1"),
        ("d//slashes", "2"),
        ("d/tab\there", "3"),
        ("d/./dot", "4"),
        ("d/../up", "5"),
        ("d/zero\0", "6"),
        ("d/none/", ""),
        ("d/old_$folder$", ""),
        ("d/", ""),
        ("d/&<é %41", "7"),
    ]);
    let (status, stdout, stderr) = run_with_store(&server.endpoint, &["names", "--folder", "s3://b/d"]);
    let names: serde_json::Value =
        serde_json::from_str(&stdout).unwrap_or_else(|_| panic!("{status:?} {stderr}"));
    let want = ["&<é %41", "../up", "./dot", "/slashes", "a.csv", "tab\there", "zero\0"];
    assert_eq!(names, serde_json::json!({ "o0": want }));
    for (name, content) in [("a.csv", "1"), ("/slashes", "2"), ("tab\there", "3"), ("&<é %41", "7")] {
        let (status, stdout, stderr) =
            run_with_store(&server.endpoint, &["below", "--folder", "s3://b/d", "--name", name]);
        assert_eq!((status, stdout), (Some(0), format!(r#"{{"o0": "{content}"}}"#)), "{name:?}: {stderr}");
    }
}

#[test]
fn a_key_can_not_lead_to_another_file() {
    for key in ["../../out", "/etc/aileron", "a/../../out", "./a", "a//b"] {
        let (_, server) = store(&[("d/a.csv", "1"), (&format!("d/{key}"), "evil")]);
        let folder = tempfile::tempdir().unwrap();
        let mut command = with_store(folder.path(), &server.endpoint);
        let output = command.args(["run", "copied_names", "--folder", "s3://b/d"]).output().unwrap();
        let stderr = text(&output.stderr);
        let message = format!(
            "`s3://b/d/{key}` can't be copied with its directory: its key is not a path on this machine"
        );
        assert!(output.status.code() == Some(1) && stderr.contains(&message), "{key}: {stderr}");
        assert!(!folder.path().join("out").exists() && !Path::new("/etc/aileron").exists(), "{key}");
    }
    let (_, server) = store(&[("d/a.csv", "1"), ("d/tab\there/b", "2"), ("d/none/", "")]);
    let (status, stdout, stderr) =
        run_with_store(&server.endpoint, &["copied_names", "--folder", "s3://b/d"]);
    assert_eq!((status, &*stdout), (Some(0), r#"{"o0": ["a.csv", "tab\there/b"]}"#), "{stderr}");
}

#[test]
fn a_name_can_not_lead_out_of_a_directory() {
    let (_, server) = store(&[("secret", "5ec2e7"), ("d/a", "1")]);
    for (folder, name) in
        [("s3://b/d", "../secret"), ("s3://b/d", "x/../../secret"), (".", "../secret"), (".", "/etc/passwd")]
    {
        let (status, stdout, stderr) =
            run_with_store(&server.endpoint, &["below", "--folder", folder, "--name", name]);
        assert_eq!((status, &*stdout), (Some(1), ""), "{folder} {name}");
        assert!(stderr.contains("is not the name of a file in the directory"), "{stderr}");
    }
}

/// Flyte passes such prefixes on if its own setting ends with a slash.
#[test]
fn a_prefix_may_have_two_slashes() {
    let (objects, server) = store(&[]);
    let folder = tempfile::tempdir().unwrap();
    let inputs =
        LiteralMap { literals: [("name".to_owned(), "a\tb.txt".to_owned().into_literal().unwrap())].into() };
    objects.put("meta//inputs.pb", &inputs.encode_to_vec());
    let mut command = with_store(folder.path(), &server.endpoint);
    command.args(["execute", "--task", "victim.stores.made", "--inputs", "s3://b/meta//inputs.pb"]);
    command.args(["--output-prefix", "s3://b/meta//0", "--raw-output-data-prefix", "s3://b/raw//x/"]);
    let output = command.output().unwrap();
    let all = objects.all();
    let outputs = all.get("meta//0/outputs.pb").unwrap_or_else(|| panic!("{all:?} {}", text(&output.stderr)));
    let outputs = LiteralMap::decode(&**outputs).unwrap();
    let file = <File as FlyteType>::from_literal(outputs.literals["o0"].clone()).unwrap();
    let key = file.uri().strip_prefix("s3://b/").unwrap().to_owned();
    assert!(key.starts_with("raw//x/") && key.ends_with("/a\tb.txt"), "{key}");
    assert_eq!(all.get(&key).map(|bytes| &**bytes), Some(&b"made"[..]));
}

#[test]
fn a_list_has_an_end() {
    let page = |token: usize, content: &str| {
        let list = format!(
            "<ListBucketResult>{content}<NextContinuationToken>{token}</NextContinuationToken></ListBucketResult>"
        );
        Some(answer(200, &[], list.as_bytes()))
    };
    let counter = AtomicUsize::new(0);
    let empty = Scripted::start(move |_| page(counter.fetch_add(1, Ordering::Relaxed), ""));
    let same = Scripted::start(move |_| page(7, ""));
    let fat = Scripted::start(|_| Some(without_length(200, &[], &vec![b' '; 80 * MIB])));
    for (server, message) in [
        (empty, "the store's list has 1000 empty pages in a row"),
        (same, "the store's list repeats the same page"),
        (fat, "the store's answer exceeds 67108864 bytes"),
    ] {
        let (status, _, stderr) = run_with_store(&server.endpoint, &["names", "--folder", "s3://b/d"]);
        assert!(status == Some(1) && stderr.contains(message), "{stderr}");
    }
}

// Files that a task returns.

#[test]
fn only_files_and_directories_are_uploaded() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let made = Command::new("mkfifo").arg(path("pipe")).status().unwrap();
    assert!(made.success());
    for name in ["with a pipe", "with zeros", "with nothing", "with itself"] {
        fs::create_dir_all(path(name)).unwrap();
    }
    fs::rename(path("pipe"), path("with a pipe/pipe")).unwrap();
    symlink("/dev/zero", path("with zeros/zeros")).unwrap();
    symlink("nothing", path("with nothing/link")).unwrap();
    symlink("..", path("with itself/link")).unwrap();
    for (name, file, message) in [
        ("with a pipe", "pipe", "it is a pipe, and only files and directories can be kept"),
        ("with zeros", "zeros", "it is a device, and only files and directories can be kept"),
        ("with nothing", "link", "it is a link to `nothing`"),
        ("with itself", "link", "a folder that contains it"),
    ] {
        let stderr = refused(&["given_folder", "--path", &path(name)]);
        assert!(
            stderr.contains(&format!("/{name}/{file}` can't be read: ")) && stderr.contains(message),
            "{stderr}"
        );
        if message.contains("kept") {
            let stderr = refused(&["given_file", "--path", &path(&format!("{name}/{file}"))]);
            assert!(stderr.contains(message), "{stderr}");
        }
    }
}

#[test]
fn a_name_may_be_as_long_as_the_system_allows() {
    for length in [233, 234, 240, 255] {
        let name = "n".repeat(length);
        assert!(given(&["made", "--name", &name]).ends_with(&format!("/{name}\"}}")), "{length}");
    }
    assert!(refused(&["made", "--name", &"n".repeat(256)]).contains("File name too long"));
}

#[test]
fn a_task_may_have_the_longest_name() {
    let folder = tempfile::tempdir().unwrap();
    for format in ["json", "pb"] {
        let arguments = ["serialize", "--image", "r.io/a:1", "--format", format, "--output", format];
        let output = victim(folder.path(), &arguments);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let files = fs::read_dir(folder.path().join(format)).unwrap();
        let names: Vec<_> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        let ending = format!("_{}_1.{format}", "n".repeat(240));
        assert!(names.iter().any(|name| name.ends_with(&ending)), "{names:?}");
        assert!(!names.iter().any(|name| name.contains(".tmp")), "{names:?}");
    }
}

#[test]
fn a_directory_without_files_is_a_directory() {
    assert_eq!(given(&["files_of_empty"]), r#"{"o0": [[], [], []]}"#);
}

// A process that must end.

/// Whatever a store does, the process ends soon after its grace period.
#[test]
fn a_store_that_hangs_does_not_stop_the_end() {
    for (what, hangs) in [("reading", "/b/given"), ("writing", "/b/out/")] {
        let (objects, _) = store(&[("given", "a")]);
        let literal = File::<aileron::data::Any>::new("s3://b/given").into_literal().unwrap();
        let inputs = LiteralMap { literals: [("file".to_owned(), literal)].into() };
        objects.put("inputs.pb", &inputs.encode_to_vec());
        let server =
            Scripted::start(move |asked| (!asked.target.starts_with(hangs)).then(|| objects.answer(asked)));
        let folder = tempfile::tempdir().unwrap();
        let mut command = with_store(folder.path(), &server.endpoint);
        command.args(["execute", "--task", "victim.stores.waiting", "--inputs", "s3://b/inputs.pb"]);
        command.args(["--output-prefix", "s3://b/out", "--raw-output-data-prefix", "s3://b/raw"]);
        command.env("AILERON_GRACE_PERIOD", "1s").stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        stderr.read_line(&mut line).unwrap();
        assert_eq!(line, "waiting\n", "{what}");
        while !server.seen().iter().any(|asked| asked.target.starts_with(hangs)) {
            thread::sleep(Duration::from_millis(20));
        }
        let began = Instant::now();
        let killed = Command::new("kill").arg(child.id().to_string()).status().unwrap();
        assert!(killed.success());
        let status = child.wait().unwrap();
        let mut rest = String::new();
        stderr.read_to_string(&mut rest).unwrap();
        // Kubernetes would have killed it after thirty seconds.
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "{what}: {:?}, {status:?}: {rest}",
            began.elapsed()
        );
    }
}
