//! Pods of tasks: whether Kubernetes' own types read them, and the names of their containers (flytepropeller
//! `pkg/compiler/task_compiler.go`).

use super::code::{flyte, own};
use super::finding::Mistake;
use super::quantity;
use aileron_idl::ToJson;
use aileron_idl::core::{K8sPod, TaskTemplate};
use serde_json::Value;

/// The key by which a task names the container that runs it (flyteplugins `flytek8s/k8s_resource_adds.go`).
const PRIMARY: &str = "primary_container_name";

/// The type of tasks all of whose containers must end, so that none of them is the primary one.
const RAW: &str = "raw-container";

pub(super) fn check(pod: &K8sPod, task: &TaskTemplate, mistakes: &mut Vec<Mistake>) {
    let spec = pod.pod_spec.as_ref().map(ToJson::to_json);
    let Some(wrong) = spec.as_ref().map(misread) else {
        let message = "the task's pod has no spec, so there is nothing to start; write one with a container";
        mistakes.push(Mistake::flyte(flyte::INVALID_VALUE, "root", message.to_owned()));
        return;
    };
    if let Some(wrong) = wrong {
        let message = format!("Kubernetes can't read the task's pod: {wrong}; write what its API says");
        mistakes.push(Mistake::flyte(flyte::INVALID_VALUE, "root", message));
        return;
    }
    let containers = spec.as_ref().and_then(|spec| member(spec, "containers")).and_then(Value::as_array);
    let name = |container| member(container, "name").and_then(Value::as_str).unwrap_or_default();
    let names: Vec<&str> = containers.into_iter().flatten().map(name).collect();
    for name in &names {
        if let Err(problem) = aileron_grammar::name::container(name) {
            let message = format!("a container of the task's pod is named `{name}`: {problem}");
            mistakes.push(Mistake::flyte(flyte::INVALID_VALUE, "root", message));
        }
    }
    if task.r#type != RAW {
        let message = match task.config.get(PRIMARY) {
            None => "nothing says which container of the pod runs the task",
            Some(primary) if !names.contains(&primary.as_str()) => {
                "the pod has no container of the name that should run the task"
            }
            Some(_) => return,
        };
        let message = format!(
            "{message}, and Flyte fails at the launch; write the container's name as `{PRIMARY}` in the task's `config`"
        );
        mistakes.push(Mistake::own(own::PRIMARY_CONTAINER, "k8s_pod", message));
    }
}

/// A member, whatever the case of its name: Go's JSON does not mind.
fn member<'v>(object: &'v Value, name: &str) -> Option<&'v Value> {
    let object = object.as_object()?;
    object
        .get(name)
        .or_else(|| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}

/// What a member of Kubernetes' types is.
#[derive(Clone, Copy)]
enum Shape {
    Text,
    Bool,
    Whole,
    Quantities,
    Texts,
    /// Names with texts.
    Labels,
    List(&'static [(&'static str, Shape)]),
    Object(&'static [(&'static str, Shape)]),
}

const RESOURCES: &[(&str, Shape)] = &[("limits", Shape::Quantities), ("requests", Shape::Quantities)];

const CONTAINER: &[(&str, Shape)] = &[
    ("name", Shape::Text),
    ("image", Shape::Text),
    ("command", Shape::Texts),
    ("args", Shape::Texts),
    ("workingDir", Shape::Text),
    ("imagePullPolicy", Shape::Text),
    ("terminationMessagePath", Shape::Text),
    ("terminationMessagePolicy", Shape::Text),
    ("stdin", Shape::Bool),
    ("tty", Shape::Bool),
    ("env", Shape::List(&[("name", Shape::Text), ("value", Shape::Text), ("valueFrom", Shape::Object(&[]))])),
    (
        "ports",
        Shape::List(&[("name", Shape::Text), ("containerPort", Shape::Whole), ("hostPort", Shape::Whole)]),
    ),
    (
        "volumeMounts",
        Shape::List(&[
            ("name", Shape::Text),
            ("mountPath", Shape::Text),
            ("readOnly", Shape::Bool),
            ("subPath", Shape::Text),
        ]),
    ),
    ("resources", Shape::Object(RESOURCES)),
    ("securityContext", Shape::Object(&[("privileged", Shape::Bool), ("runAsUser", Shape::Whole)])),
];

