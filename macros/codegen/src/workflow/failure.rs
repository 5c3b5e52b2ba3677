//! `on_failure = clean_up(name, err)`: a call that is traced as those in the body are, and that rustc checks as a call.

use super::nodes::Nodes;
use super::scope::{BoundBy, Scopes};
use super::shape::Shape;
use super::{Inputs, Tracer, WorkflowOptions};
use crate::entity::Source;
use crate::errors::{Errors, Fault, pretty};
use crate::options::{Given, Value};
use crate::strings;
use aileron_grammar::{Rule, suggest};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use std::collections::HashSet;
use syn::{Expr, ExprCall};

/// The name of the error in the call.
const ERROR: &str = "err";

/// The call of `on_failure`, or why it is none.
pub(super) fn call(given: &Given<'_>) -> Result<ExprCall, Fault> {
    let refused = |place: &dyn ToTokens, message: String| {
        Err(Fault::on(Rule::HandlerCall, &place.to_token_stream(), message))
    };
    let Value::Expression(value) = &given.entry.value else {
        let message = format!("`on_failure` takes a call: write `{}`", given.form);
        return Err(given.wrong(Rule::HandlerCall, message));
    };
    match &**value {
        Expr::Call(call) if matches!(&*call.func, Expr::Path(_)) => {
            let mut call = call.clone();
            call.args.iter_mut().for_each(strings::make_string);
            Ok(call)
        }
        Expr::Path(path) => {
            let inputs: Vec<&str> = given.inputs.iter().map(String::as_str).chain([ERROR]).collect();
            let message = format!(
                "`on_failure` takes a call, so that the compiler can check what it gets: write the inputs of the workflow that \
                 it takes, and `err` for the error, as in `on_failure = {}({})`",
                pretty(path),
                inputs.join(", ")
            );
            refused(path, message)
        }
        Expr::Await(_) | Expr::Try(_) => refused(
            value,
            "nobody gets the result of a failure handler: write the call alone, without `.await` and `?`"
                .to_owned(),
        ),
        _ => refused(
            value,
            format!("`on_failure` takes one call of a task or a workflow: write `{}`", given.form),
        ),
    }
}

const POLICIES: [(&str, &str); 2] = [
    ("fail_immediately", "FailImmediately"),
    ("fail_after_executable_nodes_complete", "FailAfterExecutableNodesComplete"),
];

/// The field of `WorkflowSettings` for the policy, by Flyte's name of it in any case.
pub(super) fn policy(given: &Given<'_>) -> Result<TokenStream, Fault> {
    let text = given.string()?.value();
    let names = POLICIES.map(|(name, _)| name);
    let Some((_, variant)) = POLICIES.iter().find(|(name, _)| name.eq_ignore_ascii_case(&text)) else {
        let hint = suggest::did_you_mean(&text, names);
        let message = format!("`{text}` is not a failure policy of Flyte: {hint}");
        return Err(given.wrong(Rule::FailurePolicy, message));
    };
    let variant = format_ident!("{variant}");
    Ok(quote!(failure_policy: __a::FailurePolicy::#variant))
}

/// What the call becomes: its tracer, and a function that rustc checks.
pub(super) fn expand(source: &Source<'_>, options: &mut WorkflowOptions, errors: &mut Errors) -> TokenStream {
    let Some(call) = options.on_failure.take() else { return TokenStream::new() };
    if error_in(call.to_token_stream()).is_some() && source.names.iter().any(|name| name == ERROR) {
        let message =
            "in `on_failure`, `err` is the error, so it can't be the input of that name: rename the input";
        errors.on(Rule::HandlerCall, &call, message);
        return TokenStream::new();
    }
    let before = errors.count();
    let Some(traced) = trace(&call, source, errors).filter(|_| errors.count() == before) else {
        return TokenStream::new();
    };
    options.settings.push(quote!(on_failure: __a::Some(__on_failure)));
    let error = quote!(__a::core::option::Option<__a::FlyteError>);
    let error_name = error_name(&call);
    let promises = source.inputs.iter().enumerate().map(|(index, input)| {
        let (pattern, ty) = (input.pattern, input.ty);
        quote!(let #pattern = __a::handed::<#ty>(#index);)
    });
    let last = source.inputs.len();
    let parameters = source.inputs.iter().map(|input| {
        let (pattern, ty) = (input.pattern, input.ty);
        quote!(#pattern: #ty)
    });
    let lints: Vec<_> = source.function.lint_levels().collect();
    quote! {
        #(#lints)*
        #[allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
        fn __on_failure() {
            #(#promises)*
            let #error_name = __a::handed::<#error>(#last);
            #traced
        }
        #(#lints)*
        #[allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
        fn __handles_failure(#(#parameters,)* #error_name: #error) {
            let _ = #call;
        }
    }
}

/// The call as a node. Its arguments are what arguments of calls in the body are, but for calls.
fn trace(call: &ExprCall, source: &Source<'_>, errors: &mut Errors) -> Option<TokenStream> {
    let mut scopes = Scopes::default();
    scopes.restart();
    for input in &source.inputs {
        scopes.declare(input.name, Shape::Promise);
        scopes.is_bound_by(input.name, BoundBy::Input);
    }
    let error = error_name(call);
    scopes.declare(&error, Shape::Promise);
    scopes.is_bound_by(&error, BoundBy::Input);
    let predecessors = HashSet::new();
    let mut tracer = Tracer {
        scopes: &mut scopes,
        errors,
        asked: 0,
        counts: false,
        output: TokenStream::new(),
        inputs: Inputs::Promises,
        goes_on: false,
        typed: None,
        calls: 0,
        arm: None,
        nodes: Nodes::new(&predecessors),
    };
    let tokens = tracer.handler(call)?;
    let is_one = tracer.calls == 1;
    if !is_one {
        let message = "a failure handler is one node, so it gets inputs of the workflow, constants and `err`: call a workflow that does more";
        errors.on(Rule::HandlerCall, call, message);
    }
    is_one.then_some(tokens)
}

/// `err` as the call writes it, so that rustc finds it.
fn error_name(call: &ExprCall) -> Ident {
    error_in(call.to_token_stream()).unwrap_or_else(|| Ident::new(ERROR, Span::call_site()))
}

/// The first `err` that is no field.
fn error_in(tokens: TokenStream) -> Option<Ident> {
    let mut behind_dot = false;
    for token in tokens {
        match token {
            TokenTree::Ident(name) if name == ERROR && !behind_dot => return Some(name),
            TokenTree::Group(group) => {
                if let Some(name) = error_in(group.stream()) {
                    return Some(name);
                }
                behind_dot = false;
            }
            token => behind_dot = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '.'),
        }
    }
    None
}
