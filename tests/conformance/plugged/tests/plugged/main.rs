//! The same tasks with plugins, in Rust and in Python with the real plugins, are equal except for what each test lists; and
//! real clusters start them.

mod aws;
mod clusters;
mod started;
mod warehouses;

use std::path::{Path, PathBuf};

use aileron_conformance::difference::{Difference, Intended, between, unintended};
use aileron_conformance::entity::{Entity, document};
use aileron_conformance::options::Options;
use aileron_conformance::{flytekit, judge, program};

const OPTIONS: Options = Options {
    images: &[("default", "ghcr.io/acme/app:v1"), ("spark", "ghcr.io/acme/spark:v2")],
    env: &[("TEAM", "wings")],
    ids: Some(["flights", "staging", "2026-01-31"]),
    ..Options::NONE
};

/// Compares the tasks of some modules with those of Python, with the packages of `python/plugged/<plugins>.txt`.
#[track_caller]
fn assert_same(plugins: &str, modules: &[&str], intended: &[Intended]) {
    let theirs = flytekit::plugged(plugins, modules, &[(OPTIONS, &scratch(&format!("{plugins}.tgz")))]);
    let is_theirs =
        |entity: &Entity| modules.iter().any(|module| entity.name.starts_with(&format!("plugged.{module}.")));
    let ours: Vec<Entity> = serialized().into_iter().filter(is_theirs).collect();
    assert!(ours.len() >= modules.len(), "only {} tasks were compared", ours.len());
    let found: Vec<Difference> = between(&document(&ours), &document(&theirs[0]));
    let problems = unintended(&found, intended);
    assert!(problems.is_empty(), "{} differences:\n{}", problems.len(), problems.join("\n"));
}

#[test]
fn the_package_is_accepted_and_read() {
    let package = scratch("ours.tgz");
    program::package(program(), &OPTIONS, &package);
    judge::compile(&package).assert_accepted();
    let read = flytekit::parse(&[&package]);
    assert_eq!(flytekit::lost(&read[0]), [""; 0]);
    assert_eq!(between(&document(&serialized()), &document(&read[0])), []);
}

fn serialized() -> Vec<Entity> {
    program::serialized(program(), &OPTIONS)
}

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_plugged"))
}

fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("plugged-{name}"))
}
