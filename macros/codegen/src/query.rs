//! `#[query_task]`: a signature, and the query that does the work.

use crate::entity::{self, Expansion, Source};
use crate::errors::Errors;
use crate::external;
use crate::literal;
use crate::options::Entry;
use crate::options::task::{Own, TaskOptions};
use crate::plugin::{Plugin, Work};
use crate::task;
use aileron_grammar::Argument;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{LitStr, ReturnType};

pub(crate) fn expand(options: TokenStream, item: &TokenStream) -> TokenStream {
    entity::expand("query_task", options, item, |source, errors| {
        external::check_signature("query task", source, errors);
        let names: Vec<String> = source.inputs.iter().map(entity::input_name).collect();
        let mut own = QueryOptions::default();
        let mut options = TaskOptions::read(&source.entries, &names, &mut own, errors);
        own.check(source, &names, errors);
        Plugin::refuse_pod(&source.entries, errors);
        let query = own.query.as_ref().map(LitStr::value).unwrap_or_default();
        let constant = own.plugin.add(Work::Query(&query), source, &mut options);
        options.add(own.plugin.service(source, Some(&query)));
        let mut checks = external::printable(own.query.iter(), source);
        checks.extend(rows(source));
        checks.extend(constant);
        let entity = task::register(source, &options);
        Some(Expansion::of(entity).with_body(external::body(source), checks))
    })
}

/// Has rustc check that the output is what a query gives.
fn rows(source: &Source<'_>) -> Option<TokenStream> {
    let ReturnType::Type(_, output) = &source.function.signature.output else { return None };
    let message = "what a query gives is rows, and Flyte takes them for one dataset, `results`: return a \
                   `StructuredDataset`, or nothing; a task that takes the dataset may read a number from it";
    let is_rows = quote!(<<#output as __a::Returns>::Outputs as __a::Outputs>::FORMS.rows);
    Some(external::holds(output, &is_rows, message))
}

/// What only a query task has.
#[derive(Default)]
struct QueryOptions {
    query: Option<LitStr>,
    plugin: Plugin,
}

impl Own for QueryOptions {
    const WHAT: &str = "option of a query task";
    const KEYS: &[&str] = &["local", "plugin", "query"];

    fn read(&mut self, entry: &Entry, errors: &mut Errors) -> Option<TokenStream> {
        if entry.key == "query" {
            self.query = errors.keep(entry.string()).cloned();
        } else {
            self.plugin.read(entry, errors);
        }
        None
    }
}

impl QueryOptions {
    fn check(&self, source: &Source<'_>, names: &[String], errors: &mut Errors) {
        let ident = &source.function.signature.ident;
        if !Plugin::is_given(&source.entries) {
            errors.on(ident, "a query is run by some service: name it by `plugin = …`");
        }
        let Some(query) = &self.query else {
            if !source.entries.iter().any(|entry| entry.key == "query") {
                errors.on(ident, "a query task is its query: write `query = \"SELECT …\"`");
            }
            return;
        };
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for problem in Argument::new(&query.value()).check(&names) {
            errors.push(literal::problem(query, &problem));
        }
    }
}
