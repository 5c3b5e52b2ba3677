//! Runs rustdoc once for all tests.

use std::fs;
use std::io::{Write, stderr};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The pages' form is rustdoc's own and changes with it.
const PAGES_OF: &str = "1.99.1";

/// A documented crate.
pub(crate) struct Crate {
    /// The crate's name in Rust.
    pub(crate) name: &'static str,
    /// The folder of its package.
    pub(crate) folder: PathBuf,
    /// The folder of its pages.
    pub(crate) docs: PathBuf,
}

/// The crates with a public API; none if this is not the rustdoc whose pages are known.
pub(crate) fn crates() -> &'static [Crate] {
    static CRATES: LazyLock<Vec<Crate>> = LazyLock::new(|| {
        let version = output(Command::new("rustc").arg("--version"));
        if !version.starts_with(&format!("rustc {PAGES_OF} ")) {
            let gap = format!(
                "GAP: the public API is not compared: rustdoc {PAGES_OF} writes its pages, and this is {version}"
            );
            assert!(std::env::var("CI").as_deref() != Ok("true"), "{gap}");
            // Past the test harness, which shows what a passing test prints to nobody.
            let _ = writeln!(stderr(), "{gap}");
            return Vec::new();
        }
        document()
    });
    &CRATES
}

fn document() -> Vec<Crate> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let docs = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("doc");
    let crates = [("aileron", "runtime"), ("aileron_plugins", "plugins")].map(|(name, folder)| Crate {
        name,
        folder: root.join(folder),
        docs: docs.join(name),
    });
    // Pages of other features, or of items that are gone, would stay.
    for krate in &crates {
        let _ = fs::remove_dir_all(&krate.docs);
    }
    let features = output(&mut Command::new(root.join(".ci/features")));
    let features: Vec<String> = features.lines().map(|feature| format!("aileron/{feature}")).collect();
    output(
        Command::new(env!("CARGO"))
            .args(["doc", "--quiet", "--locked", "--no-deps", "--package", "aileron"])
            .args(["--package", "aileron-plugins", "--features", &features.join(",")])
            .current_dir(root),
    );
    crates.into()
}

fn output(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}:\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("its output is text")
}
