//! Each workflow with branches gives one answer as a plain function and by its graph, for each of its arms.

use aileron::idl::ToJson;
use aileron::idl::prost::Message;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use workflow_tests::cases::cases;

const PROGRAM: &str = env!("CARGO_BIN_EXE_workflow-tests");

/// Compares the graph as it runs with these flags.
fn each_arm_with(flags: &[&str]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(flags.concat());
    std::fs::create_dir_all(&folder).expect("a folder");
    for case in cases() {
        let context = format!("{} {}", case.workflow, case.inputs.to_json());
        match (case.run(Path::new(PROGRAM), flags, &folder), case.plain) {
            (Ok(graph), Ok(plain)) => {
                // Bytes are compared, since some floats are not equal to themselves.
                let equal = graph.encode_to_vec() == plain.encode_to_vec();
                assert!(equal, "{context}: {}, but {}", graph.to_json(), plain.to_json());
            }
            (Err(graph), Err(plain)) => assert!(graph.contains(&plain), "{context}: {graph}\n{plain}"),
            (graph, plain) => panic!("{context}: {graph:?}, but {plain:?}"),
        }
    }
}

#[test]
fn each_arm_gives_what_the_function_gives() {
    each_arm_with(&[]);
}

#[test]
#[cfg(unix)]
fn each_arm_gives_it_with_a_process_for_each_attempt() {
    each_arm_with(&["--processes"]);
}

#[test]
fn every_workflow_is_called() {
    let called: BTreeSet<String> = cases().into_iter().map(|case| case.workflow).collect();
    let list = Command::new(PROGRAM).args(["list", "--json"]).output().expect("the program starts");
    let list: Value = serde_json::from_slice(&list.stdout).expect("`list --json` prints JSON");
    let workflows = list.as_array().expect("a list").iter().filter(|entity| entity["kind"] == "workflow");
    let names = workflows.filter_map(|entity| Some(entity["name"].as_str()?.to_owned()));
    let of_branches: BTreeSet<String> =
        names.filter(|name| name.starts_with("workflow_tests.branches.")).collect();
    assert_eq!(called, of_branches);
}
