//! Programs as they are in images, and their packages.

use aileron_conformance::options::Options;
use aileron_conformance::package::Package;
use aileron_conformance::program;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A folder of the examples and of other tests' programs, each with the store of the engine.
pub(crate) static PROGRAMS: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs");
    let names: Vec<String> =
        examples().into_iter().chain(["mirror", "workflow-tests"].map(str::to_owned)).collect();
    program::built_with("aileron/s3", &names, &folder);
    folder
});

/// The images that the packages are made with.
pub(crate) const IMAGES: [(&str, &str); 2] =
    [("default", "ghcr.io/acme/app:v1"), ("spark", "ghcr.io/acme/spark:v1")];

/// Each has its package in a folder of its name.
pub(crate) fn examples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let entries = fs::read_dir(folder).expect("the folder of the examples");
    let entries = entries.map(|entry| entry.expect("an entry"));
    let packages = entries.filter(|entry| entry.path().join("Cargo.toml").exists());
    packages.map(|entry| entry.file_name().into_string().expect("Unicode")).collect()
}

/// Has a program write its package into a folder.
pub(crate) fn packaged(program: &Path, folder: &Path) -> PathBuf {
    let path = folder.join(format!("{}.tgz", program.file_name().expect("a name").display()));
    program::package(program, &Options { images: &IMAGES, ..Options::default() }, &path);
    path
}

/// The package with the files of that ending changed, written into a folder.
pub(crate) fn edited(
    package: &Path,
    folder: &Path,
    ending: &str,
    change: impl Fn(&[u8]) -> Vec<u8>,
) -> PathBuf {
    let mut package = Package::read(package).expect("an archive");
    let files = package.files.iter_mut().filter(|(name, _)| name.ends_with(ending));
    files.for_each(|(_, bytes)| *bytes = change(bytes));
    let path = folder.join("edited.tgz");
    package.write(&path).expect("a file");
    path
}
