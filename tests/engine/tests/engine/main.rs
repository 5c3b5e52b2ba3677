//! What Flyte's engine makes of our programs.

mod outcomes;
mod workflows;

use aileron_conformance::options::Options;
use aileron_conformance::program;
use std::path::{Path, PathBuf};

/// The package of a program.
fn packaged(program: &Path, folder: &Path) -> PathBuf {
    let path = folder.join("package.tgz");
    let images = &[("default", "ghcr.io/acme/app:v1"), ("spark", "ghcr.io/acme/spark:v1")];
    program::package(program, &Options { images, ..Options::default() }, &path);
    path
}
