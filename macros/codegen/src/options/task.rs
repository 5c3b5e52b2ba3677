//! The options of `#[task]`, each read and checked.

use super::{Entry, Rule, check_unique, checked, gpu, resources, secrets};
use crate::errors::Errors;
use crate::literal;
use aileron_grammar::{duration, env_value, name};
use proc_macro2::TokenStream;
use quote::quote;

/// What a task asks of Flyte, every value already checked.
#[derive(Default)]
pub(crate) struct TaskOptions {
    pub(crate) name: Option<String>,
    settings: Vec<TokenStream>,
}

/// The options that every kind of task has.
const SHARED: [&str; 16] = [
    "accelerator",
    "annotations",
    "cache",
    "deprecated",
    "env",
    "interruptible",
    "labels",
    "limits",
    "name",
    "pod_template",
    "pod_template_name",
    "requests",
    "retries",
    "secrets",
    "shared_memory",
    "timeout",
];

/// The options that one kind of task has besides.
pub(crate) trait Own {
    /// What one of them is called: "option of a task".
    const WHAT: &str;
    const KEYS: &[&str];
    /// The setting that one of them is, if it is one alone.
    fn read(&mut self, entry: &Entry, errors: &mut Errors) -> Option<TokenStream>;
}

impl TaskOptions {
    pub(crate) fn read<O: Own>(
        entries: &[Entry],
        inputs: &[String],
        own: &mut O,
        errors: &mut Errors,
    ) -> Self {
        let mut options = TaskOptions::default();
        for entry in entries {
            if O::KEYS.contains(&&*entry.key) {
                options.settings.extend(own.read(entry, errors));
            } else if !options.read_one(entry, inputs, errors) {
                let mut known = [&SHARED[..], O::KEYS].concat();
                known.sort_unstable();
                errors.push(entry.unknown(O::WHAT, &known));
            }
        }
        let quantities = |key: &str| entries.iter().find(|entry| entry.key == key);
        if let (Some(requests), Some(limits)) = (quantities("requests"), quantities("limits")) {
            resources::check(requests, limits, errors);
        }
        gpu::check(entries, errors);
        options
    }

    pub(crate) fn add(&mut self, setting: TokenStream) {
        self.settings.push(setting);
    }

