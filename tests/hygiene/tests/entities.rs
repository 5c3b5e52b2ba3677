//! The crates of strict lints hold what their code says. That they are clean, the compiler says when it builds them, and
//! clippy in `.ci/run`.

use std::process::Command;

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
