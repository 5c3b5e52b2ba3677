//! Finds the configured images, and resolves the image of a task's container.

mod error;

pub(crate) use error::ImageError;

use crate::config::ConfigFile;
use crate::entity::Settings;
use crate::program::ProgramInfo;
use aileron_grammar::{Images, Problem, Template};
use std::path::Path;

/// The names and references in a manifest.
pub(crate) type Declared = &'static [(&'static str, &'static str)];

/// The images of the command line, of Flyte's configuration file and of the program's manifest, in this order of
/// precedence.
///
/// # Errors
/// Fails if a reference is invalid or the configuration file can't be read.
pub(crate) fn configured(
    arguments: &[String],
    file: Option<&Path>,
    program: &ProgramInfo,
) -> Result<Images, ImageError> {
    let mut images = Images::default();
    for argument in arguments {
        images
            .add_arg(argument)
            .map_err(|problem| ImageError::Reference(format!("`--image {argument}`: {problem}")))?;
    }
    if let Some(file) = ConfigFile::open(file)? {
        images.fill_from(of_config(&file)?);
    }
    images.fill_from(declared(program.images)?);
    Ok(images)
}

/// The images of Flyte's configuration file.
fn of_config(file: &ConfigFile) -> Result<Images, ImageError> {
    let mut images = Images::default();
    for image in file.content.images().map_err(|broken| file.broken(broken))? {
        images.declare(&image.name, &image.reference).map_err(|problem| {
            let message = format!("the image `{}` under `images`: {problem}", image.name);
            file.broken((Some(image.at), problem.rule().end(message)))
        })?;
    }
    Ok(images)
}

/// The images of a manifest.
pub(crate) fn declared(pairs: &[(&str, &str)]) -> Result<Images, ImageError> {
    let mut images = Images::default();
    for (name, reference) in pairs {
        images.declare(name, reference).map_err(|problem| {
            let place = "`[package.metadata.aileron.images]` of Cargo.toml";
            let message = format!("the image `{name}` in {place}: {problem}");
            ImageError::Reference(problem.rule().end(message))
        })?;
    }
    Ok(images)
}

/// Resolves the image of one task.
///
/// # Errors
/// Fails if the image can't be resolved.
pub(crate) fn of_task(settings: &'static Settings, images: &Images) -> Result<String, ImageError> {
    resolve((settings.image(), settings.images), images)?.map_err(|problem| {
        let message = format!("{}: {problem}", called(settings.image()));
        ImageError::Reference(problem.rule().end(message))
    })
}

/// Resolves a template, with the references of a package's own manifest.
pub(crate) fn resolve(
    (template, own): (&str, Declared),
    images: &Images,
) -> Result<Result<String, Problem>, ImageError> {
    let template = match template {
        "" => Template::default(),
        text => match text.parse() {
            Ok(template) => template,
            Err(problem) => return Ok(Err(problem)),
        },
    };
    let mut images = images.clone();
    images.fill_from(declared(own)?);
    Ok(template.resolve(&images))
}

/// How messages call an image.
pub(crate) fn called(template: &str) -> String {
    if template.is_empty() { "the image".to_owned() } else { format!("the image `{template}`") }
}
