//! Every workflow of the examples and of other tests has the same outputs on the engine as in a local run.

use super::programs::{PROGRAMS, among, examples, packaged};
use super::render::assert_rendered;
use aileron_conformance::package::Package;
use aileron_idl::ToJson;
use aileron_idl::admin::{TaskSpec, WorkflowSpec};
use aileron_idl::core::task_template::Target;
use aileron_idl::core::{LiteralMap, TaskNode, TaskNodeOverrides, node, task_node};
use aileron_idl::prost::Message;
use engine_tests::{Engine, resolved, sample};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// The programs that replace those in images.
const TOOLS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tools");

/// Its pods have containers of images that this machine doesn't have.
const OF_OTHER_IMAGES: &str = "mirror.pods_of_nodes";

#[test]
fn of_the_examples() {
    // The test of `references` adds what it refers to.
    let examples = examples().into_iter().filter(|name| name != "references");
    let compared = examples.map(|name| compare(&PROGRAMS.join(name))).sum::<usize>();
    assert_ne!(compared, 0);
}

#[test]
fn of_the_mirror() {
    let compared =
        compare_among(&PROGRAMS.join("mirror"), |package, folder| among(package, "mirror", None, folder));
    assert_ne!(compared, 0);
}

#[test]
fn of_every_form_of_body() {
    assert_ne!(
        compare_among(&PROGRAMS.join("workflow-tests"), |package, folder| among(
            package,
            "elsewhere",
            Some("elsewhere"),
            folder
        )),
        0
    );
}

#[test]
fn that_hand_data_on() {
    assert_eq!(compare(Path::new(env!("CARGO_BIN_EXE_handed-on"))), 3);
}

#[test]
fn of_containers_whose_data_is_loaded() {
    assert_eq!(compare(Path::new(env!("CARGO_BIN_EXE_loaded"))), 4);
}

#[test]
fn whose_graphs_are_made_at_run_time() {
    assert_eq!(compare(Path::new(env!("CARGO_BIN_EXE_unfolded"))), 5);
}

/// Runs all workflows of a program in both ways. Returns how many there are.
#[track_caller]
fn compare(program: &Path) -> usize {
    compare_among(program, |package, _| package.to_owned())
}

