//! `accelerator = …` and `shared_memory`: hardware that Kubernetes has no quantity for.

use super::{Entries, Given, OptionEntry, Value};
use crate::errors::{Errors, Fault};
use crate::literal;
use aileron_grammar::{Quantity, Rule};
use proc_macro2::TokenStream;
use quote::quote;
use syn::Lit;

pub(super) fn accelerator(given: &Given<'_>) -> Result<TokenStream, Fault> {
    if let Value::Literal(_) = &given.value {
        return Err(given.wrong(
            Rule::OptionValue,
            "an accelerator is a constant of Rust: write one of `aileron::accelerators`, or `Accelerator::new(\"…\")` for a device that is not among them",
        ));
    }
    let value = given.expression()?;
    // The compiler reports a part that the device does not have.
    Ok(quote!(accelerator: { const ACCELERATOR: __a::Accelerator = #value; __a::Some(ACCELERATOR) }))
}

pub(super) fn shared_memory(given: &Given<'_>) -> Result<TokenStream, Fault> {
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
                Rule::OptionValue,
                "`shared_memory` is as large as the memory, or has a size: write `shared_memory` or `shared_memory = \"2Gi\"`",
            ));
        }
    };
    Ok(quote!(shared_memory: __a::Some(#size)))
}

/// Flyte uses an accelerator only for a container with a limit of GPUs (flyteplugins `flytek8s/pod_helper.go`), which a
/// template or a plugin may set as well.
pub(super) fn check(entries: &Entries, errors: &mut Errors) {
    let Some(accelerator) = entries.get("accelerator") else { return };
    let amounts = ["requests", "limits"].into_iter().filter_map(|key| entries.get(key));
    let asks = |entry: &OptionEntry| entry.entries().iter().any(|amount| amount.key == "gpu");
    let others = ["plugin", "pod_template", "pod_template_name"];
    if !amounts.into_iter().any(asks) && !others.into_iter().any(|key| entries.has(key)) {
        errors.push(accelerator.error(
            Rule::Accelerator,
            "Flyte ignores an accelerator unless the container asks for GPUs: add `requests(gpu = \"1\")`",
        ));
    }
}
