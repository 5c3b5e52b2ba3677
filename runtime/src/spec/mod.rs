//! Entities as the messages that Flyte registers, and the images that their containers run.

mod binding;
pub(crate) mod config;
mod container;
mod description;
mod error;
mod files;
mod folder;
mod graphs;
mod identifier;
mod images;
mod interface;
mod launch_plan;
mod node;
mod package;
mod task;
mod workflow;

pub(crate) use error::Error;
use files::File;
pub(crate) use folder::{Format, write as write_folder};
pub(crate) use identifier::Ids;
pub(crate) use images::configured as configured_images;
pub(crate) use package::write as write_package;

use crate::entity::{Kind, Registry};
use aileron_grammar::Images;
use aileron_idl::admin::{LaunchPlan, TaskSpec, WorkflowSpec};

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
}

/// The specs of a program, each list in the order of names.
#[derive(Debug, PartialEq)]
pub(crate) struct Specs {
    pub(crate) tasks: Vec<TaskSpec>,
    pub(crate) workflows: Vec<WorkflowSpec>,
    /// The default launch plan of each workflow.
    pub(crate) launch_plans: Vec<LaunchPlan>,
}

impl Specs {
    /// Builds every spec of the program.
    ///
    /// # Errors
    /// When an image can't be told, a workflow can't be a graph, or workflows contain each other.
    pub(crate) fn build(registry: &Registry, options: &Options) -> Result<Specs, Error> {
        let images = images::resolve(registry, &options.images)?;
        let graphs = graphs::trace(registry)?;
        let workflows = workflow::specs(&graphs, &options.ids);
        let launch_plans = graphs.values().map(|graph| launch_plan::default(graph, &options.ids)).collect();
        let mut tasks = Vec::new();
        for (name, entity) in registry.iter() {
            if let Kind::Task { settings, .. } = entity.kind {
                tasks.push(task::spec(name, entity, settings, images.of(settings), options));
            }
        }
        Ok(Specs { tasks, workflows, launch_plans })
    }
}
