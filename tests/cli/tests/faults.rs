//! Wrong calls and the program's answers.
//!
//! `faults/*.txt` hold shell commands, each after a `$`. Below each command is its stderr, then its exit status.
//! `BLESS=1 cargo test -p cli-tests` writes the current answers. What `faults/pages.rs` asserts holds for all answers, blessed
//! or not.
//!
//! A program without the client of a server, and without what builds images, builds in half the time, so that is what `cargo test`
//! has. The pages of `faults/client` and `faults/image` are for one with them: `cargo test -p cli-tests --features
//! aileron/remote,aileron/image --test faults`.

#[path = "faults/pages.rs"]
mod pages;

use std::path::Path;

#[test]
fn every_fault_is_reported() {
    let program = Path::new(env!("CARGO_BIN_EXE_acme"));
    // Features of `aileron` are unified with those of other packages, so only the program knows.
    let has = |call, feature| {
        let answer = pages::answer(call, program.parent().unwrap());
        !answer.contains(&format!("feature `{feature}`"))
    };
    let has_client = has("acme signal f1", "remote");
    let has_image = has("acme image build", "image");
    let mut folders = vec![
        "",
        if has_client { "client" } else { "without-client" },
        if has_image { "image" } else { "without-image" },
    ];
    if has_client && !has_image {
        folders.push("client-without-image");
    }
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("faults");
    let folders: Vec<_> = folders.into_iter().map(|folder| all.join(folder)).collect();
    pages::check(&folders, program);
}
