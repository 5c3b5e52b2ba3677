//! Wrong calls of the verbs of images, and the program's answers: see the test of this name in `tests/cli`.
//!
//! `BLESS=1 cargo test -p cli-image-tests` writes the current answers.

#[path = "../../tests/faults/pages.rs"]
mod pages;

use std::path::Path;

/// The registry in Cargo.toml is one that nobody has, so nothing leaves this machine.
#[test]
fn every_fault_is_reported() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("faults");
    let mut folders = vec![folder.clone()];
    // Which programs fit which image is told for this machine's own.
    if cfg!(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu")) {
        folders.push(folder.join("of-linux-amd64"));
    }
    pages::check(&folders, Path::new(env!("CARGO_BIN_EXE_building")));
}
