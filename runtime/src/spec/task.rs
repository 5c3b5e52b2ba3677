//! Converts tasks to `TaskSpec`.

use super::container::owned;
use super::pod::TemplateTarget;
use super::{Options, description, extended, secrets};
use crate::entity::{self, Entity, Settings};
use crate::plugin::Product;
use aileron_idl::admin::TaskSpec;
use aileron_idl::core::{
    K8sObjectMetadata, ResourceType, RetryStrategy, RuntimeMetadata, TaskMetadata, TaskTemplate,
    runtime_metadata::RuntimeType, task_metadata, task_template::Target,
};
use aileron_idl::google;
use std::collections::BTreeMap;
use std::time::Duration;

/// The type of a task that this program runs.
///
/// Propeller's container plugin registers this type by name. Another type would run as well, but with a warning for
/// each task, and not at all if an administrator lists the allowed types.
const PROGRAM: &str = "python-task";

/// The type of a container task: propeller waits for everything in its pod, including co-pilot's uploader
/// (flyteplugins `plugins/k8s/pod/plugin.go`).
const CONTAINER: &str = "raw-container";

/// The release of Flyte whose contract these specs follow. It is not this crate's version: propeller passes offloaded
/// values only to a `FLYTE_SDK` of 1.13.14 or later (flytepropeller `nodes/common/utils.go`), and flyteadmin compares
/// the version when an entity is registered again.
const RUNTIME_VERSION: &str = "1.16.8";

pub(super) fn spec(
    task: &Entity,
    settings: &Settings,
    place: Option<TemplateTarget>,
    product: Option<&Product>,
    options: &Options,
) -> TaskSpec {
    let mut config = product.map_or_else(BTreeMap::new, |product| product.config.clone());
    let target = match place {
        Some(place) => {
            // A plugin can't change the key that names the task's container in its pod.
            config.extend(place.config);
            Some(place.target)
        }
        None => product.and_then(|product| product.sql.clone()).map(Target::Sql),
    };
    let template = TaskTemplate {
        id: Some(options.ids.identifier(ResourceType::Task, task.name)),
        r#type: product.map_or(task_type(settings), |product| &product.task_type).to_owned(),
        task_type_version: product.map_or(0, |product| product.task_type_version),
        metadata: Some(metadata(settings)),
        security_context: secrets::security_context(settings.secrets),
        interface: Some(task.typed_interface()),
        extended_resources: extended::resources(settings),
        custom: product.and_then(|product| product.custom.clone()),
        config,
        target,
    };
    TaskSpec { template: Some(template), description: Some(description::from_doc(task.doc)) }
}

fn task_type(settings: &Settings) -> &'static str {
    match settings.target {
        entity::Target::Program | entity::Target::Shell(_) => PROGRAM,
        entity::Target::Container(_) => CONTAINER,
        // The plugin sets the type.
        entity::Target::Service(_) => "",
    }
}

fn metadata(settings: &Settings) -> TaskMetadata {
    let cache = settings.cache.as_ref();
    TaskMetadata {
        runtime: Some(RuntimeMetadata {
            r#type: RuntimeType::FlyteSdk as i32,
            version: RUNTIME_VERSION.to_owned(),
            flavor: "rust".to_owned(),
        }),
        timeout: settings.timeout.map(duration),
        retries: Some(RetryStrategy { retries: settings.retries }),
        discoverable: cache.is_some(),
        discovery_version: cache.map_or_else(String::new, |cache| cache.version.to_owned()),
        cache_serializable: cache.is_some_and(|cache| cache.serialize),
        cache_ignore_input_vars: cache.map_or_else(Vec::new, |cache| owned(cache.ignore)),
        deprecated_error_message: settings.deprecated.to_owned(),
        pod_template_name: settings.pod_template_name.to_owned(),
        // If this is absent, propeller looks for a deck after every run.
        generates_deck: Some(google::BoolValue { value: settings.deck }),
        // Propeller puts these on the pod itself, whichever plugin made it (flytepropeller
        // `nodes/task/k8s/plugin_manager.go`).
        metadata: Some(K8sObjectMetadata {
            labels: map(settings.labels),
            annotations: map(settings.annotations),
        }),
        interruptible_value: settings.interruptible.map(task_metadata::InterruptibleValue::Interruptible),
        ..TaskMetadata::default()
    }
}

pub(super) fn duration(time: Duration) -> google::Duration {
    google::Duration {
        seconds: i64::try_from(time.as_secs()).unwrap_or(i64::MAX),
        nanos: i32::try_from(time.subsec_nanos()).unwrap_or_default(),
    }
}

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    aileron_idl::map(pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())))
}
