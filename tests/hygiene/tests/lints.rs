//! Runs clippy, with all warnings as errors, on the crates with strict lints.

use std::process::Command;

#[test]
fn the_crates_are_clean() {
    let clippy = Command::new(env!("CARGO"))
        .args(["clippy", "--quiet", "--offline", "--no-deps", "--all-targets"])
        .args(["--package", "hygiene", "--package", "hygiene-renamed", "--", "-D", "warnings"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo starts");
    let said = String::from_utf8_lossy(&clippy.stderr);
    assert!(clippy.status.success(), "clippy is missing, or it says:\n{said}");
}

#[test]
fn the_programs_have_every_entity() {
    let list = Command::new(env!("CARGO_BIN_EXE_hygiene")).arg("list").output().expect("the program starts");
    let list = String::from_utf8_lossy(&list.stdout);
    for name in
        ["documented.match", "documented.made", "documented.inside", "hidden.inner.kept", "shadowed.flow"]
    {
        assert!(list.contains(&format!("hygiene.{name}")), "{name} is not in\n{list}");
    }
    assert!(!list.contains("conditional"), "{list}");
}
