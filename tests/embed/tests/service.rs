//! A program that lists, draws, runs and packages the tasks of a library, as a service does.

use aileron::embed::{Entity, EntityKind, Program};
use aileron::idl::admin::TaskSpec;
use aileron::idl::prost::Message;
use aileron::serde_json::json;
use std::error::Error;
// The linker leaves out a crate that nothing names, and its tasks with it.
use embed_tests as _;

fn program() -> Program {
    Program::load().expect("the library has tasks")
}

fn entity(name: &str) -> Entity {
    program().find(name).expect(name)
}

#[test]
fn it_lists_what_the_library_has() {
    let program = program();
    let listed: Vec<_> = program.entities().map(|entity| (entity.kind(), entity.name())).collect();
    assert_eq!(
        listed,
        [
            (EntityKind::Workflow, "embed_tests.asked"),
            (EntityKind::LaunchPlan, "embed_tests.daily"),
            (EntityKind::Task, "embed_tests.distance"),
            (EntityKind::Task, "embed_tests.half"),
            (EntityKind::Workflow, "embed_tests.halfway"),
            (EntityKind::Task, "embed_tests.sum"),
        ]
    );
    assert_eq!(entity("daily").schedule().as_deref(), Some("0 6 * * *"));
    assert_eq!(entity("distance").image(), Some("{{.image.geo.fqn}}:{{.image.default.version}}"));
    assert_eq!(entity("half").image(), Some("{{.image.default}}"));
    assert!(entity("half").place().contains("src/lib.rs:"));
    let error = program.find("halfwya").expect_err("no such workflow").to_string();
    assert!(error.ends_with("did you mean `embed_tests.halfway`?"), "{error}");
}

#[test]
fn it_makes_a_form_of_an_interface() {
    let halfway = entity("halfway");
    assert_eq!(halfway.doc(), "Goes half of the way.");
    let [point, metric] = &halfway.inputs()[..] else { panic!("two inputs") };
    assert!(point.is_required() && !metric.is_required());
    assert_eq!(metric.default(), Some(json!("Straight")));
    assert_eq!(metric.json_schema()["enum"], json!(["Straight", "Blocks"]));
    assert!(point.json_schema()["properties"]["x"].is_object());
    let [output] = &halfway.outputs()[..] else { panic!("one output") };
    assert_eq!((output.name(), output.type_name()), ("o0", "float".to_owned()));
}

#[test]
fn it_draws_graphs() {
    let graph = entity("halfway").graph().expect("a graph");
    assert_eq!(graph.to_json()["nodes"].as_array().map(Vec::len), Some(2));
    assert!(graph.to_dot().starts_with("digraph"));
    assert!(entity("daily").graph().expect("a launch plan has one").to_mermaid().contains("halfway"));
    let error = entity("half").graph().expect_err("a task has none").to_string();
    assert!(error.contains("is a task, and only workflows"), "{error}");
}

#[test]
fn it_runs_with_json() -> Result<(), Box<dyn Error>> {
    let point = json!({"x": 3, "y": -4});
    assert_eq!(entity("halfway").run(json!({"point": point}))?, json!({"o0": 2.5}));
    assert_eq!(entity("halfway").run(json!({"point": point, "metric": "Blocks"}))?, json!({"o0": 3.5}));
    assert_eq!(entity("daily").run(json!({}))?, json!({"o0": 3.5}));
    assert_eq!(entity("distance").run(json!({"point": point, "metric": "Blocks"}))?, json!({"o0": 7.0}));
    Ok(())
}

#[test]
fn several_runs_go_on_at_once() {
    std::thread::scope(|threads| {
        let runs: Vec<_> = (1..=8)
            .map(|x| threads.spawn(move || entity("halfway").run(json!({"point": {"x": x, "y": 0}}))))
            .collect();
        for (x, run) in (1..=8).zip(runs) {
            let outputs = run.join().expect("no panic").expect("outputs");
            assert_eq!(outputs, json!({"o0": f64::from(x) / 2.0}));
        }
    });
}

#[test]
fn it_hears_what_happens() {
    let mut heard = Vec::new();
    let call = entity("halfway").call(json!({"point": {"x": 0, "y": 0}})).jobs(1);
    let error = call.listen(|event| heard.push(event.to_string())).outputs().expect_err("nothing to halve");
    assert_eq!(heard[..4], ["planned 2", "queued n0", "started n0", "ended n0"]);
    assert_eq!(
        heard[5..],
        [
            "started n1",
            "retried n1 #0: there is nothing to halve",
            "started n1 #1",
            "failed n1 #1: there is nothing to halve",
        ]
    );
    assert_eq!((error.node(), error.task(), error.attempts()), ("n1", Some("embed_tests.half"), 2));
    assert!(error.others().is_empty() && error.source().is_some());
    assert!(error.to_string().starts_with("the task `embed_tests.half` failed at node n1"), "{error}");
}

#[test]
fn it_answers_gates() -> Result<(), Box<dyn Error>> {
    let asked = entity("asked");
    let call = || asked.call(json!({"x": 1}));
    assert_eq!(call().answer("far", true).answer("by", 2).outputs()?, json!({"o0": 1.5}));
    let error = call().answer("far", false).answer("by", 2).outputs().expect_err("rejected");
    assert_eq!((error.task(), error.message()), (None, "it was rejected"));
    let error = call().answer("far", true).outputs().expect_err("no answer");
    assert!(error.message().contains("`answer(\"by\", …)`"), "{error}");
    let error = call().answer("near", true).outputs().expect_err("no such gate");
    assert!(error.to_string().contains("there is no gate `near`"), "{error}");
    Ok(())
}

#[test]
fn it_says_what_is_wrong_with_inputs() {
    let wrong = |inputs| entity("halfway").run(inputs).expect_err("wrong inputs").to_string();
    assert_eq!(wrong(json!({})), "a value is missing for `point`");
    assert_eq!(wrong(json!([])), "the inputs are no JSON object; write `{\"NAME\": VALUE, …}`");
    let text = wrong(json!({"point": {"x": "far", "y": 0}, "metrics": "Blocks"}));
    assert!(text.contains("did you mean `metric`?") && text.contains("`point` can't be read"), "{text}");
}

#[test]
fn it_makes_specs() -> Result<(), Box<dyn Error>> {
    let program = program();
    let options = || program.specs().image("ghcr.io/acme/app:v1").image("geo=ghcr.io/acme/geo:v2");
    let specs = options().project("p").domain("d").version("v7").binary("/bin/geo").make()?;
    assert_eq!((specs.tasks.len(), specs.workflows.len(), specs.launch_plans.len()), (3, 2, 3));
    let (name, bytes) = &specs.files[0];
    assert_eq!(name, "0_embed_tests.distance_1.pb");
    assert_eq!(TaskSpec::decode(&bytes[..])?, specs.tasks[0]);
    let container = &specs.json["tasks"][0]["template"]["container"];
    assert_eq!(
        (&container["image"], &container["args"][0]),
        (&json!("ghcr.io/acme/geo:v1"), &json!("/bin/geo"))
    );
    assert_eq!(specs.json["tasks"][0]["template"]["id"]["version"], "v7");
    assert_ne!(specs.package, Vec::<u8>::new());
    let error = program.specs().image("ghcr.io/acme/app:v1").make().expect_err("no image `geo`");
    assert!(error.to_string().contains("geo"), "{error}");
    let error = options().project("no project").make().expect_err("a wrong project");
    assert!(error.to_string().starts_with("the project `no project`: "), "{error}");
    Ok(())
}
