//! Where a task runs: in a container, or in the pod that it has a template for.

use super::{Error, images, plugins};
use crate::entity::{CONTAINERS, Entity, Kind, PodTemplate, Registry, Settings, told_of_template};
use crate::types::to_struct;
use aileron_grammar::{Images, Template};
use aileron_idl::core::{
    Container, K8sObjectMetadata, K8sPod, resources::ResourceEntry, task_template::Target,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The templates by the names of their tasks, with the images that their containers have.
pub(super) type Pods = BTreeMap<String, PodTemplate>;

/// Makes every task's template.
///
/// # Errors
/// With all that is wrong with them, and with their images.
pub(super) fn resolve(registry: &Registry, images: &Images) -> Result<Pods, Error> {
    let (mut pods, mut problems) = (Pods::new(), Vec::new());
    for (name, entity) in registry.iter() {
        let Kind::Task { settings, .. } = entity.kind else { continue };
        let filled = |template| with_images(template, entity, settings, images);
        match of(name, entity, settings).and_then(|template| template.map(filled).transpose()) {
            Ok(template) => pods.extend(template.map(|template| (name.to_owned(), template))),
            Err(wrong) => problems.extend(wrong),
        }
    }
    if problems.is_empty() { Ok(pods) } else { Err(Error::Pods(problems)) }
}

/// The task's own template, as its plugin wants it.
fn of(name: &str, task: &'static Entity, settings: &Settings) -> Result<Option<PodTemplate>, Vec<String>> {
    let own = PodTemplate::of(task, settings).transpose()?;
    let Some(plugin) = settings.plugin else { return Ok(own) };
    let asked = plugins::task(name, task, settings);
    plugin.pod_template(own, &asked).map_err(|error| vec![told_of_template(task, &error.to_string())])
}

/// A container without an image has the default one, but for the task's own.
fn with_images(
    mut template: PodTemplate,
    task: &Entity,
    settings: &Settings,
    images: &Images,
) -> Result<PodTemplate, Vec<String>> {
    let (primary, mut problems) = (template.primary().to_owned(), Vec::new());
    for container in containers(&mut template.spec) {
        let text = |key: &str| container.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (name, image) = (text("name"), text("image"));
        if image.is_empty() && name == primary {
            continue;
        }
        match images::image((&image, settings.images), images) {
            Ok(Ok(image)) => {
                container.insert("image".to_owned(), image.into());
            }
            Ok(Err(problem)) if image.is_empty() => {
                problems.push(format!(
                    "its container `{name}` has no image, so it would have the default one: {problem}"
                ));
            }
            Ok(Err(problem)) => {
                problems.push(format!("its container `{name}`: its image `{image}`: {problem}"));
            }
            Err(error) => problems.push(error.to_string()),
        }
    }
    let told = |problem: &String| told_of_template(task, problem);
    if problems.is_empty() { Ok(template) } else { Err(problems.iter().map(told).collect()) }
}

fn containers(spec: &mut Value) -> impl Iterator<Item = &mut Map<String, Value>> {
    let fields = spec.as_object_mut().into_iter().flatten();
    let lists = fields.filter(|(field, _)| CONTAINERS.iter().any(|(list, _)| field == list));
    lists.filter_map(|(_, list)| list.as_array_mut()).flatten().filter_map(Value::as_object_mut)
}

/// What a task's template says of where it runs.
pub(super) struct Place {
    pub(super) target: Target,
    pub(super) config: BTreeMap<String, String>,
}

impl Place {
    /// The container, or the pod of the template with the container in it.
    pub(super) fn of(container: Container, template: Option<&PodTemplate>) -> Self {
        let Some(template) = template else {
            return Place { target: Target::Container(container), config: BTreeMap::new() };
        };
        // Propeller finds the task's container by this (flyteplugins `flytek8s/pod_helper.go`).
        let config = [("primary_container_name".to_owned(), template.primary().to_owned())];
        Place { target: Target::K8sPod(filled(template, &container)), config: config.into() }
    }
}

/// As flytekit fills it in (`core/utils.py`): the environment is the task's and then the template's, all else the task's
/// where it has any.
fn filled(template: &PodTemplate, container: &Container) -> K8sPod {
    let mut template = template.clone();
    let (name, data_config) = (template.primary().to_owned(), container.data_config.clone());
    let own = |container: &Map<String, Value>| container.get("name").is_some_and(|other| *other == *name);
    if !containers(&mut template.spec).any(|container| own(container))
        && let Some(list) = template.spec["containers"].as_array_mut()
    {
        list.push(json!({ "name": name }));
    }
    containers(&mut template.spec).filter(|container| own(container)).for_each(|own| fill(own, container));
    K8sPod { data_config, primary_container_name: String::new(), ..message(template) }
}

fn fill(own: &mut Map<String, Value>, container: &Container) {
    own.entry("image").or_insert_with(|| json!(container.image));
    own.insert("command".to_owned(), json!(container.command));
    own.insert("args".to_owned(), json!(container.args));
    let resources = container.resources.clone().unwrap_or_default();
    if !resources.requests.is_empty() || !resources.limits.is_empty() {
        let [requests, limits] = [amounts(&resources.requests), amounts(&resources.limits)];
        own.insert("resources".to_owned(), json!({"requests": requests, "limits": limits}));
    }
    let mut env: Vec<Value> =
        container.env.iter().map(|pair| json!({"name": pair.key, "value": pair.value})).collect();
    env.extend(own.get("env").and_then(Value::as_array).into_iter().flatten().cloned());
    own.insert("env".to_owned(), env.into());
}

/// By the names of Flyte's resources, which are Kubernetes' but for `gpu`: that one is what the cluster calls its GPUs
/// (flyteplugins `flytek8s/container_helper.go`).
fn amounts(entries: &[ResourceEntry]) -> Map<String, Value> {
    let name = |entry: &ResourceEntry| entry.name().as_str_name().to_lowercase().replace('_', "-");
    entries.iter().map(|entry| (name(entry), json!(entry.value))).collect()
}

/// The template for a task type that lays it over the task's own pod: as it is, but for the images that it names.
///
/// # Errors
/// With all that is wrong with it.
pub(crate) fn overlay(mut template: PodTemplate, images: &Images) -> Result<K8sPod, Vec<String>> {
    let mut problems = template.check_alone();
    for container in containers(&mut template.spec) {
        let Some(image) = container.get("image").and_then(Value::as_str) else { continue };
        match image.parse::<Template>().and_then(|template| template.resolve(images)) {
            Ok(image) => drop(container.insert("image".to_owned(), image.into())),
            Err(problem) => problems.push(format!("the image `{image}`: {problem}")),
        }
    }
    if problems.is_empty() { Ok(message(template)) } else { Err(problems) }
}

/// The template as it is (flytekit `models/task.py`).
fn message(template: PodTemplate) -> K8sPod {
    K8sPod {
        primary_container_name: template.primary().to_owned(),
        metadata: Some(K8sObjectMetadata { labels: template.labels, annotations: template.annotations }),
        pod_spec: Some(to_struct(template.spec)),
        data_config: None,
    }
}
