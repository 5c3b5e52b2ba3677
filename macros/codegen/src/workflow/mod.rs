//! `#[workflow]`: the function unchanged, and beside it the same body as a tracer that builds the graph.
//!
//! The tracer is the body with its calls turned into nodes. Which variables hold promises is known by following the
//! values through the syntax (`shape`, `scope`, `patterns`). An expression that can't be followed is refused, since a graph
//! that differs from the plain function would be worse than none.

mod assigned;
mod assignments;
mod attributes;
mod branches;
mod calls;
mod conditions;
mod control;
mod expressions;
mod failure;
mod lift;
mod loops;
mod macros;
mod mapping;
mod maps;
mod matching;
mod methods;
mod nodes;
mod operators;
mod outputs;
mod parts;
mod patterns;
mod refusals;
mod scope;
mod shape;
mod statements;
mod values;

use crate::entity::{self, Expansion, Source};
use crate::errors::Errors;
use crate::errors::Fault;
use crate::node_attributes;
use crate::options::{OptionKind, Options, Reading, Row};
use crate::strings;
use aileron_grammar::Rule;
use nodes::Nodes;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use scope::{BoundBy, Scopes};
use shape::Shape;
use syn::{Block, ExprCall, Type};

#[cfg(test)]
pub(crate) use nodes::NodeOptions;
pub(crate) use nodes::alone as node_settings;
pub(crate) use nodes::outside as node_outside;

/// The tokens of an expression in the tracer, and the kind of its value.
type Traced = (TokenStream, Shape);

/// How the last expression of a block is read.
#[derive(Clone, Copy)]
enum Last {
    /// As the block's value.
    Value,
    /// As the workflow's outputs.
    Outputs,
}

/// Enough walks for a value to pass through any body that Rust's types allow.
const MOST_WALKS: usize = 32;

