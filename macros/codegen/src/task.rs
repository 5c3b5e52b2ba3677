//! `#[task]`: the function unchanged, and beside it one constant that tells the registry of it.

use crate::entity::{self, Source};
use crate::options::task::TaskOptions;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(crate) fn expand(options: TokenStream, item: TokenStream) -> TokenStream {
    entity::expand("task", options, item, |source, errors| {
        let names: Vec<String> = source.inputs.iter().map(entity::input_name).collect();
        let options = TaskOptions::read(&source.entries, &names, errors);
        Some(register(source, &options))
    })
}

fn register(source: &Source<'_>, options: &TaskOptions) -> TokenStream {
    let function = source.function;
    let name = function.name();
    let kind = if function.is_async() { "async" } else { "sync" };
    let body = format_ident!("{kind}{}", source.inputs.len());
    let parameters = source.inputs.iter().map(entity::parameter);
    let output = function.output();
    let settings = options.settings();
    let entity = entity::describe(function, options.name.as_deref());
    quote! {
        __a::Entity::task(#entity, &__a::#body(#name, #(#parameters,)* __a::output::<#output>()), &#settings)
    }
}
