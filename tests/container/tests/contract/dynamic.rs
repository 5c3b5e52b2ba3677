//! Dynamic workflows: `futures.pb` in place of `outputs.pb`.

use crate::attempt::{Attempt, Ended};
use aileron::idl::core::binding_data::Value;
use aileron::idl::core::node::Target;
use aileron::idl::core::{DynamicJobSpec, Identifier, Node, task_node, task_template, workflow_node};
use aileron::idl::prost::Message;

/// What the packaged program says to its dynamic workflows; the project is only known at registration.
const PACKAGED: &str = r#"{"project":"","domain":"development","version":"v1","binary":"/opt/app",
    "images":{"default":"ghcr.io/acme/app:v1"},"env":[["LEVEL","\u0024high"]]}"#;

fn attempt(task: &str, x: i64) -> Attempt {
    let attempt = Attempt::of_task(task).input("x", x).env("AILERON_PACKAGED", PACKAGED);
    attempt.env("FLYTE_INTERNAL_TASK_PROJECT", "registered").env("FLYTE_INTERNAL_TASK_DOMAIN", "other")
}

fn job(ended: &Ended) -> DynamicJobSpec {
    assert_eq!(ended.status, Some(0), "{}", ended.stderr);
    assert_eq!(ended.files.keys().collect::<Vec<_>>(), ["futures.pb"], "{}", ended.stderr);
    DynamicJobSpec::decode(&*ended.files["futures.pb"]).expect("a graph")
}

/// What a node runs, and from which nodes it takes its inputs.
fn described(node: &Node) -> (String, String, Vec<String>) {
    let id = match node.target.as_ref().expect("a target") {
        Target::TaskNode(task) => match task.reference.as_ref() {
            Some(task_node::Reference::ReferenceId(id)) => id,
            None => panic!("no task"),
        },
        Target::WorkflowNode(workflow) => match workflow.reference.as_ref() {
            Some(workflow_node::Reference::SubWorkflowRef(id)) => id,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    let of = node.inputs.iter().filter_map(|input| match &input.binding.as_ref()?.value {
        Some(Value::Promise(promise)) => Some(promise.node_id.clone()),
        _ => None,
    });
    assert_eq!(of.clone().collect::<Vec<_>>(), node.upstream_node_ids);
    (node.id.clone(), id.name.clone(), of.collect())
}

#[test]
fn the_graph_has_all_that_flyte_needs() {
    let job = job(&attempt("grown", 2).run());
    let nodes: Vec<_> = job.nodes.iter().map(described).collect();
    let node = |id: &str, name: &str, of: &[&str]| {
        (id.to_owned(), format!("fixture.{name}"), of.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>())
    };
    let expected = [
        node("dn0", "double", &[]),
        node("dn1", "doubled", &["dn0"]),
        node("dn2", "double", &["dn1"]),
        node("dn3", "doubled", &["dn2"]),
    ];
    assert_eq!(nodes, expected);
    assert_eq!(job.min_successes, 4);
    let [output] = &job.outputs[..] else { panic!("{:?}", job.outputs) };
    let Some(Value::Promise(promise)) = output.binding.as_ref().and_then(|data| data.value.as_ref()) else {
        panic!("{output:?}")
    };
    assert_eq!((&*output.var, &*promise.node_id, &*promise.var), ("o0", "dn3", "o0"));
    let [workflow] = &job.subworkflows[..] else { panic!("{:?}", job.subworkflows) };
    assert_eq!(workflow.nodes.iter().map(|node| &*node.id).collect::<Vec<_>>(), ["n0"]);
    let [task] = &job.tasks[..] else { panic!("{:?}", job.tasks) };
    let Identifier { project, domain, name, version, .. } = task.id.clone().expect("an id");
    let id = [&*project, &domain, &name, &version];
    assert_eq!(id, ["registered", "development", "fixture.double", "v1"]);
    let Some(task_template::Target::Container(container)) = &task.target else { panic!("{task:?}") };
    assert_eq!((&*container.image, &*container.args[0]), ("ghcr.io/acme/app:v1", "/opt/app"));
    let variables: Vec<_> = container.env.iter().map(|pair| (&*pair.key, &*pair.value)).collect();
    assert_eq!(variables, [("LEVEL", "$high")]);
}

#[test]
fn a_dynamic_workflow_in_it_knows_what_this_one_knows() {
    let job = job(&attempt("grows_by_itself", 2).run());
    let [task] = &job.tasks[..] else { panic!("{:?}", job.tasks) };
    let Some(task_template::Target::Container(container)) = &task.target else { panic!("{task:?}") };
    let packaged = container.env.iter().find(|pair| pair.key == "AILERON_PACKAGED").expect("the variable");
    let again = Attempt::of_task("grown").input("x", 1_i64).env("AILERON_PACKAGED", &packaged.value).run();
    let id = self::job(&again).tasks[0].id.clone().expect("an id");
    assert_eq!([&*id.project, &id.domain, &id.version], ["registered", "development", "v1"]);
}

#[test]
fn without_calls_it_leaves_outputs() {
    assert_eq!(attempt("grown", 0).run().value::<i64>(), 0);
}

#[test]
fn errors_are_those_of_a_task() {
    let message = |task: &str, x: i64| attempt(task, x).run().error().message;
    assert!(message("grown", -1).contains("-1 is too small"));
    assert!(message("grown", 100).contains("100 is too large"));
    let helper = message("calls_what_is_no_task", 1);
    assert!(helper.contains("`fixture::halved` is neither a task nor a workflow"), "{helper}");
    let unpackaged = Attempt::of_task("grown").input("x", 1_i64).run().error().message;
    assert!(
        unpackaged.contains("the variable AILERON_PACKAGED of its container, which is not set"),
        "{unpackaged}"
    );
    let broken =
        Attempt::of_task("grown").input("x", 1_i64).env("AILERON_PACKAGED", "{}").run().error().message;
    assert!(broken.contains("the variable AILERON_PACKAGED can't be read: `images`"), "{broken}");
}
