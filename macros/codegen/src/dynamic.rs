//! `#[dynamic]`: a task whose body is that of a workflow with real inputs.
//!
//! The function stays as it is, so a plain call does everything in place. Beside it stands the tracer, with which a
//! container makes a graph of the inputs that it has got.

use crate::entity::{self, Expansion, Source};
use crate::errors::{Errors, Fault};
use crate::node_attributes;
use crate::options::settings::{self, Settings};
use crate::options::{OptionKind, Options, Reading};
use crate::strings;
use crate::workflow;
use aileron_grammar::Rule;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Block;

pub(crate) fn expand(options: TokenStream, item: &TokenStream) -> TokenStream {
    entity::expand("dynamic", options, &strings::with_strings(item), |source, errors| {
        let DynamicOptions(settings) = source.options(errors);
        settings::check(&source.entries, errors);
        let body = syn::parse2::<Block>(source.function.body.clone());
        let body = errors.keep(body.map_err(|error| Fault::of_parser(Rule::UnsupportedSyntax, &error)))?;
        let (tracer, lints) = workflow::traced_with_values(&body, source, errors);
        let methods = quote!(
            #[allow(unused_imports)]
            use __a::methods::*;
        );
        let plain = node_attributes::taken_off(&source.function.body, Some(&source.aileron()));
        Some(
            Expansion::new(register(source, &tracer, &settings))
                .beside(methods)
                .allowing(lints)
                .written(plain),
        )
    })
}

/// The options of `#[dynamic]`.
#[derive(Default)]
pub(crate) struct DynamicOptions(Settings);

impl Options for DynamicOptions {
    const KIND: OptionKind = OptionKind { one: "an option of a dynamic workflow", main: "name" };

    fn read<'e>(&mut self, reading: Reading<'e>, errors: &mut Errors) -> Reading<'e> {
        let reading = self.0.read(reading, errors);
        reading.by(settings::IMAGE, &mut self.0, errors)
    }
}

fn register(source: &Source<'_>, tracer: &TokenStream, settings: &Settings) -> TokenStream {
    let [constructor, body] =
        ["workflow", "Workflow"].map(|name| format_ident!("{name}{}", source.inputs.len()));
    let patterns = source.inputs.iter().map(|input| input.pattern);
    let (types, names, lints) = (source.types(), source.names(), source.function.lint_levels());
    let output = source.function.output();
    let run = if source.function.is_async() {
        quote!(__a::traced_later::<#output, _>(async move #tracer))
    } else {
        quote!(__a::traced::<#output>(move || #tracer))
    };
    let tracer = quote! {
        __a::dynamic::#body({
            #(#lints)*
            #[allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
            |#(#patterns),*| #run
        }, #names, __a::core::marker::PhantomData)
    };
    let constructor = quote!(dynamic::#constructor::<#types>);
    let parts = quote!(__a::dynamic::#body<#types>, &'static __a::Settings);
    let settings = settings.tokens();
    entity::entry(&constructor, source, &parts, &quote!(#tracer, #settings))
}
