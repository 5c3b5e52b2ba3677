//! Calls the plugins for their parts of the templates of their tasks.

use super::error::Violation;
use super::image::Resolved;
use super::{Options, container, image};
use crate::causes::Causes;
use crate::entity::{Registry, TaskParts};
use crate::plugin::{Product, SerializationSettings};
use aileron_grammar::Rule;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The results of the plugins, by the task's name.
#[derive(Default)]
pub(super) struct Products<'p> {
    by_task: BTreeMap<&'p str, Product>,
    /// The errors of plugins that refused their tasks.
    refused: BTreeMap<&'p str, String>,
    /// The warnings about images without a version.
    untagged: Vec<String>,
}

impl Products<'_> {
    pub(super) fn get(&self, task: &str) -> Option<&Product> {
        self.by_task.get(task)
    }

    /// Whether the task's plugin refused the task with this error.
    pub(super) fn has_refused(&self, task: &str, why: &str) -> bool {
        self.refused.get(task).is_some_and(|error| error == why)
    }

    pub(super) fn untagged(&self) -> impl Iterator<Item = String> {
        self.untagged.iter().cloned()
    }
}

/// Calls the plugin of each task that has one. Also returns the errors, a sentence each.
pub(super) fn ask<'p>(
    registry: &'p Registry,
    images: &Resolved,
    options: &Options,
) -> (Products<'p>, Vec<Violation>) {
    let (mut products, mut problems) = (Products::default(), Vec::new());
    for (task, TaskParts { settings, .. }) in registry.tasks() {
        let name = task.name;
        let Some(plugin) = settings.plugin else { continue };
        let known = SerializationSettings {
            project: &options.ids.project,
            domain: &options.ids.domain,
            version: &options.ids.version,
            binary: &options.binary,
            image: images.image(settings),
            images: images.all(),
            resolved: RefCell::default(),
        };
        if options.fast.is_some() && plugin.verb().is_some() {
            let message = format!(
                "the plugin of the task `{name}`: its service starts the program in a way of its own, which would run the one in the \
                 image; register without `--fast`, with an image that has this program"
            );
            problems.push(Violation::new(Rule::PluginRefusal, message));
            continue;
        }
        let call = container::call(name, settings, options);
        match plugin.product(&task.plugin_task(settings), &known, call) {
            Ok(product) => drop(products.by_task.insert(name, product)),
            Err(error) => {
                let message = format!("the plugin of the task `{name}`: {}", Causes(&*error));
                problems.push(Violation::new(Rule::PluginRefusal, message));
                products.refused.insert(name, error.to_string());
            }
        }
        let untagged = known.resolved.into_inner().into_iter().filter(|found| image::is_untagged(found));
        let whose = format!("the plugin of the task `{name}`");
        products.untagged.extend(untagged.map(|found| image::latest(&found, &whose)));
    }
    (products, problems)
}
