//! `cache(…)`: reuse of earlier results.

use super::table::{OptionKind, Row};
use super::{Given, Value};
use crate::errors::{Errors, Fault};
use aileron_grammar::{Rule, suggest};
use proc_macro2::TokenStream;
use quote::quote;

#[derive(Default)]
struct Cache {
    version: Option<String>,
    serialize: bool,
    ignored: Vec<String>,
}

const KIND: OptionKind = OptionKind { one: "an option of `cache`", main: "version" };

const OPTIONS: &[Row<Cache>] = &[
    Row::new("version", "version = \"1\"", &["cache_version"], |cache, given, errors| {
        cache.version = errors.keep(version(given));
    }),
    Row::new("serialize", "serialize", &["cache_serialize", "serial"], |cache, given, errors| {
        cache.serialize = errors.keep(given.boolean()).unwrap_or(false);
    }),
    Row::new(
        "ignore",
        "ignore(input)",
        &["ignore_inputs", "ignored_inputs", "cache_ignore_input_vars"],
        |cache, given, errors| {
            cache.ignored = ignore(given, errors).unwrap_or_default();
        },
    ),
];

pub(super) fn read(given: &Given<'_>, errors: &mut Errors) -> Option<TokenStream> {
    if let Value::Literal(syn::Lit::Str(version)) = &given.value {
        let version = version.value();
        let message = format!("`cache` takes a list: write `cache(version = {version:?})`");
        errors.push(given.wrong(Rule::OptionValue, message));
        return None;
    }
    let before = errors.count();
    let mut cache = Cache::default();
    given.reading(errors)?.by(OPTIONS, &mut cache, errors).finish(&KIND, errors);
    if errors.count() > before {
        return None;
    }
    let Cache { version, serialize, ignored } = cache;
    let Some(version) = version else {
        let message = format!(
            "a cache needs a version, since Flyte reuses results until the version changes: write `{}`",
            given.form
        );
        errors.push(given.error(Rule::CacheVersion, message));
        return None;
    };
    Some(
        quote!(cache: __a::Some(__a::Cache { version: #version, serialize: #serialize, ignore: &[#(#ignored),*] })),
    )
}

fn version(given: &Given<'_>) -> Result<String, Fault> {
    let text = given.string()?.value();
    if text.is_empty() {
        return Err(given.wrong(
            Rule::CacheVersion,
            "a cache version can't be empty: write any text that you will change when results change, such as \"1\"",
        ));
    }
    Ok(text)
}

fn ignore(given: &Given<'_>, errors: &mut Errors) -> Option<Vec<String>> {
    if given.inputs.is_empty() {
        errors.push(given.error(Rule::CacheIgnore, "the task has no inputs to ignore: remove `ignore`"));
        return None;
    }
    let before = errors.count();
    let entries = errors.keep(given.list())?;
    super::entry::check_unique(entries, errors);
    let mut ignored = Vec::new();
    for entry in entries {
        let Some(name) = errors.keep(given.part(entry, given.form).flag()) else { continue };
        if !given.inputs.iter().any(|input| input == name) {
            let hint = suggest::did_you_mean(name, given.inputs.iter().map(String::as_str));
            errors.push(entry.error(Rule::CacheIgnore, format!("`{name}` is not an input: {hint}")));
        }
        ignored.push(name.to_owned());
    }
    if errors.count() == before && ignored.len() == given.inputs.len() {
        errors.push(given.error(Rule::CacheIgnore, "this ignores every input, so all calls would get one result: leave out the inputs that decide the result"));
    }
    Some(ignored)
}
