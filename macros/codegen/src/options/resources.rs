//! `requests(…)` and `limits(…)`: the resources of a container.

use super::table::{OptionKind, Row};
use super::{Given, OptionEntry, Value};
use crate::errors::{Errors, Fault};
use crate::literal;
use aileron_grammar::{Problem, Quantity, Rule};
use proc_macro2::TokenStream;
use quote::quote;
use syn::Lit;

const KIND: OptionKind = OptionKind { one: "a resource", main: "" };

/// The resources of a container, as Flyte names them.
const RESOURCES: &[Row<Vec<TokenStream>>] = &[
    Row::new("cpu", "cpu = \"500m\"", &["cpus", "cores"], |list, given, errors| {
        let value = errors.keep(quantity(given, Quantity::of_cpus));
        list.extend(value.map(|value| quote!((__a::Resource::Cpu, #value))));
    }),
    Row::new("mem", "mem = \"1Gi\"", &["ram"], |list, given, errors| {
        let value = errors.keep(bytes(given));
        list.extend(value.map(|value| quote!((__a::Resource::Memory, #value))));
    }),
    Row::new("gpu", "gpu = \"1\"", &["gpus"], |list, given, errors| {
        let value = errors.keep(quantity(given, Quantity::of_gpus));
        list.extend(value.map(|value| quote!((__a::Resource::Gpu, #value))));
    }),
    Row::new(
        "ephemeral_storage",
        "ephemeral_storage = \"10Gi\"",
        &["storage", "disk"],
        |list, given, errors| {
            let value = errors.keep(bytes(given));
            list.extend(value.map(|value| quote!((__a::Resource::EphemeralStorage, #value))));
        },
    ),
];

pub(super) fn read(given: &Given<'_>, errors: &mut Errors) -> Option<TokenStream> {
    let mut list = Vec::new();
    given.reading(errors)?.by(RESOURCES, &mut list, errors).finish(&KIND, errors);
    Some(quote!(&[#(#list),*]))
}

/// An amount in bytes, with a unit.
fn bytes(given: &Given<'_>) -> Result<String, Fault> {
    let key = &given.key;
    if let Some(number) = given.own().filter(|own| own.parse::<f64>().is_ok()) {
        let message = format!("`{key}` takes a string with a unit: write `{key} = \"{number}Gi\"`");
        return Err(given.wrong(Rule::OptionValue, message));
    }
    quantity(given, Quantity::of_bytes)
}

/// The quantity of one resource.
fn quantity(given: &Given<'_>, read: fn(&str) -> Result<Quantity, Problem>) -> Result<String, Fault> {
    let text = given.string()?;
    let quantity = read(&text.value()).map_err(|problem| literal::problem(text, &problem))?;
    Ok(quantity.to_string())
}

pub(super) fn check(requests: &OptionEntry, limits: &OptionEntry, errors: &mut Errors) {
    for request in requests.entries() {
        let Some(limit) = limits.entries().iter().find(|limit| limit.key == request.key) else { continue };
        let (Some((least_text, least)), Some((most_text, most))) = (amount(request), amount(limit)) else {
            continue;
        };
        let key = &request.key;
        if least > most {
            errors.push(limit.error(Rule::RequestAboveLimit, format!("the limit of `{key}`, {most_text}, is below its request, {least_text}, so no container could start: raise the limit or lower the request")));
        } else if key == "gpu" && least != most {
            errors.push(limit.error(Rule::RequestAboveLimit, format!("GPUs are not shared, so Kubernetes requires limit and request to be equal: write {least_text} or {most_text} for both")));
        }
    }
}

/// An amount that can be compared.
fn amount(entry: &OptionEntry) -> Option<(String, Quantity)> {
    let Value::Literal(Lit::Str(text)) = &entry.value else { return None };
    let text = text.value();
    let quantity = Quantity::of_resource(&text).ok()?;
    Some((text, quantity))
}
