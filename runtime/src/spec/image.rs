//! Resolves the image of each task's container.

use super::Error;
use super::error::Violation;
use crate::entity::{Registry, Settings, TaskParts};
use crate::graph::Nest;
use crate::images::{Declared, ImageError, called, resolve as resolve_one};
use aileron_grammar::suggest::all_of;
use aileron_grammar::{Images, Problem, Reference, Rule, Template};
use std::collections::{BTreeMap, BTreeSet};

/// The largest number of tasks that a message names.
const NAMED: usize = 3;

/// What determines an image: the template, and the references in the manifest of the task's package.
type Key = (&'static str, Declared);

/// The resolved images of all tasks.
pub(super) struct Resolved {
    by_key: BTreeMap<Key, String>,
    /// The tasks that use each image.
    tasks: BTreeMap<Key, Vec<String>>,
    all: Images,
}

impl Resolved {
    /// The configured images by their names.
    pub(super) fn all(&self) -> &Images {
        &self.all
    }

    /// The warnings about images without a version.
    pub(super) fn untagged(&self) -> impl Iterator<Item = String> {
        let image = |key: &Key| self.by_key.get(key).filter(|image| is_untagged(image));
        self.tasks.iter().filter_map(move |(key, tasks)| Some(latest(image(key)?, &some(tasks))))
    }

    /// The image of the task with these settings.
    pub(super) fn image(&self, settings: &'static Settings) -> &str {
        self.by_key.get(&key(settings)).map_or("", String::as_str)
    }
}

fn key(settings: &'static Settings) -> Key {
    (settings.image(), settings.images)
}

/// The resolved images of calls that name their own.
#[derive(Default)]
pub(super) struct NodeImages(BTreeMap<Key, String>);

impl NodeImages {
    /// Resolves the images of all calls. Also returns the problems, a sentence each.
    ///
    /// # Errors
    /// As [`resolve`].
    pub(super) fn resolve(graphs: &Nest, images: &Images) -> Result<(Self, Vec<Violation>), Error> {
        let (mut resolved, mut problems) = (BTreeMap::new(), Vec::new());
        let mut keys = BTreeMap::new();
        for workflow in graphs.iter() {
            workflow.graph.each_node(&mut |node| {
                let settings = node.settings.map(|settings| settings.others);
                if let Some(settings) = settings.filter(|settings| !settings.container_image.is_empty()) {
                    keys.entry(key(settings)).or_insert(node.place);
                }
            });
        }
        for (key, place) in keys {
            match resolve_one(key, images)? {
                Ok(image) => drop(resolved.insert(key, image)),
                Err(problem) => {
                    let message = format!("{place}: {} of this call: {problem}", called(key.0));
                    problems.push(Violation::new(problem.rule(), message));
                }
            }
        }
        Ok((NodeImages(resolved), problems))
    }

    /// The image of a call with these settings; empty for that of its task.
    pub(super) fn image(&self, settings: &'static Settings) -> &str {
        self.0.get(&key(settings)).map_or("", String::as_str)
    }
}

/// Resolves every task's image, each template once. Also returns the problems, a sentence each. An image with a
/// problem is replaced by an empty one, so that other problems can be reported as well.
///
/// # Errors
/// Fails if the manifest of a task's package has an invalid reference.
pub(super) fn resolve(registry: &Registry, images: &Images) -> Result<(Resolved, Vec<Violation>), Error> {
    let mut tasks: BTreeMap<Key, Vec<String>> = BTreeMap::new();
    for (task, TaskParts { settings, .. }) in registry.tasks() {
        if settings.target.has_container() || !settings.image().is_empty() {
            tasks.entry(key(settings)).or_default().push(task.name.to_owned());
        }
    }
    let mut by_key = BTreeMap::new();
    let (mut problems, mut without_default) = (Vec::new(), Vec::new());
    for (key, names) in &tasks {
        match resolve_one(*key, images)? {
            Ok(image) => drop(by_key.insert(*key, image)),
            Err(_) if lacks_default(key.0, images) => without_default.extend(names.iter().cloned()),
            Err(problem) => problems.push(Violation::new(
                problem.rule(),
                format!("{} of {}: {problem}", called(key.0), some(names)),
            )),
        }
    }
    if !without_default.is_empty() {
        problems.insert(0, Violation::new(Rule::ImageNotGiven, no_default(&without_default)));
    }
    let mut all = images.clone();
    if !problems.is_empty() {
        all = filled(images, tasks.keys().flat_map(|(_, declared)| *declared).map(|(name, _)| *name))?;
        for key in tasks.keys() {
            by_key.entry(*key).or_insert(resolve_one(*key, &all)?.unwrap_or_default());
        }
    }
    Ok((Resolved { by_key, tasks, all }, problems))
}

/// The name of the image for tasks that name none.
const DEFAULT: &str = "default";

/// A placeholder for a version.
const STAND_IN: &str = "stand-in";

/// The images, with placeholders for those that only options give: the default image, its version, and every image
/// that is declared without a reference, here or among `names`.
pub(super) fn filled<'n>(
    images: &Images,
    names: impl Iterator<Item = &'n str>,
) -> Result<Images, ImageError> {
    let unversioned =
        images.default_image().filter(|image| image.version().is_none()).map(ToString::to_string);
    let invalid = |problem: Problem| ImageError::Reference(problem.coded());
    let mut weaker = Images::default();
    let declared = images.iter().map(|(name, _)| name.to_owned());
    let all: BTreeSet<String> =
        declared.chain(names.map(str::to_owned)).chain([DEFAULT.to_owned()]).collect();
    for name in all {
        weaker.declare(&name, &format!("{STAND_IN}:{STAND_IN}")).map_err(invalid)?;
    }
    let mut filled = Images::default();
    if let Some(default) = unversioned {
        filled.declare(DEFAULT, &format!("{default}:{STAND_IN}")).map_err(invalid)?;
    }
    filled.fill_from(images.clone());
    filled.fill_from(weaker);
    Ok(filled)
}

/// Whether an image has neither tag nor digest.
pub(super) fn is_untagged(image: &str) -> bool {
    image.parse::<Reference>().is_ok_and(|reference| reference.version().is_none())
}

/// The warning about an image without tag or digest.
pub(super) fn latest(image: &str, whose: &str) -> String {
    format!(
        "the image `{image}` of {whose} has no tag or digest, so `latest` is pulled, which may be another image tomorrow; \
         write a version, as in `{image}:v1`"
    )
}

fn lacks_default(template: &str, images: &Images) -> bool {
    let wants = template.is_empty()
        || template
            .parse::<Template>()
            .is_ok_and(|template| template.names().any(|(name, _)| name == DEFAULT));
    wants && images.default_image().is_none()
}

fn no_default(tasks: &[String]) -> String {
    format!(
        "there is no default image for {}; set it with `--image REF`, as `default` under `images:` in Flyte's \
         configuration file (`--config FILE`), or as `default` under `[package.metadata.aileron.images]` in Cargo.toml",
        some(tasks)
    )
}

/// Names some tasks and counts the others.
fn some(names: &[String]) -> String {
    let tasks = if names.len() == 1 { "the task" } else { "the tasks" };
    let shown = names.iter().map(String::as_str).take(NAMED);
    match names.len().saturating_sub(NAMED) {
        0 => format!("{tasks} {}", all_of(shown)),
        more => {
            let shown: Vec<String> = shown.map(|name| format!("`{name}`")).collect();
            format!("{tasks} {} and {more} more", shown.join(", "))
        }
    }
}
