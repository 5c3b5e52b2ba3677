//! Checks that the judge refuses: each test breaks a package that Flyte accepts in one way.

mod maps;
mod sample;

use std::collections::BTreeSet;
use std::path::Path;

use aileron_conformance::judge;
use aileron_conformance::package::Package;
use aileron_idl::core::resources::{ResourceEntry, ResourceName};
use aileron_idl::core::{ResourceType, Resources};
use sample::{Sample, identifier, promise, task_node};

#[test]
fn the_sample_is_accepted() {
    judged("good", &Sample::good().package()).assert_accepted();
}

/// If two nodes have one id, Flyte drops the second one silently: the SDK itself must check this.
#[test]
fn two_nodes_with_one_id_are_not_reported() {
    let mut sample = Sample::good();
    sample.pipeline.nodes.push(task_node("n1", "count", vec![promise("text", "", "text")]));
    judged("twice", &sample.package()).assert_accepted();
}

/// A test for each way to break the package, with the whole set of `(stage, code, node)` for which it must be refused.
macro_rules! refused {
    ($($name:ident($sample:ident) $spoil:block => [$($finding:expr),+ $(,)?];)+) => {
        $(
            #[test]
            fn $name() {
                #[allow(unused_mut, reason = "not every mistake changes the sample")]
                let mut $sample = Sample::good();
                let package: Package = $spoil;
                let report = judged(stringify!($name), &package);
                assert_eq!(report.findings(), BTreeSet::from([$($finding),+]), "{report:#?}");
            }
        )+
    };
}

refused! {
    unknown_task_reference(sample) {
        sample.pipeline.nodes[1] = task_node("n1", "tripple", vec![promise("x", "n0", "o0")]);
        sample.package()
    } => [("compile", "TaskReferenceNotFound", "start-node")];

    mismatching_binding_type(sample) {
        sample.pipeline.nodes[1] = task_node("n1", "double", vec![promise("x", "", "text")]);
        sample.package()
    } => [("compile", "MismatchingTypes", "n1")];

    unbound_input(sample) {
        sample.pipeline.nodes[1].inputs.clear();
        sample.package()
    } => [("compile", "ParameterNotBound", "n1")];

    unknown_output(sample) {
        sample.pipeline.nodes[1] = task_node("n1", "double", vec![promise("x", "n0", "o7")]);
        sample.package()
    } => [("compile", "VariableNameNotFound", "n0"), ("compile", "ParameterNotBound", "n1")];

    cycle(sample) {
        sample.pipeline.nodes[0].upstream_node_ids.push("n1".to_owned());
        sample.package()
    } => [("compile", "CycleDetected", "start-node")];

    nodes_that_nothing_starts(sample) {
        sample.pipeline.nodes.push(task_node("n2", "double", vec![promise("x", "n3", "o0")]));
        sample.pipeline.nodes.push(task_node("n3", "double", vec![promise("x", "n2", "o0")]));
        sample.package()
    } => [("compile", "UnreachableNodes", "start-node")];

    no_nodes(sample) {
        sample.pipeline.nodes.clear();
        sample.pipeline.outputs.clear();
        sample.package()
    } => [("compile", "NoNodesFound", "pipeline")];

    unparsable_quantity(sample) {
        sample.container().resources = Some(Resources { requests: vec![cpu("many")], limits: vec![] });
        sample.package()
    } => [("admin", "BadQuantity", "requests"), ("compile", "UnrecognizedValue", "resources.CPU")];

    request_over_limit(sample) {
        sample.container().resources = Some(Resources { requests: vec![cpu("2")], limits: vec![cpu("1")] });
        sample.package()
    } => [("admin", "RequestLimit", "resources")];

    missing_image(sample) {
        sample.container().image.clear();
        sample.package()
    } => [("admin", "MissingArgument", "container"), ("compile", "ValueRequired", "container")];

    missing_launch_plan_closure(sample) {
        sample.plan.closure = None;
        sample.package()
    } => [("package", "ClosureMissing", "")];

    launch_plan_of_another_kind(sample) {
        sample.plan.id = Some(identifier(ResourceType::Task, "pipeline"));
        sample.package()
    } => [("admin", "WrongResourceType", "id")];

    timeout_of_a_node_out_of_range(sample) {
        let metadata = sample.pipeline.nodes[0].metadata.as_mut().unwrap();
        metadata.timeout = Some(aileron_idl::google::Duration { seconds: i64::MAX, nanos: 0 });
        sample.package()
    } => [("crd", "SyntaxError", "n0"), ("crd", "WorkflowBuildError", "")];

    unexpected_file(sample) {
        let mut package = sample.package();
        package.files.push(("README.md".to_owned(), b"hello".to_vec()));
        package
    } => [("package", "UnexpectedFile", "README.md")];

    garbage(sample) {
        let mut package = sample.package();
        package.files[0].1 = vec![0xff; 40];
        package
    } => [("package", "Unparsable", "0_count_1.pb"), ("compile", "TaskReferenceNotFound", "start-node")];

    registered_in_the_wrong_order(sample) {
        let mut package = sample.package();
        package.files[1].0 = "4_double_1.pb".to_owned();
        package
    } => [("package", "RegisteredLater", "2_pipeline_2.pb")];
}

fn cpu(quantity: &str) -> ResourceEntry {
    ResourceEntry { name: ResourceName::Cpu as i32, value: quantity.to_owned() }
}

fn judged(name: &str, package: &Package) -> judge::Report {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("broken-{name}.tgz"));
    package.write(&path).unwrap();
    judge::compile(&path)
}
