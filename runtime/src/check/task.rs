//! Tasks (flytepropeller `pkg/compiler/task_compiler.go`), and what flyteadmin wants of them
//! (`pkg/manager/impl/validation/task_validator.go`).

use super::code::{flyte, own};
use super::finding::Mistake;
use super::{pod, quantity, variable};
use aileron_grammar::Quantity;
use aileron_idl::core::resources::{ResourceEntry, ResourceName};
use aileron_idl::core::task_template::Target;
use aileron_idl::core::{Container, Identifier, Resources, TaskTemplate, TypedInterface};

/// What is wrong with a task.
pub(super) fn check(template: Option<&TaskTemplate>) -> Vec<Mistake> {
    let nothing = TaskTemplate::default();
    let task = template.unwrap_or(&nothing);
    let mut mistakes = Vec::new();
    match &task.id {
        None => mistakes.push(Mistake::flyte(
            flyte::VALUE_REQUIRED,
            "root",
            "the task has no id, so nothing could refer to it; give it one".to_owned(),
        )),
        Some(id) => identifier(id, aileron_idl::core::ResourceType::Task as i32, "a task", &mut mistakes),
    }
    let mut lacks = |part: &str, what: &str| {
        mistakes.push(Mistake::own(
            own::MISSING_ARGUMENT,
            part,
            format!("the task has no {what}, which flyteadmin wants at the registration; set it"),
        ));
    };
    if task.r#type.is_empty() {
        lacks("type", "type");
    }
    match &task.metadata {
        None => lacks("metadata", "metadata"),
        Some(metadata) if metadata.runtime.as_ref().is_some_and(|runtime| runtime.version.is_empty()) => {
            lacks("metadata", "version of its runtime");
        }
        Some(_) => {}
    }
    if task.interface.is_none() {
        lacks("interface", "interface");
    }
    match &task.target {
        Some(Target::Container(it)) => container(it, task.interface.as_ref(), &mut mistakes),
        Some(Target::K8sPod(it)) => pod::check(it, task, &mut mistakes),
        Some(Target::Sql(_)) | None => {}
    }
    names(task.interface.as_ref(), &mut mistakes);
    mistakes
}

fn container(container: &Container, interface: Option<&TypedInterface>, mistakes: &mut Vec<Mistake>) {
    let sides = interface.map(|interface| [&interface.inputs, &interface.outputs]);
    let mut variables = sides.into_iter().flatten().flatten();
    let has_variables = variables.any(|map| !map.variables.is_empty());
    if has_variables && container.command.is_empty() && container.args.is_empty() {
        mistakes.push(Mistake::flyte(
            flyte::VALUE_REQUIRED,
            "container",
            "the container has neither a command nor arguments, so its program never learns where inputs and outputs are; write \
             arguments with `{{.input}}` and `{{.outputPrefix}}`"
                .to_owned(),
        ));
    }
    if container.image.is_empty() {
        mistakes.push(Mistake::flyte(
            flyte::VALUE_REQUIRED,
            "container",
            "the container has no image, so nothing can be started; name one".to_owned(),
        ));
    }
    if let Some(resources) = &container.resources {
        unread(resources, mistakes);
        limits(resources, "resources", mistakes);
    }
}

/// Quantities that Kubernetes does not read.
fn unread(resources: &Resources, mistakes: &mut Vec<Mistake>) {
    for entry in resources.requests.iter().chain(&resources.limits) {
        if !quantity::is_read(&entry.value) {
            let node = format!("resources.{}", name(entry));
            let message = format!(
                "`{}` is not a quantity, which Kubernetes would have to read; write one such as `500m`, `2` or `1Gi`",
                entry.value
            );
            mistakes.push(Mistake::flyte(flyte::UNRECOGNIZED_VALUE, &node, message));
        }
    }
}

/// The rules of flyteadmin for requests and limits (`pkg/manager/impl/validation/task_validator.go`).
pub(super) fn limits(resources: &Resources, at: &str, mistakes: &mut Vec<Mistake>) {
    let requests = quantities(&resources.requests, "requests", mistakes);
    let limits = quantities(&resources.limits, "limits", mistakes);
    for (resource, request) in &requests {
        let Some((_, limit)) = limits.iter().find(|(other, _)| other == resource) else { continue };
        let label = ResourceName::try_from(*resource).map_or("", |name| name.as_str_name());
        let message = if *resource == ResourceName::Gpu as i32 && request != limit {
            format!(
                "the request for {label}, {request}, is not its limit, {limit}, but GPUs can't be shared; write the same for both"
            )
        } else if request > limit {
            format!(
                "the request for {label}, {request}, exceeds its limit, {limit}, so no pod could start; raise the limit or lower \
                 the request"
            )
        } else {
            continue;
        };
        mistakes.push(Mistake::own(own::REQUEST_LIMIT, at, message));
    }
}

fn quantities(entries: &[ResourceEntry], side: &str, mistakes: &mut Vec<Mistake>) -> Vec<(i32, Quantity)> {
    let mut found: Vec<(i32, Quantity)> = Vec::new();
    for entry in entries {
        let known =
            [ResourceName::Cpu, ResourceName::Memory, ResourceName::Gpu, ResourceName::EphemeralStorage];
        if !known.iter().any(|name| *name as i32 == entry.name) {
            continue;
        }
        if found.iter().any(|(name, _)| *name == entry.name) {
            let message = format!("{} is given more than once, and only one can win; keep one", name(entry));
            mistakes.push(Mistake::own(own::DUPLICATE_RESOURCE, side, message));
        }
        let Ok(quantity) = entry.value.parse::<Quantity>() else { continue };
        if entry.name == ResourceName::Gpu as i32 && !quantity.is_whole() {
            let message = format!(
                "`{}` is no whole number of GPUs, and a container gets whole ones; write `1`",
                entry.value
            );
            mistakes.push(Mistake::own(own::BAD_QUANTITY, side, message));
        }
        found.push((entry.name, quantity));
    }
    found
}

fn name(entry: &ResourceEntry) -> String {
    ResourceName::try_from(entry.name)
        .map_or_else(|_| entry.name.to_string(), |name| name.as_str_name().to_owned())
}

/// Names of outputs that nodes could not take: Flyte reads the word in them.
pub(super) fn names(interface: Option<&TypedInterface>, mistakes: &mut Vec<Mistake>) {
    let outputs = interface.and_then(|interface| interface.outputs.as_ref());
    for name in outputs.iter().flat_map(|outputs| outputs.variables.keys()) {
        if !name.is_empty() && !variable::is_whole(name) {
            let message = format!(
                "the output `{name}` can't be taken by another node: Flyte reads only the letters, digits and `_` of a name, once; \
                 rename it"
            );
            mistakes.push(Mistake::own(own::BAD_NAME, name, message));
        }
    }
}

/// An id as flyteadmin wants it.
pub(super) fn identifier(id: &Identifier, kind: i32, what: &str, mistakes: &mut Vec<Mistake>) {
    if id.resource_type != kind {
        let message = format!(
            "its id is not that of {what}, and flyteadmin compares the kinds; set its `resource_type`"
        );
        mistakes.push(Mistake::own(own::WRONG_RESOURCE_TYPE, "id", message));
    }
    for (part, text) in
        [("project", &id.project), ("domain", &id.domain), ("name", &id.name), ("version", &id.version)]
    {
        if text.is_empty() {
            let message = format!("its id has no {part}, without which flyteadmin registers nothing; set it");
            mistakes.push(Mistake::own(own::MISSING_ARGUMENT, "id", message));
        }
    }
}
