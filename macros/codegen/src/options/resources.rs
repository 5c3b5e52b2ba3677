//! `requests(…)` and `limits(…)`: how much of what a container gets.

use super::{Entry, check_unique};
use crate::errors::Errors;
use crate::literal;
use aileron_grammar::Quantity;
use proc_macro2::{Span, TokenStream};
use quote::quote;

/// The resources of a container, as Flyte names them.
const RESOURCES: [(&str, &str); 4] =
    [("cpu", "Cpu"), ("mem", "Memory"), ("gpu", "Gpu"), ("ephemeral_storage", "EphemeralStorage")];

pub(super) fn read(entry: &Entry, errors: &mut Errors) -> Option<TokenStream> {
    let form = format!("{}(cpu = \"500m\", mem = \"1Gi\")", entry.key);
    let entries = errors.keep(entry.list(&form))?;
    check_unique(entries, errors);
    let list: Vec<TokenStream> = entries
        .iter()
        .filter_map(|part| {
            let Some((_, variant)) = RESOURCES.iter().find(|(key, _)| *key == part.key) else {
                errors.push(part.unknown("resource", &RESOURCES.map(|(key, _)| key)));
                return None;
            };
            errors.keep(amount(part))?;
            let variant = syn::Ident::new(variant, Span::call_site());
            let value = part.string().ok()?.value();
            Some(quote!((__a::Resource::#variant, #value)))
        })
        .collect();
    Some(quote!(&[#(#list),*]))
}

/// The quantity of one resource.
fn amount(entry: &Entry) -> syn::Result<Quantity> {
    let text = entry.string()?;
    let quantity =
        Quantity::of_resource(&text.value()).map_err(|problem| literal::problem(text, &problem))?;
    if entry.key == "gpu" && !quantity.is_whole() {
        return Err(syn::Error::new(
            text.span(),
            "a container gets whole GPUs only: write a whole number, such as \"1\"",
        ));
    }
    Ok(quantity)
}

pub(super) fn check(requests: &Entry, limits: &Entry, errors: &mut Errors) {
    let (Ok(requests), Ok(limits)) = (requests.list(""), limits.list("")) else { return };
    for request in requests {
        let Some(limit) = limits.iter().find(|limit| limit.key == request.key) else { continue };
        let (Ok(least), Ok(most)) = (amount(request), amount(limit)) else { continue };
        let (Ok(least_text), Ok(most_text)) = (request.string(), limit.string()) else { continue };
        let (least_text, most_text, key) = (least_text.value(), most_text.value(), &request.key);
        if least > most {
            errors.push(limit.error(format!("the limit of `{key}`, {most_text}, is below its request, {least_text}, so no container could start: raise the limit or lower the request")));
        } else if key == "gpu" && least != most {
            errors.push(limit.error(format!("GPUs are not shared, so Kubernetes wants limit and request equal: write {least_text} or {most_text} for both")));
        }
    }
}