pub(crate) fn expand(options: TokenStream, item: &TokenStream) -> TokenStream {
    entity::expand("workflow", options, &strings::with_strings(item), |source, errors| {
        let mut options: WorkflowOptions = source.options(errors);
        let body = syn::parse2::<Block>(source.function.body.clone());
        let body = errors.keep(body.map_err(|error| Fault::of_parser(Rule::UnsupportedSyntax, &error)))?;
        let (mut tracer, lints) = trace(&body, source, Inputs::Promises, errors);
        if options.in_order {
            tracer = quote!({ let __order = __a::in_order(&[]); #tracer });
        }
        let handler = failure::expand(source, &mut options, errors);
        let methods = quote!(
            #[allow(unused_imports)]
            use __a::methods::*;
            #handler
        );
        let plain = node_attributes::taken_off(&source.function.body, Some(&source.aileron()));
        let fields = &options.settings;
        let settings = if fields.is_empty() {
            quote!(__a::WorkflowSettings::NONE)
        } else {
            // A user may set all of them.
            quote!({
                #[allow(clippy::needless_update)]
                const __SETTINGS: &__a::WorkflowSettings =
                    &__a::WorkflowSettings { #(#fields,)* ..__a::WorkflowSettings::DEFAULT };
                __SETTINGS
            })
        };
        let entity = register(source, &tracer, &quote!(__a::WorkflowSettings), &settings);
        Some(Expansion::new(entity).beside(methods).allowing(lints).written(plain))
    })
}

/// The body of a dynamic workflow as a tracer, whose inputs are real values. With the lints that clippy would report.
pub(crate) fn traced_with_values(
    body: &Block,
    source: &Source<'_>,
    errors: &mut Errors,
) -> (TokenStream, TokenStream) {
    trace(body, source, Inputs::Values, errors)
}

/// What the inputs are while the body is traced.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inputs {
    /// Promises: the graph is made before the workflow runs.
    Promises,
    /// Real values: the body runs in a container of its own. Everything that touches no promise is ordinary Rust.
    Values,
}

/// The options of `#[workflow]`.
#[derive(Default)]
pub(crate) struct WorkflowOptions {
    /// Fields of `WorkflowSettings`.
    settings: Vec<TokenStream>,
    in_order: bool,
    /// The call of the failure handler.
    on_failure: Option<ExprCall>,
}

const OPTIONS: &[Row<WorkflowOptions>] = &[
    Row::new("interruptible", "interruptible", &["spot", "preemptible"], |options, given, errors| {
        let value = errors.keep(given.boolean());
        options.settings.extend(value.map(|value| quote!(interruptible: #value)));
    }),
    Row::new("in_order", "in_order", &["ordered", "sequential"], |options, given, errors| {
        options.in_order = errors.keep(given.boolean()).unwrap_or_default();
    }),
    Row::new(
        "on_failure",
        "on_failure = clean_up(name, err)",
        &["failure_handler", "failure_node", "on_error", "catch"],
        |options, given, errors| {
            options.on_failure = errors.keep(failure::call(given));
        },
    ),
    Row::new(
        "failure_policy",
        "failure_policy = \"fail_after_executable_nodes_complete\"",
        &["policy", "fail_policy"],
        |options, given, errors| {
            options.settings.extend(errors.keep(failure::policy(given)));
        },
    ),
];

impl Options for WorkflowOptions {
    const KIND: OptionKind = OptionKind { one: "an option of a workflow", main: "name" };

    fn read<'e>(&mut self, reading: Reading<'e>, errors: &mut Errors) -> Reading<'e> {
        reading.by(OPTIONS, self, errors)
    }
}

/// The body as a tracer. A variable that turns out to hold a promise further down (`let mut last = 0; …
/// last = count(last);`) is known as such only after a walk, so the body is walked until nothing new is learnt.
///
/// With the lints that clippy would report although a graph has no other form for it.
fn trace(
    body: &Block,
    source: &Source<'_>,
    inputs: Inputs,
    errors: &mut Errors,
) -> (TokenStream, TokenStream) {
    attributes::check(&source.function.body, errors);
    let shape = match inputs {
        Inputs::Promises => Shape::Promise,
        Inputs::Values => Shape::Constant,
    };
    let mut scopes = Scopes::default();
    let mut walks = 0;
    let predecessors = node_attributes::predecessors(&source.function.body);
    loop {
        scopes.restart();
        for input in &source.inputs {
            scopes.declare(input.name, shape.clone());
            scopes.is_bound_by(input.name, BoundBy::Input);
        }
        let mut found = Errors::default();
        let output = source.function.output();
        let mut tracer = Tracer {
            scopes: &mut scopes,
            errors: &mut found,
            asked: 0,
            counts: false,
            output,
            inputs,
            goes_on: false,
            typed: None,
            calls: 0,
            arm: None,
            nodes: Nodes::new(&predecessors),
        };
        let tokens = tracer.body(body);
        tracer.check_nodes(&source.function.body);
        let goes_on = tracer.goes_on;
        let lints =
            tracer.counts.then(|| quote!(#[allow(clippy::manual_memcpy, clippy::needless_range_loop)]));
        walks += 1;
        if !scopes.learnt() || walks == MOST_WALKS {
            if errors.is_empty() && found.is_empty() && !goes_on && inputs == Inputs::Promises {
                let message = "this workflow calls nothing and decides nothing, and Flyte refuses a workflow without nodes: call a task in it";
                found.on(Rule::NoTask, source.function.name(), message);
            }
            errors.append(found);
            return (tokens, lints.unwrap_or_default());
        }
    }
}

/// The walk over a body: what it knows of the variables, and the mistakes it met.
struct Tracer<'a> {
    scopes: &'a mut Scopes,
    errors: &'a mut Errors,
    /// How many of the mistakes ask for the value of a promise.
    asked: usize,
    /// Whether a loop counts: `for index in 0..3`.
    counts: bool,
    /// The workflow's return type.
    output: TokenStream,
    inputs: Inputs,
    /// Whether the body has a call that can be a node, or is not written yet (`todo!`).
    goes_on: bool,
    /// The type of the variable to which the call that comes next is bound.
    typed: Option<Type>,
    /// How many nodes the walk has written: calls, and branches, whose arms do not count.
    calls: usize,
    /// The innermost arm of a branch on promises.
    arm: Option<InArm>,
    /// What it knows of `#[node(…)]`.
    nodes: Nodes<'a>,
}

/// What an arm, which is a closure in the tracer, can't reach.
#[derive(Clone, Copy)]
struct InArm {
    /// Whether the value of the arm leaves the workflow, so `return` is in place.
    leaves: bool,
    /// How many loops of the arm are open.
    loops: usize,
    /// How many scopes are outside of the arm.
    outside: usize,
}

/// The body of a launch plan as a tracer.
pub(crate) fn tracer(body: &Block, source: &Source<'_>, errors: &mut Errors) -> TokenStream {
    trace(body, source, Inputs::Promises, errors).0
}

/// The entity of a tracer, with settings of that type.
pub(crate) fn register(
    source: &Source<'_>,
    tracer: &TokenStream,
    settings_type: &TokenStream,
    settings: &TokenStream,
) -> TokenStream {
    let [constructor, body] =
        ["workflow", "Workflow"].map(|name| format_ident!("{name}{}", source.inputs.len()));
    let patterns = source.inputs.iter().map(|input| input.pattern);
    let (types, names, lints) = (source.types(), source.names(), source.function.lint_levels());
    let tracer = quote! {
        __a::#body({
            #(#lints)*
            #[allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
            |#(#patterns),*| #tracer
        }, #names, __a::core::marker::PhantomData)
    };
    let constructor = quote!(#constructor::<#types, _>);
    let parts = quote!(__a::#body<#types>, &'static #settings_type);
    entity::entry(&constructor, source, &parts, &quote!(#tracer, #settings))
}
