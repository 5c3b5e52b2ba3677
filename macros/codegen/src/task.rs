//! `#[task]`: the function unchanged, and beside it one constant that tells the registry of it.

use crate::errors::Errors;
use crate::function::{Function, Input};
use crate::manifest::Manifest;
use crate::options::task::TaskOptions;
use crate::{entity, options};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(crate) fn expand(options: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let entries = options::parse(options, &mut errors);
    let function: Function = match syn::parse2(item.clone()) {
        Ok(function) => function,
        Err(error) => return entity::not_a_function("task", &item, &error),
    };
    entity::check_attributes(&function, "task", &mut errors);
    let inputs = function.inputs("task", &mut errors);
    let names: Vec<String> = inputs.iter().map(|input| entity::input_name(input)).collect();
    let options = TaskOptions::read(&entries, &names, &mut errors);
    let registration = if errors.is_empty() {
        register(&function, &inputs, &options, &entity::aileron(&entries, &Manifest::of_this_package()))
    } else {
        errors.into_tokens()
    };
    let item = function.item();
    quote!(#item #registration)
}

fn register(
    function: &Function,
    inputs: &[Input<'_>],
    options: &TaskOptions,
    aileron: &TokenStream,
) -> TokenStream {
    let name = function.name();
    let kind = if function.is_async() { "async" } else { "sync" };
    let body = format_ident!("{kind}{}", inputs.len());
    let parameters = inputs.iter().map(entity::parameter);
    let output = function.output();
    let settings = options.settings();
    let entity = entity::describe(function, options.name.as_deref());
    entity::submit(
        aileron,
        &quote! {
            __a::Entity::task(#entity, &__a::#body(#name, #(#parameters,)* __a::output::<#output>()), &#settings)
        },
    )
}
