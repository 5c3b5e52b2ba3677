//! Where a task runs: in a container, or in the pod that it has a template for.

use super::error::Violation;
use super::plugins::Products;
use super::{container, image, resources};
use crate::causes::Causes;
use crate::entity::{Entity, EntityKind, Registry, Resource, Settings};
use crate::images;
use crate::panics;
use crate::pod_template::{Hardware, PodTemplate, containers};
use aileron_grammar::{Images, Rule};
use aileron_idl::core::{Container, K8sPod, task_template::Target};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::panic::catch_unwind;

/// The templates by the names of their tasks, with the images that their containers have.
pub(super) type Pods = BTreeMap<String, PodTemplate>;

/// Makes every task's template. Gives all that is wrong with them as well, and with their images, a paragraph each.
pub(super) fn resolve(
    registry: &Registry,
    images: &Images,
    plugins: &Products<'_>,
) -> (Pods, Vec<Violation>) {
    let (mut pods, mut problems) = (Pods::new(), Vec::new());
    for (name, entity) in registry.iter() {
        let EntityKind::Task { settings, .. } = entity.kind else { continue };
        match template(name, entity, settings, plugins) {
            Ok(Some(template)) => match ready(template, entity, settings, images) {
                Ok(template) => drop(pods.insert(name.to_owned(), template)),
                Err(wrong) => problems.extend(wrong.into_iter().map(broken)),
            },
            Ok(None) => {}
            Err(wrong) => problems.extend(wrong.into_iter().map(broken)),
        }
    }
    (pods, problems)
}

/// A template that can't be used, in this paragraph.
fn broken(message: String) -> Violation {
    Violation::new(Rule::PodTemplate, message)
}

/// What is said of images without a version.
pub(super) fn untagged(pods: &Pods) -> impl Iterator<Item = String> {
    pods.iter().flat_map(|(task, template)| {
        let told = move |(name, image): (&str, &str)| {
            let whose = format!("the container `{name}` in the pod template of the task `{task}`");
            image::is_untagged(image).then(|| image::latest(image, &whose))
        };
        template.images().filter_map(told).collect::<Vec<_>>()
    })
}

/// The task's own template, as its plugin wants it.
fn template(
    name: &str,
    task: &'static Entity,
    settings: &Settings,
    plugins: &Products<'_>,
) -> Result<Option<PodTemplate>, Vec<String>> {
    let own = checked(task, settings).transpose()?;
    let Some(plugin) = settings.plugin else { return Ok(own) };
    plugin.pod_template(own, &task.plugin_task(name, settings)).map_err(|error| {
        let error = Causes(&*error).to_string();
        // One that can't even be made says so for whatever it is asked.
        if plugins.has_refused(name, &error) { Vec::new() } else { vec![problem_of(task, &error)] }
    })
}

/// The template that the task names, without mistakes; none if it names none.
///
/// # Errors
/// With every mistake, each a paragraph.
fn checked(task: &Entity, settings: &Settings) -> Option<Result<PodTemplate, Vec<String>>> {
    let make = settings.pod_template?;
    let problems = match catch_unwind(make) {
        Ok(template) => match template.check(hardware(settings)) {
            problems if problems.is_empty() => return Some(Ok(template)),
            problems => problems,
        },
        Err(payload) => vec![format!("it panicked: {}", panics::describe(&*payload))],
    };
    Some(Err(problems.iter().map(|problem| problem_of(task, problem)).collect()))
}

fn hardware(settings: &Settings) -> Hardware {
    let mut amounts = settings.requests.iter().chain(settings.limits);
    Hardware {
        shared_memory: settings.shared_memory.is_some(),
        gpus: amounts.any(|(resource, _)| *resource == Resource::Gpu),
        accelerator: settings.accelerator.is_some(),
    }
}

/// A mistake in the template of a task.
fn problem_of(task: &Entity, problem: &str) -> String {
    format!("{}: the pod template of the task `{}`: {problem}", task.function.place(), task.name())
}

/// With its images found: a container without one has the default one, but for the task's own. The task's amounts are
/// looked at as they will stand in its container.
fn ready(
    template: PodTemplate,
    task: &Entity,
    settings: &Settings,
    images: &Images,
) -> Result<PodTemplate, Vec<String>> {
    let reference = |text: &str| match images::resolve((text, settings.images), images) {
        Ok(image) => image.map_err(|problem| problem.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let told = |problem: &String| problem_of(task, problem);
    let mut template =
        template.with_images(reference).map_err(|problems| problems.iter().map(told).collect::<Vec<_>>())?;
    let (primary, asked) = (template.primary().to_owned(), container::resources(settings));
    let own = containers(&mut template.spec).find(|container| is_called(container, &primary));
    let own = own.and_then(|container| container.get("resources")).unwrap_or(&Value::Null);
    let within = format!("its container `{primary}`, with the task's own `requests` and `limits` in it");
    let wrong: Vec<String> = resources::wrong(own, &asked)
        .iter()
        .map(|problem| problem_of(task, &format!("{within}: {problem}")))
        .collect();
    if wrong.is_empty() { Ok(template) } else { Err(wrong) }
}

fn is_called(container: &Map<String, Value>, name: &str) -> bool {
    container.get("name").is_some_and(|other| *other == *name)
}

/// What a task's template says of where it runs.
pub(super) struct TemplateTarget {
    pub(super) target: Target,
    pub(super) config: BTreeMap<String, String>,
}

impl TemplateTarget {
    /// The container, or the pod of the template with the container in it.
    pub(super) fn new(container: Container, template: Option<&PodTemplate>) -> Self {
        let Some(template) = template else {
            return TemplateTarget { target: Target::Container(container), config: BTreeMap::new() };
        };
        // Propeller finds the task's container by this (flyteplugins `flytek8s/pod_helper.go`).
        let config = [("primary_container_name".to_owned(), template.primary().to_owned())];
        TemplateTarget { target: Target::K8sPod(filled(template, &container)), config: config.into() }
    }
}

/// As flytekit fills it in (`core/utils.py`): the environment is the task's and then the template's, all else the task's
/// where it has any. But of the amounts that the task does not name the template's stay, as the platform has it.
fn filled(template: &PodTemplate, container: &Container) -> K8sPod {
    let mut template = template.clone();
    let (name, data_config) = (template.primary().to_owned(), container.data_config.clone());
    if !containers(&mut template.spec).any(|container| is_called(container, &name))
        && let Some(list) = template.spec["containers"].as_array_mut()
    {
        list.push(json!({ "name": name }));
    }
    containers(&mut template.spec)
        .filter(|container| is_called(container, &name))
        .for_each(|own| fill(own, container));
    // Its name stands in `config` alone, as flytekit has it.
    K8sPod { data_config, primary_container_name: String::new(), ..template.into_message() }
}

fn fill(own: &mut Map<String, Value>, container: &Container) {
    own.entry("image").or_insert_with(|| json!(container.image));
    own.insert("command".to_owned(), json!(container.command));
    own.insert("args".to_owned(), json!(container.args));
    let asked = container.resources.clone().unwrap_or_default();
    if !asked.requests.is_empty() || !asked.limits.is_empty() {
        let merged = resources::merged(own.get("resources").unwrap_or(&Value::Null), &asked);
        own.insert("resources".to_owned(), merged);
    }
    let mut env: Vec<Value> =
        container.env.iter().map(|pair| json!({"name": pair.key, "value": pair.value})).collect();
    env.extend(own.get("env").and_then(Value::as_array).into_iter().flatten().cloned());
    own.insert("env".to_owned(), env.into());
}
