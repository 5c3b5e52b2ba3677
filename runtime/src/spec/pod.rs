//! Where a task runs: in a container, or in a pod made from its template.

use super::error::Violation;
use super::image::{Resolved, is_untagged, latest};
use super::plugins::Products;
use super::{Options, container, container_of, map, resources};
use crate::causes::Causes;
use crate::entity::{Entity, Registry, Resource, Settings, TaskParts};
use crate::graph::{Nest, Work};
use crate::images;
use crate::panics;
use crate::pod_template::{Hardware, PodTemplate, containers};
use aileron_grammar::{Images, Rule};
use aileron_idl::core::{Container, K8sPod, task_template::Target};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::panic::{Location, catch_unwind};

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
        let whose = Whose { task, settings, call: None };
        match whose.template(plugins).and_then(|own| own.map(|own| whose.ready(own, images)).transpose()) {
            Ok(template) => pods.extend(template.map(|template| (task.name, template))),
            Err(wrong) => problems.extend(wrong.into_iter().map(broken)),
        }
    }
    (pods, problems)
}

/// The pods of calls that name their own template, by their settings.
#[derive(Default)]
pub(super) struct NodePods(BTreeMap<usize, K8sPod>);

impl NodePods {
    /// Makes the pods of all calls. Propeller runs such a pod in place of the task's (flyteplugins
    /// `flytek8s/pod_helper.go`), so the task's container is in it. Also returns the problems, a paragraph each.
    pub(super) fn make(
        graphs: &Nest,
        images: &Resolved,
        plugins: &Products<'_>,
        options: &Options,
    ) -> (Self, Vec<Violation>) {
        let (mut pods, mut problems) = (BTreeMap::new(), Vec::new());
        for workflow in graphs.iter() {
            workflow.graph.block.each_node(&mut |node| {
                let call = node.settings.filter(|call| call.others.pod_template.is_some());
                let task = node.entity().and_then(|task| Some((task, task.settings()?)));
                let (Some(call), Some((task, settings))) = (call, task) else { return };
                let whose = Whose { task, settings, call: Some((call.others, node.place)) };
                let arguments = match &node.work {
                    Work::Map(map) => map::arguments(map, &node.signature),
                    _ => Vec::new(),
                };
                match whose.pod_of_call(images, plugins, options, &arguments) {
                    Ok(pod) => pods.extend(pod.map(|pod| (address(call.others), pod))),
                    Err(wrong) => problems.extend(wrong.into_iter().map(broken)),
                }
            });
        }
        (NodePods(pods), problems)
    }

    /// The pod of the call with these settings.
    pub(super) fn get(&self, settings: &'static Settings) -> Option<&K8sPod> {
        self.0.get(&address(settings))
    }
}

/// Each call has settings of its own, which stay where they are.
fn address(settings: &'static Settings) -> usize {
    std::ptr::from_ref(settings).addr()
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
            is_untagged(image).then(|| latest(image, &whose))
        };
        template.images().filter_map(warning).collect::<Vec<_>>()
    })
}

/// A task, or one call of it, that has a template.
struct Whose {
    task: &'static Entity,
    settings: &'static Settings,
    /// What the call asks for, and its position.
    call: Option<(&'static Settings, &'static Location<'static>)>,
}

impl Whose {
    /// The template, after the task's plugin has changed it.
    fn template(&self, plugins: &Products<'_>) -> Result<Option<PodTemplate>, Vec<String>> {
        let own = self.checked().transpose()?;
        let Some(plugin) = self.settings.plugin else { return Ok(own) };
        plugin.pod_template(own, &self.task.plugin_task(self.settings)).map_err(|error| {
            let error = Causes(&*error).to_string();
            // If the plugin fails as a whole, that is already reported.
            if plugins.has_refused(self.task.name, &error) { Vec::new() } else { vec![self.problem(&error)] }
        })
    }

    /// The template, after a check; `None` if there is none.
    ///
    /// # Errors
    /// Returns every mistake, each a paragraph.
    fn checked(&self) -> Option<Result<PodTemplate, Vec<String>>> {
        let make = self.call.map_or(self.settings, |(settings, _)| settings).pod_template?;
        let problems = match catch_unwind(make) {
            Ok(template) => match template.check(self.hardware()) {
                problems if problems.is_empty() => return Some(Ok(template)),
                problems => problems,
            },
            Err(payload) => vec![format!("it panicked: {}", panics::describe(&*payload))],
        };
        Some(Err(problems.iter().map(|problem| self.problem(problem)).collect()))
    }

    fn hardware(&self) -> Hardware {
        let all = || [Some(self.settings), self.call.map(|(settings, _)| settings)].into_iter().flatten();
        let mut amounts = all().flat_map(|settings| settings.requests.iter().chain(settings.limits));
        Hardware {
            shared_memory: all().any(|settings| settings.shared_memory.is_some()),
            gpus: amounts.any(|(resource, _)| *resource == Resource::Gpu),
            accelerator: all().any(|settings| settings.accelerator.is_some()),
        }
    }

    /// The text of a mistake in the template.
    fn problem(&self, problem: &str) -> String {
        let Entity { place, name, .. } = self.task;
        match self.call {
            None => format!("{place}: the pod template of the task `{name}`: {problem}"),
            Some((_, place)) => {
                format!("{place}: the pod template of this call of the task `{name}`: {problem}")
            }
        }
    }

    /// The template with resolved images: a container without an image gets the default one, except the task's own
    /// container. The task's requests and limits are checked together with those of its container.
    fn ready(&self, template: PodTemplate, images: &Images) -> Result<PodTemplate, Vec<String>> {
        let reference = |text: &str| match images::resolve((text, self.settings.images), images) {
            Ok(image) => image.map_err(|problem| problem.to_string()),
            Err(error) => Err(error.to_string()),
        };
        let error = |problem: &String| self.problem(problem);
        let mut template = template
            .with_images(reference)
            .map_err(|problems| problems.iter().map(error).collect::<Vec<_>>())?;
        let (primary, own_resources) = (template.primary().to_owned(), container::resources(self.settings));
        let own = containers(&mut template.spec).find(|container| is_called(container, &primary));
        let own = own.and_then(|container| container.get("resources")).unwrap_or(&Value::Null);
        let within =
            format!("its container `{primary}`, after the task's own `requests` and `limits` are added");
        let wrong: Vec<String> = resources::wrong(own, &own_resources)
            .iter()
            .map(|problem| self.problem(&format!("{within}: {problem}")))
            .collect();
        if wrong.is_empty() { Ok(template) } else { Err(wrong) }
    }

    /// The pod of a call, with the task's container in it, which has these further arguments.
    fn pod_of_call(
        &self,
        images: &Resolved,
        plugins: &Products<'_>,
        options: &Options,
        arguments: &[String],
    ) -> Result<Option<K8sPod>, Vec<String>> {
        let container = container_of(self.task.name, self.settings, images, plugins, options, arguments);
        let container = container.ok_or_else(|| {
            vec![self.problem("a service does the work of this task, so the call has no pod")]
        })?;
        let Some(template) = self.template(plugins)? else { return Ok(None) };
        let template = self.ready(template, images.all())?;
        // A call has no `config`, so propeller reads the name here.
        let primary_container_name = template.primary().to_owned();
        Ok(Some(K8sPod { primary_container_name, ..filled(&template, &container) }))
    }
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
