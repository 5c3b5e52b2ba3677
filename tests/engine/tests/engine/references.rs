//! The example `references` on the engine, with the Python package to which it refers.

use super::programs::{PROGRAMS, packaged};
use aileron::FlyteType;
use aileron_conformance::package::Package;
use aileron_conformance::{judge, python};
use aileron_idl::core::LiteralMap;
use engine_tests::Engine;
use std::path::{Path, PathBuf};

#[test]
fn a_workflow_in_rust_runs_what_python_registered() {
    let work = tempfile::tempdir().expect("a folder");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/references");
    let [theirs, both] = ["python.tgz", "both.tgz"].map(|name| work.path().join(name));
    let mut pyflyte = python::command("pyflyte");
    pyflyte.args(["--pkgs", "stats", "package", "--image", "ghcr.io/acme/stats:v1", "--output"]).arg(&theirs);
    let packed = pyflyte.env("PYTHONPATH", &example).current_dir(&example).output().expect("pyflyte starts");
    assert!(packed.status.success(), "{}", String::from_utf8_lossy(&packed.stderr));
    let ours = packaged(&PROGRAMS.join("references"), work.path());
    judge::compile_with(&ours, &[&theirs]).assert_accepted();
    Package::read_all(&[&theirs, &ours]).expect("archives").write(&both).expect("a file");
    let python = PathBuf::from(python::command("python").get_program());
    let engine = Engine::new(&PROGRAMS)
        .with("--bin-dir", python.parent().expect("a folder"))
        .with("--env", format!("PYTHONPATH={}", example.display()));
    let text = "1 2 4".to_owned().into_literal().expect("a literal");
    let inputs = LiteralMap { literals: [("text".to_owned(), text)].into_iter().collect() };
    let run = engine.run(&both, "references.report", &inputs);
    let mut outputs = run.outputs().literals;
    let told = String::from_literal(outputs.remove("o0").expect("an output")).expect("a text");
    assert_eq!(told, "0.25 to 1: 0.75");
}
