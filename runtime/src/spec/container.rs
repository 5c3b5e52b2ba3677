//! The container that runs a task: this program with the verb `execute`, or other software.

use super::Options;
use crate::entity::{Data, DataFormat, Resource, Settings, Target};
use crate::fast::{FastProgram, THEN};
use aileron_idl::core::data_loading_config::LiteralMapFormat;
use aileron_idl::core::resources::{ResourceEntry, ResourceName};
use aileron_idl::core::{Container, DataLoadingConfig, KeyValuePair, Resources};
use std::iter;

/// The templates that Flyte fills in when it starts the container (flyteplugins `core/template/template.go`).
const TEMPLATED: [&str; 10] = [
    "--inputs",
    "{{.input}}",
    "--output-prefix",
    "{{.outputPrefix}}",
    "--raw-output-data-prefix",
    "{{.rawOutputDataPrefix}}",
    "--checkpoint-path",
    "{{.checkpointOutputPrefix}}",
    "--prev-checkpoint",
    "{{.prevCheckpointPrefix}}",
];

/// The order in which resources are written (flytekit `core/resources.py`).
const RESOURCES: [(Resource, ResourceName); 4] = [
    (Resource::EphemeralStorage, ResourceName::EphemeralStorage),
    (Resource::Cpu, ResourceName::Cpu),
    (Resource::Gpu, ResourceName::Gpu),
    (Resource::Memory, ResourceName::Memory),
];

/// The arguments with which this program runs a task in its container; `None` if other software runs it.
pub(crate) fn call(task: &str, settings: &Settings, options: &Options) -> Option<Vec<String>> {
    let fast = options.fast.iter().flat_map(FastProgram::arguments);
    let call = iter::once(options.binary.as_str()).chain(fast);
    let call = call.chain([THEN, "--task", task]).chain(TEMPLATED);
    match settings.target {
        Target::Program | Target::Shell(_) => Some(call.map(str::to_owned).collect()),
        Target::Container(_) | Target::Service(_) => None,
    }
}

/// The container of a task. The task's plugin can set its command.
pub(super) fn for_task(
    task: &str,
    settings: &Settings,
    image: &str,
    command: Option<&[String]>,
    options: &Options,
) -> Container {
    match settings.target {
        Target::Program | Target::Shell(_) | Target::Service(_) => {
            let args = command.map(<[String]>::to_vec).or_else(|| call(task, settings, options));
            Container { args: args.unwrap_or_default(), ..plain(settings, image, options) }
        }
        Target::Container(own) => Container {
            command: owned(own.command),
            args: owned(own.arguments),
            data_config: own.data.as_ref().map(data),
            ..plain(settings, image, options)
        },
    }
}

/// The container without its command.
fn plain(settings: &Settings, image: &str, options: &Options) -> Container {
    Container {
        image: image.to_owned(),
        resources: Some(resources(settings)),
        env: env(&options.env, settings.env),
        ..Container::default()
    }
}

/// The requests and limits of a task.
pub(super) fn resources(settings: &Settings) -> Resources {
    Resources { requests: entries(settings.requests), limits: entries(settings.limits) }
}

/// How co-pilot loads data. A field `io_strategy` for how much is loaded and when is not set, since nothing reads it
/// (flyteplugins `flytek8s/copilot.go`).
fn data(data: &Data) -> DataLoadingConfig {
    let format = match data.format {
        DataFormat::Json => LiteralMapFormat::Json,
        DataFormat::Yaml => LiteralMapFormat::Yaml,
        DataFormat::Proto => LiteralMapFormat::Proto,
    };
    DataLoadingConfig {
        enabled: true,
        input_path: data.inputs.to_owned(),
        output_path: data.outputs.to_owned(),
        format: format as i32,
        io_strategy: None,
    }
}

fn entries(quantities: &[(Resource, &str)]) -> Vec<ResourceEntry> {
    let find = |resource| quantities.iter().find(|(other, _)| *other == resource);
    let given = RESOURCES.iter().filter_map(|(resource, name)| Some((*name, find(*resource)?.1.to_owned())));
    given.map(|(name, value)| ResourceEntry { name: name as i32, value }).collect()
}

/// The variables of every container, then the task's own, which win (flytekit `core/python_auto_container.py`).
fn env(every: &[(String, String)], own: &[(&str, &str)]) -> Vec<KeyValuePair> {
    let own_value = |key: &str| own.iter().find(|(other, _)| *other == key).map(|(_, value)| *value);
    let shared = every.iter().map(|(key, value)| (key.as_str(), own_value(key).unwrap_or(value)));
    let more = own.iter().copied().filter(|(key, _)| every.iter().all(|(other, _)| other != key));
    let pair = |(key, value): (&str, &str)| KeyValuePair { key: key.to_owned(), value: value.to_owned() };
    shared.chain(more).map(pair).collect()
}

pub(super) fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Options, ResourceName, call, entries, env};
    use crate::entity::{Resource, Settings};
    use crate::fast::FastProgram;

    #[test]
    fn an_uploaded_program_comes_before_the_verb_and_nothing_else_changes() {
        let mut options = Options { binary: "/app".to_owned(), ..Options::default() };
        let plain = call("a.b", Settings::NONE, &options).expect("a call");
        assert_eq!(plain[..4], ["/app", "execute", "--task", "a.b"]);
        options.fast = Some(FastProgram { uri: "s3://b/app".to_owned(), sha256: "0f".to_owned() });
        let fast = call("a.b", Settings::NONE, &options).expect("a call");
        let before = ["/app", "fast-execute", "--program", "s3://b/app", "--sha256", "0f", "--"];
        assert_eq!(fast[..7], before);
        assert_eq!(fast[7..], plain[1..]);
    }

    #[test]
    fn a_tasks_own_variable_wins_in_place() {
        let every = [("A".to_owned(), "1".to_owned()), ("B".to_owned(), "2".to_owned())];
        let pairs: Vec<_> = env(&every, &[("C", "3"), ("A", "4")])
            .into_iter()
            .map(|pair| format!("{}={}", pair.key, pair.value))
            .collect();
        assert_eq!(pairs, ["A=4", "B=2", "C=3"]);
    }

    #[test]
    fn resources_have_a_fixed_order() {
        let given = [(Resource::Memory, "1Gi"), (Resource::Cpu, "2"), (Resource::EphemeralStorage, "3Gi")];
        let names: Vec<i32> = entries(&given).iter().map(|entry| entry.name).collect();
        let expected = [ResourceName::EphemeralStorage, ResourceName::Cpu, ResourceName::Memory];
        assert_eq!(names, expected.map(|name| name as i32));
    }
}
