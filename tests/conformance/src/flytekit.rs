//! Questions to flytekit: its package of the mirror, how it reads packages, and its files of values.

use std::path::Path;

use serde_json::{Value, json};

use crate::difference::{Difference, Intended, between, unintended};
use crate::entity::Entity;
use crate::options::Options;
use crate::python;

/// Serializes the Python module `mirror` as `pyflyte package` does, and packages it at each path.
///
/// # Panics
/// If flytekit refuses the module.
#[must_use]
#[track_caller]
pub fn mirror(packages: &[(Options, &Path)]) -> Vec<Vec<Entity>> {
    entities(python::ask("serialize.py", &asked(&["mirror".to_owned()], packages)))
}

/// Packages the Python module `constructs`, which has every construct of flytekit.
///
/// # Panics
/// If flytekit refuses the module.
#[track_caller]
pub fn constructs(options: Options, package: &Path) {
    let _ = python::ask("serialize.py", &asked(&["constructs".to_owned()], &[(options, package)]));
}

/// Packages the Python module `bound`, whose types need types of their own in Rust.
///
/// # Panics
/// If flytekit refuses the module.
#[track_caller]
pub fn bound(options: Options, package: &Path) {
    let _ = python::ask("serialize.py", &asked(&["bound".to_owned()], &[(options, package)]));
}

/// Serializes the Python modules with these names below `plugged`, with the packages of `python/plugged/<plugins>.txt`.
///
/// # Panics
/// If flytekit or a plugin refuses a module.
#[must_use]
#[track_caller]
pub fn plugged(plugins: &str, modules: &[&str], packages: &[(Options, &Path)]) -> Vec<Vec<Entity>> {
    let modules: Vec<String> = modules.iter().map(|module| format!("plugged.{module}")).collect();
    entities(python::ask_with(plugins, "serialize.py", &asked(&modules, packages)))
}

fn asked(modules: &[String], packages: &[(Options, &Path)]) -> Value {
    let package = |(options, path): &(Options, &Path)| json!({"options": options.to_json(), "package": path});
    json!({"modules": modules, "packages": packages.iter().map(package).collect::<Vec<_>>()})
}

/// Reads packages with flytekit's own models, each in the order of its files.
///
/// # Panics
/// If flytekit can't read a package.
#[must_use]
#[track_caller]
pub fn parse(packages: &[&Path]) -> Vec<Vec<Entity>> {
    entities(python::ask("parse.py", &json!(packages)))
}

/// Asks `values.py`, which writes, reads and computes values of the mirror's tasks and workflows.
///
/// # Panics
/// If flytekit can't write or read a value.
#[track_caller]
#[expect(clippy::must_use_candidate, reason = "a question that only writes has no answer of interest")]
pub fn values(question: &Value) -> Value {
    python::ask("values.py", question)
}

/// Lists what flytekit's models lose of a package's messages, except what they also lose of flytekit's own.
#[must_use]
pub fn lost(parsed: &[Entity]) -> Vec<String> {
    const KNOWN: [Intended; 2] = [
        Intended {
            place: "**/taskNode/overrides",
            why: "flytekit writes an empty message and reads it as none",
            allows: |again, _| again.is_none(),
        },
        Intended {
            place: "**/spec/authRole",
            why: "flytekit writes none and reads it as an empty message",
            allows: |_, read| read.is_none(),
        },
    ];
    let differences = parsed.iter().flat_map(|entity| {
        let place =
            |found: Difference| Difference { place: format!("{}/{}", entity.name, found.place), ..found };
        between(&entity.again, &entity.json).into_iter().map(place)
    });
    // Its model of an array node reads neither the bound inputs nor that there is no limit of its own, and writes a ratio in the
    // place of a number of successes; not every package has one.
    let of_maps = |found: &Difference| {
        ["boundInputs", "parallelism", "minSuccesses", "minSuccessRatio"]
            .iter()
            .any(|field| found.place.ends_with(&format!("/arrayNode/{field}")))
    };
    unintended(&differences.filter(|found| !of_maps(found)).collect::<Vec<_>>(), &KNOWN)
}

fn entities(answer: Value) -> Vec<Vec<Entity>> {
    serde_json::from_value(answer).expect("an answer of a program in python/")
}
