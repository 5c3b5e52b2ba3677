//! What a server refuses, and what the client makes of it.

use super::*;
use aileron_idl::core::resources::{ResourceEntry, ResourceName};
use aileron_idl::core::{K8sPod, Literal, LiteralMap, Primitive, Scalar, literal, primitive, scalar};
use aileron_idl::google::{Struct, Value, value};

fn amounts(pairs: &[(ResourceName, &str)]) -> Vec<ResourceEntry> {
    pairs.iter().map(|(name, value)| ResourceEntry { name: (*name).into(), value: (*value).into() }).collect()
}

fn requesting(name: ResourceName, value: &str) -> TaskSpec {
    with_resources(task("a"), Resources { requests: amounts(&[(name, value)]), ..Resources::default() })
}

fn limited(name: ResourceName, request: &str, limit: &str) -> TaskSpec {
    let resources = Resources { requests: amounts(&[(name, request)]), limits: amounts(&[(name, limit)]) };
    with_resources(task("a"), resources)
}

/// A task with a change.
fn changed(change: impl FnOnce(&mut TaskTemplate)) -> TaskSpec {
    let mut spec = task("a");
    change(template(&mut spec));
    spec
}

/// A task that runs in a pod with this spec.
fn podded(spec: Option<Struct>) -> TaskSpec {
    changed(|template| template.target = Some(Target::K8sPod(K8sPod { pod_spec: spec, ..K8sPod::default() })))
}

