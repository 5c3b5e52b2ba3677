//! Every workflow of the examples and of other tests gives on the engine what it gives in a local run.

use super::packaged;
use aileron_conformance::package::Package;
use aileron_conformance::program;
use aileron_idl::ToJson;
use aileron_idl::admin::WorkflowSpec;
use aileron_idl::core::LiteralMap;
use aileron_idl::prost::Message;
use engine_tests::{Engine, resolved, sample};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A folder of all programs, as they are in images: with the store of the engine.
static PROGRAMS: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs");
    let names: Vec<String> =
        examples().into_iter().chain(["mirror", "workflow-tests"].map(str::to_owned)).collect();
    program::built_with("aileron/s3", &names, &folder);
    folder
});

/// Each has its package in a folder of its name.
fn examples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let entries = fs::read_dir(folder).expect("the folder of the examples");
    entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("Unicode")).collect()
}

#[test]
fn of_the_examples() {
    let compared = examples().iter().map(|name| compare(&PROGRAMS.join(name))).sum::<usize>();
    assert_ne!(compared, 0);
}

#[test]
fn of_the_mirror() {
    assert_ne!(compare(&PROGRAMS.join("mirror")), 0);
}

#[test]
fn of_every_form_of_body() {
    assert_ne!(compare(&PROGRAMS.join("workflow-tests")), 0);
}

#[test]
fn that_hand_data_on() {
    assert_eq!(compare(Path::new(env!("CARGO_BIN_EXE_handed-on"))), 3);
}

/// Runs all workflows of a program in both ways; tells how many there are.
#[track_caller]
fn compare(program: &Path) -> usize {
    let folder = tempfile::tempdir().expect("a folder");
    let package = packaged(program, folder.path());
    let engine = Engine::new(program.parent().expect("a folder"));
    let workflows = workflows(&package);
    for WorkflowSpec { template, .. } in &workflows {
        let template = template.clone().unwrap_or_default();
        let name = template.id.unwrap_or_default().name;
        let variables = template.interface.unwrap_or_default().inputs.unwrap_or_default().variables;
        let values = variables
            .into_iter()
            .map(|(name, variable)| (name, sample(&variable.r#type.expect("a type"), folder.path())));
        let inputs = LiteralMap { literals: values.collect() };
        let run = engine.run(&package, &name, &inputs);
        let there = resolved(run.outputs(), &|uri| run.path(uri));
        let here = resolved(local(program, &name, &inputs, folder.path()), &|uri| uri.into());
        // The bytes, since floats have values that equal others or not even themselves.
        let equal = there.encode_to_vec() == here.encode_to_vec();
        assert!(equal, "{name}: there {}, here {}", there.to_json(), here.to_json());
    }
    workflows.len()
}

fn workflows(package: &Path) -> Vec<WorkflowSpec> {
    let files = Package::read(package).expect("an archive").files;
    let specs = files.iter().filter(|(name, _)| name.ends_with("_2.pb"));
    specs.map(|(_, bytes)| WorkflowSpec::decode(&**bytes).expect("a workflow")).collect()
}

fn local(program: &Path, workflow: &str, inputs: &LiteralMap, folder: &Path) -> LiteralMap {
    let path = folder.join("inputs.pb");
    fs::write(&path, inputs.encode_to_vec()).expect("a file");
    let path = path.to_str().expect("a path in Unicode");
    let outputs = program::output(program, &["run", workflow, "--inputs", path, "--set-output", "pb"]);
    LiteralMap::decode(&*outputs).expect("a map of literals")
}