/// The same for a program that refers to others, which are added to its package.
#[track_caller]
fn compare_among(program: &Path, add: impl FnOnce(&Path, &Path) -> PathBuf) -> usize {
    let folder = tempfile::tempdir().expect("a folder");
    let package = packaged(program, folder.path());
    let all = add(&package, folder.path());
    let engine = Engine::new(program.parent().expect("a folder")).with("--bin-dir", TOOLS);
    let [tasks, workflows] = [1, 2].map(|kind| files(&package, kind));
    let beyond = beyond(&tasks);
    let workflows: Vec<_> =
        workflows.iter().map(|bytes| WorkflowSpec::decode(&**bytes).expect("a workflow")).collect();
    for spec in &workflows {
        let template = spec.template.clone().unwrap_or_default();
        let name = template.id.unwrap_or_default().name;
        if name == OF_OTHER_IMAGES || has_gates(spec) {
            continue;
        }
        let variables = template.interface.unwrap_or_default().inputs.unwrap_or_default().variables;
        let values = variables
            .into_iter()
            .map(|(name, variable)| (name, sample(&variable.r#type.expect("a type"), folder.path())));
        let inputs = LiteralMap { literals: values.collect() };
        let run = engine.run(&all, &name, &inputs);
        // `render` shows a task as it is, without what the setting of a node or a map changes, and as this program registers it.
        if !has_node_settings(spec) && !has_maps(spec) && !refers(spec) {
            assert_rendered(program, &run);
        }
        if called(spec).any(|task| beyond.contains(task)) {
            let message = &run.failure().unwrap_or_else(|| panic!("{name}: run by nobody")).message;
            assert!(message.contains("unable to determine Pod configuration"), "{name}: {message}");
            continue;
        }
        // The arm of a branch that is taken may have no task.
        assert!(!run.pods().is_empty() || has_branches(spec), "{name}: its tasks are pods");
        let here = local(program, &name, &inputs, folder.path());
        if let Some(failure) = run.failure() {
            assert_eq!(failure.code, "UserProvidedError", "{name}: {}", failure.message);
            let text = failure.message.trim_start_matches("[UserProvidedError] ");
            let why = here.expect_err("a local run that fails as well");
            assert!(why.contains(text), "{name}: there {text}, here {why}");
            continue;
        }
        let there = resolved(run.outputs(), &|uri| run.path(uri));
        let here = here.unwrap_or_else(|why| panic!("{name}: {why}"));
        let here = resolved(here, &|uri| uri.into());
        // Bytes are compared, since some floats are not equal to themselves.
        let equal = there.encode_to_vec() == here.encode_to_vec();
        assert!(equal, "{name}: there {}, here {}", there.to_json(), here.to_json());
    }
    workflows.len()
}

/// The tasks (1) or the workflows (2) of a package.
fn files(package: &Path, kind: u8) -> Vec<Vec<u8>> {
    let files = Package::read(package).expect("an archive").files;
    let end = format!("_{kind}.pb");
    files.into_iter().filter(|(name, _)| name.ends_with(&end)).map(|(_, bytes)| bytes).collect()
}

/// The tasks that this engine can't run, since it has no plugin for tasks without a container.
fn beyond(tasks: &[Vec<u8>]) -> BTreeSet<String> {
    let templates =
        tasks.iter().map(|bytes| TaskSpec::decode(&**bytes).expect("a task").template.unwrap_or_default());
    let beyond = templates
        .filter(|task| !matches!(task.target, Some(Target::Container(_) | Target::K8sPod(_))))
        .map(|task| task.id.unwrap_or_default().name);
    beyond.collect()
}

/// The tasks that a workflow calls.
fn called(workflow: &WorkflowSpec) -> impl Iterator<Item = &str> {
    let templates = workflow.template.iter().chain(&workflow.sub_workflows);
    templates.flat_map(|template| &template.nodes).filter_map(|node| match &node.target {
        Some(node::Target::TaskNode(TaskNode {
            reference: Some(task_node::Reference::ReferenceId(id)),
            ..
        })) => Some(&*id.name),
        _ => None,
    })
}

fn has_node_settings(workflow: &WorkflowSpec) -> bool {
    let templates = workflow.template.iter().chain(&workflow.sub_workflows);
    let mut nodes = templates.flat_map(|template| &template.nodes);
    nodes.any(|node| match &node.target {
        Some(node::Target::TaskNode(TaskNode { overrides: Some(overrides), .. })) => {
            *overrides != TaskNodeOverrides::default()
        }
        _ => false,
    })
}

/// Whether it waits for an answer or for a time; `gated` runs those.
fn has_gates(workflow: &WorkflowSpec) -> bool {
    let templates = workflow.template.iter().chain(&workflow.sub_workflows);
    let mut nodes = templates.flat_map(|template| &template.nodes);
    nodes.any(|node| matches!(node.target, Some(node::Target::GateNode(_))))
}

fn has_maps(workflow: &WorkflowSpec) -> bool {
    let templates = workflow.template.iter().chain(&workflow.sub_workflows);
    let mut nodes = templates.flat_map(|template| &template.nodes);
    nodes.any(|node| matches!(node.target, Some(node::Target::ArrayNode(_))))
}

/// Whether a node runs what is registered elsewhere.
fn refers(workflow: &WorkflowSpec) -> bool {
    let text = workflow.to_json().to_string();
    text.contains(r#""project":"far""#) || text.contains("elsewhere.")
}

fn has_branches(workflow: &WorkflowSpec) -> bool {
    let templates = workflow.template.iter().chain(&workflow.sub_workflows);
    let mut nodes = templates.flat_map(|template| &template.nodes);
    nodes.any(|node| matches!(node.target, Some(node::Target::BranchNode(_))))
}

/// The outputs of a local run, or what it prints when it fails.
fn local(program: &Path, workflow: &str, inputs: &LiteralMap, folder: &Path) -> Result<LiteralMap, String> {
    let path = folder.join("inputs.pb");
    fs::write(&path, inputs.encode_to_vec()).expect("a file");
    let programs = format!("{TOOLS}:{}", env::var("PATH").expect("a path of programs"));
    let run = Command::new(program)
        // What an earlier test has kept must not answer, and a file at a relative path stays in the folder.
        .args(["run", workflow, "--no-cache", "--no-record", "--set-output", "pb", "--inputs"])
        .arg(path)
        .current_dir(folder)
        .env_remove("RUST_BACKTRACE")
        .envs([("AILERON_CONTAINERS", "process"), ("PATH", &programs)])
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    if run.status.success() {
        Ok(LiteralMap::decode(&*run.stdout).expect("a map of literals"))
    } else {
        Err(String::from_utf8_lossy(&run.stderr).into_owned())
    }
}
