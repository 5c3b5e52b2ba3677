//! Packages of Node.js.

use crate::{Toolchain, once};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const NODE: Toolchain = Toolchain {
    package: "store-tests and report-tests",
    language: "Node.js",
    program: "node",
    version: "--version",
    minimum: (18, 0),
    purpose: "to run the server that emulates Azure, and to drive a browser",
};

/// The folder `node_modules` with an npm package at a version; it is installed if needed.
///
/// # Panics
/// If Node.js or npm is missing, or the package can't be installed.
#[must_use]
pub fn npm_package(package: &str, version: &str) -> PathBuf {
    let folder = once(&format!("{package}-{version}"), |part| {
        let said = NODE.check(Path::new("."))?;
        eprintln!("installing {package} for Node.js {said}, which takes a minute the first time…");
        let mut install = Command::new("npm");
        install.args(["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]);
        match install.arg(part).arg(format!("{package}@{version}")).stdout(Stdio::null()).status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("`npm install` of {package} stopped with {status}")),
            Err(error) => Err(format!("`npm`, a part of Node.js, can't be run: {error}")),
        }
    });
    folder.unwrap_or_else(|why| panic!("{why}")).join("node_modules")
}
