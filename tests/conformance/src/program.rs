//! Builds and runs programs of the workspace as a user would.

use std::ffi::OsStr;
use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::entity::Entity;
use crate::options::Options;

/// Builds the package `name` of the workspace and returns the path of its program.
///
/// # Panics
/// If it does not build.
#[must_use]
#[track_caller]
pub fn built(name: &str) -> PathBuf {
    match build(&[name.to_owned()], &[]) {
        Ok(mut programs) => programs.swap_remove(0),
        // Not in a closure, so that the panic names the caller.
        Err(why) => panic!("{why}"),
    }
}

/// Builds packages of the workspace with further features, such as `aileron/s3`, into a folder of their own: in cargo's
/// own folder the next build with other features would replace them.
///
/// # Panics
/// If one does not build.
pub fn built_with(features: &str, names: &[String], folder: &Path) {
    let programs = build(names, &["--features", features]).unwrap_or_else(|why| panic!("{why}"));
    fs::create_dir_all(folder).expect("a folder");
    for program in programs {
        let name = program.file_name().expect("a program's name");
        fs::copy(&program, folder.join(name)).expect("a copy");
    }
}

/// Runs a program to its end and returns what it printed.
///
/// # Panics
/// If it can't be run or fails.
#[must_use]
#[track_caller]
pub fn output(program: &Path, args: &[impl AsRef<OsStr> + Debug]) -> Vec<u8> {
    output_in(program, args, &[])
}

/// Runs a program with further environment variables.
///
/// # Panics
/// If it can't be run or fails.
#[must_use]
#[track_caller]
pub fn output_in(
    program: &Path,
    args: &[impl AsRef<OsStr> + Debug],
    environment: &[(&str, &str)],
) -> Vec<u8> {
    let Output { status, stdout, stderr } = Command::new(program)
        .args(args)
        .env_remove("RUST_BACKTRACE")
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| {
            panic!("cannot run {}: {error}", program.display());
        });
    let words = String::from_utf8_lossy(&stderr);
    assert!(status.success(), "{} {args:?} stopped with {status}: {words}", program.display());
    stdout
}

/// Returns all entities that `serialize` prints.
///
/// # Panics
/// If the program fails, or prints something else.
#[must_use]
#[track_caller]
pub fn serialized(program: &Path, options: &Options) -> Vec<Entity> {
    let arguments = ["serialize", "--format", "json"].into_iter().map(str::to_owned);
    let printed = output(program, &arguments.chain(options.arguments()).collect::<Vec<_>>());
    let mut printed: Value = serde_json::from_slice(&printed).expect("`serialize` prints one JSON document");
    let kinds = [("task", "tasks"), ("workflow", "workflows"), ("launchPlan", "launchPlans")];
    let mut entities = Vec::new();
    for (kind, list) in kinds {
        let Value::Array(list) = printed[list].take() else { panic!("`serialize` prints no list of {list}") };
        entities.extend(list.into_iter().map(|json| entity(kind, json)));
    }
    entities
}

/// Runs `package`, which writes an archive.
///
/// # Panics
/// If the program fails.
#[track_caller]
pub fn package(program: &Path, options: &Options, path: &Path) {
    let path = path.to_str().expect("a path in Unicode");
    let arguments = ["package", "--force", "--output", path].into_iter().map(str::to_owned);
    let _ = output(program, &arguments.chain(options.arguments()).collect::<Vec<_>>());
}

fn entity(kind: &str, json: Value) -> Entity {
    let id = if kind == "launchPlan" { &json["id"] } else { &json["template"]["id"] };
    let name = id["name"].as_str().expect("a named entity").to_owned();
    Entity { kind: kind.to_owned(), name, json, again: Value::Null }
}

/// Builds the program of each package.
fn build(names: &[String], more: &[&str]) -> Result<Vec<PathBuf>, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    // Cargo sets these variables for this process; with them, build scripts and all that depends on them would run again.
    let of_package = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    std::env::vars().filter(|(name, _)| of_package(name)).for_each(|(name, _)| {
        command.env_remove(name);
    });
    let answer = command
        .args(["build", "--quiet", "--message-format=json-render-diagnostics"])
        .args(names.iter().flat_map(|name| ["--package", name]))
        .args(more)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    if !answer.status.success() {
        return Err(format!("{} does not build; cargo's messages are above", names.join(", ")));
    }
    let lines = answer.stdout.split(|byte| *byte == b'\n');
    let messages: Vec<Value> = lines.filter_map(|line| serde_json::from_slice(line).ok()).collect();
    let program = |name: &String| {
        let of_it = messages.iter().filter(|message| message["target"]["name"] == **name);
        let mut programs = of_it.filter_map(|message| message["executable"].as_str().map(PathBuf::from));
        programs.next().ok_or_else(|| format!("the package {name} has no program of its name"))
    };
    names.iter().map(program).collect()
}
