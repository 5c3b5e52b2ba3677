//! `#[workflow]`: the function unchanged, and beside it the same body as a tracer that builds the graph.

mod calls;
mod expressions;
mod patterns;
mod scope;
mod statements;

use crate::errors::Errors;
use crate::function::{Function, Input};
use crate::manifest::Manifest;
use crate::options::{Entry, check_unique};
use crate::{entity, options};
use aileron_grammar::name;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use scope::Scopes;
use syn::Block;

pub(crate) fn expand(options: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let entries = options::parse(options, &mut errors);
    let function: Function = match syn::parse2(item.clone()) {
        Ok(function) => function,
        Err(error) => return entity::not_a_function("workflow", &item, &error),
    };
    entity::check_attributes(&function, "workflow", &mut errors);
    let name = read_options(&entries, &mut errors);
    let inputs = function.inputs("workflow", &mut errors);
    let tracer = errors
        .keep(syn::parse2::<Block>(function.body.clone()))
        .map(|body| trace(&body, &inputs, &mut errors));
    let registration = match tracer {
        Some(tracer) if errors.is_empty() => register(
            &function,
            &inputs,
            name.as_deref(),
            &tracer,
            &entity::aileron(&entries, &Manifest::of_this_package()),
        ),
        _ => errors.into_tokens(),
    };
    let item = function.item();
    quote!(#item #registration)
}

/// A workflow has few options yet: its name.
fn read_options(entries: &[Entry], errors: &mut Errors) -> Option<String> {
    check_unique(entries, errors);
    let mut name = None;
    for entry in entries {
        match entry.key.as_str() {
            "name" => {
                let text = entry.string().and_then(|text| options::task::checked(text, name::entity));
                name = errors.keep(text);
            }
            "crate" => {}
            _ => errors.push(entry.unknown("option of a workflow", &["name"])),
        }
    }
    name
}

/// The body as a tracer. A variable that turns out to hold a promise further down (`let mut last = 0; …
/// last = count(last);`) is known as such only after a walk, so the body is walked until nothing new is learnt.
fn trace(body: &Block, inputs: &[Input<'_>], errors: &mut Errors) -> TokenStream {
    let mut scopes = Scopes::default();
    loop {
        scopes.restart();
        for input in inputs {
            scopes.declare(input.name, scope::Kind::Promise);
        }
        let mut found = Errors::default();
        let tracer = Tracer { scopes: &mut scopes, errors: &mut found }.body(body);
        if !scopes.learnt() {
            if let Err(error) = found.into_result() {
                errors.push(error);
            }
            return tracer;
        }
    }
}

/// The walk over a body: what it knows of the variables, and the mistakes it met.
struct Tracer<'a> {
    scopes: &'a mut Scopes,
    errors: &'a mut Errors,
}

fn register(
    function: &Function,
    inputs: &[Input<'_>],
    name: Option<&str>,
    tracer: &TokenStream,
    aileron: &TokenStream,
) -> TokenStream {
    let constructor = format_ident!("workflow{}", inputs.len());
    let parameters = inputs.iter().map(entity::parameter);
    let arguments = inputs.iter().map(|input| {
        let (pattern, ty) = (input.pattern, input.ty);
        quote!(#pattern: __a::Promise<#ty>)
    });
    let output = function.output();
    let entity = entity::describe(function, name);
    entity::submit(
        aileron,
        &quote! {
            __a::Entity::workflow(#entity, &__a::#constructor(#(#parameters,)* __a::output::<#output>(), {
                #[allow(warnings)]
                |#(#arguments),*| #tracer
            }))
        },
    )
}
