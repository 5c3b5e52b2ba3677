//! Compares the graph of each workflow with `graphs.txt`; `BLESS=1` writes that file.

use serde_json::Value;
use std::fmt::Write;
use std::process::Command;

#[test]
fn every_body_becomes_its_graph() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/graphs.txt");
    let found: Vec<String> = workflows().iter().map(|name| graph(name)).collect();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, found.join("\n")).expect("the expectations can be written");
    }
    let expected = std::fs::read_to_string(path).expect("the expectations can be read");
    let expected: Vec<&str> = expected.trim_end().split("\n\n").collect();
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found.trim_end(), *expected);
    }
    assert_eq!(found.len(), expected.len());
}

fn program(arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_workflow-tests")).args(arguments).output();
    let run = run.expect("the program starts");
    assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("the program prints UTF-8")
}

fn workflows() -> Vec<String> {
    let list = program(&["list", "--json"]);
    let list: Value = serde_json::from_str(&list).expect("`list --json` prints JSON");
    let all = list.as_array().expect("a list").iter();
    let workflows = all.filter(|entity| entity["kind"] == "workflow");
    workflows.filter_map(|entity| Some(entity["name"].as_str()?.to_owned())).collect()
}

/// A line for each node and each output.
fn graph(name: &str) -> String {
    let graph = program(&["graph", name, "--format", "json"]);
    let graph: Value = serde_json::from_str(&graph).expect("`graph --format json` prints JSON");
    let mut text = format!("{name}\n");
    block(&mut text, &graph, "  ");
    text
}

/// A line for each node and each output of a block, and the blocks of a branch below it.
fn block(text: &mut String, block: &Value, indent: &str) {
    for node in block["nodes"].as_array().into_iter().flatten() {
        let bindings = node["bindings"].as_object().into_iter().flatten();
        let bindings: Vec<String> =
            bindings.map(|(input, from)| format!("{input}: {}", binding(from))).collect();
        let entity_of = if node["map"].is_null() { "" } else { "map " };
        let each = |input: &str| match node["map"]["elements"].get(input) {
            Some(path) if path == &serde_json::json!([]) => "each of ".to_owned(),
            Some(path) => format!("{path} of each of "),
            None => String::new(),
        };
        let bindings: Vec<String> = bindings
            .iter()
            .map(|binding| {
                let (input, from) = binding.split_once(": ").unwrap_or_default();
                format!("{input}: {}{from}", each(input))
            })
            .collect();
        let entity = node["entity"].as_str().unwrap_or("if").rsplit('.').next().unwrap_or_default();
        let id = node["id"].as_str().unwrap_or_default();
        let waits = node["after"].as_array().into_iter().flatten();
        let waits: Vec<&str> = waits.filter_map(Value::as_str).collect();
        let after = if waits.is_empty() { String::new() } else { format!(" after {}", waits.join(", ")) };
        let _ = writeln!(text, "{indent}{id} = {entity_of}{entity}({}){after}", bindings.join(", "));
        let cases = node["cases"].as_array().into_iter().flatten();
        for arm in cases.chain(node.get("otherwise")) {
            let _ = writeln!(text, "{indent}  {}", arm["condition"].as_str().unwrap_or("else"));
            if let Some(fails) = arm["fails"].as_str() {
                let _ = writeln!(text, "{indent}    fails: {fails}");
            }
            self::block(text, arm, &format!("{indent}    "));
        }
    }
    for (name, output) in block["outputs"].as_object().into_iter().flatten() {
        let _ = writeln!(text, "{indent}{name} = {}", binding(output));
    }
    for output in block["outputs"].as_array().into_iter().flatten() {
        let name = output["name"].as_str().unwrap_or_default();
        let _ = writeln!(text, "{indent}{name} = {}", binding(&output["binding"]));
    }
}

fn binding(from: &Value) -> String {
    let text = |key: &str| from[key].as_str().unwrap_or_default();
    if let Some(items) = from["list"].as_array() {
        return format!("[{}]", items.iter().map(binding).collect::<Vec<_>>().join(", "));
    }
    if let Some(items) = from["map"].as_object() {
        let items = items.iter().map(|(key, item)| format!("{key}: {}", binding(item)));
        return format!("{{{}}}", items.collect::<Vec<_>>().join(", "));
    }
    let steps = from["path"].as_array().into_iter().flatten();
    let path = steps.map(|step| format!("[{step}]")).collect::<Vec<_>>().concat();
    match from.get("constant") {
        Some(constant) => constant.to_string(),
        None if from.get("input").is_some() => text("input").to_owned() + &path,
        None => format!("{}.{}{path}", text("node"), text("output")),
    }
}
