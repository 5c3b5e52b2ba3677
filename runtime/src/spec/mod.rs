//! Entities as the messages that Flyte registers, and the images that their containers run.

mod binding;
pub(crate) mod config;
mod container;
mod description;
mod error;
mod extended;
mod files;
mod folder;
mod graphs;
mod identifier;
mod images;
mod interface;
mod launch_plan;
mod node;
mod package;
mod plugins;
mod pod;
mod secrets;
mod task;
mod workflow;

pub(crate) use error::Error;
pub(crate) use folder::{Format, write as write_folder};
pub(crate) use identifier::Ids;
pub(crate) use images::{configured as configured_images, one as image_of};
pub(crate) use package::write as write_package;
pub(crate) use plugins::task as plugin_task;
pub(crate) use pod::overlay;

use crate::entity::{Kind, Registry};
use aileron_grammar::Images;
use aileron_idl::admin::{LaunchPlan, TaskSpec, WorkflowSpec};
use graphs::{Graphs, Traced};
use pod::Place;

/// How many nodes a workflow may have by default (flyteadmin, `registration.maxWorkflowNodes`).
const MOST_NODES: usize = 100;

/// What the specs say besides the entities.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// What goes into every id.
    pub(crate) ids: Ids,
    /// The images, the stronger sources already preferred.
    pub(crate) images: Images,
    /// The environment of every container; a task's own value wins.
    pub(crate) env: Vec<(String, String)>,
    /// Where the program lies in its images.
    pub(crate) binary: String,
    /// The account of what launch plans run.
    pub(crate) service_account: Option<String>,
}

/// The specs of a program: all that can be wrong with them is told, and each is made when it is asked for.
pub(crate) struct Specs<'p> {
    registry: &'p Registry,
    options: &'p Options,
    images: images::Resolved,
    plugins: plugins::Products<'p>,
    pods: pod::Pods,
    graphs: Graphs,
}

impl<'p> Specs<'p> {
    /// Finds the images, makes the pod templates and traces the workflows.
    ///
    /// # Errors
    /// When an image can't be told, a plugin refuses its task, a pod template is wrong, a workflow can't be a graph, or
    /// workflows contain each other.
    pub(crate) fn of(registry: &'p Registry, options: &'p Options) -> Result<Self, Error> {
        let images = images::resolve(registry, &options.images)?;
        let plugins = plugins::ask(registry, &images, options)?;
        let pods = pod::resolve(registry, &options.images)?;
        let graphs = graphs::trace(registry)?;
        Ok(Specs { registry, options, images, plugins, pods, graphs })
    }

    /// The tasks with their names, in the order of names.
    pub(crate) fn tasks(&self) -> impl Iterator<Item = (&str, TaskSpec)> {
        self.registry.iter().filter_map(|(name, entity)| {
            let Kind::Task { settings, .. } = entity.kind else { return None };
            let (image, product) = (self.images.of(settings), self.plugins.get(name));
            let container = || container::of(name, settings, image, self.options);
            let place = settings.target.has_container().then(|| Place::of(container(), self.pods.get(name)));
            Some((name, task::spec(name, entity, settings, place, product, self.options)))
        })
    }

    /// The workflows with their names, in the order of names.
    pub(crate) fn workflows(&self) -> impl Iterator<Item = (&str, WorkflowSpec)> {
        self.graphs.iter().map(|workflow| self.workflow(workflow))
    }

    /// The workflows with their names, each after those that run inside it.
    fn inside_out(&self) -> impl Iterator<Item = (&str, WorkflowSpec)> {
        self.graphs.inside_out().map(|workflow| self.workflow(workflow))
    }

    fn workflow<'s>(&self, workflow: &'s Traced) -> (&'s str, WorkflowSpec) {
        (&workflow.graph.name, workflow::spec(workflow, &self.graphs, &self.options.ids))
    }

    /// What an installation of Flyte may refuse, though another takes it.
    pub(crate) fn warnings(&self) -> impl Iterator<Item = String> {
        self.graphs.iter().filter(|workflow| workflow.graph.nodes.len() > MOST_NODES).map(|workflow| {
            format!(
                "the workflow `{}` has {} nodes, and Flyte refuses more than {MOST_NODES} unless its administrator has \
                 raised `registration.maxWorkflowNodes`; move a part of it into a workflow of its own",
                workflow.graph.name,
                workflow.graph.nodes.len()
            )
        })
    }

    /// The default launch plan of each workflow with its name, in the order of names.
    pub(crate) fn launch_plans(&self) -> impl Iterator<Item = (&str, LaunchPlan)> {
        let plan = |graph| launch_plan::default(graph, self.options);
        self.graphs.iter().map(move |workflow| (workflow.graph.name.as_str(), plan(&workflow.graph)))
    }
}
