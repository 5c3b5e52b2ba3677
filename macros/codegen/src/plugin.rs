//! `plugin = …` and `local = …`: what Flyte hands a task to, and what does its work on this machine.

use crate::entity::Source;
use crate::errors::Errors;
use crate::options::Row;
use crate::options::settings::Settings;
use aileron_grammar::{Argument, query};
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

/// What the plugin has to be, as the name of the function that checks it.
#[derive(Clone, Copy)]
pub(crate) enum Work<'a> {
    Program,
    Service,
    Query(&'a str),
}

impl Plugin {
    /// Adds the plugin to the settings; gives the constant that they name.
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
        // Where it is no such plugin, rustc says so on the expression.
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
        quote!(target: __a::Target::Service(__a::keep(__a::Service { query: #query, local: #local })))
    }

    /// `local` makes no sense where the function itself runs here.
    pub(crate) fn refuse_local(&self, errors: &mut Errors) {
        if let Some(local) = &self.local {
            errors.on(local, "this task has a body, which runs on this machine as well: drop `local`");
        }
    }

    /// A service has none for which a template could be.
    pub(crate) fn refuse_pod(source: &Source<'_>, errors: &mut Errors) {
        if let Some(template) = source.entries.get("pod_template") {
            errors.push(
                template
                    .error("a service does the work of the task, which so has no pod: drop `pod_template`"),
            );
        }
    }
}

/// What a query names, told for each way in which its plugin may have it: which one, only its type knows.
fn named(query: &str, source: &Source<'_>) -> TokenStream {
    let placeholders = Argument::new(query).placeholders().next().is_some();
    let inputs = source.named();
    let [at, percent] = [query::at(query, &inputs), query::percent(query, &inputs)]
        .map(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    quote!(&__a::NamedInQuery { placeholders: #placeholders, at: #at, percent: #percent })
}
