//! `#[task]`: the function unchanged, and beside it one constant that tells the registry of it.

use crate::entity::{self, Expansion, Source};
use crate::errors::Errors;
use crate::external;
use crate::images;
use crate::options::Entry;
use crate::options::task::{Own, TaskOptions};
use crate::plugin::{Plugin, Work};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(crate) fn expand(options: TokenStream, item: &TokenStream) -> TokenStream {
    entity::expand("task", options, item, |source, errors| {
        let names: Vec<String> = source.inputs.iter().map(entity::input_name).collect();
        let mut plugin = Plugin::default();
        let mut options = TaskOptions::read(&source.entries, &names, &mut plugin, errors);
        if source.function.has_no_body() {
            return of_a_service(source, &plugin, options, errors);
        }
        plugin.refuse_local(errors);
        let constant = plugin.add(Work::Program, source, &mut options);
        Some(Expansion::of(register(source, &options)).beside(constant))
    })
}

/// A signature, whose plugin has a service do the work.
fn of_a_service(
    source: &Source<'_>,
    plugin: &Plugin,
    mut options: TaskOptions,
    errors: &mut Errors,
) -> Option<Expansion> {
    if !Plugin::is_given(&source.entries) {
        errors.on(
            &source.function.signature,
            "a task is its body: write one, or `#[container_task]` if a container does the work, or name the service that \
             does it by `plugin = …`",
        );
        return None;
    }
    external::check_signature("task of a service", source, errors);
    if let Some(deck) = source.entries.iter().find(|entry| entry.key == "deck") {
        errors.push(deck.error("a service writes no page: drop `deck`"));
    }
    Plugin::refuse_pod(&source.entries, errors);
    let constant = plugin.add(Work::Service, source, &mut options);
    options.add(plugin.service(source, None));
    let entity = register(source, &options);
    Some(Expansion::of(entity).with_body(external::body(source), constant))
}

impl Own for Plugin {
    const WHAT: &str = "option of a task";
    const KEYS: &[&str] = &["container_image", "deck", "local", "plugin"];

    fn read(&mut self, entry: &Entry, errors: &mut Errors) -> Option<TokenStream> {
        match entry.key.as_str() {
            "container_image" => errors.keep(entry.string().and_then(images::check)),
            "deck" => errors.keep(entry.boolean()).map(|value| quote!(deck: #value)),
            _ => {
                self.read(entry, errors);
                None
            }
        }
    }
}

pub(crate) fn register(source: &Source<'_>, options: &TaskOptions) -> TokenStream {
    let function = source.function;
    let name = function.name();
    let (types, names, settings) = (source.types(), source.names(), options.settings());
    let [sync, body] = if function.is_async() { ["async", "Async"] } else { ["sync", "Sync"] }
        .map(|name| format_ident!("{name}{}", source.inputs.len()));
    let (constructor, body_type) = if function.is_async() {
        let (inputs, output) = (source.inputs.iter().map(|input| input.ty), function.output());
        // The future has no name.
        let future = quote!(impl __a::core::future::Future<Output = #output>);
        (quote!(#sync::<#types, _>), quote!(__a::#body<#(#inputs,)* #future>))
    } else {
        (quote!(#sync::<#types>), quote!(__a::#body<#types>))
    };
    let types = quote!(#body_type, &'static __a::Settings);
    let parts = quote!(__a::#body(#name, #names), #settings);
    entity::entry(&constructor, function, options.name.as_deref(), &types, &parts)
}
