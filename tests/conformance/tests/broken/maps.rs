//! What Flyte can't map, which is why `map` refuses it: each test maps a target that runs by itself.

use super::sample::{Sample, identifier, promise, task_node};
use super::{BTreeSet, judged};
use aileron_conformance::package::Package;
use aileron_idl::admin::WorkflowSpec;
use aileron_idl::core::node::Target;
use aileron_idl::core::workflow_node::Reference;
use aileron_idl::core::{
    ArrayNode, Binding, BindingData, BindingDataCollection, Node, Primitive, ResourceType, Scalar, Sql,
    TaskTemplate, WorkflowNode, binding_data, primitive, scalar, task_template,
};
use aileron_idl::google::BoolValue;
use aileron_idl::prost::Message;

/// Flyte's container of an element would get one integer; the compiler wants the task to take and give lists. The task of a
/// reference, a raw container and a query are registered as they are, so none of them does.
#[test]
fn a_task_without_lists() {
    assert_refused("task", "MismatchingBindings", &double(), |_| {});
}

#[test]
fn a_query() {
    assert_refused("query", "MismatchingBindings", &double(), |task| {
        let query = Sql { statement: "SELECT {{.inputs.x}}".to_owned(), ..Sql::default() };
        task.target = Some(task_template::Target::Sql(query));
    });
}

#[test]
fn a_launch_plan() {
    let plan = Reference::LaunchplanRef(identifier(ResourceType::LaunchPlan, "pipeline"));
    assert_refused("plan", "MismatchingBindings", &workflow_node(plan), |_| {});
}

#[test]
fn a_workflow() {
    let workflow = Reference::SubWorkflowRef(identifier(ResourceType::Workflow, "pipeline"));
    assert_refused("workflow", "WorkflowReferenceNotFound", &workflow_node(workflow), |_| {});
}

/// Flyte refuses a workflow that maps `target`, with this code at the node of the map, whether or not the node says that the
/// interface of its target has no lists.
fn assert_refused(name: &str, code: &str, target: &Node, change: impl Fn(&mut TaskTemplate)) {
    for is_original in [false, true] {
        let mut sample = Sample::good();
        change(&mut sample.double);
        let package = mapping(sample, target.clone(), is_original);
        let report = judged(&format!("map-{name}-{is_original}"), &package);
        assert_eq!(report.findings(), BTreeSet::from([("compile", code, "n0")]), "{is_original} {report:#?}");
    }
}

/// The sample, and a workflow whose one node maps `target` over two integers or texts.
fn mapping(sample: Sample, target: Node, is_original: bool) -> Package {
    let mut mapping = sample.pipeline.clone();
    mapping.id = Some(identifier(ResourceType::Workflow, "mapping"));
    mapping.outputs = vec![promise("o0", "n1", "o0")];
    let map = Node {
        id: "n0".to_owned(),
        inputs: target.inputs.clone(),
        target: Some(Target::ArrayNode(Box::new(ArrayNode {
            node: Some(Box::new(target)),
            is_original_sub_node_interface: Some(BoolValue { value: is_original }),
            ..ArrayNode::default()
        }))),
        ..Node::default()
    };
    mapping.nodes = vec![map, task_node("n1", "count", vec![promise("text", "", "text")])];
    let spec = WorkflowSpec { template: Some(mapping), ..WorkflowSpec::default() };
    let mut package = sample.package();
    package.files.push(("4_mapping_2.pb".to_owned(), spec.encode_to_vec()));
    package
}

fn double() -> Node {
    task_node("n0", "double", vec![two("x", || primitive::Value::Integer(1))])
}

fn workflow_node(reference: Reference) -> Node {
    Node {
        id: "n0".to_owned(),
        inputs: vec![two("text", || primitive::Value::StringValue("a".to_owned()))],
        target: Some(Target::WorkflowNode(WorkflowNode { reference: Some(reference) })),
        ..Node::default()
    }
}

/// A list of two equal constants.
fn two(var: &str, value: impl Fn() -> primitive::Value) -> Binding {
    let constant = || {
        let primitive = Primitive { value: Some(value()) };
        let scalar = Scalar { value: Some(scalar::Value::Primitive(primitive)) };
        BindingData { value: Some(binding_data::Value::Scalar(scalar)), union: None }
    };
    let list = BindingDataCollection { bindings: vec![constant(), constant()] };
    let data = BindingData { value: Some(binding_data::Value::Collection(list)), union: None };
    Binding { var: var.to_owned(), binding: Some(data) }
}
