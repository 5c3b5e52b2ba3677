//! The programs that are measured: packages that are generated and built for the benchmarks.

mod python;
mod rust;
mod signature;

pub(crate) use python::{python_entrypoint, python_module};
pub(crate) use rust::{Rust, branches, branching, chains_and_fans, dynamics};

use crate::Result;
use crate::cargo::{cargo, room, succeed, workspace};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many nodes each workflow of a generated program has.
pub(crate) const NODES: usize = 100;

/// A package of its own under `target/benches`, which depends on the workspace's `aileron`.
pub(crate) struct Package {
    name: String,
    directory: PathBuf,
}

impl Package {
    /// A package whose program is `main`.
    pub(crate) fn program(name: &str, main: &str) -> Result<Package> {
        Package::with_features(name, main, &[])
    }

    /// The same with features of `aileron`.
    pub(crate) fn with_features(name: &str, main: &str, features: &[&str]) -> Result<Package> {
        Package::write(name, "src/main.rs", main, features)
    }

    /// A package that is a library.
    pub(crate) fn library(name: &str, code: &str) -> Result<Package> {
        Package::write(name, "src/lib.rs", code, &[])
    }

    fn write(name: &str, file: &str, code: &str, features: &[&str]) -> Result<Package> {
        let package = Package { name: name.to_owned(), directory: room()?.join(name) };
        fs::create_dir_all(package.directory.join("src"))?;
        let runtime = workspace().join("runtime").display().to_string();
        let manifest = format!(
            "[workspace]\n\n[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [dependencies]\naileron = {{ path = {runtime:?}, features = {features:?} }}\n\n[profile.release]\nstrip = true\n",
        );
        replace(&package.directory.join("Cargo.toml"), &manifest)?;
        // The same versions as the workspace.
        fs::copy(workspace().join("Cargo.lock"), package.directory.join("Cargo.lock"))?;
        replace(&package.directory.join(file), code)?;
        Ok(package)
    }

    /// Replaces the code of a library.
    pub(crate) fn edit(&self, code: &str) -> Result {
        replace(&self.directory.join("src/lib.rs"), code)
    }

    /// Cargo in this package. All packages share one target directory, and so their dependencies.
    pub(crate) fn cargo(&self, verb: &str) -> Result<Command> {
        let mut command = cargo(&self.directory, [verb]);
        command.arg("--target-dir").arg(room()?.join("target"));
        Ok(command)
    }

    /// The program, built for release.
    pub(crate) fn release(&self) -> Result<PathBuf> {
        self.built(self.cargo("build")?, "target")
    }

    /// The program, built for release with a `cfg`, which another target directory takes.
    pub(crate) fn release_with(&self, cfg: &str) -> Result<PathBuf> {
        let mut build = cargo(&self.directory, ["build"]);
        build.arg("--target-dir").arg(room()?.join(cfg)).env("RUSTFLAGS", format!("--cfg {cfg}"));
        self.built(build, cfg)
    }

    fn built(&self, mut build: Command, target: &str) -> Result<PathBuf> {
        eprintln!("building {}", self.name);
        succeed(build.arg("--release"))?;
        let program = room()?.join(target).join("release").join(&self.name);
        Ok(program.with_extension(std::env::consts::EXE_EXTENSION))
    }

    /// Deletes the build of the package itself, but not of its dependencies.
    pub(crate) fn clean(&self) -> Result {
        succeed(self.cargo("clean")?.args(["--package", &self.name])).map(drop)
    }
}

/// Writes a file only if its text has changed, so that cargo does not rebuild without need.
fn replace(path: &Path, text: &str) -> Result {
    if fs::read_to_string(path).is_ok_and(|old| old == text) { Ok(()) } else { Ok(fs::write(path, text)?) }
}
