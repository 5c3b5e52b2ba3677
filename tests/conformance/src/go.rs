//! The programs that use Flyte's own modules, in `judge/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use test_support::{Toolchain, digest, once};

const GO: Toolchain = Toolchain {
    package: "aileron-conformance",
    language: "Go",
    program: "go",
    version: "version",
    minimum: (1, 26),
    purpose: "to build a judge and an engine from Flyte's own modules",
};

/// Returns the path of a program below `judge/cmd`. All of them are built at once, if needed.
///
/// # Errors
/// If Go is missing, or a program does not build.
pub fn program(name: &str) -> Result<PathBuf, String> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("judge");
    Ok(built("judge", &sources, "./cmd/...")?.join(name))
}

/// Builds programs of a Go module, if needed. Returns the folder that they are in, which is called as the module.
///
/// # Errors
/// If Go is missing, or a program does not build.
pub fn built(module: &str, sources: &Path, packages: &str) -> Result<PathBuf, String> {
    let mut files = Vec::new();
    collect(sources, &mut files).map_err(|error| format!("cannot read {}: {error}", sources.display()))?;
    files.sort();
    once(&format!("{module}-{}", digest(files)), |part| build(module, sources, packages, part))
}

fn build(module: &str, sources: &Path, packages: &str, folder: &Path) -> Result<(), String> {
    let version = GO.check(sources)?;
    eprintln!(
        "building the Go programs of `{module}` with {version}, which takes some minutes the first time…"
    );
    fs::create_dir(folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    let status = Command::new("go")
        .args(["build", "-trimpath", "-ldflags=-s -w", "-o"])
        .arg(folder)
        .arg(packages)
        .current_dir(sources)
        .env("CGO_ENABLED", "0")
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`go build` stopped with {status}; its messages are above")),
        Err(error) => Err(format!("cannot run `go build`: {error}")),
    }
}

fn collect(folder: &Path, into: &mut Vec<(PathBuf, Vec<u8>)>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, into)?;
        } else if path.extension().is_some_and(|kind| kind == "go" || kind == "mod" || kind == "sum") {
            into.push((path.clone(), fs::read(&path)?));
        }
    }
    Ok(())
}
