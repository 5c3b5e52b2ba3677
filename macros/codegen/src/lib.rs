//! What the macros of Aileron do: syntax to model to checks to code, as an ordinary library.
//!
//! Each function takes and returns token streams, and never panics. A mistake of the user comes back as
//! `compile_error!` beside the untouched item, with the code of the [`Rule`](aileron_grammar::Rule) that it breaks. The crate `aileron` documents the macros themselves.

extern crate proc_macro;

mod container;
mod derive;
mod docs;
mod dynamic;
mod entity;
mod errors;
mod external;
mod function;
mod home;
mod images;
mod launch_plan;
mod lints;
mod literal;
mod manifest;
mod names;
mod node_attributes;
mod options;
mod parameter;
mod plugin;
mod program;
mod query;
mod reference;
mod shell;
mod strings;
mod task;
mod text;
mod workflow;

use proc_macro2::TokenStream;

/// Expands `#[task(options)] item`.
#[must_use]
pub fn task(options: TokenStream, item: &TokenStream) -> TokenStream {
    task::expand(options, item)
}

/// Expands `#[container_task(options)] item`.
#[must_use]
pub fn container_task(options: TokenStream, item: &TokenStream) -> TokenStream {
    container::expand(options, item)
}

/// Expands `#[query_task(options)] item`.
#[must_use]
pub fn query_task(options: TokenStream, item: &TokenStream) -> TokenStream {
    query::expand(options, item)
}

/// Expands `#[reference_task(options)] item`.
#[must_use]
pub fn reference_task(options: TokenStream, item: &TokenStream) -> TokenStream {
    reference::expand(reference::Referred::Task, options, item)
}

/// Expands `#[reference_workflow(options)] item`.
#[must_use]
pub fn reference_workflow(options: TokenStream, item: &TokenStream) -> TokenStream {
    reference::expand(reference::Referred::Workflow, options, item)
}

/// Expands `#[reference_launch_plan(options)] item`.
#[must_use]
pub fn reference_launch_plan(options: TokenStream, item: &TokenStream) -> TokenStream {
    reference::expand(reference::Referred::LaunchPlan, options, item)
}

/// Expands `#[shell_task(options)] item`.
#[must_use]
pub fn shell_task(options: TokenStream, item: &TokenStream) -> TokenStream {
    shell::expand(options, item)
}

/// Expands `#[workflow(options)] item`.
#[must_use]
pub fn workflow(options: TokenStream, item: &TokenStream) -> TokenStream {
    workflow::expand(options, item)
}

/// Expands `#[launch_plan(options)] item`.
#[must_use]
pub fn launch_plan(options: TokenStream, item: &TokenStream) -> TokenStream {
    launch_plan::expand(options, item)
}

/// Expands `#[dynamic(options)] item`.
#[must_use]
pub fn dynamic(options: TokenStream, item: &TokenStream) -> TokenStream {
    dynamic::expand(options, item)
}

/// Expands `#[node(options)] item` where no workflow has read it.
#[must_use]
pub fn node(item: &TokenStream) -> TokenStream {
    workflow::node_outside(item)
}

/// Expands `node_settings!(options)`.
#[must_use]
pub fn node_settings(options: TokenStream) -> TokenStream {
    workflow::node_settings(options)
}

/// Expands `#[derive(FlyteType)] item`.
#[must_use]
pub fn derive_flyte_type(item: TokenStream) -> TokenStream {
    derive::flyte_type(item)
}

/// Expands `#[derive(Outputs)] item`.
#[must_use]
pub fn derive_outputs(item: TokenStream) -> TokenStream {
    derive::outputs(item)
}

/// Expands `main!(input)`.
#[must_use]
pub fn main(input: TokenStream) -> TokenStream {
    program::expand(input)
}
