//! `#[task]`: the function unchanged, and beside it one constant that registers it.

use crate::entity::{self, Expansion, Source};
use crate::errors::Errors;
use crate::external;
use crate::options::settings::{self, Settings};
use crate::options::{OptionKind, Options, Reading};
use crate::plugin::{PLUGIN, Plugin, Work};
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(crate) fn expand(options: TokenStream, item: &TokenStream) -> TokenStream {
    entity::expand("task", options, item, |source, errors| {
        let TaskOptions { mut settings, plugin } = source.options(errors);
        settings::check(&source.entries, errors);
        if source.function.has_no_body() {
            return of_a_service(source, &plugin, settings, errors);
        }
        plugin.refuse_local(errors);
        let constant = plugin.add(Work::Program, source, &mut settings);
        Some(Expansion::new(register(source, &settings)).beside(constant))
    })
}

/// A signature whose plugin lets a service do the work.
fn of_a_service(
    source: &Source<'_>,
    plugin: &Plugin,
    mut settings: Settings,
    errors: &mut Errors,
) -> Option<Expansion> {
    if !source.entries.has("plugin") {
        errors.on(
            Rule::MissingBody,
            &source.function.signature,
            "a task needs a body: write one, or `#[container_task]` if a container does the work, or name the service that \
             does it with `plugin = …`",
        );
        return None;
    }
    external::check_signature("task of a service", source, errors);
    if let Some(deck) = source.entries.get("deck") {
        errors.push(deck.error(Rule::UnusableOption, "a service writes no deck: remove `deck`"));
    }
    Plugin::refuse_pod(source, errors);
    let constant = plugin.add(Work::Service, source, &mut settings);
    settings.add(Some(plugin.service(source, None)));
    let entity = register(source, &settings);
    Some(Expansion::new(entity).with_body(external::body(source), constant))
}

/// The options of `#[task]`.
#[derive(Default)]
pub(crate) struct TaskOptions {
    pub(crate) settings: Settings,
    plugin: Plugin,
}

impl Options for TaskOptions {
    const KIND: OptionKind = OptionKind { one: "an option of a task", main: "name" };

    fn read<'e>(&mut self, reading: Reading<'e>, errors: &mut Errors) -> Reading<'e> {
        let reading = self.settings.read(reading, errors);
        let reading = reading.by(settings::IMAGE, &mut self.settings, errors);
        reading.by(settings::DECK, &mut self.settings, errors).by(PLUGIN, &mut self.plugin, errors)
    }
}

pub(crate) fn register(source: &Source<'_>, settings: &Settings) -> TokenStream {
    let function = source.function;
    let name = function.name();
    let (types, names, settings) = (source.types(), source.names(), settings.tokens());
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
    entity::entry(&constructor, source, &types, &parts)
}
