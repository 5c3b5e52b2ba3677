//! Where a task runs: in a container, or in the pod that it has a template for.

use super::{Error, images, plugins};
use crate::entity::{
    Entity, Kind, PodTemplate, Registry, Settings, containers_of_template as containers, told_of_template,
};
use aileron_grammar::Images;
use aileron_idl::core::{Container, K8sPod, resources::ResourceEntry, task_template::Target};
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
    template: PodTemplate,
    task: &Entity,
    settings: &Settings,
    images: &Images,
) -> Result<PodTemplate, Vec<String>> {
    let image = |text: &str| match images::image((text, settings.images), images) {
        Ok(image) => image.map_err(|problem| problem.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let told =
        |problems: Vec<String>| problems.iter().map(|problem| told_of_template(task, problem)).collect();
    template.with_images(image).map_err(told)
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
    // Its name stands in `config` alone, as flytekit has it.
    K8sPod { data_config, primary_container_name: String::new(), ..template.into_message() }
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
