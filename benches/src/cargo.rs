//! Building with cargo, away from the workspace's own build.

use crate::Result;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The workspace that is measured.
pub(crate) fn workspace() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// `target`, where this program was built.
pub(crate) fn target() -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    Ok(own.parent().and_then(Path::parent).ok_or("this program lies in no target directory")?.to_owned())
}

/// The folder for the benchmarks' packages and builds.
pub(crate) fn room() -> Result<PathBuf> {
    let room = target()?.join("benches");
    std::fs::create_dir_all(&room)?;
    Ok(room)
}

/// Cargo, without the variables that `cargo run` set for this program.
pub(crate) fn cargo<A: AsRef<OsStr>>(directory: &Path, arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let told = |name: &str| name.starts_with("CARGO_PKG") || name.starts_with("CARGO_MANIFEST");
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_str().is_some_and(told)) {
        command.env_remove(name);
    }
    command.env_remove("LD_LIBRARY_PATH").current_dir(directory).args(arguments);
    command
}

/// Runs it, and shows its output if it fails.
pub(crate) fn succeed(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() { Ok(said) } else { Err(format!("{command:?} failed:\n{said}").into()) }
}

/// A release build of a program of this package.
pub(crate) fn own_program(name: &str) -> Result<PathBuf> {
    let target = target()?;
    let mut build = cargo(workspace(), ["build", "--release", "--package", "aileron-benches", "--bin", name]);
    succeed(build.arg("--target-dir").arg(&target))?;
    Ok(target.join("release").join(name).with_extension(std::env::consts::EXE_EXTENSION))
}
