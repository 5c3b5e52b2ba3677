//! What Flyte lets through or crashes on, and `check` refuses with a code of its own.

use crate::slice::{Slice, workflow_name};
use crate::{CRASHES, PACKAGES, ours, scratch, theirs};
use aileron_conformance::package::Package;
use aileron_idl::core::binding_data::Value;
use aileron_idl::core::boolean_expression::Expr;
use aileron_idl::core::comparison_expression::Operator;
use aileron_idl::core::gate_node::Condition;
use aileron_idl::core::node::Target;
use aileron_idl::core::resources::{ResourceEntry, ResourceName};
use aileron_idl::core::{
    Node, Operand, PromiseAttribute, Resources, Scalar, WorkflowNode, operand, promise_attribute,
    task_template, workflow_node,
};
use aileron_idl::google::Duration;

/// The slice of a workflow of `constructs` or `mirror`.
fn workflow(name: &str) -> Slice {
    let slices = PACKAGES[..2].iter().flat_map(|path| Slice::whole(&Package::read(path).unwrap()).each());
    let mut found = slices.filter(|slice| workflow_name(&slice.workflows[0]) == name);
    found.next().unwrap_or_else(|| panic!("no workflow {name}"))
}

fn node(slice: &mut Slice, mut spoil: impl FnMut(&mut Node) -> bool) {
    let mut is_done = false;
    slice.nodes(&mut |node| is_done = is_done || spoil(node));
    assert!(is_done, "there is nothing to spoil");
}

/// A test for each mistake: Flyte has nothing against it, and ours is this one code.
macro_rules! accepted {
    ($($name:ident($sample:ident = $of:literal) $spoil:block => $code:literal;)+) => {
        $(
            #[test]
            fn $name() {
                let mut $sample = workflow($of);
                $spoil
                let path = scratch(concat!(stringify!($name), ".tgz"));
                $sample.package().write(&path).unwrap();
                let (answer, words) = ours(&path);
                let (flyte, _) = theirs(&path);
                assert_eq!(answer, flyte, "{words:#}");
                let found = words["findings"].as_array().unwrap();
                let codes: std::collections::BTreeSet<_> = found.iter().map(|it| it["code"].as_str().unwrap()).collect();
                assert_eq!(codes, [$code].into(), "{words:#}");
                assert_eq!(flyte.flyte.is_empty() && flyte.crashes.is_empty(), !CRASHES.contains(&$code));
            }
        )+
    };
}

accepted! {
    an_unknown_upstream_node(slice = "constructs.deeper") {
        node(&mut slice, |node| {
            node.upstream_node_ids.push("n77".to_owned());
            true
        });
    } => "UnknownUpstreamNode";

    two_nodes_with_one_id(slice = "constructs.deeper") {
        let nodes = &mut slice.workflows[0].template.as_mut().unwrap().nodes;
        nodes.push(nodes[0].clone());
    } => "DuplicateNodeId";

    the_id_of_a_failure_node_is_taken(slice = "constructs.guarded") {
        let template = slice.workflows[0].template.as_mut().unwrap();
        template.failure_node.as_mut().unwrap().id = template.nodes[0].id.clone();
    } => "FailureNodeIdTaken";

    booleans_are_ordered(slice = "constructs.branches") {
        node(&mut slice, |node| comparisons(node, &mut |operator, sides| {
            let is_boolean = sides.iter().any(|side| side.as_ref().is_some_and(is_boolean));
            if is_boolean {
                *operator = Operator::Lt as i32;
            }
            is_boolean
        }));
    } => "UncomparableOperands";

    two_constants_are_compared(slice = "constructs.branches") {
        node(&mut slice, |node| comparisons(node, &mut |_, [left, right]| {
            left.clone_from(right);
            true
        }));
    } => "ConstantCondition";

    a_part_of_a_number(slice = "constructs.deeper") {
        node(&mut slice, |node| {
            let Some(Value::Promise(promise)) = node.inputs[0].binding.as_mut().and_then(|it| it.value.as_mut()) else {
                return false;
            };
            promise.attr_path.push(PromiseAttribute { value: Some(promise_attribute::Value::IntValue(0)) });
            true
        });
    } => "NoSuchPart";

    a_negative_timeout(slice = "constructs.deeper") {
        node(&mut slice, |node| {
            node.metadata.as_mut().unwrap().timeout = Some(Duration { seconds: -1, nanos: 0 });
            true
        });
    } => "NegativeTimeout";

    a_request_over_its_limit(slice = "constructs.guarded") {
        node(&mut slice, |node| {
            let Some(Target::TaskNode(task)) = &mut node.target else { return false };
            let cpu = |value: &str| vec![ResourceEntry { name: ResourceName::Cpu as i32, value: value.to_owned() }];
            let overrides = task.overrides.get_or_insert_default();
            overrides.resources = Some(Resources { requests: cpu("2"), limits: cpu("500m") });
            true
        });
    } => "RequestLimit";

    a_sleep_without_a_duration(slice = "constructs.gates") {
        node(&mut slice, |node| {
            let Some(Target::GateNode(gate)) = &mut node.target else { return false };
            let Some(Condition::Sleep(sleep)) = &mut gate.condition else { return false };
            sleep.duration.take().is_some()
        });
    } => "SleepWithoutDuration";

    a_signal_without_an_id(slice = "constructs.gates") {
        node(&mut slice, |node| {
            let Some(Target::GateNode(gate)) = &mut node.target else { return false };
            let Some(Condition::Signal(signal)) = &mut gate.condition else { return false };
            signal.signal_id.clear();
            true
        });
    } => "GateWithoutSignalId";

    an_output_that_no_node_can_name(slice = "constructs.inner") {
        for task in &mut slice.tasks {
            let outputs = task.template.as_mut().unwrap().interface.as_mut().unwrap().outputs.as_mut().unwrap();
            let spare = outputs.variables["o0"].clone();
            outputs.variables.insert("-spare".to_owned(), spare);
        }
    } => "BadVariableName";

    a_constant_without_a_value(slice = "constructs.deeper") {
        node(&mut slice, |node| {
            node.inputs[0].binding.as_mut().unwrap().value = Some(Value::Scalar(Scalar::default()));
            true
        });
    } => "CompilerCrashes";

    a_workflow_in_itself(slice = "constructs.deeper") {
        let inner = &mut slice.workflows[0].sub_workflows[0];
        let reference = workflow_node::Reference::SubWorkflowRef(inner.id.clone().unwrap());
        inner.nodes[0].target = Some(Target::WorkflowNode(WorkflowNode { reference: Some(reference) }));
    } => "RecursiveWorkflow";
}

