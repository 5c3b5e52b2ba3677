//! Files at all kinds of paths: each is complete or does not exist.

use crate::attempt::{Attempt, FIXTURE, files_of};
use aileron::FlyteType;
use aileron::idl::core::{LiteralMap, literal, primitive, scalar};
use aileron::idl::prost::Message;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// Runs `double` with 21, with these paths for inputs and results.
fn double(inputs: &OsStr, prefix: &OsStr) -> Output {
    let mut command = Command::new(FIXTURE);
    command.args(["execute", "--task", "fixture.double", "--inputs"]).arg(inputs);
    command.arg("--output-prefix").arg(prefix).output().unwrap()
}

fn write_inputs(path: &Path) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let map = LiteralMap { literals: [("x".to_owned(), 21_i64.into_literal().unwrap())].into() };
    fs::write(path, map.encode_to_vec()).unwrap();
}

#[track_caller]
fn assert_doubled(output: &Output, directory: &Path) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut map = LiteralMap::decode(&*fs::read(directory.join("outputs.pb")).unwrap()).unwrap();
    assert_eq!(i64::from_literal(map.literals.remove("o0").unwrap()).unwrap(), 42);
}

#[test]
fn a_path_may_hold_anything() {
    let names: [OsString; 4] = [
        "with spaces".into(),
        "50%20off".into(),
        "é$0{{.input}}".into(),
        OsString::from_vec(b"\xff\xfe".to_vec()),
    ];
    for name in names {
        let root = tempfile::tempdir().unwrap();
        let directory = root.path().join(&name);
        write_inputs(&directory.join("inputs.pb"));
        let output = double(directory.join("inputs.pb").as_ref(), directory.join("out").as_ref());
        assert_doubled(&output, &directory.join("out"));
    }
}

#[test]
fn a_file_uri_is_a_path_with_its_characters_encoded() {
    let root = tempfile::tempdir().unwrap();
    let directory = root.path().join("a b/é");
    write_inputs(&directory.join("inputs.pb"));
    let uri = format!("file://{}/a%20b/%C3%A9", root.path().display());
    assert_doubled(
        &double(format!("{uri}/inputs.pb").as_ref(), format!("{uri}/out/").as_ref()),
        &directory.join("out"),
    );
}

#[test]
fn a_relative_path_starts_at_the_working_directory() {
    let root = tempfile::tempdir().unwrap();
    write_inputs(&root.path().join("inputs.pb"));
    let mut command = Command::new(FIXTURE);
    command.args(["execute", "--task", "fixture.double", "--inputs", "inputs.pb", "--output-prefix", "."]);
    let output = command.current_dir(root.path()).output().unwrap();
    assert_doubled(&output, root.path());
}

/// Asserts that nothing is written, and that the exit status and stderr report it.
#[track_caller]
fn assert_unwritten(prefix: &OsStr, words: &str) {
    let root = tempfile::tempdir().unwrap();
    write_inputs(&root.path().join("inputs.pb"));
    for inputs in [root.path().join("inputs.pb"), root.path().join("absent.pb")] {
        let output = double(inputs.as_ref(), prefix);
        assert_eq!(output.status.code(), Some(1));
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(
            stderr.contains("the task's result could not be written") && stderr.contains(words),
            "{stderr}"
        );
    }
}

#[test]
fn a_prefix_that_is_a_file_stays_one() {
    let file = tempfile::NamedTempFile::new().unwrap();
    assert_unwritten(file.path().as_ref(), "Not a directory");
    assert_eq!(fs::read(file.path()).unwrap(), b"");
}

#[cfg(target_os = "linux")]
#[test]
fn a_prefix_that_cannot_be_created_is_reported() {
    assert_unwritten("/proc/no/such/place".as_ref(), "`/proc/no/such/place/");
}

#[test]
fn a_prefix_in_an_unknown_store_is_reported() {
    assert_unwritten("foo://bucket/out".as_ref(), "no store is known");
}

fn length(bytes: &[u8]) -> usize {
    let literal = LiteralMap::decode(bytes).unwrap().literals.remove("o0").unwrap();
    let Some(literal::Value::Scalar(scalar)) = literal.value else { panic!("not a scalar") };
    let Some(scalar::Value::Primitive(primitive)) = scalar.value else { panic!("not a primitive") };
    let Some(primitive::Value::StringValue(text)) = primitive.value else { panic!("not a string") };
    text.len()
}

const LARGE: i64 = 8 << 20;

#[test]
fn an_early_reader_sees_the_whole_file_or_none() {
    for _ in 0..5 {
        let mut attempt = Attempt::of_task("long").input("size", LARGE);
        let (path, over) = (attempt.prefix().join("outputs.pb"), AtomicBool::new(false));
        let seen = thread::scope(|scope| {
            let watcher = scope.spawn(|| {
                while !over.load(Ordering::SeqCst) {
                    if let Ok(bytes) = fs::read(&path) {
                        return Some(length(&bytes));
                    }
                }
                None
            });
            assert!(attempt.command().status().unwrap().success());
            over.store(true, Ordering::SeqCst);
            watcher.join().unwrap()
        });
        // The reader may have been too late.
        assert!(seen.is_none_or(|length| length == usize::try_from(LARGE).unwrap()));
    }
}

#[test]
fn of_two_attempts_at_once_one_wins_completely() {
    let mut attempt = Attempt::of_task("long").input("size", LARGE);
    let command = attempt.command();
    let mut children: Vec<_> = (0..3).map(|_| command.spawn().unwrap()).collect();
    assert!(children.iter_mut().all(|child| child.wait().unwrap().success()));
    let files = files_of(&attempt.prefix());
    assert_eq!(files.keys().collect::<Vec<_>>(), ["outputs.pb"]);
    assert_eq!(length(&files["outputs.pb"]), usize::try_from(LARGE).unwrap());
}

#[test]
fn a_second_run_replaces_the_result_of_the_first() {
    let root = tempfile::tempdir().unwrap();
    write_inputs(&root.path().join("inputs.pb"));
    fs::write(root.path().join("outputs.pb"), vec![0xff; 1000]).unwrap();
    assert_doubled(&double(root.path().join("inputs.pb").as_ref(), root.path().as_ref()), root.path());
}