const POD: &[(&str, Shape)] = &[
    ("containers", Shape::List(CONTAINER)),
    ("initContainers", Shape::List(CONTAINER)),
    ("volumes", Shape::List(&[("name", Shape::Text)])),
    (
        "tolerations",
        Shape::List(&[
            ("key", Shape::Text),
            ("operator", Shape::Text),
            ("value", Shape::Text),
            ("effect", Shape::Text),
            ("tolerationSeconds", Shape::Whole),
        ]),
    ),
    ("imagePullSecrets", Shape::List(&[("name", Shape::Text)])),
    ("nodeSelector", Shape::Labels),
    ("affinity", Shape::Object(&[])),
    ("securityContext", Shape::Object(&[("runAsUser", Shape::Whole), ("fsGroup", Shape::Whole)])),
    ("restartPolicy", Shape::Text),
    ("dnsPolicy", Shape::Text),
    ("serviceAccountName", Shape::Text),
    ("schedulerName", Shape::Text),
    ("priorityClassName", Shape::Text),
    ("runtimeClassName", Shape::Text),
    ("nodeName", Shape::Text),
    ("hostname", Shape::Text),
    ("subdomain", Shape::Text),
    ("hostNetwork", Shape::Bool),
    ("hostPID", Shape::Bool),
    ("hostIPC", Shape::Bool),
    ("automountServiceAccountToken", Shape::Bool),
    ("shareProcessNamespace", Shape::Bool),
    ("activeDeadlineSeconds", Shape::Whole),
    ("terminationGracePeriodSeconds", Shape::Whole),
    ("priority", Shape::Whole),
];

/// What in a pod's spec Kubernetes' types don't read. Members that are not known here are not looked at.
fn misread(spec: &Value) -> Option<String> {
    members(spec, POD, "")
}

fn members(value: &Value, shapes: &[(&str, Shape)], path: &str) -> Option<String> {
    let Value::Object(object) = value else { return Some(expected(path, "an object")) };
    object.iter().filter(|(_, value)| !value.is_null()).find_map(|(key, value)| {
        let (name, shape) = shapes.iter().find(|(name, _)| name.eq_ignore_ascii_case(key))?;
        let path = if path.is_empty() { (*name).to_owned() } else { format!("{path}.{name}") };
        wrong(value, *shape, &path)
    })
}

fn wrong(value: &Value, shape: Shape, path: &str) -> Option<String> {
    let is_text = |value: &Value| value.is_string() || value.is_null();
    match shape {
        Shape::Text => (!value.is_string()).then(|| expected(path, "a text")),
        Shape::Bool => (!value.is_boolean()).then(|| expected(path, "true or false")),
        Shape::Whole => (!value.as_f64().is_some_and(|number| number.fract() == 0.0))
            .then(|| expected(path, "a whole number")),
        Shape::Texts => (!value.as_array().is_some_and(|list| list.iter().all(is_text)))
            .then(|| expected(path, "a list of texts")),
        Shape::Labels => (!value.as_object().is_some_and(|labels| labels.values().all(is_text)))
            .then(|| expected(path, "names with texts")),
        Shape::Quantities => {
            let is_quantity = |value: &Value| match value {
                Value::String(text) => quantity::is_read(text.trim()),
                Value::Number(number) => quantity::is_read(&number.to_string()),
                value => value.is_null(),
            };
            (!value.as_object().is_some_and(|all| all.values().all(is_quantity)))
                .then(|| expected(path, "resources with quantities, such as `500m` or `1Gi`"))
        }
        Shape::List(shapes) => match value {
            Value::Array(items) => {
                items.iter().filter(|item| !item.is_null()).find_map(|item| members(item, shapes, path))
            }
            _ => Some(expected(path, "a list")),
        },
        Shape::Object(shapes) => members(value, shapes, path),
    }
}

fn expected(path: &str, what: &str) -> String {
    format!("`{path}` has to be {what}")
}
