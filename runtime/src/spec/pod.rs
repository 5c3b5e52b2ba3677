//! Where a task runs: in a container, or in a pod made from its template.

use super::error::Violation;
use super::plugins::Products;
use super::{container, image, resources};
use crate::causes::Causes;
use crate::entity::{Entity, Registry, Resource, Settings, TaskParts};
use crate::images;
use crate::panics;
use crate::pod_template::{Hardware, PodTemplate, containers};
use aileron_grammar::{Images, Rule};
use aileron_idl::core::{Container, K8sPod, task_template::Target};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::panic::catch_unwind;

/// The templates by the names of their tasks, with resolved images.
pub(super) type Pods = BTreeMap<&'static str, PodTemplate>;

/// Makes every task's template. Also returns everything that is wrong with templates and their images, a paragraph
/// each.
pub(super) fn resolve(
    registry: &Registry,
    images: &Images,
    plugins: &Products<'_>,
) -> (Pods, Vec<Violation>) {
    let (mut pods, mut problems) = (Pods::new(), Vec::new());
    for (task, TaskParts { settings, .. }) in registry.tasks() {
        match template(task, settings, plugins) {
            Ok(Some(template)) => match ready(template, task, settings, images) {
                Ok(template) => drop(pods.insert(task.name, template)),
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

/// The warnings about images without a version.
pub(super) fn untagged(pods: &Pods) -> impl Iterator<Item = String> {
    pods.iter().flat_map(|(task, template)| {
        let warning = move |(name, image): (&str, &str)| {
            let whose = format!("the container `{name}` in the pod template of the task `{task}`");
            image::is_untagged(image).then(|| image::latest(image, &whose))
        };
        template.images().filter_map(warning).collect::<Vec<_>>()
    })
}

/// The task's own template, after its plugin has changed it.
fn template(
    task: &'static Entity,
    settings: &Settings,
    plugins: &Products<'_>,
) -> Result<Option<PodTemplate>, Vec<String>> {
    let own = checked(task, settings).transpose()?;
    let Some(plugin) = settings.plugin else { return Ok(own) };
    plugin.pod_template(own, &task.plugin_task(settings)).map_err(|error| {
        let error = Causes(&*error).to_string();
        // If the plugin fails as a whole, that is already reported.
        if plugins.has_refused(task.name, &error) { Vec::new() } else { vec![problem_of(task, &error)] }
    })
}

/// The template of a task, after a check; `None` if the task has none.
///
/// # Errors
/// Returns every mistake, each a paragraph.
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

/// The text of a mistake in the template of a task.
fn problem_of(task: &Entity, problem: &str) -> String {
    format!("{}: the pod template of the task `{}`: {problem}", task.place, task.name)
}

/// The template with resolved images: a container without an image gets the default one, except the task's own
/// container. The task's requests and limits are checked together with those of its container.
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
    let error = |problem: &String| problem_of(task, problem);
    let mut template =
        template.with_images(reference).map_err(|problems| problems.iter().map(error).collect::<Vec<_>>())?;
    let (primary, own_resources) = (template.primary().to_owned(), container::resources(settings));
    let own = containers(&mut template.spec).find(|container| is_called(container, &primary));
    let own = own.and_then(|container| container.get("resources")).unwrap_or(&Value::Null);
    let within = format!("its container `{primary}`, after the task's own `requests` and `limits` are added");
    let wrong: Vec<String> = resources::wrong(own, &own_resources)
        .iter()
        .map(|problem| problem_of(task, &format!("{within}: {problem}")))
        .collect();
    if wrong.is_empty() { Ok(template) } else { Err(wrong) }
}

fn is_called(container: &Map<String, Value>, name: &str) -> bool {
    container.get("name").is_some_and(|other| *other == *name)
}

/// The container or pod of a task's template.
pub(super) struct TemplateTarget {
    pub(super) target: Target,
    pub(super) config: BTreeMap<String, String>,
}

impl TemplateTarget {
    /// The container, or the template's pod with the container in it.
    pub(super) fn new(container: Container, template: Option<&PodTemplate>) -> Self {
        let Some(template) = template else {
            return TemplateTarget { target: Target::Container(container), config: BTreeMap::new() };
        };
        // Propeller finds the task's container by this key (flyteplugins `flytek8s/pod_helper.go`).
        let config = [("primary_container_name".to_owned(), template.primary().to_owned())];
        TemplateTarget { target: Target::K8sPod(filled(template, &container)), config: config.into() }
    }
}

/// Fills in the task's container, as flytekit does (`core/utils.py`): the variables are the task's and then the
/// template's; other fields are the task's if it has them. Resources that the task does not name stay as in the
/// template, as the platform does it.
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
    // The container's name is in `config` only, as in flytekit.
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