/// An empty duration is one, unlike none.
#[test]
fn a_sleep_for_no_time_is_right() {
    let mut slice = workflow("constructs.gates");
    node(&mut slice, |node| {
        let Some(Target::GateNode(gate)) = &mut node.target else { return false };
        let Some(Condition::Sleep(sleep)) = &mut gate.condition else { return false };
        sleep.duration = Some(Duration::default());
        true
    });
    let path = scratch("a_sleep_for_no_time.tgz");
    slice.package().write(&path).unwrap();
    let (_, words) = ours(&path);
    assert_eq!(words["ok"], true, "{words:#}");
}

#[test]
fn a_pod_names_its_primary_container() {
    let mut slice = Slice::whole(&Package::read(&PACKAGES[0]).unwrap());
    slice.workflows.clear();
    slice.plans.clear();
    slice.tasks.retain(|task| {
        matches!(task.template.as_ref().unwrap().target, Some(task_template::Target::K8sPod(_)))
    });
    slice.tasks.truncate(1);
    slice.tasks[0].template.as_mut().unwrap().config.clear();
    let path = scratch("a_pod_names_its_primary_container.tgz");
    slice.package().write(&path).unwrap();
    let (_, words) = ours(&path);
    assert_eq!(words["findings"][0]["code"], "PrimaryContainerMissing", "{words:#}");
    assert!(theirs(&path).0.flyte.is_empty());
}

#[expect(deprecated, reason = "Flyte reads no other constant")]
fn is_boolean(operand: &Operand) -> bool {
    let Some(operand::Val::Primitive(primitive)) = &operand.val else { return false };
    matches!(primitive.value, Some(aileron_idl::core::primitive::Value::Boolean(_)))
}

/// Calls `spoil` with each comparison of a branch until it says that it is done.
fn comparisons(node: &mut Node, spoil: &mut impl FnMut(&mut i32, [&mut Option<Operand>; 2]) -> bool) -> bool {
    let Some(Target::BranchNode(branch)) = &mut node.target else { return false };
    let block = branch.if_else.as_mut().unwrap();
    let cases = block.case.iter_mut().map(|case| &mut **case).chain(&mut block.other);
    let mut open: Vec<_> = cases.filter_map(|case| case.condition.as_mut()).collect();
    while let Some(condition) = open.pop() {
        match &mut condition.expr {
            Some(Expr::Comparison(it)) => {
                if spoil(&mut it.operator, [&mut it.left_value, &mut it.right_value]) {
                    return true;
                }
            }
            Some(Expr::Conjunction(both)) => {
                let sides = both.left_expression.iter_mut().chain(&mut both.right_expression);
                open.extend(sides.map(|side| &mut **side));
            }
            None => {}
        }
    }
    false
}
