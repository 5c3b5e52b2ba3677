//! What the plugins add to the templates of their tasks.

use super::images::Resolved;
use super::{Error, Options, interface};
use crate::causes::Causes;
use crate::entity::{Entity, Kind, Registry, Settings, describe_panic};
use crate::plugin::{PluginTask, Product, SerializationSettings};
use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What each plugin says, by the task's name.
pub(super) type Products<'p> = BTreeMap<&'p str, Product>;

/// Asks the plugin of each task that has one.
///
/// # Errors
/// With every plugin that refuses.
pub(super) fn ask<'p>(
    registry: &'p Registry,
    images: &Resolved,
    options: &Options,
) -> Result<Products<'p>, Error> {
    let (mut products, mut problems) = (Products::new(), Vec::new());
    for (name, entity) in registry.iter() {
        let Kind::Task { settings, .. } = entity.kind else { continue };
        let Some(plugin) = settings.plugin else { continue };
        let task = task(name, entity, settings);
        let settings = SerializationSettings {
            project: &options.ids.project,
            domain: &options.ids.domain,
            version: &options.ids.version,
            binary: &options.binary,
            image: images.of(settings),
            images: &options.images,
        };
        let product = catch_unwind(AssertUnwindSafe(|| plugin.product(&task, &settings)));
        let panicked =
            |payload: Box<dyn Any + Send>| Err(format!("it panicked: {}", describe_panic(&*payload)).into());
        match product.unwrap_or_else(panicked) {
            Ok(product) => drop(products.insert(name, product)),
            Err(error) => {
                problems.push(format!("the plugin of the task `{name}`: {}", Causes(&*error)));
            }
        }
    }
    if problems.is_empty() { Ok(products) } else { Err(Error::Plugins(problems)) }
}

/// The task as its plugin is told of it.
pub(crate) fn task<'a>(name: &'a str, entity: &Entity, settings: &Settings) -> PluginTask<'a> {
    let inputs = entity.inputs().into_iter().map(|input| input.name).collect();
    PluginTask {
        name,
        inputs,
        interface: interface::of(entity),
        query: settings.target.query(),
        shared_memory: settings.shared_memory.is_some(),
    }
}
