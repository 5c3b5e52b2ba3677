//! Inputs that someone else wrote.

use crate::victim;

#[test]
fn a_text_of_any_characters_is_a_text() {
    let folder = tempfile::tempdir().unwrap();
    let output = victim(folder.path(), &["run", "length", "--text", "$(id) `id` ../../x \u{202e}"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "{\"o0\": 22}");
}
