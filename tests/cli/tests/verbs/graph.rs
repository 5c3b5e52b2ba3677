//! The verbs `graph` and `list`, which need no images.

use crate::program::{Ended, Room};
use serde_json::{Value, json};
use std::fs;

fn app(room: &Room, arguments: &[&str]) -> Ended {
    room.run(env!("CARGO_BIN_EXE_app"), arguments, &[])
}

#[test]
fn mermaid_is_the_default_format() {
    let printed = app(&Room::new(), &["graph", "inner"]).done();
    let lines = [
        "---",
        "title: app.inner",
        "---",
        "flowchart TD",
        "    inputs([inputs])",
        "    n0[\"double\"]",
        "    n1[\"double\"]",
        "    outputs([outputs])",
        "    inputs -->|\"x\"| n0",
        "    n0 -->|\"x\"| n1",
        "    n1 -->|\"o0\"| outputs",
        "",
    ];
    assert_eq!(printed, lines.join("\n"));
}

#[test]
fn dot_marks_workflows_and_labels_edges() {
    let printed = app(&Room::new(), &["graph", "app.pipeline", "--format", "dot"]).done();
    for line in [
        "digraph \"app.pipeline\" {",
        "n2 [label=\"middle\", peripheries=2];",
        "inputs -> n1 [label=\"limit → maybe\"];",
        "n0 -> n1 [label=\"list\"];",
        "n1 -> outputs [label=\"o1\"];",
    ] {
        assert!(printed.contains(line), "{line}\n{printed}");
    }
}

#[test]
fn svg_nests_workflows_and_names_each_node() {
    let room = Room::new();
    assert_eq!(app(&room, &["graph", "pipeline", "--format", "svg", "--output", "graph.svg"]).done(), "");
    let drawing = fs::read_to_string(room.path("graph.svg")).unwrap();
    assert!(drawing.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "), "{drawing}");
    for part in [
        "aria-label=\"app.pipeline\"",
        "<g class=\"box task\" data-node=\"n0\">",
        "<g class=\"frame workflow\" data-node=\"n2\">",
        "data-node=\"n2/n0\"",
        "limit → maybe",
    ] {
        assert!(drawing.contains(part), "{part}\n{drawing}");
    }
    assert!(drawing.ends_with("</svg>\n"), "{drawing}");
}

#[test]
fn json_has_every_binding() {
    let room = Room::new();
    assert_eq!(app(&room, &["graph", "pipeline", "--format", "json", "--output", "graph.json"]).done(), "");
    let graph: Value = serde_json::from_slice(&fs::read(room.path("graph.json")).unwrap()).unwrap();
    let every = &graph["nodes"][1];
    assert_eq!((&every["kind"], &every["entity"]), (&json!("task"), &json!("app.every")));
    assert_eq!(every["upstream"], json!(["n0"]));
    let bindings = &every["bindings"];
    assert_eq!(bindings["maybe"], json!({"input": "limit"}));
    assert_eq!(bindings["list"]["list"][1], json!({"node": "n0", "output": "o0"}));
    assert_eq!(bindings["map"], json!({"constant": {"a": 1.5}}));
    assert_eq!(graph["outputs"][2]["binding"], json!({"node": "n2", "output": "o0"}));
    assert_eq!(graph["inputs"][0], json!({"name": "text", "type": "string"}));
    let edge = json!({"from": "n0", "output": "o0", "to": "n2", "input": "x"});
    assert!(graph["edges"].as_array().unwrap().contains(&edge), "{graph}");
}

#[test]
fn only_a_workflow_has_a_graph() {
    let error = app(&Room::new(), &["graph", "double"]).refused();
    assert!(error.contains("`app.double` is a task"), "{error}");
    let error = app(&Room::new(), &["graph", "pipelin"]).refused();
    assert!(error.contains("did you mean `app.pipeline`?"), "{error}");
}

#[test]
fn the_list_has_a_line_per_entity_and_its_header_is_on_stderr() {
    let ended = app(&Room::new(), &["list"]);
    assert!(ended.stderr.starts_with("KIND "), "{}", ended.stderr);
    let printed = ended.done();
    assert_eq!(printed.lines().count(), 10);
    let line = "workflow     app.pipeline  (text: string, limit: integer or none) -> \
                (o0: integer, o1: string or none, o2: integer)";
    assert!(printed.lines().any(|found| found == line), "{printed}");
    assert!(printed.lines().any(|found| found.ends_with("(o0: integer)  {{.image.gpu}}")), "{printed}");
}

#[test]
fn the_list_as_json_has_the_same_rows() {
    let list: Value = serde_json::from_str(&app(&Room::new(), &["list", "--json"]).done()).unwrap();
    let kinds = |kind: &str| list.as_array().unwrap().iter().filter(|row| row["kind"] == kind).count();
    assert_eq!([kinds("task"), kinds("workflow"), kinds("launch plan")], [4, 3, 3]);
    let double = json!({
        "kind": "task",
        "name": "app.double",
        "inputs": [{"name": "x", "type": "integer"}],
        "outputs": [{"name": "o0", "type": "integer"}],
        "image": "{{.image.gpu}}",
        "schedule": null,
    });
    assert!(list.as_array().unwrap().contains(&double), "{list}");
}