    /// False if it is none of those that every kind has.
    fn read_one(&mut self, entry: &Entry, inputs: &[String], errors: &mut Errors) -> bool {
        let setting = match entry.key.as_str() {
            "name" => {
                self.name = errors.keep(entry.string().and_then(|text| checked(text, name::entity)));
                return true;
            }
            "crate" => return true,
            "retries" => errors.keep(retries(entry)).map(|number| quote!(retries: #number)),
            "timeout" => errors.keep(timeout(entry)).map(|time| quote!(timeout: #time)),
            "interruptible" => errors
                .keep(entry.boolean())
                .map(|value| quote!(interruptible: __a::core::option::Option::Some(#value))),
            "deprecated" => errors.keep(deprecated(entry)).map(|text| quote!(deprecated: #text)),
            "pod_template" => {
                errors.keep(pod_template(entry)).map(|value| quote!(pod_template: __a::Some(|| #value)))
            }
            "pod_template_name" => errors
                .keep(entry.string().and_then(|text| checked(text, name::pod_template)))
                .map(|text| quote!(pod_template_name: #text)),
            "cache" => errors.keep(cache(entry, inputs)).map(|cache| quote!(cache: #cache)),
            "env" => pairs(entry, "env(KEY = \"value\")", &[name::env_var], &[env_value], errors)
                .map(|list| quote!(env: #list)),
            "labels" => {
                pairs(entry, "labels(key = \"value\")", &[name::label_key], &[name::label_value], errors)
                    .map(|list| quote!(labels: #list))
            }
            "annotations" => {
                pairs(entry, "annotations(key = \"value\")", &[name::annotation_key], &[], errors)
                    .map(|list| quote!(annotations: #list))
            }
            "accelerator" => errors.keep(gpu::accelerator(entry)),
            "shared_memory" => errors.keep(gpu::shared_memory(entry)),
            "secrets" => secrets::read(entry, errors),
            "requests" => resources::read(entry, errors).map(|list| quote!(requests: #list)),
            "limits" => resources::read(entry, errors).map(|list| quote!(limits: #list)),
            _ => return false,
        };
        self.settings.extend(setting);
        true
    }

    /// The settings; only what differs from the defaults is written out.
    pub(crate) fn settings(&self) -> TokenStream {
        let settings = &self.settings;
        if settings.is_empty() {
            return quote!(__a::Settings::NONE);
        }
        // There always is something to take over: what only tasks of the other kinds have.
        quote!(__a::keep(__a::Settings { #(#settings,)* ..__a::Settings::DEFAULT }))
    }
}

fn retries(entry: &Entry) -> syn::Result<u32> {
    let number = entry.integer()?;
    number.base10_parse().map_err(|_| {
        syn::Error::new(
            number.span(),
            format!("{number} can't be a number of retries: it counts the attempts after the first one, from 0 to {}", u32::MAX),
        )
    })
}

fn timeout(entry: &Entry) -> syn::Result<TokenStream> {
    let text = entry.string()?;
    let time = duration::parse_timeout(&text.value()).map_err(|problem| literal::problem(text, &problem))?;
    let (seconds, nanos) = (time.as_secs(), time.subsec_nanos());
    Ok(quote!(__a::core::option::Option::Some(__a::core::time::Duration::new(#seconds, #nanos))))
}

fn pod_template(entry: &Entry) -> syn::Result<TokenStream> {
    if entry.string().is_ok() {
        return Err(entry.value_error(
            "this is an `aileron::PodTemplate`: write `pod_template_name` for one that the cluster has by that name",
        ));
    }
    entry.expression("pod_template = template()")
}

fn deprecated(entry: &Entry) -> syn::Result<String> {
    let text = entry.string()?.value();
    if text.trim().is_empty() {
        return Err(entry.error("`deprecated` tells people what to use instead, so it can't be empty: write `deprecated = \"use … instead\"`"));
    }
    Ok(text)
}

fn cache(entry: &Entry, inputs: &[String]) -> syn::Result<TokenStream> {
    const FORM: &str = "cache(version = \"1\", serialize, ignore(input))";
    let (mut version, mut serialize, mut ignored) = (None, false, Vec::new());
    let mut errors = Errors::default();
    let entries = entry.list(FORM)?;
    check_unique(entries, &mut errors);
    for part in entries {
        match part.key.as_str() {
            "version" => version = errors.keep(cache_version(part)),
            "serialize" => serialize = errors.keep(part.boolean()).unwrap_or(false),
            "ignore" => ignored = errors.keep(ignore(part, inputs)).unwrap_or_default(),
            _ => errors.push(part.unknown("option of `cache`", &["version", "serialize", "ignore"])),
        }
    }
    if version.is_none() && errors.is_empty() {
        errors.push(entry.error(format!(
            "a cache needs a version, since Flyte reuses results until it changes: write `{FORM}`"
        )));
    }
    errors.into_result()?;
    Ok(
        quote!(__a::core::option::Option::Some(__a::Cache { version: #version, serialize: #serialize, ignore: &[#(#ignored),*] })),
    )
}

fn cache_version(entry: &Entry) -> syn::Result<String> {
    let text = entry.string()?;
    if text.value().is_empty() {
        return Err(syn::Error::new(
            text.span(),
            "a cache version can't be empty: write any text that you will change when results change, such as \"1\"",
        ));
    }
    Ok(text.value())
}

fn ignore(entry: &Entry, inputs: &[String]) -> syn::Result<Vec<String>> {
    let names: Vec<&str> = inputs.iter().map(String::as_str).collect();
    let mut errors = Errors::default();
    let entries = entry.list("ignore(input)")?;
    check_unique(entries, &mut errors);
    let ignored: Vec<String> = entries
        .iter()
        .filter_map(|part| {
            let name = errors.keep(part.flag("ignore(input)"))?;
            if !names.contains(&name) {
                errors.push(part.unknown("input", &names));
            }
            Some(name.to_owned())
        })
        .collect();
    if errors.is_empty() && ignored.len() == inputs.len() {
        errors.push(entry.error("this ignores every input, so one result would answer all calls: leave out those that decide the result"));
    }
    errors.into_result()?;
    Ok(ignored)
}

/// `key = "value"` entries as a list of pairs.
fn pairs(
    entry: &Entry,
    form: &str,
    keys: &[Rule],
    values: &[Rule],
    errors: &mut Errors,
) -> Option<TokenStream> {
    let entries = errors.keep(entry.list(form))?;
    check_unique(entries, errors);
    let pairs: Vec<TokenStream> = entries
        .iter()
        .filter_map(|part| {
            for rule in keys {
                if let Err(problem) = rule(&part.key) {
                    errors.push(part.error(problem));
                }
            }
            let text = errors.keep(part.string())?;
            for rule in values {
                errors.keep(checked(text, *rule));
            }
            let (key, value) = (&part.key, text.value());
            Some(quote!((#key, #value)))
        })
        .collect();
    Some(quote!(&[#(#pairs),*]))
}
