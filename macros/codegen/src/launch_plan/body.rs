//! The body of a launch plan: one call, whose arguments are parameters and constants.

use crate::entity::{Source, input_name};
use crate::errors::Errors;
use aileron_grammar::Rule;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::HashSet;
use syn::{Block, Expr, ExprCall, Stmt};

const FORM: &str = "the body of a launch plan is one call of a workflow, whose arguments are parameters and constants: write \
                    it as in `{ pipeline(\"fixed\".into(), y) }`, and do anything else in the workflow";

pub(super) fn check(body: &Block, source: &Source<'_>, errors: &mut Errors) {
    let statement = match &body.stmts[..] {
        // A call of a workflow without outputs may have its `;`.
        [Stmt::Expr(value, _)] => match call(value) {
            Some(call) => return arguments(call, source, errors),
            None => value.to_token_stream(),
        },
        [] => source.function.name().to_token_stream(),
        [one] => one.to_token_stream(),
        [first, second, ..] => match first {
            Stmt::Expr(value, _) if call(value).is_some() => second.to_token_stream(),
            _ => first.to_token_stream(),
        },
    };
    errors.on(Rule::LaunchPlanBody, &statement, FORM);
}

/// The call, with what may be around it: `Ok(…)`, `?`, `.await`.
fn call(value: &Expr) -> Option<&ExprCall> {
    match value {
        Expr::Paren(inner) => call(&inner.expr),
        Expr::Group(inner) => call(&inner.expr),
        Expr::Try(inner) if inner.attrs.is_empty() => call(&inner.expr),
        Expr::Await(inner) if inner.attrs.is_empty() => call(&inner.base),
        Expr::Call(outer) if outer.attrs.is_empty() => match (&*outer.func, outer.args.len()) {
            (Expr::Path(path), 1) if path.path.is_ident("Ok") => call(&outer.args[0]),
            (Expr::Path(_), _) => Some(outer),
            _ => None,
        },
        _ => None,
    }
}

fn arguments(call: &ExprCall, source: &Source<'_>, errors: &mut Errors) {
    let parameters: Vec<&Ident> = source.inputs.iter().map(|input| input.name).collect();
    let mut seen = HashSet::new();
    for argument in &call.args {
        if let Some(name) = parameter(argument, &parameters) {
            if !seen.insert(name) {
                let message = format!(
                    "`{name}` is handed to two inputs, but a launch plan hands each of its inputs on under its own name: take a \
                     parameter for each"
                );
                errors.on(Rule::LaunchedInputs, argument, message);
            }
        } else if let Some(name) = mentioned(argument.to_token_stream(), &parameters) {
            let message = format!(
                "an argument is a parameter or a constant, and this one makes a value of `{name}`: write `{name}` alone, and make \
                 the value in the workflow"
            );
            errors.on(Rule::FixedInput, argument, message);
            seen.insert(name);
        }
    }
    for input in source.inputs.iter().filter(|input| !seen.contains(input.name)) {
        let message = format!(
            "`{}` is handed to no input of the workflow, so Flyte has no use for it: pass it to the workflow, or remove it",
            input_name(input)
        );
        errors.on(Rule::LaunchedInputs, input.name, message);
    }
}

/// The parameter that an argument is.
fn parameter<'p>(argument: &Expr, parameters: &[&'p Ident]) -> Option<&'p Ident> {
    match argument {
        Expr::Paren(inner) => parameter(&inner.expr, parameters),
        Expr::Group(inner) => parameter(&inner.expr, parameters),
        Expr::Path(path) => parameters.iter().copied().find(|name| path.path.is_ident(*name)),
        _ => None,
    }
}

/// A parameter that these tokens mention.
fn mentioned<'p>(tokens: TokenStream, parameters: &[&'p Ident]) -> Option<&'p Ident> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(word) => parameters.iter().copied().find(|name| **name == word),
        TokenTree::Group(group) => mentioned(group.stream(), parameters),
        _ => None,
    })
}
