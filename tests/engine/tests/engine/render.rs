//! Checks that `render` shows what the engine passes to Kubernetes.

use super::programs::IMAGES;
use aileron_conformance::program;
use engine_tests::Run;
use serde_json::{Value, json};
use std::path::Path;

/// Replaces the prefix of a task's files, which differs from run to run.
const RAW: &str = "s3://flyte/raw/00/render-n0-0";

/// Compares each pod of a run with what the program's `render` prints for the same inputs.
#[track_caller]
pub(crate) fn assert_rendered(program: &Path, run: &Run) {
    for pod in run.pods() {
        let there = container(&pod);
        // `render` shows a first attempt.
        if find(&there["env"], "FLYTE_ATTEMPT_NUMBER") != "0" {
            continue;
        }
        let task = text(find(&there["env"], "FLYTE_INTERNAL_TASK_NAME"));
        let data = data(&pod, &there, run.execution());
        // A dynamic workflow makes the tasks of its maps, so the program knows them only there.
        if task.contains(".map_") && data.contains("/dn") {
            continue;
        }
        let (inputs, prefix) = (format!("{data}/inputs.pb"), format!("{data}/0"));
        let path = run.path(&inputs).into_os_string().into_string().expect("Unicode");
        let mut call = vec!["render", task, "--json", "--inputs", &path, "--output-prefix", &prefix];
        call.extend(["--raw-output-data-prefix", RAW, "--project", "judge", "--domain", "development"]);
        call.extend(["--version", "v1"]);
        let images: Vec<String> = IMAGES.iter().map(|(name, image)| format!("{name}={image}")).collect();
        call.extend(images.iter().flat_map(|image| ["--image", image]));
        let here: Value = serde_json::from_slice(&program::output(program, &call)).expect("JSON");
        assert_eq!(comparable(&here, &path, &inputs), comparable(&there, &path, &inputs), "{task}");
    }
}

/// The path of the pod's data: our own programs get it as an argument, and others have no node within a node.
fn data(pod: &Value, container: &Value, execution: &str) -> String {
    let told = container["args"]
        .as_array()
        .into_iter()
        .flatten()
        .find_map(|word| text(word).strip_suffix("/inputs.pb"));
    let node = text(&pod["metadata"]["labels"]["node-id"]);
    let outer = || format!("s3://flyte/metadata/propeller/judge-development-{execution}/{node}/data");
    told.map_or_else(outer, str::to_owned)
}

/// The task's container: it has the name in the pod's annotation, or else the pod's own.
fn container(pod: &Value) -> Value {
    let told = &pod["metadata"]["annotations"]["primary_container_name"];
    let name = if told.is_string() { told } else { &pod["metadata"]["name"] };
    let containers = pod["spec"]["containers"].as_array().expect("a list");
    containers.iter().find(|container| container["name"] == *name).expect("the task's container").clone()
}

/// A container without the parts that differ between executions, and without those of this installation.
fn comparable(container: &Value, path: &str, inputs: &str) -> Value {
    let words = |name: &str| -> Vec<String> {
        let words = container[name].as_array().into_iter().flatten().map(text);
        words.map(|word| raw_output(&word.replace(path, inputs))).collect()
    };
    let variables = container["env"].as_array().expect("a list").iter().filter_map(|variable| {
        let name = text(&variable["name"]);
        // The last one holds ids that the package leaves to the registration.
        let differs =
            ["FLYTE_INTERNAL_EXECUTION_ID", "FLYTE_INTERNAL_EXECUTION_WORKFLOW", "AILERON_PACKAGED"]
                .contains(&name);
        let value = if differs { "" } else { variable["value"].as_str().unwrap_or_default() };
        (!name.starts_with("FLYTE_AWS_")).then(|| format!("{name}={value}"))
    });
    json!({
        "image": container["image"],
        "command": words("command"),
        "args": words("args"),
        "env": variables.collect::<Vec<_>>(),
        "resources": container["resources"],
    })
}

/// Replaces the prefix for the files of an attempt by `RAW`.
fn raw_output(word: &str) -> String {
    let Some((before, rest)) = word.split_once("s3://flyte/raw/") else { return word.to_owned() };
    let (_, unique) = rest.split_once('/').expect("a shard and a name");
    let after = unique.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || letter == '-');
    format!("{before}{RAW}{}", raw_output(after))
}

fn find<'v>(variables: &'v Value, name: &str) -> &'v Value {
    let mut variables = variables.as_array().expect("a list").iter();
    &variables.find(|variable| variable["name"] == name).expect("a variable")["value"]
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}
