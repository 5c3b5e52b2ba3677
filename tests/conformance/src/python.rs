//! The real flytekit, and real clusters, in Python environments of this crate.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use test_support::{Toolchain, digest, once};

const PYTHON: Toolchain = Toolchain {
    package: "aileron-conformance",
    language: "Python",
    program: "python3",
    version: "--version",
    minimum: (3, 11),
    purpose: "to compare flytekit with Aileron",
};

/// Each environment is named after the file with its packages, `python/<name>.txt`.
const FLYTEKIT: &str = "flytekit";
const CLUSTERS: &str = "clusters";

/// Runs `python/<program>`, which reads a JSON document and answers with another.
///
/// Importing flytekit takes most of a second, so ask many things in one question.
///
/// # Panics
/// If the environment can't be made, or the program fails; the panic has the program's standard error.
#[must_use]
#[track_caller]
pub fn ask(program: &str, question: &Value) -> Value {
    match run(None, program, question) {
        Ok(answer) => answer,
        // Not in a closure, so that the panic names the caller.
        Err(why) => panic!("{why}"),
    }
}

/// Runs `python/<program>` with the packages of `python/plugged/<plugins>.txt` installed as well.
///
/// flytekit imports every plugin that it finds, so each family of plugins has its own folder.
///
/// # Panics
/// If the environment can't be made, or the program fails; the panic has the program's standard error.
#[must_use]
#[track_caller]
pub fn ask_with(plugins: &str, program: &str, question: &Value) -> Value {
    match run(Some(plugins), program, question) {
        Ok(answer) => answer,
        Err(why) => panic!("{why}"),
    }
}

/// A program of flytekit's environment, such as `pyflyte`, which is started as flytekit's users start it.
///
/// # Panics
/// If the environment can't be made.
#[must_use]
#[track_caller]
pub fn command(program: &str) -> Command {
    match environment(FLYTEKIT) {
        Ok(environment) => command_in(&environment, program),
        Err(why) => panic!("{why}"),
    }
}

/// A program of the environment with Spark, Dask and Open MPI, or a program from elsewhere that finds them.
///
/// # Panics
/// If the environment can't be made.
#[must_use]
#[track_caller]
pub fn command_of_clusters(program: impl AsRef<Path>) -> Command {
    match environment(CLUSTERS) {
        Ok(environment) => command_in(&environment, program),
        Err(why) => panic!("{why}"),
    }
}

fn command_in(environment: &Path, program: impl AsRef<Path>) -> Command {
    let folder = environment.join("bin");
    let mut command = Command::new(folder.join(program));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([folder].into_iter().chain(std::env::split_paths(&path)));
    command
        .envs(path.ok().map(|path| ("PATH", path)))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("FLYTE_SDK_RICH_TRACEBACKS", "0")
        .env_remove("PYTHONPATH")
        // A developer's own configuration of flytekit must not change the results.
        .env_remove("FLYTECTL_CONFIG")
        .env("HOME", environment);
    command
}

fn run(plugins: Option<&str>, program: &str, question: &Value) -> Result<Value, String> {
    let environment = environment(FLYTEKIT)?;
    let mut python = command_in(&environment, "python");
    if let Some(plugins) = plugins {
        python.env("PYTHONPATH", packages(&environment, plugins)?);
    }
    let mut child = python
        .arg(folder().join(program))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot run {program}: {error}"))?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin
            .write_all(question.to_string().as_bytes())
            .map_err(|error| format!("{program} does not read its input: {error}"))?;
    }
    let answer = child.wait_with_output().map_err(|error| format!("cannot wait for {program}: {error}"))?;
    if !answer.status.success() {
        return Err(format!(
            "{program} stopped with {}: {}",
            answer.status,
            String::from_utf8_lossy(&answer.stderr)
        ));
    }
    serde_json::from_slice(&answer.stdout).map_err(|error| {
        format!("the answer of {program} is not JSON ({error}): {}", String::from_utf8_lossy(&answer.stdout))
    })
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("python")
}

/// The virtual environment with this name; it is made if needed.
fn environment(name: &str) -> Result<PathBuf, String> {
    let pins = folder().join(name).with_extension("txt");
    let text = fs::read(&pins).map_err(|error| format!("cannot read {}: {error}", pins.display()))?;
    let version = PYTHON.check(&folder())?;
    once(&format!("{name}-{}", digest((&text, &version))), |part| {
        eprintln!("making an environment for {name} with {version}, which takes a minute…");
        step(Command::new(PYTHON.program).args(["-m", "venv"]).arg(part))?;
        step(&mut install(part, &pins))?;
        move_scripts(part).map_err(|error| format!("cannot edit the scripts of {name}: {error}"))
    })
}

/// The folder with further packages; it is made if needed.
fn packages(environment: &Path, plugins: &str) -> Result<PathBuf, String> {
    let pins = folder().join("plugged").join(plugins).with_extension("txt");
    let text = fs::read(&pins).map_err(|error| format!("cannot read {}: {error}", pins.display()))?;
    once(&format!("flytekit-{plugins}-{}", digest((&text, environment))), |part| {
        eprintln!("installing flytekit's plugins, {plugins}, which takes a minute…");
        step(install(environment, &pins).arg("--target").arg(part))
    })
}

/// All packages are pinned, so nothing has to be resolved.
fn install(environment: &Path, pins: &Path) -> Command {
    let mut python = Command::new(environment.join("bin/python"));
    python
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r"])
        .arg(pins);
    python
}

/// Edits the scripts of an environment: the first line names its folder, which is not yet the final one.
fn move_scripts(part: &Path) -> io::Result<()> {
    let [before, after] = [part, &part.with_extension("")].map(|path| format!("#!{}/", path.display()));
    for entry in fs::read_dir(part.join("bin"))? {
        let path = entry?.path();
        // The interpreter itself is not a text.
        let Ok(script) = fs::read_to_string(&path) else { continue };
        if let Some(rest) = script.strip_prefix(&before) {
            fs::write(&path, after.clone() + rest)?;
        }
    }
    Ok(())
}

/// Runs one step; its output goes to standard error, where it does not mix with the test's result.
fn step(command: &mut Command) -> Result<(), String> {
    let answer = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    match answer {
        Ok(answer) if answer.status.success() => Ok(()),
        Ok(answer) => Err(format!(
            "{command:?} stopped with {}: {}",
            answer.status,
            String::from_utf8_lossy(&answer.stdout)
        )),
        Err(error) => Err(format!("cannot run {command:?}: {error}")),
    }
}
