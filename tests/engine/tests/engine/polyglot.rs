//! The example `polyglot`, locally and on the engine: values from Python must come back from Rust unchanged.

use super::programs::{PROGRAMS, packaged};
use aileron::{FlyteType, StructuredDataset};
use aileron_conformance::package::Package;
use aileron_conformance::{judge, python};
use aileron_idl::core::{Literal, LiteralMap};
use aileron_idl::prost::Message;
use engine_tests::{Engine, resolved};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use tempfile::TempDir;

const WORKFLOW: &str = "journey.there_and_back";
/// The node that makes the values.
const MAKE: &str = "n0";
/// The node that compares them at the end.
const COMPARE: &str = "n8";

static PACKAGES: LazyLock<Packages> = LazyLock::new(Packages::new);

/// The package of each of the two programs, and one with both.
struct Packages {
    rust: PathBuf,
    python: PathBuf,
    both: PathBuf,
    _folder: TempDir,
}

impl Packages {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let rust = packaged(&PROGRAMS.join("polyglot"), folder.path());
        let [python, both] = ["python.tgz", "both.tgz"].map(|name| folder.path().join(name));
        let arguments = ["--pkgs", "journey", "package", "--image", "ghcr.io/acme/journey:v1", "--output"];
        run(in_the_example("pyflyte").args(arguments).arg(&python));
        // They are registered together: entities come before those that refer to them.
        Package::read_all(&[&rust, &python]).expect("archives").write(&both).expect("a file");
        Packages { rust, python, both, _folder: folder }
    }
}

/// A program of flytekit, which finds the example's modules.
fn in_the_example(name: &str) -> Command {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/polyglot");
    let mut command = python::command(name);
    command.env("PYTHONPATH", &folder).current_dir(folder);
    command
}

fn run(command: &mut Command) {
    let output = command.output().expect("the program starts");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn flyte_accepts_the_two_together() {
    judge::compile(&PACKAGES.both).assert_accepted();
}

#[test]
fn values_come_back_on_this_machine() {
    LazyLock::force(&HERE);
}

#[test]
fn values_come_back_on_the_engine() {
    let python = PathBuf::from(python::command("python").get_program());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/polyglot");
    let engine = Engine::new(&PROGRAMS)
        .with("--bin-dir", python.parent().expect("a folder"))
        .with("--env", format!("PYTHONPATH={}", folder.display()));
    let run = engine.run(&PACKAGES.both, WORKFLOW, &LiteralMap::default());
    let find = |uri: &str| run.path(uri);
    let maps = [run.data(MAKE, "0/outputs.pb"), run.data(COMPARE, "inputs.pb"), run.outputs()];
    assert_eq!(unchanged(maps, &find), *HERE);
}

/// The outputs of a run as in the example's README.
static HERE: LazyLock<Comparable> = LazyLock::new(|| {
    let work = tempfile::tempdir().expect("a folder");
    let Packages { rust, python, .. } = &*PACKAGES;
    let mut command = in_the_example("python");
    command.args(["run_local.py", WORKFLOW]).args([rust, python]);
    run(command.arg("--programs").arg(&*PROGRAMS).arg("--work").arg(work.path()));
    let names = [format!("{MAKE}/0/outputs.pb"), format!("{COMPARE}/inputs.pb"), "outputs.pb".to_owned()];
    let maps = names.map(|name| {
        let bytes = fs::read(work.path().join(name)).expect("a file");
        LiteralMap::decode(&*bytes).expect("a map of literals")
    });
    unchanged(maps, &|uri| uri.into())
});

/// The bytes of each value, from which cache keys are made.
type Comparable = BTreeMap<String, Vec<u8>>;

/// Asserts that the made values, those that came back from Rust, and those that came back a second time are the same.
#[track_caller]
fn unchanged(maps: [LiteralMap; 3], find: &impl Fn(&str) -> PathBuf) -> Comparable {
    let [made, once, twice] = maps.map(|map| comparable(map, find));
    assert_eq!(made.len(), 21, "one of each kind");
    assert_eq!(once, made);
    assert_eq!(twice, made);
    made
}

fn comparable(map: LiteralMap, find: &impl Fn(&str) -> PathBuf) -> Comparable {
    let bytes = |name: &str, literal: Literal| match name {
        // Rust's JSON sorts keys, but Python's dict does not.
        "notes" => json(literal).to_string().into(),
        // flytekit moves a file in a struct, whose address is part of the struct's bytes.
        "report" => {
            let mut report = json(literal);
            let page = find(report["page"]["path"].as_str().expect("an address"));
            report["page"]["path"] = fs::read_to_string(page).expect("a text").into();
            report.to_string().into()
        }
        // Two programs write the same table with different bytes.
        "trips" => rows(literal, find).into(),
        _ => literal.encode_to_vec(),
    };
    let (tables, others) = map.literals.into_iter().partition(|(name, _)| name == "trips");
    let others = resolved(LiteralMap { literals: others }, find).literals;
    let literals = others.into_iter().chain::<BTreeMap<_, _>>(tables);
    literals.map(|(name, literal)| (name.clone(), bytes(&name, literal))).collect()
}

/// The rows of a table as text.
fn rows(literal: Literal, find: &impl Fn(&str) -> PathBuf) -> String {
    let address = StructuredDataset::<Value>::from_literal(literal).expect("a table").uri().into_owned();
    let table = StructuredDataset::<Value>::new(find(&address));
    let rows = table.rows().expect("a table that can be read").map(|row| row.expect("a row").to_string());
    rows.collect::<Vec<_>>().join("\n")
}

fn json(literal: Literal) -> Value {
    Value::from_literal(literal).expect("a struct")
}
