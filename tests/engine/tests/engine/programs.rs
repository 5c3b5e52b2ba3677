//! Programs as they are in images, and their packages.

use aileron_conformance::options::Options;
use aileron_conformance::package::Package;
use aileron_conformance::program;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A folder with the examples and the programs of other tests, each with the store of the engine.
pub(crate) static PROGRAMS: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs");
    let names: Vec<String> =
        examples().into_iter().chain(["elsewhere", "mirror", "workflow-tests"].map(str::to_owned)).collect();
    program::built_with("aileron/s3", &names, &folder);
    folder
});

/// A folder with the program of every form of body.
pub(crate) static FORMS: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("forms");
    program::built_with("aileron/s3", &["workflow-tests".to_owned()], &folder);
    folder
});

/// The images with which the packages are made.
pub(crate) const IMAGES: [(&str, &str); 2] =
    [("default", "ghcr.io/acme/app:v1"), ("spark", "ghcr.io/acme/spark:v1")];

/// The names of the examples. Each is a package in a folder with its name.
pub(crate) fn examples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let entries = fs::read_dir(folder).expect("the folder of the examples");
    let entries = entries.map(|entry| entry.expect("an entry"));
    let packages = entries.filter(|entry| entry.path().join("Cargo.toml").exists());
    packages.map(|entry| entry.file_name().into_string().expect("Unicode")).collect()
}

/// Lets a program write its package to a folder.
pub(crate) fn packaged(program: &Path, folder: &Path) -> PathBuf {
    let path = folder.join(format!("{}.tgz", program.file_name().expect("a name").display()));
    program::package(program, &Options { images: &IMAGES, ..Options::default() }, &path);
    path
}

/// A package together with what it refers to: programs as they are registered elsewhere, and with it.
pub(crate) fn among(package: &Path, far: &str, own: Option<&str>, folder: &Path) -> PathBuf {
    let options = |ids| Options { images: &IMAGES, ids, ..Options::default() };
    let others = [Some((far, Some(["far", "away", "v1"]))), own.map(|own| (own, None))].into_iter().flatten();
    let mut paths: Vec<PathBuf> = others
        .map(|(name, ids)| {
            let path = folder.join(format!("{name}-{}.tgz", ids.is_some()));
            program::package(&PROGRAMS.join(name), &options(ids), &path);
            path
        })
        .collect();
    paths.push(package.to_owned());
    let all = folder.join("all.tgz");
    let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    Package::read_all(&paths).expect("archives").write(&all).expect("a file");
    all
}

/// The package with changed files of one kind, written to a folder.
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
