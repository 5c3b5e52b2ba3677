//! `#[query_task]`: a signature, and the query that does the work.

use crate::entity::{self, Expansion, Source};
use crate::errors::Errors;
use crate::external;
use crate::options::settings::{self, Settings};
use crate::options::{OptionKind, Options, Reading, Row};
use crate::plugin::{PLUGIN, Plugin, Work};
use crate::task;
use crate::text::Text;
use aileron_grammar::{Rule, Written};
use proc_macro2::TokenStream;
use quote::quote;
use syn::ReturnType;

pub(crate) fn expand(options: TokenStream, item: &TokenStream) -> TokenStream {
    entity::expand("query_task", options, item, |source, errors| {
        external::check_signature("query task", source, errors);
        let options: QueryOptions = source.options(errors);
        settings::check(&source.entries, errors);
        options.check(source, errors);
        Plugin::refuse_pod(source, errors);
        let QueryOptions { mut settings, query, plugin } = options;
        let text = query.as_ref().map(|query| Written::new(query.value()).text()).unwrap_or_default();
        let constant = plugin.add(Work::Query(&text), source, &mut settings);
        settings.add(Some(plugin.service(source, Some(&text))));
        let mut checks = external::printable(&query, source);
        checks.extend(rows(source));
        checks.extend(constant);
        checks.extend(query.iter().filter_map(Text::tracked));
        let entity = task::register(source, &settings);
        Some(Expansion::new(entity).with_body(external::body(source), checks))
    })
}

/// Has rustc check that the output is rows.
fn rows(source: &Source<'_>) -> Option<TokenStream> {
    let ReturnType::Type(_, output) = &source.function.signature.output else { return None };
    let message = "a query returns rows, which Flyte takes as one dataset, `results`: return a `StructuredDataset`, or \
                   nothing; a task that takes the dataset can read a number from it";
    let is_rows = quote!(<<#output as __a::Returns>::Outputs as __a::Outputs>::FORMS.rows);
    Some(external::holds(Rule::QueryOutput, output, &is_rows, message))
}

/// The options of `#[query_task]`.
#[derive(Default)]
pub(crate) struct QueryOptions {
    settings: Settings,
    query: Option<Text>,
    plugin: Plugin,
}

const QUERY: &[Row<QueryOptions>] = &[Row::new(
    "query",
    "query = \"SELECT …\"",
    &["sql", "statement", "query_template"],
    |options, given, errors| {
        options.query = errors.keep(given.text());
    },
)];

impl Options for QueryOptions {
    const KIND: OptionKind = OptionKind { one: "an option of a query task", main: "query" };

    fn read<'e>(&mut self, reading: Reading<'e>, errors: &mut Errors) -> Reading<'e> {
        let reading = self.settings.read(reading, errors);
        reading.by(PLUGIN, &mut self.plugin, errors).by(QUERY, self, errors)
    }
}

impl QueryOptions {
    fn check(&self, source: &Source<'_>, errors: &mut Errors) {
        let ident = &source.function.signature.ident;
        if source.entries.lacks("plugin") {
            errors.on(
                Rule::MissingOption,
                ident,
                "a service runs the query of a query task: name it with `plugin = …`",
            );
        }
        let Some(query) = &self.query else {
            if source.entries.lacks("query") {
                errors.on(
                    Rule::MissingOption,
                    ident,
                    "a query task needs its query: write `query = \"SELECT …\"`",
                );
            }
            return;
        };
        let written = Written::new(query.value());
        for problem in written.check(&source.named()).iter().chain(&written.filled_all_the_same()) {
            errors.push(query.problem(problem));
        }
    }
}
