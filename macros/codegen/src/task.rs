//! `#[task]`: the function unchanged, and beside it one constant that tells the registry of it.

use crate::entity::{self, Expansion, Source};
use crate::options::task::{OfFunction, TaskOptions};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(crate) fn expand(options: TokenStream, item: &TokenStream) -> TokenStream {
    entity::expand("task", options, item, |source, errors| {
        let names: Vec<String> = source.inputs.iter().map(entity::input_name).collect();
        if source.function.has_no_body() {
            errors.on(
                &source.function.signature,
                "a task is its body: write one, or `#[container_task]` if a container does the work",
            );
        }
        let options = TaskOptions::read(&source.entries, &names, &mut OfFunction, errors);
        Some(Expansion::of(register(source, &options)))
    })
}

pub(crate) fn register(source: &Source<'_>, options: &TaskOptions) -> TokenStream {
    let function = source.function;
    let name = function.name();
    let (constructor, future) =
        if function.is_async() { ("async", Some(quote!(, _))) } else { ("sync", None) };
    let body = format_ident!("{}{}", if function.is_async() { "Async" } else { "Sync" }, source.inputs.len());
    let constructor = format_ident!("{constructor}{}", source.inputs.len());
    let (types, names, settings) = (source.types(), source.names(), options.settings());
    let entity = entity::describe(function, options.name.as_deref());
    quote!(__a::#constructor::<#types #future>(#entity, &__a::#body(#name, #names), #settings))
}
