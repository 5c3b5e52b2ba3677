//! Pod templates in the output of the verbs.

use serde_json::{Value, json};
use std::fs;
use std::process::{Command, Output};

fn called(program: &str, folder: &tempfile::TempDir, arguments: &[&str]) -> Output {
    Command::new(program).args(arguments).current_dir(folder.path()).output().expect("a program")
}

fn rendered(task: &str, more: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("inputs.json"), r#"{"x": 3}"#).expect("a file");
    let call = [&["render", task, "--inputs", "inputs.json"], more].concat();
    let Output { status, stdout, stderr } = called(env!("CARGO_BIN_EXE_right"), &folder, &call);
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).expect("a text")
}

#[test]
fn render_shows_the_tasks_own_container() {
    let shown: Value = serde_json::from_str(&rendered("double", &["--json"])).expect("JSON");
    assert_eq!(shown["image"], "ghcr.io/acme/app:main-v1");
    let args: Vec<&str> = shown["args"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    assert_eq!(
        args[..6],
        ["/usr/local/bin/right", "execute", "--task", "right.double", "--inputs", "inputs.json"]
    );
    assert_eq!(shown["env"][0], json!({"name": "LEVEL", "value": "high"}));
    let node = json!({"name": "NODE", "valueFrom": {"fieldRef": {"fieldPath": "spec.nodeName"}}});
    assert_eq!(
        (&shown["env"][1], &shown["env"][2]["name"]),
        (&node, &json!("FLYTE_INTERNAL_EXECUTION_WORKFLOW"))
    );
    let expected = json!({"cpu": "2", "memory": "200Mi", "nvidia.com/gpu": "1"});
    assert_eq!(shown["resources"], json!({"requests": expected, "limits": expected}));
    let shown = rendered("double", &[]);
    assert!(shown.contains("\n  NODE from {\"fieldRef\":{\"fieldPath\":\"spec.nodeName\"}}\n"), "{shown}");
    let shown = rendered("triple", &[]);
    let cpu = "cpu=2 (the platform's default)";
    assert!(shown.contains(&format!("\nlimits  {cpu} memory=2Gi nvidia.com/gpu=2\n")), "{shown}");
    // Resources that the task does not request are those of the template.
    let shown = rendered("sextuple", &[]);
    assert!(
        shown.contains(&format!(
            "\nrequests  {cpu} memory=2Gi rdma/ib=1\nlimits  {cpu} memory=2Gi rdma/ib=1\n"
        )),
        "{shown}"
    );
}

/// The only task of that type in the program `right`.
fn serialized(task_type: &str) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    let Output { status, stdout, stderr } = called(env!("CARGO_BIN_EXE_right"), &folder, &["serialize"]);
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    let specs: Value = serde_json::from_slice(&stdout).expect("JSON");
    let all = specs["tasks"].as_array().expect("a list");
    all.iter().find(|task| task["template"]["type"] == task_type).expect("the task").clone()
}

#[test]
fn a_plugin_cannot_set_the_tasks_container() {
    let config = &serialized("bold")["template"]["config"];
    assert_eq!(*config, json!({"primary_container_name": "main", "mood": "mine"}));
}

#[test]
fn a_plugin_passes_a_template_to_its_service() {
    let task = serialized("cluster");
    let pod = &task["template"]["custom"];
    assert_eq!(
        (&pod["primaryContainerName"], &pod["metadata"]["labels"]),
        (&json!("main"), &json!({"team": "core"}))
    );
    let containers = &pod["podSpec"]["containers"];
    assert_eq!(containers[0], json!({"name": "neighbour"}));
    assert_eq!(containers[1]["image"], "ghcr.io/acme/app:main-v1");
    assert!(containers[1]["args"].is_null() && task["template"]["container"]["args"].is_array(), "{task}");
}

/// The error of each task of the program `wrong`.
const ERRORS: [(&str, &str); 16] = [
    ("account", "the service account's name `Reader` has upper-case letters"),
    ("arguments", "the task's container, `primary`, has its own `args`, which would be replaced"),
    (
        "dollars",
        "its container `beside`: in \"echo $(date) >> /log/$$\" `$$` reaches the program as `$`; Kubernetes takes",
    ),
    ("duplicate", "two of its containers have the name `a`, but Kubernetes requires different ones"),
    ("image", "its container `beside`: its image: "),
    ("init_container", "the task's container, `primary`, is an init container in it"),
    ("label", "there is ' ' in the label's value `two words`"),
    ("limit", "its container `beside`: its limit of `cpu`, 1, is below its request, 2"),
    (
        "limit_below_the_tasks_request",
        "its container `primary`, after the task's own `requests` and `limits` are added: its limit of `memory`, 1Gi, is below \
         its request, 2Gi",
    ),
    ("memory", "its primary container has a volume at /dev/shm"),
    ("name", "its container `A.b`: there is a `.` in the container's name `A.b`"),
    ("no_gpu", "neither it nor the task requests GPUs"),
    ("no_primary", "it has no container `mian` for the task: did you mean `main`?"),
    ("nul", "the character NUL can't be in a text"),
    ("panics", "it panicked: no template today"),
    ("unknown_image", "its container `beside`: its image `{{.image.gpu}}`: "),
];

#[test]
fn every_verb_that_makes_specs_reports_what_is_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("inputs.json"), "{}").expect("a file");
    let render = ["render", "label", "--inputs", "inputs.json"];
    for call in [&["serialize"][..], &["package"], &["serialize", "--output", "specs"], &render] {
        let Output { status, stdout, stderr } = called(env!("CARGO_BIN_EXE_wrong"), &folder, call);
        let stderr = String::from_utf8(stderr).expect("a text");
        assert_eq!((status.code(), stdout.len()), (Some(2), 0), "{call:?}: {stderr}");
        let lines: Vec<&str> =
            stderr.lines().filter(|line| line.contains(": the pod template of the task ")).collect();
        let of_call = ": the pod template of this call of the task `wrong.plain`: two of its containers have the name `a`";
        let of_calls = stderr.lines().filter(|line| line.contains(of_call)).count();
        assert_eq!(of_calls, usize::from(call != render), "{stderr}");
        // `render` makes the specs of one task only.
        let expected: Vec<_> = ERRORS.iter().filter(|(task, _)| call != render || *task == "label").collect();
        assert_eq!(lines.len(), expected.len(), "{stderr}");
        for ((task, what), line) in expected.into_iter().zip(lines) {
            let error = format!(": the pod template of the task `wrong.{task}`: {what}");
            assert!(
                line.contains(&error) && line.contains("src/bin/wrong.rs:"),
                "{line}\nshould contain {error}"
            );
        }
    }
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn a_local_run_makes_no_template() {
    let folder = tempfile::tempdir().expect("a folder");
    let Output { status, stderr, .. } = called(env!("CARGO_BIN_EXE_wrong"), &folder, &["run", "panics"]);
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
}
