//! Converts entities to the messages that Flyte registers, and resolves the images of their containers.

mod binding;
mod branch;
mod condition;
mod container;
mod description;
mod dynamic;
mod error;
mod extended;
mod files;
mod folder;
mod gate;
mod identifier;
mod image;
mod launch_plan;
mod map;
mod names;
mod node;
mod options;
mod package;
mod places;
mod plugins;
mod pod;
mod reference;
mod resources;
mod secrets;
mod stand_in;
mod task;
#[cfg(feature = "image")]
mod used_images;
mod workflow;

pub(crate) use container::call;
pub(crate) use dynamic::{VARIABLE, job as dynamic_job, unpacked};
pub(crate) use error::Error;
pub(crate) use folder::{Format, write as write_folder};
pub(crate) use identifier::Ids;
pub(crate) use options::Options;
pub(crate) use package::{bytes as package, write as write_package};
pub(crate) use reference::Registered;
pub(crate) use stand_in::options as stand_in;
#[cfg(feature = "image")]
pub(crate) use used_images::ImageUse;

use crate::entity::{Entity, Registry, Settings, TaskParts};
use crate::graph::{self, Block, Constants, Graph, Member, Nest};
use aileron_idl::admin::{LaunchPlan, TaskSpec, WorkflowSpec};
use aileron_idl::core::{Container, ResourceType};
use map::{MapTask, MapTasks};
use pod::TemplateTarget;

/// The largest number of nodes of a workflow by default (flyteadmin, `registration.maxWorkflowNodes`).
const MOST_NODES: usize = 100;

/// The warning about a workflow that an installation of Flyte may refuse, or that would never end.
fn too_large(workflow: &Member) -> Option<String> {
    let Graph { name, block: Block { nodes, .. }, .. } = &workflow.graph;
    if workflow.nodes() > graph::MOST_NODES {
        return Some(format!(
            "the workflow `{name}` has {} nodes, including those of the workflows that it calls, and Flyte tracks each of \
             them; move work into tasks, or call fewer workflows",
            workflow.nodes()
        ));
    }
    (nodes.len() > MOST_NODES).then(|| {
        format!(
            "the workflow `{name}` has {} nodes, but Flyte refuses more than {MOST_NODES} unless its administrator has raised \
             `registration.maxWorkflowNodes`; move a part of it into another workflow",
            nodes.len()
        )
    })
}

/// The container of a task, with further arguments; none if a service does its work.
fn container_of(
    name: &str,
    settings: &'static Settings,
    images: &image::Resolved,
    plugins: &plugins::Products<'_>,
    options: &Options,
    arguments: &[String],
) -> Option<Container> {
    let command = plugins.get(name).and_then(|product| product.command.as_deref());
    let container = || {
        let mut container = container::for_task(name, settings, images.image(settings), command, options);
        container.args.extend_from_slice(arguments);
        container
    };
    settings.target.has_container().then(container)
}

/// The specs of a program. All problems are reported when this is made; each spec is made when it is needed.
pub(crate) struct Specs<'p> {
    registry: &'p Registry,
    options: &'p Options,
    images: image::Resolved,
    plugins: plugins::Products<'p>,
    pods: pod::Pods,
    graphs: Nest,
    /// The tasks of maps.
    maps: MapTasks,
    node_images: image::NodeImages,
    node_pods: pod::NodePods,
}

impl<'p> Specs<'p> {
    /// Resolves the images, calls the plugins, makes the pod templates and traces the workflows.
    ///
    /// # Errors
    /// Returns everything that is wrong: names that Flyte refuses, images that can't be resolved, tasks that their
    /// plugins refuse, pod templates with mistakes, and workflows that can't become graphs.
    pub(crate) fn new(registry: &'p Registry, options: &'p Options) -> Result<Self, Error> {
        let traced = registry.workflows().chain(registry.launch_plans());
        let graphs = Nest::trace(traced, Constants::Anywhere);
        Specs::of(registry, options, graphs.map_err(Error::Graphs))
    }