/// Each task, with what the server says and the client adds.
fn tasks() -> Vec<(TaskSpec, &'static str, &'static str)> {
    use ResourceName::{Cpu, Gpu, Memory};
    let wrong = Value { kind: Some(value::Kind::StringValue("many".into())) };
    let wrong = Struct { fields: [("containers".to_owned(), wrong)].into() };
    vec![
        (changed(|template| template.r#type.clear()), "missing type", ""),
        (changed(|template| template.metadata = None), "missing metadata", ""),
        (changed(|template| template.interface = None), "missing typed interface", ""),
        (
            changed(|template| {
                let metadata = template.metadata.as_mut().expect("metadata");
                metadata.runtime.as_mut().expect("a runtime").version.clear();
            }),
            "missing runtime version",
            "",
        ),
        (
            {
                let mut spec = task("a");
                container(&mut spec).image.clear();
                spec
            },
            "missing image",
            "",
        ),
        (requesting(Cpu, "much"), "Parsing of CPU request failed for value much", ""),
        (limited(Cpu, "2", "1"), "Requested CPU default [2] is greater than the limit [1]", ""),
        (
            requesting(Memory, "64Gi"),
            "Requested MEMORY default [64Gi] is greater than current limit set in the platform configuration [1Gi]",
            "request less, or have the administrator raise `task_resources.limits`",
        ),
        (requesting(Gpu, "500m"), "must be a whole number, got: 500m instead", ""),
        (
            limited(Gpu, "1", "2"),
            "For extended resource 'gpu' the default value must equal the limit value",
            "",
        ),
        (
            with_resources(
                task("a"),
                Resources { limits: amounts(&[(Cpu, "1"), (Cpu, "1")]), ..Resources::default() },
            ),
            "can't specify CPU limit for task",
            "",
        ),
        (podded(None), "invalid TaskSpecification, pod tasks should specify their target as a K8sPod", ""),
        (podded(Some(wrong)), "cannot unmarshal", "the pod template has a field of a wrong type"),
        (
            {
                let mut spec = task("a");
                container(&mut spec).args.push("x".repeat(5 << 20));
                spec
            },
            "received message larger than max",
            "large constants and defaults belong into files",
        ),
    ]
}

/// The text of a refusal.
pub(super) fn refusal(entity: &Registered) -> String {
    assert!(matches!(entity.state, State::Refused { .. }), "{:?}", entity.state);
    entity.to_string()
}

#[tokio::test]
async fn a_refused_task_is_named_with_the_servers_words_and_others_are_registered() {
    let server = registering(Options::default());
    let client = client(&server).await;
    for (number, (spec, says, advice)) in tasks().into_iter().enumerate() {
        let other = format!("other{number}");
        let registration = failed(client.register(&specs([spec, task(&other)], [], [])).await);
        let said = refusal(named(&registration, "a"));
        assert!(said.starts_with("the task `a` is refused: ") && said.contains(says), "{says}: {said}");
        assert!(said.contains(advice), "{advice}: {said}");
        assert!(matches!(named(&registration, &other).state, State::New), "{registration:?}");
    }
}

#[tokio::test]
async fn a_workflow_has_a_hundred_nodes_and_no_more() {
    let server = registering(Options::default());
    let client = client(&server).await;
    let all =
        specs([task("a")], [workflow("most", "a", 100), workflow("more", "a", 101)], [plan("more", "more")]);
    let registration = failed(client.register(&all).await);
    let states = states(&registration);
    assert_eq!(states, [("a", "new"), ("most", "new"), ("more", "refused"), ("more", "not sent")]);
    let said = refusal(named(&registration, "more"));
    assert!(said.contains("exceeds limit (101 > 100); move a part of it into another workflow"), "{said}");
}

#[tokio::test]
async fn what_is_not_there_has_to_be_registered_first() {
    let server = registering(Options::default());
    let client = client(&server).await;
    let registration = failed(client.register(&specs([], [workflow("w", "far", 1)], [])).await);
    let said = refusal(named(&registration, "w"));
    assert!(said.contains("missing entity of type TASK"), "{said}");
    assert!(said.contains("register that first, or refer to a version that is there"), "{said}");
    let registration = failed(client.register(&specs([], [], [plan("p", "far")])).await);
    let said = refusal(named(&registration, "p"));
    assert!(said.starts_with("the launch plan `p` is refused: missing entity of type WORKFLOW"), "{said}");
}

#[tokio::test]
async fn a_launch_plan_with_inputs_that_nobody_takes_is_refused() {
    let server = registering(Options::default());
    let client = client(&server).await;
    let one = Scalar {
        value: Some(scalar::Value::Primitive(Primitive { value: Some(primitive::Value::Integer(1)) })),
    };
    let one = Literal { value: Some(literal::Value::Scalar(Box::new(one))), ..Literal::default() };
    let mut odd = plan("p", "w");
    let spec = odd.spec.as_mut().expect("a spec");
    spec.fixed_inputs = Some(LiteralMap { literals: [("zz".to_owned(), one)].into() });
    let registration = failed(client.register(&specs([task("a")], [workflow("w", "a", 1)], [odd])).await);
    assert_eq!(states(&registration), [("a", "new"), ("w", "new"), ("p", "refused")]);
    let said = refusal(named(&registration, "p"));
    assert!(said.contains("invalid launch plan fixed inputs, expected none but found 1"), "{said}");
}

#[tokio::test]
async fn a_project_that_is_not_there_is_told_once_with_those_that_are() {
    let server = registering(Options::default().with("--project", "etl").with("--project", "ml"));
    let client = client(&server).await;
    let all = specs((0..50).map(|number| task(&format!("t{number}"))), [], []);
    let registration = failed(client.register(&all).await);
    let refused: Vec<&Registered> =
        registration.entities.iter().filter(|entity| matches!(entity.state, State::Refused { .. })).collect();
    assert_eq!(refused.len(), 1, "{registration:?}");
    let said = refusal(refused[0]);
    assert!(said.contains("project [flytesnacks] not found"), "{said}");
    assert!(said.ends_with("the server has the projects `etl` and `ml`: name one of them"), "{said}");
    assert_eq!(registration.entities.len(), 50);
}

#[tokio::test]
async fn a_domain_that_is_not_there_is_told_with_those_that_are() {
    let server = registering(Options::default());
    let client = client(&server).await;
    let mut a = task("a");
    template(&mut a).id.as_mut().expect("an id").domain = "prod".into();
    let registration = failed(client.register(&specs([a], [], [])).await);
    let said = refusal(named(&registration, "a"));
    assert!(
        said.contains("domain [prod] is unrecognized by system; the server has the domains `development`"),
        "{said}"
    );
}
