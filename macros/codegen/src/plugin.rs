//! `plugin = …` and `local = …`: the plugin that runs a task in Flyte, and the function that runs it on this machine.

use crate::entity::Source;
use crate::errors::Errors;
use crate::options::Row;
use crate::options::settings::Settings;
use aileron_grammar::{Argument, Problem, Rule, query};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

pub(crate) const PLUGIN: &[Row<Plugin>] = &[
    Row::new("plugin", "plugin = Spark::default()", &["task_config", "config"], |plugin, given, errors| {
        plugin.plugin = errors.keep(given.expression());
    }),
    Row::new("local", "local = a_function", &[], |plugin, given, errors| {
        plugin.local = errors.keep(given.expression());
    }),
];

/// The two options.
#[derive(Default)]
pub(crate) struct Plugin {
    plugin: Option<TokenStream>,
    local: Option<TokenStream>,
}

/// What the plugin has to run.
#[derive(Clone, Copy)]
pub(crate) enum Work<'a> {
    Program,
    Service,
    Query(&'a str),
}

impl Plugin {
    /// Adds the plugin to the settings, and returns the constant that they name.
    pub(crate) fn add(&self, work: Work<'_>, source: &Source<'_>, settings: &mut Settings) -> TokenStream {
        let Some(plugin) = &self.plugin else { return TokenStream::new() };
        let (constructor, more) = match work {
            Work::Program => (quote!(of_program), None),
            Work::Service => {
                let inputs = source.inputs.iter().map(|input| input.ty);
                (quote!(of_service::<(#(#inputs,)*), _>), None)
            }
            Work::Query(query) => (quote!(of_query), Some(named(query, source))),
        };
        settings.add(Some(quote!(plugin: __a::Some(__PLUGIN))));
        // rustc reports on the expression that it is not such a plugin.
        let made = quote_spanned!(plugin.span()=> __a::#constructor(|| { #plugin }, #more));
        quote!(const __PLUGIN: &dyn __a::Plugged = &#made;)
    }

    /// The setting of a task that is the work of a service.
    pub(crate) fn service(&self, source: &Source<'_>, query: Option<&str>) -> TokenStream {
        let query = query.map_or_else(|| quote!(__a::None), |query| quote!(__a::Some(#query)));
        let local = self.local.as_ref().map_or_else(
            || quote!(__a::None),
            |local| {
                let body = format_ident!("Sync{}", source.inputs.len());
                let (types, names) = (source.types(), source.names());
                quote!(__a::Some(__a::keep(__a::#body::<#types>(#local, #names))))
            },
        );
        quote!(target: __a::Target::Service(__a::keep(__a::ServiceWork { query: #query, local: #local })))
    }

    /// `local` makes no sense where the function itself runs here.
    pub(crate) fn refuse_local(&self, errors: &mut Errors) {
        if let Some(local) = &self.local {
            errors.on(
                Rule::UnusableOption,
                local,
                "this task has a body, which also runs on this machine: remove `local`",
            );
        }
    }

    /// A task of a service has no pod.
    pub(crate) fn refuse_pod(source: &Source<'_>, errors: &mut Errors) {
        if let Some(template) = source.entries.get("pod_template") {
            errors.push(template.error(
                Rule::UnusableOption,
                "a service does the work of this task, so the task has no pod: remove `pod_template`",
            ));
        }
    }
}

/// What a query names, checked for each way in which a plugin may pass parameters: only the plugin's type knows which.
fn named(query: &str, source: &Source<'_>) -> TokenStream {
    let placeholders = Argument::new(query).placeholders().next().is_some();
    let inputs = source.named();
    let [at, percent] = [query::at(query, &inputs), query::percent(query, &inputs)]
        .map(|problems| problems.iter().map(Problem::coded).collect::<Vec<_>>().join("\n"));
    quote!(&__a::NamedInQuery { placeholders: #placeholders, at: #at, percent: #percent })
}
