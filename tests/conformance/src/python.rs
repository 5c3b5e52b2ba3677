//! The real flytekit, and real clusters, in Python environments of this crate's own.

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
    purpose: "to run flytekit beside Aileron",
};

/// The environments are named after the files of their packages, `python/<name>.txt`.
const FLYTEKIT: &str = "flytekit";
const CLUSTERS: &str = "clusters";

/// Runs `python/<program>`, which reads a JSON document and answers with one.
///
/// Importing flytekit takes most of a second: ask many things in one question.
///
/// # Panics
/// Where the environment cannot be made, or the program fails; what it says on its standard error is told.
#[must_use]
#[track_caller]
pub fn ask(program: &str, question: &Value) -> Value {
    match run(None, program, question) {
        Ok(answer) => answer,
        // Not in a closure, so that the caller is blamed.
        Err(why) => panic!("{why}"),
    }
}

/// The same where the packages of `python/plugged/<plugins>.txt` are installed as well.
///
/// flytekit imports every plugin that it finds, so they are in nobody else's way.
///
/// # Panics
/// Where the environment cannot be made, or the program fails; what it says on its standard error is told.
#[must_use]
#[track_caller]
pub fn ask_with(plugins: &str, program: &str, question: &Value) -> Value {
    match run(Some(plugins), program, question) {
        Ok(answer) => answer,
        Err(why) => panic!("{why}"),
    }
}

/// A program of flytekit's environment, such as `pyflyte`, to be started as flytekit's users do.
///
/// # Panics
/// Where the environment cannot be made.
#[must_use]
#[track_caller]
pub fn command(program: &str) -> Command {
    match environment(FLYTEKIT) {
        Ok(environment) => command_in(&environment, program),
        Err(why) => panic!("{why}"),
    }
}

/// A program of the environment that has Spark, Dask and Open MPI, or one from elsewhere that finds them.
///
/// # Panics
/// Where the environment cannot be made.
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
        // A developer's own configuration of flytekit must not show in what is compared.
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
            .map_err(|error| format!("{program} does not listen: {error}"))?;
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
        format!("{program} answers no JSON ({error}): {}", String::from_utf8_lossy(&answer.stdout))
    })
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("python")
}

/// The virtual environment of that name, made where it is not yet.
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

/// The folder of more packages for it, made where it is not yet.
fn packages(environment: &Path, plugins: &str) -> Result<PathBuf, String> {
    let pins = folder().join("plugged").join(plugins).with_extension("txt");
    let text = fs::read(&pins).map_err(|error| format!("cannot read {}: {error}", pins.display()))?;
    once(&format!("flytekit-{plugins}-{}", digest((&text, environment))), |part| {
        eprintln!("installing flytekit's plugins, {plugins}, which takes a minute…");
        step(install(environment, &pins).arg("--target").arg(part))
    })
}

/// Pins are whole, so nothing has to be resolved.
fn install(environment: &Path, pins: &Path) -> Command {
    let mut python = Command::new(environment.join("bin/python"));
    python
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r"])
        .arg(pins);
    python
}

/// A script says in its first line where its environment is; this one is not yet where it will be.
fn move_scripts(part: &Path) -> io::Result<()> {
    let [before, after] = [part, &part.with_extension("")].map(|path| format!("#!{}/", path.display()));
    for entry in fs::read_dir(part.join("bin"))? {
        let path = entry?.path();
        // The interpreter itself is no text.
        let Ok(script) = fs::read_to_string(&path) else { continue };
        if let Some(rest) = script.strip_prefix(&before) {
            fs::write(&path, after.clone() + rest)?;
        }
    }
    Ok(())
}

/// One step of making, with its words on standard error, where a test's own result does not look for them.
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
