//! What the verb `bindings` writes is what is checked in, and Flyte takes the workflows that call it.

use aileron_conformance::options::Options;
use aileron_conformance::{flytekit, judge, program};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const FAR: Options = Options {
    images: &[("default", "ghcr.io/acme/app:v1")],
    ids: Some(["far", "away", "v1"]),
    ..Options::NONE
};
const NEAR: Options = Options { ids: None, ..FAR };

fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bindings-{name}"))
}

fn own() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_bindings-tests"))
}

fn bindings(package: &Path, more: &[&str]) -> String {
    let package = package.to_str().expect("a path in Unicode");
    let printed = program::output(own(), &[&["bindings", "--from", package], more].concat());
    String::from_utf8(printed).expect("a source")
}

/// The packages that are registered elsewhere, by the module that has the references.
fn packages() -> [(&'static str, PathBuf); 3] {
    let far = scratch("far.tgz");
    flytekit::bound(FAR, &far);
    let ours = ["review", "nightly"].map(|name| {
        let package = scratch(&format!("{name}.tgz"));
        program::package(&program::built(name), &NEAR, &package);
        package
    });
    let [newsletter, sales] = ours;
    [("far", far), ("newsletter", newsletter), ("sales", sales)]
}

#[test]
fn the_references_are_what_is_checked_in_and_flyte_takes_them() {
    let packages = packages();
    for (module, package) in &packages {
        let written = bindings(package, &[]);
        assert_eq!(written, bindings(package, &[]), "{module}: it writes another text each time");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/{module}.rs"));
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, &written).unwrap();
        }
        assert_eq!(
            written,
            fs::read_to_string(&path).unwrap(),
            "{module}: it differs from what is checked in"
        );
    }
    let package = scratch("calling.tgz");
    program::package(own(), &NEAR, &package);
    let others = packages.each_ref().map(|(_, package)| &**package);
    judge::compile_with(&package, &others).assert_accepted();
    let others = others.map(|other| other.to_str().expect("a path in Unicode"));
    let check = ["check", package.to_str().expect("a path in Unicode")].into_iter();
    let check: Vec<&str> = check.chain(others.iter().flat_map(|other| ["--with", *other])).collect();
    let _ = program::output(own(), &check);
}

/// Signatures, tuples and attributes of all lengths are laid out as rustfmt lays them out.
#[test]
fn rustfmt_leaves_it_as_it_is() {
    let (mirror, constructs) = (scratch("mirror.tgz"), scratch("constructs.tgz"));
    let images = &[("default", "ghcr.io/acme/app:v1"), ("spark", "ghcr.io/acme/spark:v2")];
    let _ = flytekit::mirror(&[(Options { images, ..FAR }, &mirror)]);
    flytekit::constructs(NEAR, &constructs);
    let folder = scratch("formatted");
    fs::create_dir_all(&folder).unwrap();
    // Without this the file of the workspace counts.
    fs::write(folder.join("rustfmt.toml"), "").unwrap();
    let derives = ["serde::Deserialize", "serde::Serialize", "std::hash::Hash", "fory::ForyObject"];
    let flags = derives.map(|path| ["--derive", path]).concat();
    for (name, package, more) in [
        ("mirror", &mirror, &[][..]),
        ("unpinned", &mirror, &["--unpinned"]),
        ("two", &mirror, &flags[..4]),
        ("three", &mirror, &flags[..6]),
        ("four", &mirror, &flags),
        ("constructs", &constructs, &[]),
    ] {
        let file = folder.join(format!("{name}.rs"));
        fs::write(&file, bindings(package, more)).unwrap();
        let checked = Command::new("rustfmt").args(["--check", "--edition", "2024"]).arg(&file).output();
        let checked = checked.expect("rustfmt, a component of the toolchain");
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    }
}