    /// The specs of tasks and of workflows that are traced.
    fn of(registry: &'p Registry, options: &'p Options, graphs: Result<Nest, Error>) -> Result<Self, Error> {
        let mut errors = Vec::new();
        let mut found = |violations: Vec<error::Violation>| {
            if !violations.is_empty() {
                errors.push(Error::Rules(violations));
            }
        };
        found(names::wrong(registry));
        found(reference::wrong(registry, &options.ids));
        let (images, problems) = image::resolve(registry, &options.images)?;
        found(problems);
        let (plugins, problems) = plugins::ask(registry, &images, options);
        found(problems);
        let (pods, problems) = pod::resolve(registry, images.all(), &plugins);
        found(problems);
        let (mut node_images, mut node_pods) = (image::NodeImages::default(), pod::NodePods::default());
        if let Ok(graphs) = &graphs {
            let (resolved, problems) = image::NodeImages::resolve(graphs, images.all())?;
            node_images = resolved;
            found(problems);
            let (made, problems) = pod::NodePods::make(graphs, &images, &plugins, options);
            node_pods = made;
            found(problems);
        }
        let maps = graphs.as_ref().map(map::tasks).unwrap_or_default();
        found(names::wrong_of_maps(&maps));
        match graphs {
            Ok(graphs) if errors.is_empty() => {
                Ok(Specs { registry, options, images, plugins, pods, graphs, maps, node_images, node_pods })
            }
            graphs => {
                errors.extend(graphs.err());
                Err(Error::Several(errors))
            }
        }
    }

    /// The tasks by name, sorted.
    pub(crate) fn tasks(&self) -> impl Iterator<Item = (&str, TaskSpec)> {
        let own = self.registry.tasks().map(|(task, parts)| (task.name, (task, parts, None)));
        let maps = self
            .maps
            .iter()
            .filter_map(|(name, map)| Some((name.as_str(), (map.task, map.task.task()?, Some(map)))));
        let mut all: Vec<_> = own.chain(maps).collect();
        all.sort_unstable_by_key(|(name, _)| *name);
        all.into_iter().map(|(name, (task, parts, map))| (name, self.task(task, parts, name, map)))
    }

    /// The spec of a task, or that of a map of it.
    fn task(&self, task: &Entity, parts: TaskParts, name: &str, map: Option<&MapTask>) -> TaskSpec {
        let settings = parts.settings;
        let arguments = map.map_or(&[][..], |map| &map.arguments);
        let mut container =
            container_of(task.name, settings, &self.images, &self.plugins, self.options, arguments);
        if let Some(container) = container.as_mut().filter(|_| parts.dynamic.is_some()) {
            container.env.push(dynamic::packaged(self.options));
        }
        let place = container.map(|container| TemplateTarget::new(container, self.pods.get(task.name)));
        let mut spec = task::spec(task, settings, place, self.plugins.get(task.name), self.options);
        if let (Some(map), Some(template)) = (map, &mut spec.template) {
            template.id = Some(self.options.ids.identifier(ResourceType::Task, name));
            template.interface = Some(map.interface.clone());
            template.task_type_version = 1;
        }
        spec
    }

    /// The workflows by name, sorted.
    pub(crate) fn workflows(&self) -> impl Iterator<Item = (&str, WorkflowSpec)> {
        let workflows = self.registry.workflows().filter_map(|workflow| self.graphs.find(workflow));
        workflows.map(|workflow| self.workflow(workflow))
    }

    fn workflow<'s>(&self, workflow: &'s Member) -> (&'s str, WorkflowSpec) {
        let Specs { graphs, options, node_images, node_pods, .. } = self;
        (&workflow.graph.name, workflow::spec(workflow, graphs, &options.ids, node_images, node_pods))
    }

    /// The warnings: things that are accepted but may be mistakes or may fail.
    pub(crate) fn warnings(&self) -> impl Iterator<Item = String> {
        let images = self.images.untagged().chain(self.plugins.untagged()).chain(pod::untagged(&self.pods));
        images.chain(self.graphs.iter().filter(|member| !member.is_launch_plan()).filter_map(too_large))
    }

    /// The launch plans by name, sorted: those of the program, and the default one of each workflow, unless the program has
    /// one of that name.
    pub(crate) fn launch_plans(&self) -> impl Iterator<Item = (&str, LaunchPlan)> {
        let plans = self.registry.all_launch_plans().filter_map(|plan| self.graphs.find(plan));
        plans.map(|plan| self.launch_plan(plan))
    }

    /// The names of the launch plans that are to be active once they are registered.
    pub(crate) fn activated(&self) -> impl Iterator<Item = &str> {
        let plans = self.registry.launch_plans();
        let is_it = |plan: &&Entity| plan.launch_plan().is_some_and(|parts| parts.settings.auto_activate);
        plans.filter(is_it).map(|plan| plan.name)
    }

    /// A launch plan, or the default one of a workflow.
    fn launch_plan<'s>(&self, member: &'s Member) -> (&'s str, LaunchPlan) {
        let graph = &member.graph;
        let plan = match member.entity().launch_plan() {
            Some(parts) => launch_plan::own(graph, parts.settings, self.options),
            None => launch_plan::default(graph, self.options),
        };
        (&graph.name, plan)
    }
}
