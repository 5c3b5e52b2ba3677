//! `#[reference_task]`, `#[reference_workflow]`, `#[reference_launch_plan]`: a signature, and the id of what has it.

use crate::entity::{self, Expansion, Source};
use crate::errors::Errors;
use crate::external;
use crate::options::{Check, Given, OptionKind, Options, Reading, Row};
use aileron_grammar::{Rule, name};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

/// What a reference refers to.
#[derive(Clone, Copy)]
pub(crate) enum Referred {
    Task,
    Workflow,
    LaunchPlan,
}

impl Referred {
    /// The attribute, and the variant of the runtime.
    fn names(self) -> [&'static str; 2] {
        match self {
            Referred::Task => ["reference_task", "Task"],
            Referred::Workflow => ["reference_workflow", "Workflow"],
            Referred::LaunchPlan => ["reference_launch_plan", "LaunchPlan"],
        }
    }
}

pub(crate) fn expand(referred: Referred, options: TokenStream, item: &TokenStream) -> TokenStream {
    let [attribute, variant] = referred.names();
    entity::expand(attribute, options, item, |source, errors| {
        let options: ReferenceOptions = source.options(errors);
        check(attribute, source, errors);
        let entity = options.register(variant, source);
        Some(Expansion::new(entity).with_body(external::body(source), TokenStream::new()))
    })
}

/// Refuses what a reference can't have.
fn check(attribute: &str, source: &Source<'_>, errors: &mut Errors) {
    let kind = attribute.replace('_', " ");
    let function = source.function;
    if !function.has_no_body() {
        errors.on(
            Rule::SignatureOnly,
            &function.signature,
            format!("a {kind} is registered elsewhere, with its body: end the signature with `;`"),
        );
    }
    external::check_inputs(&kind, source, errors);
    for attribute in source.inputs.iter().filter_map(|input| input.given_default) {
        errors.on(
            Rule::ReferenceDefault,
            attribute,
            format!("the input of a {kind} takes no default: what is registered may have one, and a call gives each input of this signature: remove it"),
        );
    }
    if source.entries.lacks("name") {
        errors.on(
            Rule::MissingOption,
            function.name(),
            format!(
                "a {kind} needs the name under which Flyte knows it: write `#[{attribute}(name = \"…\")]`"
            ),
        );
    }
}

/// The options of a reference.
#[derive(Default)]
pub(crate) struct ReferenceOptions {
    project: String,
    domain: String,
    version: String,
    local: Option<TokenStream>,
}

const REFERENCE: &[Row<ReferenceOptions>] = &[
    Row::new("project", "project = \"flytesnacks\"", &["proj"], |options, given, errors| {
        options.project = part(given, name::project, errors);
    }),
    Row::new("domain", "domain = \"development\"", &[], |options, given, errors| {
        options.domain = part(given, name::domain, errors);
    }),
    Row::new("version", "version = \"v1\"", &["tag", "revision"], |options, given, errors| {
        options.version = part(given, name::version, errors);
    }),
    Row::new("local", "local = a_function", &["stand_in", "mock"], |options, given, errors| {
        options.local = errors.keep(given.expression());
    }),
];

fn part(given: &Given<'_>, check: Check, errors: &mut Errors) -> String {
    errors.keep(given.checked(&[check])).unwrap_or_default()
}

impl Options for ReferenceOptions {
    const KIND: OptionKind = OptionKind { one: "an option of a reference", main: "name" };

    fn read<'e>(&mut self, reading: Reading<'e>, errors: &mut Errors) -> Reading<'e> {
        reading.by(REFERENCE, self, errors)
    }
}

impl ReferenceOptions {
    fn register(&self, variant: &str, source: &Source<'_>) -> TokenStream {
        let ReferenceOptions { project, domain, version, .. } = self;
        let (variant, local) = (format_ident!("{variant}"), self.local(source));
        let (inputs, output) = (source.inputs.iter().map(|input| input.ty), source.function.output());
        let (types, names) = (quote!((#(#inputs,)*), #output), source.names());
        let parts = quote! {
            __a::Declared(#names, __a::core::marker::PhantomData),
            __a::keep(__a::Reference {
                kind: __a::Referred::#variant, project: #project, domain: #domain, version: #version, local: #local,
            })
        };
        let own = quote!(__a::Declared<#types>, &'static __a::Reference);
        entity::entry(&quote!(reference::<#types>), source, &own, &parts)
    }

    /// What replaces the reference on this machine: a function with the same signature.
    fn local(&self, source: &Source<'_>) -> TokenStream {
        let Some(local) = &self.local else { return quote!(__a::None) };
        let (function, names, count) = (source.function, source.names(), source.inputs.len());
        let (output, types) =
            (function.output(), source.inputs.iter().map(|input| input.ty).collect::<Vec<_>>());
        // rustc reports on the expression that it is no such function.
        let body = if function.is_async() {
            let (body, values) = (
                format_ident!("Async{count}"),
                (0..count).map(|at| format_ident!("__{at}")).collect::<Vec<_>>(),
            );
            let called = quote_spanned!(local.span()=> { let __local = #local; __local(#(#values),*).await });
            quote!({
                async fn __here(#(#values: #types),*) -> #output #called
                __a::#body::<#(#types,)* _>(__here, #names)
            })
        } else {
            let body = format_ident!("Sync{count}");
            let made = quote_spanned!(local.span()=> let __local: fn(#(#types),*) -> #output = #local;);
            quote!({ #made __a::#body::<#(#types,)* #output>(__local, #names) })
        };
        quote!(__a::Some(__a::keep(#body)))
    }
}
