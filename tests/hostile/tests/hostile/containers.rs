//! Containers and scripts that misbehave, and values that are made for them.

use crate::victim;
use std::fs;
use std::path::Path;

/// Runs it, containers as processes.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = victim(folder, &[&["run"], arguments, &["--containers=process"]].concat());
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_key_leads_to_no_other_file() {
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("authorized_keys");
    fs::write(&mine, "mine").unwrap();
    let absolute = mine.display().to_string();
    for key in ["../../../authorized_keys", &absolute, "..", ".", "", "a/b", "a\0b"] {
        let sizes = serde_json::json!({ key: 666 }).to_string();
        let (status, stdout, stderr) = run(folder.path(), &["keys", "--sizes", &sizes]);
        assert_eq!((status, &*stdout), (Some(1), ""), "{key:?}: {stderr}");
        let told = format!("the input `sizes` can't be a file: {key:?} is no name of a file");
        assert!(stderr.contains(&told), "{key:?}: {stderr}");
        assert_eq!(fs::read_to_string(&mine).unwrap(), "mine", "{key:?}");
    }
    let plain = r#"{"...": 1, "größe": 2, ".x": 3, "a b": 4}"#;
    let (status, stdout, stderr) = run(folder.path(), &["keys", "--sizes", plain]);
    assert_eq!((status, stdout.trim()), (Some(0), r#"{"o0": 4}"#), "{stderr}");
}
