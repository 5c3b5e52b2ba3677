//! Workflows and launch plans that a server refuses, and what the client makes of it.

use super::refusals::refusal;
use super::*;
use aileron_idl::admin::schedule::ScheduleExpression;
use aileron_idl::admin::{CronSchedule, LaunchPlanMetadata, Schedule};
use aileron_idl::core::literal_type::Type;
use aileron_idl::core::parameter::Behavior;
use aileron_idl::core::{
    Binding, BindingData, Literal, LiteralMap, LiteralType, OutputReference, Parameter, ParameterMap,
    Primitive, Scalar, SimpleType, Variable, VariableMap, binding_data, literal, primitive, scalar,
};

fn simple(ty: SimpleType) -> LiteralType {
    LiteralType { r#type: Some(Type::Simple(ty as i32)), ..LiteralType::default() }
}

fn variable(name: &str, ty: SimpleType) -> VariableMap {
    let variable = Variable { r#type: Some(simple(ty)), ..Variable::default() };
    VariableMap { variables: [(name.to_owned(), variable)].into() }
}

fn literal(value: primitive::Value) -> Literal {
    let scalar = Scalar { value: Some(scalar::Value::Primitive(Primitive { value: Some(value) })) };
    Literal { value: Some(literal::Value::Scalar(Box::new(scalar))), ..Literal::default() }
}

fn text() -> Literal {
    literal(primitive::Value::StringValue("one".into()))
}

/// A task with the input `x` and the output `o0`, and the workflow `w` that hands its own to it.
fn taking() -> (TaskSpec, WorkflowSpec) {
    let mut one = task("a");
    let interface = template(&mut one).interface.as_mut().expect("an interface");
    interface.inputs = Some(variable("x", SimpleType::Integer));
    interface.outputs = Some(variable("o0", SimpleType::Integer));
    let mut all = workflow("w", "a", 1);
    let body = all.template.as_mut().expect("a template");
    body.interface.as_mut().expect("an interface").inputs = Some(variable("x", SimpleType::Integer));
    body.nodes[0].inputs = vec![from("", "x")];
    (one, all)
}

/// The input `x`, bound to a variable of a node; the node without a name is the workflow itself.
fn from(node: &str, var: &str) -> Binding {
    let promise = OutputReference { node_id: node.into(), var: var.into(), ..OutputReference::default() };
    let binding =
        BindingData { value: Some(binding_data::Value::Promise(promise)), ..BindingData::default() };
    Binding { var: "x".into(), binding: Some(binding) }
}

fn parameters(name: &str, behavior: Behavior, ty: SimpleType) -> ParameterMap {
    let var = Some(Variable { r#type: Some(simple(ty)), ..Variable::default() });
    let parameter = Parameter { var, behavior: Some(behavior) };
    ParameterMap { parameters: [(name.to_owned(), parameter)].into() }
}

/// A schedule by a cron expression, whose time goes to this input.
fn scheduled(expression: &str, kickoff: &str) -> LaunchPlanMetadata {
    let cron = CronSchedule { schedule: expression.into(), ..CronSchedule::default() };
    let schedule = Schedule {
        kickoff_time_input_arg: kickoff.into(),
        schedule_expression: Some(ScheduleExpression::CronSchedule(cron)),
    };
    LaunchPlanMetadata { schedule: Some(schedule), ..LaunchPlanMetadata::default() }
}

/// A launch plan of the workflow with a change.
fn planned(change: impl FnOnce(&mut aileron_idl::admin::LaunchPlanSpec)) -> LaunchPlan {
    let mut plan = plan("p", "w");
    let spec = plan.spec.as_mut().expect("a spec");
    spec.default_inputs = Some(parameters("x", Behavior::Required(true), SimpleType::Integer));
    change(spec);
    plan
}

/// Without an open input, at these times.
fn at(expression: &str) -> LaunchPlan {
    kicked_off(expression, "")
}

/// The same, whose time goes to this input.
fn kicked_off(expression: &str, kickoff: &str) -> LaunchPlan {
    planned(|spec| {
        let one = literal(primitive::Value::Integer(1));
        spec.default_inputs = Some(parameters("x", Behavior::Default(one), SimpleType::Integer));
        spec.entity_metadata = Some(scheduled(expression, kickoff));
    })
}

fn fixed(name: &str, value: Literal) -> LaunchPlan {
    planned(|spec| spec.fixed_inputs = Some(LiteralMap { literals: [(name.to_owned(), value)].into() }))
}

/// Each launch plan, with what the server says.
fn plans() -> Vec<(LaunchPlan, &'static str)> {
    let default = |name: &str, ty| {
        let behavior = Behavior::Default(text());
        planned(|spec| spec.default_inputs = Some(parameters(name, behavior, ty)))
    };
    vec![
        (fixed("x", text()), "invalid fixed_input wrong type x, expected simple:INTEGER, got simple:STRING"),
        (fixed("zz", text()), "unexpected fixed_input zz"),
        // The server has the words the wrong way round.
        (
            default("x", SimpleType::String),
            "invalid default_input wrong type x, expected simple:STRING, got simple:INTEGER",
        ),
        (default("zz", SimpleType::String), "unexpected default_input zz"),
        (
            planned(|spec| spec.entity_metadata = Some(scheduled("@daily", ""))),
            "Cannot create a launch plan with a schedule if there is an unbound required input. [x] is required",
        ),
        (
            planned(|spec| spec.entity_metadata = Some(scheduled("@daily", "y"))),
            "Cannot create a launch plan with a schedule if there is an unbound required input. [x] is required",
        ),
        (
            planned(|spec| spec.entity_metadata = Some(scheduled("@daily", "x"))),
            "KickoffTimeInputArg must reference a datetime input. [x] is a [simple:INTEGER]",
        ),
        (kicked_off("@daily", "y"), "a KickoffTimeInputArg that does not point to a free input"),
        (at("not a cron"), "Invalid cron expression: expected exactly 5 fields, found 3: [not a cron]"),
        (at("61 * * * *"), "Invalid cron expression: end of range (61) above maximum (59): 61"),
        (at("@nightly"), "Invalid cron expression: unrecognized descriptor: @nightly"),
        (at("TZ=Mars/Base 0 0 * * *"), "provided bad location Mars/Base"),
    ]
}

#[tokio::test]
async fn a_refused_launch_plan_is_named_with_the_servers_words() {
    let server = registering(Options::default());
    let client = client(&server).await;
    for (plan, says) in plans() {
        let (task, workflow) = taking();
        let registration = failed(client.register(&specs([task], [workflow], [plan])).await);
        let said = refusal(named(&registration, "p"));
        assert!(
            said.starts_with("the launch plan `p` is refused: ") && said.contains(says),
            "{says}: {said}"
        );
    }
}

/// What makes a workflow a wrong one.
type Change = fn(&mut WorkflowSpec);

#[tokio::test]
async fn a_workflow_that_does_not_compile_is_named_with_the_servers_words() {
    let server = registering(Options::default());
    let client = client(&server).await;
    let changes: [(Change, &str); 4] = [
        (|workflow| nodes(workflow)[0].inputs.clear(), "Code: ParameterNotBound, Node Id: n0"),
        (|workflow| nodes(workflow)[0].inputs = vec![from("n7", "o0")], "n7"),
        (|workflow| nodes(workflow)[0].inputs = vec![from("n0", "o0")], "Code: UnreachableNodes"),
        (|workflow| nodes(workflow).clear(), "Code: NoNodesFound"),
    ];
    for (change, says) in changes {
        let (task, mut workflow) = taking();
        change(&mut workflow);
        let registration = failed(client.register(&specs([task], [workflow], [])).await);
        let said = refusal(named(&registration, "w"));
        assert!(said.starts_with("the workflow `w` is refused: failed to compile workflow"), "{said}");
        assert!(said.contains(says), "{says}: {said}");
    }
}

fn nodes(workflow: &mut WorkflowSpec) -> &mut Vec<aileron_idl::core::Node> {
    &mut workflow.template.as_mut().expect("a template").nodes
}
