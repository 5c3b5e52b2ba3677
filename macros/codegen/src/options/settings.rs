//! The options that become the settings of a task, each read and checked.

use super::table::Row;
use super::{Check, Entries, Given, Reading, Value, cache, gpu, resources, secrets};
use crate::errors::{Errors, Fault};
use crate::images;
use crate::literal;
use aileron_grammar::{Rule, duration, env_value, name};
use proc_macro2::TokenStream;
use quote::quote;

/// What a task requests from Flyte, as fields of `Settings`, every value already checked.
#[derive(Default)]
pub(crate) struct Settings(Vec<TokenStream>);

/// How an attempt runs, and how often.
pub(crate) const ATTEMPTS: &[Row<Settings>] = &[
    Row::new(
        "retries",
        "retries = 3",
        &["retry", "attempts", "max_retries", "max_attempts"],
        |settings, given, errors| {
            settings.keep(errors, retries(given));
        },
    ),
    Row::new(
        "timeout",
        "timeout = \"1h30m\"",
        &["time_limit", "deadline", "max_duration"],
        |settings, given, errors| {
            settings.keep(errors, timeout(given));
        },
    ),
    Row::new("interruptible", "interruptible", &["spot", "preemptible"], |settings, given, errors| {
        settings.keep(errors, given.boolean().map(|value| quote!(interruptible: __a::Some(#value))));
    }),
    Row::new(
        "cache",
        "cache(version = \"1\", serialize, ignore(input))",
        &["cached", "caching", "cache_version", "cache_serialize", "cache_ignore_input_vars"],
        |settings, given, errors| settings.add(cache::read(given, errors)),
    ),
];

/// The hardware of the container.
pub(crate) const HARDWARE: &[Row<Settings>] = &[
    Row::new(
        "requests",
        "requests(cpu = \"500m\", mem = \"1Gi\")",
        &[
            "request",
            "resources",
            "cpu",
            "cpus",
            "mem",
            "memory",
            "gpu",
            "gpus",
            "ephemeral_storage",
            "storage",
            "disk",
        ],
        |settings, given, errors| {
            settings.add(resources::read(given, errors).map(|list| quote!(requests: #list)));
        },
    ),
    Row::new("limits", "limits(cpu = \"1\", mem = \"2Gi\")", &["limit"], |settings, given, errors| {
        settings.add(resources::read(given, errors).map(|list| quote!(limits: #list)));
    }),
    Row::new(
        "accelerator",
        "accelerator = aileron::accelerators::T4",
        &["gpu_type", "device"],
        |settings, given, errors| {
            settings.keep(errors, gpu::accelerator(given));
        },
    ),
    Row::new(
        "shared_memory",
        "shared_memory = \"2Gi\"",
        &["shm", "shm_size", "dev_shm"],
        |settings, given, errors| {
            settings.keep(errors, gpu::shared_memory(given));
        },
    ),
];

/// What is in and on the pod.
const POD: &[Row<Settings>] = &[
    Row::new(
        "env",
        "env(KEY = \"value\")",
        &["environment", "envs", "env_vars", "environment_variables", "vars"],
        |settings, given, errors| {
            let list = pairs(given, "KEY = \"value\"", &[name::env_var], &[env_value], errors);
            settings.add(list.map(|list| quote!(env: #list)));
        },
    ),
    Row::new("labels", "labels(key = \"value\")", &["label", "tags"], |settings, given, errors| {
        let list = pairs(given, "key = \"value\"", &[name::label_key], &[name::label_value], errors);
        settings.add(list.map(|list| quote!(labels: #list)));
    }),
    Row::new("annotations", "annotations(key = \"value\")", &["annotation"], |settings, given, errors| {
        let list = pairs(given, "key = \"value\"", &[name::annotation_key], &[], errors);
        settings.add(list.map(|list| quote!(annotations: #list)));
    }),
    Row::new("secrets", secrets::FORM, &["secret", "secret_requests"], |settings, given, errors| {
        settings.add(secrets::read(given, errors));
    }),
    Row::new("pod_template_name", "pod_template_name = \"gpu-large\"", &[], |settings, given, errors| {
        settings
            .keep(errors, given.checked(&[name::pod_template]).map(|text| quote!(pod_template_name: #text)));
    }),
];

/// The pod itself.
pub(crate) const POD_TEMPLATE: &[Row<Settings>] =
    &[Row::new("pod_template", "pod_template = template()", &[], |settings, given, errors| {
        settings.keep(errors, pod_template(given));
    })];

/// What people read about the task.
const ABOUT: &[Row<Settings>] =
    &[Row::new("deprecated", "deprecated = \"use … instead\"", &[], |settings, given, errors| {
        settings.keep(errors, deprecated(given));
    })];

/// The image of the program.
pub(crate) const IMAGE: &[Row<Settings>] = &[Row::new(
    "container_image",
    "container_image = \"registry/repository:tag\"",
    &["image", "docker_image"],
    image,
)];

/// The page that a task writes.
pub(crate) const DECK: &[Row<Settings>] =
    &[Row::new("deck", "deck", &["decks", "enable_deck", "disable_deck"], |settings, given, errors| {
        settings.keep(errors, given.boolean().map(|value| quote!(deck: #value)));
    })];

pub(crate) fn image(settings: &mut Settings, given: &Given<'_>, errors: &mut Errors) {
    settings.keep(errors, given.string().and_then(images::check));
}

impl Settings {
    /// Reads what every kind of task has.
    pub(crate) fn read<'e>(&mut self, reading: Reading<'e>, errors: &mut Errors) -> Reading<'e> {
        [ATTEMPTS, HARDWARE, POD, POD_TEMPLATE, ABOUT]
            .into_iter()
            .fold(reading, |reading, table| reading.by(table, self, errors))
    }

    pub(crate) fn add(&mut self, setting: Option<TokenStream>) {
        self.0.extend(setting);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn keep(&mut self, errors: &mut Errors, setting: Result<TokenStream, Fault>) {
        self.0.extend(errors.keep(setting));
    }

    /// As an expression; only what differs from the defaults is written out.
    pub(crate) fn tokens(&self) -> TokenStream {
        let settings = &self.0;
        if settings.is_empty() {
            return quote!(__a::Settings::NONE);
        }
        // Some fields are always left over: those that only tasks of the other kinds have.
        quote!(__a::keep(__a::Settings { #(#settings,)* ..__a::Settings::DEFAULT }))
    }
}

/// Checks several options together.
pub(crate) fn check(entries: &Entries, errors: &mut Errors) {
    check_amounts(entries, errors);
    gpu::check(entries, errors);
}

/// Checks the resources of a container together.
pub(crate) fn check_amounts(entries: &Entries, errors: &mut Errors) {
    if let (Some(requests), Some(limits)) = (entries.get("requests"), entries.get("limits")) {
        resources::check(requests, limits, errors);
    }
}

fn retries(given: &Given<'_>) -> Result<TokenStream, Fault> {
    let number = given.integer()?;
    let retries: u32 = number.base10_parse().map_err(|_| {
        Fault::at(
            Rule::Retries,
            number.span(),
            format!("{number} can't be a number of retries: it counts the attempts after the first one, from 0 to {}", u32::MAX),
        )
    })?;
    Ok(quote!(retries: #retries))
}

fn timeout(given: &Given<'_>) -> Result<TokenStream, Fault> {
    if let Some(number) = given.own().filter(|own| own.parse::<f64>().is_ok()) {
        let message = format!("`timeout` takes a string with a unit: write `timeout = \"{number}s\"`");
        return Err(given.wrong(Rule::OptionValue, message));
    }
    let text = given.string()?;
    let time = duration::parse_timeout(&text.value()).map_err(|problem| literal::problem(text, &problem))?;
    let (seconds, nanos) = (time.as_secs(), time.subsec_nanos());
    Ok(quote!(timeout: __a::Some(__a::core::time::Duration::new(#seconds, #nanos))))
}

fn pod_template(given: &Given<'_>) -> Result<TokenStream, Fault> {
    if given.string().is_ok() {
        return Err(given.wrong(
            Rule::PodTemplate,
            "`pod_template` takes an `aileron::PodTemplate`: write `pod_template_name` for one that the cluster has by that name",
        ));
    }
    let value = given.expression()?;
    Ok(quote!(pod_template: __a::Some(|| #value)))
}

fn deprecated(given: &Given<'_>) -> Result<TokenStream, Fault> {
    let text = given.string()?.value();
    if text.trim().is_empty() {
        return Err(given.error(Rule::Deprecation, "`deprecated` says what to use instead, so it can't be empty: write `deprecated = \"use … instead\"`"));
    }
    Ok(quote!(deprecated: #text))
}

/// `key = "value"` entries as a list of pairs.
pub(crate) fn pairs(
    given: &Given<'_>,
    form: &'static str,
    keys: &[Check],
    values: &[Check],
    errors: &mut Errors,
) -> Option<TokenStream> {
    let entries = errors.keep(given.list())?;
    super::entry::check_unique(entries, errors);
    let pairs: Vec<TokenStream> = entries
        .iter()
        .filter_map(|entry| {
            if let (true, Value::Flag, Some((key, value))) =
                (entry.quoted, &entry.value, entry.key.split_once('='))
            {
                let (key, value) = (key.trim(), value.trim());
                let message = format!("the value goes behind the key: write `{key} = {value:?}`");
                errors.push(entry.error(Rule::OptionSyntax, message));
                return None;
            }
            if let Some(problem) = keys.iter().find_map(|check| check(&entry.key).err()) {
                errors.push(entry.error(problem.rule(), problem));
                return None;
            }
            let (key, value) = (&entry.key, errors.keep(given.part(entry, form).checked(values))?);
            Some(quote!((#key, #value)))
        })
        .collect();
    Some(quote!(&[#(#pairs),*]))
}
