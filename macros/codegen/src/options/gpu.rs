//! `accelerator = …` and `shared_memory`: hardware that Kubernetes has no quantity for.

use super::{Entries, Given, OptionEntry, Value};
use crate::errors::Errors;
use crate::literal;
use aileron_grammar::Quantity;
use proc_macro2::TokenStream;
use quote::quote;
use syn::Lit;

pub(super) fn accelerator(given: &Given<'_>) -> syn::Result<TokenStream> {
    if let Value::Literal(_) = &given.value {
        return Err(given.wrong(
            "an accelerator is a constant of Rust: write one of `aileron::accelerators`, or `Accelerator::new(\"…\")` for a device that is none of them",
        ));
    }
    let value = given.expression()?;
    // What the device has no part for is told by the compiler.
    Ok(quote!(accelerator: { const ACCELERATOR: __a::Accelerator = #value; __a::Some(ACCELERATOR) }))
}

pub(super) fn shared_memory(given: &Given<'_>) -> syn::Result<TokenStream> {
    let size = match &given.value {
        Value::Flag => String::new(),
        Value::Literal(Lit::Bool(value)) if value.value => String::new(),
        Value::Literal(Lit::Bool(_)) => return Ok(quote!(shared_memory: __a::None)),
        Value::Literal(Lit::Str(text)) => {
            let size =
                Quantity::of_bytes(&text.value()).map_err(|problem| literal::problem(text, &problem))?;
            size.to_string()
        }
        _ => {
            return Err(given.wrong(
                "`shared_memory` is as large as the memory, or of a size: write `shared_memory` or `shared_memory = \"2Gi\"`",
            ));
        }
    };
    Ok(quote!(shared_memory: __a::Some(#size)))
}

/// Flyte looks for a device only if a container has a limit of GPUs (flyteplugins `flytek8s/pod_helper.go`), which a
/// template or a plugin may give it as well.
pub(super) fn check(entries: &Entries, errors: &mut Errors) {
    let Some(accelerator) = entries.get("accelerator") else { return };
    let amounts = ["requests", "limits"].into_iter().filter_map(|key| entries.get(key));
    let asks = |entry: &OptionEntry| entry.entries().iter().any(|amount| amount.key == "gpu");
    let others = ["plugin", "pod_template", "pod_template_name"];
    if !amounts.into_iter().any(asks) && !others.into_iter().any(|key| entries.has(key)) {
        errors.push(accelerator.error(
            "Flyte looks for a device only for a container that asks for GPUs, so this would be ignored: add `requests(gpu = \"1\")`",
        ));
    }
}
